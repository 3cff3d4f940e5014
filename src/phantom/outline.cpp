#include "kossa/phantom/outline.hpp"

#include <array>
#include <opencv2/imgproc.hpp>
#include <unordered_map>

namespace kossa::phantom {

namespace {

using Corner = cv::Point;

// Directions in the order of right turns; every edge has the mask on its right as seen on the screen.
constexpr std::array<std::array<int, 2>, 4> steps = {{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};

constexpr std::uint8_t bit(int direction) {
    return static_cast<std::uint8_t>(1 << direction);
}

constexpr std::uint8_t no_edge = 0;
constexpr std::int32_t absent = -1;

double signed_area(const std::vector<Corner>& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner& a = ring[i];
        const Corner& b = ring[(i + 1) % ring.size()];
        twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
    }
    return twice / 2.0;
}

Ring<Level0> without_straight_corners(const std::vector<Corner>& ring, const Point<Level0>& origin) {
    Ring<Level0> result;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner before = ring[i] - ring[(i + ring.size() - 1) % ring.size()];
        const Corner after = ring[(i + 1) % ring.size()] - ring[i];
        if (before != after) {
            result.push_back({origin.x + ring[i].x, origin.y + ring[i].y});
        }
    }
    return result;
}

class Tracer {
  public:
    Tracer(const Mask& mask, const Point<Level0>& origin)
        : origin_(origin),
          edges_(mask.rows + 1, mask.cols + 1, std::uint8_t{0}),
          place_in_path_(edges_.size(), absent) {
        polygons_.resize(static_cast<std::size_t>(cv::connectedComponents(mask, labels_, 4, CV_32S)));
        const auto outside = [&](int y, int x) {
            return y < 0 || x < 0 || y >= mask.rows || x >= mask.cols || mask(y, x) == 0;
        };
        for (int y = 0; y < mask.rows; ++y) {
            for (int x = 0; x < mask.cols; ++x) {
                if (!outside(y, x)) {
                    edges_(y, x) |= outside(y - 1, x) ? bit(0) : no_edge;
                    edges_(y, x + 1) |= outside(y, x + 1) ? bit(1) : no_edge;
                    edges_(y + 1, x + 1) |= outside(y + 1, x) ? bit(2) : no_edge;
                    edges_(y + 1, x) |= outside(y, x - 1) ? bit(3) : no_edge;
                }
            }
        }
    }

    MultiPolygon<Level0> all() {
        for (int y = 0; y < edges_.rows; ++y) {
            for (int x = 0; x < edges_.cols; ++x) {
                while ((edges_(y, x) & bit(0)) != 0) {
                    trace({x, y}, labels_(y, x));
                }
            }
        }
        MultiPolygon<Level0> result;
        for (Polygon<Level0>& polygon : polygons_) {
            if (!polygon.shell.empty()) {
                result.push_back(std::move(polygon));
            }
        }
        return result;
    }

  private:
    Point<Level0> origin_;
    Mask edges_;  // per corner: the directions in which an edge leaves it
    LabelRaster labels_;
    LabelRaster place_in_path_;  // per corner
    MultiPolygon<Level0> polygons_;

    // Follows edges, keeping to the same pixel where two pixels meet at a corner; every time the path comes back to a
    // corner it has been at, the loop since then is a ring of its own.
    void trace(const Corner& start, int label) {
        std::vector<Corner> path = {start};
        place_in_path_(start) = 0;
        Corner here = start;
        int direction = 0;
        while (!path.empty()) {
            edges_(here) = static_cast<std::uint8_t>(edges_(here) & ~bit(direction));
            here += Corner(steps[direction][0], steps[direction][1]);
            if (place_in_path_(here) != absent) {
                cut_loop(path, place_in_path_(here), label);
            }
            if (!path.empty()) {
                place_in_path_(here) = static_cast<std::int32_t>(path.size());
                path.push_back(here);
                direction = next_direction(here, direction);
            }
        }
    }

    void cut_loop(std::vector<Corner>& path, std::int32_t first, int label) {
        const std::vector<Corner> loop(path.begin() + first, path.end());
        path.resize(static_cast<std::size_t>(first));
        for (const Corner& corner : loop) {
            place_in_path_(corner) = absent;
        }
        add(loop, label);
    }

    int next_direction(const Corner& here, int direction) const {
        for (const int turn : {1, 0, 3}) {
            const int next = (direction + turn) % 4;
            if ((edges_(here) & bit(next)) != 0) {
                return next;
            }
        }
        return direction;
    }

    void add(const std::vector<Corner>& ring, int label) {
        Polygon<Level0>& polygon = polygons_[static_cast<std::size_t>(label)];
        Ring<Level0> corners = without_straight_corners(ring, origin_);
        if (signed_area(ring) > 0.0) {
            polygon.shell = std::move(corners);
        } else {
            polygon.holes.push_back(std::move(corners));
        }
    }
};

}  // namespace

MultiPolygon<Level0> outlines_of(const Mask& mask, const Point<Level0>& corner) {
    return Tracer(mask, corner).all();
}

}  // namespace kossa::phantom
