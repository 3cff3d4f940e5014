#include "kossa/skin/drawn_junction.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <opencv2/imgproc.hpp>

#include "kossa/core/error.hpp"
#include "kossa/skin/distance.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns prolonged_by = 300_um;    // lines are seldom drawn quite to the edge of the section
constexpr Microns epidermis_near = 400_um;  // the thickest epidermis of hairy skin; farther off it is another fold's
constexpr double clear_majority = 2.0;
constexpr double step_px = 0.5;

using Vector = Point<Survey>;

Vector operator-(const Vector& a, const Vector& b) {
    return {a.x - b.x, a.y - b.y};
}

double dot(const Vector& a, const Vector& b) {
    return a.x * b.x + a.y * b.y;
}

Vector unit(const Vector& v) {
    const double length = std::hypot(v.x, v.y);
    return length > 0.0 ? Vector{v.x / length, v.y / length} : Vector{};
}

/// A point of a line, half a pixel from the next.
struct Sample {
    Vector at;
    Vector ahead;  ///< mean direction before and behind
    std::size_t line = 0;
    double beyond = 0.0;  ///< 1 at the last point of an open line, -1 at its first, 0 between
};

Polyline<Survey> without_repeats(const Polyline<Survey>& line) {
    Polyline<Survey> result = line;
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

bool is_closed(const Polyline<Survey>& line) {
    return line.size() > 2 && line.front() == line.back();
}

Vector prolonged(const Vector& end, const Vector& before, double length_px) {
    const Vector ahead = unit(end - before);
    return {end.x + ahead.x * length_px, end.y + ahead.y * length_px};
}

/// The first vertex that lies at least this far from the first one along the line; its last if there is none.
template <class Iterator>
Vector vertex_after(Iterator vertex, Iterator end, double length_px) {
    const Iterator last = std::prev(end);
    for (double walked = 0.0; vertex != last && walked < length_px; ++vertex) {
        const Vector step = *std::next(vertex) - *vertex;
        walked += std::hypot(step.x, step.y);
    }
    return *vertex;
}

/// Both ends prolonged in the direction that the line has on the whole over the same length before them: a finely drawn
/// line may end in the middle of a rete ridge.
Polyline<Survey> with_long_ends(Polyline<Survey> line, double length_px) {
    if (is_closed(line)) {
        return line;
    }
    const Vector first = prolonged(line.front(), vertex_after(line.begin(), line.end(), length_px), length_px);
    const Vector last = prolonged(line.back(), vertex_after(line.rbegin(), line.rend(), length_px), length_px);
    line.insert(line.begin(), first);
    line.push_back(last);
    return line;
}

std::vector<Sample> samples_along(const Polyline<Survey>& line, std::size_t number) {
    std::vector<Sample> samples;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Vector step = line[i + 1] - line[i];
        const Vector ahead = unit(step);
        if (i > 0) {
            Sample& corner = samples.back();
            corner.ahead = unit({corner.ahead.x + ahead.x, corner.ahead.y + ahead.y});
        }
        const auto count = std::max(1, static_cast<int>(std::ceil(std::hypot(step.x, step.y) / step_px)));
        for (int k = i == 0 ? 0 : 1; k <= count; ++k) {
            const double share = static_cast<double>(k) / count;
            samples.push_back({{line[i].x + share * step.x, line[i].y + share * step.y}, ahead, number, 0.0});
        }
    }
    if (!is_closed(line)) {
        samples.front().beyond = -1.0;
        samples.back().beyond = 1.0;
    }
    return samples;
}

cv::Point pixel_of(const Vector& p) {
    return {static_cast<int>(std::floor(p.x)), static_cast<int>(std::floor(p.y))};
}

/// For every pixel the nearest point of a line that lies within the image.
class NearestSample {
  public:
    NearestSample(const std::vector<Sample>& samples, const cv::Size& size) : off_line_(size, 255) {
        cv::Mat_<std::int32_t> at_pixel(size, -1);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const cv::Point p = pixel_of(samples[i].at);
            if (cv::Rect({0, 0}, size).contains(p)) {
                off_line_(p) = 0;
                at_pixel(p) = static_cast<std::int32_t>(i);
            }
        }
        cv::Mat unused;
        cv::distanceTransform(off_line_, unused, labels_, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
        sample_of_label_.assign(size.area() + std::size_t{1}, 0);
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                if (off_line_(y, x) == 0) {
                    sample_of_label_[static_cast<std::size_t>(labels_(y, x))] = at_pixel(y, x);
                }
            }
        }
    }

    std::size_t operator()(int y, int x) const {
        return static_cast<std::size_t>(sample_of_label_[static_cast<std::size_t>(labels_(y, x))]);
    }
    Mask on_line() const { return Mask(255 - off_line_); }

  private:
    Mask off_line_;
    LabelRaster labels_;
    std::vector<std::int32_t> sample_of_label_;
};

/// 1 on the right of the line as it runs (y downwards), -1 on its left, 0 beyond its ends.
int side_of(const Vector& p, const Sample& sample) {
    const Vector off = p - sample.at;
    if (sample.beyond * dot(off, sample.ahead) > 0.0) {
        return 0;
    }
    return sample.ahead.x * off.y - sample.ahead.y * off.x >= 0.0 ? 1 : -1;
}

/// What lies on either side of a line, in pixels.
struct Sides {
    double left = 0.0;
    double right = 0.0;
    void add(int side) { (side > 0 ? right : left) += side == 0 ? 0.0 : 1.0; }
    bool clear() const { return std::max(left, right) >= clear_majority * std::min(left, right) && left != right; }
};

struct Votes {
    Sides epidermis;
    Sides tissue;
};

/// The side of the dermis: 1 right, -1 left. Nothing hangs on a line that no pixel is nearest to.
int dermal_side(const Votes& votes) {
    if (votes.tissue.left + votes.tissue.right == 0.0) {
        return 1;
    }
    if (votes.epidermis.clear()) {
        return votes.epidermis.right > votes.epidermis.left ? -1 : 1;
    }
    if (votes.tissue.clear()) {
        return votes.tissue.right > votes.tissue.left ? 1 : -1;
    }
    throw RefusedSlide(
        "regions",
        "the tissue does not tell on which side of a line of class Dermo-epidermal junction the dermis "
        "lies: neither side holds clearly more epidermis or clearly less tissue; draw the Epidermis too");
}

cv::Mat_<std::int8_t> sides_of(const std::vector<Sample>& samples, const NearestSample& nearest, const Mask& tissue) {
    cv::Mat_<std::int8_t> sides(tissue.size(), std::int8_t{0});
    for (int y = 0; y < sides.rows; ++y) {
        for (int x = 0; x < sides.cols; ++x) {
            if (tissue(y, x) != 0) {
                sides(y, x) = static_cast<std::int8_t>(side_of({x + 0.5, y + 0.5}, samples[nearest(y, x)]));
            }
        }
    }
    return sides;
}

/// The pieces of tissue that a line runs through, in the order of its points.
std::vector<std::int32_t> pieces_under(const Polyline<Survey>& line, const TissueMap& tissue) {
    std::vector<std::int32_t> pieces;
    for (const Sample& sample : samples_along(line, 0)) {
        const cv::Point p = pixel_of(sample.at);
        if (cv::Rect({0, 0}, tissue.pieces.size()).contains(p) && tissue.pieces(p) > 0) {
            pieces.push_back(tissue.pieces(p));
        }
    }
    return pieces;
}

/// The lines that run through tissue, and the pieces they run through.
struct UsableLines {
    std::vector<Polyline<Survey>> lines;
    std::vector<bool> piece_has_line;
};

UsableLines usable(const std::vector<Polyline<Survey>>& drawn, const TissueMap& tissue) {
    UsableLines result{{}, std::vector<bool>(static_cast<std::size_t>(tissue.piece_count) + 1, false)};
    for (const Polyline<Survey>& one : drawn) {
        const Polyline<Survey> line = without_repeats(one);
        if (line.size() < 2) {
            continue;
        }
        const std::vector<std::int32_t> pieces = pieces_under(line, tissue);
        for (const std::int32_t piece : pieces) {
            result.piece_has_line[static_cast<std::size_t>(piece)] = true;
        }
        if (!pieces.empty()) {
            result.lines.push_back(line);
        }
    }
    if (result.lines.empty()) {
        throw RefusedSlide("regions", "no line of class Dermo-epidermal junction runs through tissue");
    }
    return result;
}

std::vector<Sample> samples_of(const std::vector<Polyline<Survey>>& lines, Microns pixel) {
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::vector<Sample> own = samples_along(with_long_ends(lines[i], prolonged_by / pixel), i);
        samples.insert(samples.end(), own.begin(), own.end());
    }
    return samples;
}

std::vector<Votes> votes_of(const std::vector<Sample>& samples, const NearestSample& nearest,
                            const cv::Mat_<std::int8_t>& sides, const Mask& near_epidermis) {
    std::vector<Votes> votes(samples.back().line + 1);
    for (int y = 0; y < sides.rows; ++y) {
        for (int x = 0; x < sides.cols; ++x) {
            if (sides(y, x) != 0) {
                Votes& own = votes[samples[nearest(y, x)].line];
                own.tissue.add(sides(y, x));
                own.epidermis.add(near_epidermis(y, x) != 0 ? sides(y, x) : 0);
            }
        }
    }
    return votes;
}

}  // namespace

DrawnDepth depth_below_lines(const std::vector<Polyline<Survey>>& lines, const Mask& epidermis, const TissueMap& tissue,
                             Microns pixel) {
    UsableLines drawn = usable(lines, tissue);
    const std::vector<Sample> samples = samples_of(drawn.lines, pixel);
    const NearestSample nearest(samples, tissue.tissue.size());
    const cv::Mat_<std::int8_t> sides = sides_of(samples, nearest, tissue.tissue);
    DrawnDepth result{distance_to(nearest.on_line(), pixel), std::move(drawn.piece_has_line)};
    const Mask near_epidermis(epidermis & Mask(result.depth <= epidermis_near.value()));
    const std::vector<Votes> votes = votes_of(samples, nearest, sides, near_epidermis);
    std::vector<int> dermis(votes.size());
    std::transform(votes.begin(), votes.end(), dermis.begin(), dermal_side);
    for (int y = 0; y < sides.rows; ++y) {
        for (int x = 0; x < sides.cols; ++x) {
            if (sides(y, x) != 0 && sides(y, x) != dermis[samples[nearest(y, x)].line]) {
                result.depth(y, x) = -result.depth(y, x);
            }
        }
    }
    return result;
}

}  // namespace kossa
