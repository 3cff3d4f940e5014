#include "kossa/skin/drawn_junction.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/skin/distance.hpp"
#include "nearest_label.hpp"

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

cv::Point pixel_of(const Vector& p) {
    return {static_cast<int>(std::floor(p.x)), static_cast<int>(std::floor(p.y))};
}

/// Steps from a place, end excluded.
struct Steps {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Of steps of `step` from `from` those that lead to -1 to `side` + 1, and perhaps one more at either end.
Steps within_side(double from, double step, int side, Steps steps) {
    if (step == 0.0) {
        return from < -1.0 || from > side + 1.0 ? Steps{} : steps;
    }
    const double one = (-1.0 - from) / step;
    const double other = (side + 1.0 - from) / step;
    const auto number = [&](double at) {
        return static_cast<std::int64_t>(
            std::clamp(at, static_cast<double>(steps.begin), static_cast<double>(steps.end)));
    };
    return {number(std::floor(std::min(one, other))), number(std::ceil(std::max(one, other)) + 1.0)};
}

/// Calls visit(sample, its pixel) for the points of a line that lie in an image of this size, in their order: a line
/// may be drawn far beyond it.
template <class Visit>
void each_sample(const Polyline<Survey>& line, std::size_t number, const cv::Size& size, const Visit& visit) {
    const bool open = !is_closed(line);
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const bool last = i + 2 == line.size();
        const Vector way = line[i + 1] - line[i];
        const Vector ahead = unit(way);
        const auto count = std::max<std::int64_t>(1, std::llround(std::ceil(std::hypot(way.x, way.y) / step_px)));
        const Vector step{way.x / static_cast<double>(count), way.y / static_cast<double>(count)};
        Steps steps{i == 0 ? 0 : 1, count + 1};
        steps = within_side(line[i].x, step.x, size.width, steps);
        steps = within_side(line[i].y, step.y, size.height, steps);
        for (std::int64_t k = steps.begin; k < steps.end; ++k) {
            const double share = static_cast<double>(k) / static_cast<double>(count);
            Sample sample{{line[i].x + share * way.x, line[i].y + share * way.y}, ahead, number, 0.0};
            if (k == count && !last) {
                const Vector next = unit(line[i + 2] - line[i + 1]);
                sample.ahead = unit({ahead.x + next.x, ahead.y + next.y});
            }
            if (open && (k == count ? last : k == 0)) {
                sample.beyond = k == 0 ? -1.0 : 1.0;
            }
            if (const cv::Point p = pixel_of(sample.at); cv::Rect({0, 0}, size).contains(p)) {
                visit(sample, p);
            }
        }
    }
}

/// For every pixel the nearest point of a line that lies within the image; of several points in one pixel the last.
class NearestSample {
  public:
    NearestSample(const std::vector<Polyline<Survey>>& lines, const cv::Size& size)
        : number_(size, -1), lines_(lines.size()) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            each_sample(lines[i], i, size, [&](const Sample& sample, const cv::Point& p) {
                if (number_(p) < 0) {
                    number_(p) = static_cast<std::int32_t>(samples_.size());
                    samples_.emplace_back();
                }
                samples_[static_cast<std::size_t>(number_(p))] = sample;
            });
        }
        on_line_ = Mask(number_ >= 0);
        spread_labels(number_);
    }

    /// None where a line is too far off.
    const Sample* operator()(int y, int x) const {
        const std::int32_t number = number_(y, x);
        return number < 0 ? nullptr : &samples_[static_cast<std::size_t>(number)];
    }
    const Mask& on_line() const { return on_line_; }
    std::size_t lines() const { return lines_; }

  private:
    LabelRaster number_;
    Mask on_line_;
    std::vector<Sample> samples_;
    std::size_t lines_;
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
    void add(const Sides& other) {
        left += other.left;
        right += other.right;
    }
    bool clear() const { return std::max(left, right) >= clear_majority * std::min(left, right) && left != right; }
};

struct Votes {
    Sides epidermis;
    Sides tissue;
};

/// 1 where the right side is the one that holds more, -1 where it is the left one.
int fuller(const Sides& sides) {
    return sides.right > sides.left ? 1 : -1;
}

/// The side of the dermis on one piece: 1 right, -1 left. `everywhere` are the votes of the line on all its pieces.
/// Nothing hangs on a line that no pixel is nearest to.
int dermal_side(const Votes& here, const Votes& everywhere) {
    if (here.tissue.left + here.tissue.right == 0.0) {
        return 1;
    }
    for (const Sides& epidermis : {here.epidermis, everywhere.epidermis}) {
        if (epidermis.clear()) {
            return -fuller(epidermis);
        }
    }
    for (const Sides& tissue : {here.tissue, everywhere.tissue}) {
        if (tissue.clear()) {
            return fuller(tissue);
        }
    }
    throw RefusedSlide(
        "regions",
        "the tissue does not tell on which side of a line of class Dermo-epidermal junction the dermis "
        "lies: neither side holds clearly more epidermis or clearly less tissue; draw the Epidermis too");
}

cv::Mat_<std::int8_t> sides_of(const NearestSample& nearest, const Mask& tissue) {
    cv::Mat_<std::int8_t> sides(tissue.size(), std::int8_t{0});
    for (int y = 0; y < sides.rows; ++y) {
        for (int x = 0; x < sides.cols; ++x) {
            const Sample* sample = tissue(y, x) != 0 ? nearest(y, x) : nullptr;
            if (sample != nullptr) {
                sides(y, x) = static_cast<std::int8_t>(side_of({x + 0.5, y + 0.5}, *sample));
            }
        }
    }
    return sides;
}

/// The pieces of tissue that a line runs through.
std::set<std::int32_t> pieces_under(const Polyline<Survey>& line, const TissueMap& tissue) {
    std::set<std::int32_t> pieces;
    each_sample(line, 0, tissue.pieces.size(), [&](const Sample&, const cv::Point& p) {
        if (const std::int32_t piece = tissue.pieces(p); piece > 0) {
            pieces.insert(piece);
        }
    });
    return pieces;
}

/// The lines that run through tissue, with long ends, and which of them run through each piece.
struct UsableLines {
    std::vector<Polyline<Survey>> lines;
    std::map<std::int32_t, std::vector<std::size_t>> of_piece;
};

UsableLines usable(const std::vector<Polyline<Survey>>& drawn, const TissueMap& tissue, Microns pixel) {
    UsableLines result;
    for (const Polyline<Survey>& one : drawn) {
        const Polyline<Survey> line = without_repeats(one);
        if (line.size() < 2) {
            continue;
        }
        const std::set<std::int32_t> pieces = pieces_under(line, tissue);
        for (const std::int32_t piece : pieces) {
            result.of_piece[piece].push_back(result.lines.size());
        }
        if (!pieces.empty()) {
            result.lines.push_back(with_long_ends(line, prolonged_by / pixel));
        }
    }
    if (result.lines.empty()) {
        throw RefusedSlide("regions",
                           "no line of class Dermo-epidermal junction runs through tissue; are these the outlines of "
                           "another slide?");
    }
    return result;
}

std::vector<Votes> votes_of(const NearestSample& nearest, const cv::Mat_<std::int8_t>& sides,
                            const Mask& near_epidermis) {
    std::vector<Votes> votes(nearest.lines());
    for (int y = 0; y < sides.rows; ++y) {
        for (int x = 0; x < sides.cols; ++x) {
            if (sides(y, x) != 0) {
                Votes& own = votes[nearest(y, x)->line];
                own.tissue.add(sides(y, x));
                own.epidermis.add(near_epidermis(y, x) != 0 ? sides(y, x) : 0);
            }
        }
    }
    return votes;
}

/// One piece of tissue and the lines through it.
class PieceWithLines {
  public:
    /// `tight` is the box round the piece, whose number is `piece`.
    PieceWithLines(const TissueMap& tissue, std::int32_t piece, const cv::Rect& tight,
                   const std::vector<Polyline<Survey>>& lines, Microns pixel)
        : box_(box_of(tight, lines, tissue.pieces.size())),
          piece_(Mask(tissue.pieces(box_) == piece) & tissue.tissue(box_)),
          nearest_(moved(lines, box_.tl()), box_.size()),
          sides_(sides_of(nearest_, piece_)),
          distance_(distance_to(nearest_.on_line(), pixel)) {}

    /// By line.
    std::vector<Votes> votes(const Mask& epidermis) const {
        return votes_of(nearest_, sides_, Mask(epidermis(box_) & Mask(distance_ <= epidermis_near.value())));
    }

    /// `dermis` is the side of the dermis by line.
    void add_depth(FloatRaster& depth, const std::vector<int>& dermis) const {
        FloatRaster here = depth(box_);
        distance_.copyTo(here, piece_);
        for (int y = 0; y < sides_.rows; ++y) {
            for (int x = 0; x < sides_.cols; ++x) {
                if (sides_(y, x) != 0 && sides_(y, x) != dermis[nearest_(y, x)->line]) {
                    here(y, x) = -here(y, x);
                }
            }
        }
    }

  private:
    /// Round the piece and the lines. As these run through the piece, what of them is nearest to a pixel of it is no
    /// further off than the piece is large.
    static cv::Rect box_of(const cv::Rect& tight, const std::vector<Polyline<Survey>>& lines, const cv::Size& size) {
        cv::Rect all = tight;
        for (const Polyline<Survey>& line : lines) {
            each_sample(line, 0, size, [&](const Sample&, const cv::Point& p) { all |= cv::Rect(p, cv::Size(1, 1)); });
        }
        const int far = tight.width + tight.height;
        return all & (tight - cv::Point(far, far) + cv::Size(2 * far, 2 * far));
    }

    static std::vector<Polyline<Survey>> moved(std::vector<Polyline<Survey>> lines, const cv::Point& origin) {
        for (Polyline<Survey>& line : lines) {
            for (Point<Survey>& p : line) {
                p = {p.x - origin.x, p.y - origin.y};
            }
        }
        return lines;
    }

    cv::Rect box_;
    Mask piece_;
    NearestSample nearest_;
    cv::Mat_<std::int8_t> sides_;
    FloatRaster distance_;
};

/// Calls visit(number of the piece, the piece with its lines, the numbers of these).
template <class Visit>
void each_piece(const UsableLines& usable, const TissueMap& tissue, Microns pixel, const Visit& visit) {
    const std::vector<cv::Rect> boxes = boxes_of_pieces(tissue);
    for (const auto& [piece, numbers] : usable.of_piece) {
        std::vector<Polyline<Survey>> lines;
        std::ranges::transform(numbers, std::back_inserter(lines),
                               [&](std::size_t number) { return usable.lines[number]; });
        visit(piece, PieceWithLines(tissue, piece, boxes[static_cast<std::size_t>(piece)], lines, pixel), numbers);
    }
}

}  // namespace

DrawnDepth depth_below_lines(const std::vector<Polyline<Survey>>& lines, const Mask& epidermis, const TissueMap& tissue,
                             Microns pixel) {
    DrawnDepth result{FloatRaster(tissue.tissue.size(), std::numeric_limits<float>::quiet_NaN()),
                      std::vector<bool>(static_cast<std::size_t>(tissue.piece_count) + 1, false)};
    const UsableLines drawn = usable(lines, tissue, pixel);
    std::map<std::int32_t, std::vector<Votes>> here;
    std::vector<Votes> everywhere(drawn.lines.size());
    each_piece(drawn, tissue, pixel, [&](std::int32_t piece, const PieceWithLines& with_lines, const auto& numbers) {
        here[piece] = with_lines.votes(epidermis);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            everywhere[numbers[i]].epidermis.add(here[piece][i].epidermis);
            everywhere[numbers[i]].tissue.add(here[piece][i].tissue);
        }
    });
    each_piece(drawn, tissue, pixel, [&](std::int32_t piece, const PieceWithLines& with_lines, const auto& numbers) {
        std::vector<int> dermis;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            dermis.push_back(dermal_side(here[piece][i], everywhere[numbers[i]]));
        }
        with_lines.add_depth(result.depth, dermis);
        result.piece_has_line[static_cast<std::size_t>(piece)] = true;
    });
    return result;
}

}  // namespace kossa
