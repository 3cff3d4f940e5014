#include "kossa/skin/morphology.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "bit_rows.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

namespace {

Mask inverted(const Mask& mask) {
    return Mask(255 - mask);
}

/// The largest squared distance between pixels that counts as within the radius, as a distance in single precision.
int largest_square(double radius_px) {
    int square = static_cast<int>(radius_px * radius_px) + 1;
    while (static_cast<double>(std::sqrt(static_cast<float>(square))) > radius_px) {
        --square;
    }
    return square;
}

/// The largest squared distance, in pixels, at which distance_to gives at most `distance`; -1 where none is as small.
int largest_square_within(Microns distance, Microns pixel) {
    const auto limit = static_cast<float>(distance.value());
    const auto um = static_cast<float>(pixel.value());
    int square = static_cast<int>(distance / pixel * (distance / pixel)) + 2;
    while (square >= 0 && std::sqrt(static_cast<float>(square)) * um > limit) {
        --square;
    }
    return square;
}

BitRows shrunk(const BitRows& rows, int square) {
    return rows.inverted().grown(square).inverted();
}

Mask with_margin(const Mask& mask, double radius_px, bool close) {
    if (radius_px < 1.0) {
        return mask.clone();
    }
    const int margin = static_cast<int>(std::ceil(radius_px)) + 1;
    const int square = largest_square(radius_px);
    const BitRows wide(mask, margin);
    const BitRows first = close ? wide.grown(square) : shrunk(wide, square);
    return (close ? shrunk(first, square) : first.grown(square)).inner(margin);
}

/// The connected sets of a mask: its runs, and the number of the set of each.
struct Sets {
    std::vector<Run<Survey>> runs;
    std::vector<std::int32_t> numbers;
    std::size_t count = 0;

    /// Goes through all runs: `add(set, run)`.
    template <class Add>
    void each(Add add) const {
        for (std::size_t i = 0; i < runs.size(); ++i) {
            add(static_cast<std::size_t>(numbers[i]), runs[i]);
        }
    }
};

Sets sets_of(const Mask& mask, Connectivity connectivity) {
    Sets sets{runs_of(mask), {}, 0};
    sets.numbers = connected_sets(sets.runs, connectivity);
    sets.count = sets.numbers.empty() ? 0 : static_cast<std::size_t>(*std::ranges::max_element(sets.numbers)) + 1;
    return sets;
}

std::vector<double> areas_of(const Sets& sets) {
    std::vector<double> areas(sets.count, 0.0);
    sets.each([&](std::size_t set, const Run<Survey>& run) { areas[set] += run.length(); });
    return areas;
}

void fill(Mask& mask, const Run<Survey>& run) {
    std::fill_n(mask[run.y] + run.x_begin, run.length(), std::uint8_t{255});
}

bool reaches_edge(const Run<Survey>& run, const cv::Size& size) {
    return run.x_begin == 0 || run.x_end == size.width || run.y == 0 || run.y == size.height - 1;
}

bool any_inside(const Mask& mask, const Run<Survey>& run) {
    const std::uint8_t* row = mask[run.y];
    return std::any_of(row + run.x_begin, row + run.x_end, [](std::uint8_t pixel) { return pixel != 0; });
}

std::int64_t pixels_inside(const Mask& mask, const Run<Survey>& run) {
    const std::uint8_t* row = mask[run.y];
    return std::count_if(row + run.x_begin, row + run.x_end, [](std::uint8_t pixel) { return pixel != 0; });
}

}  // namespace

Mask dilated(const Mask& mask, Microns radius, Microns pixel) {
    const double radius_px = radius / pixel;
    return radius_px < 1.0 ? mask.clone() : BitRows(mask, 0).grown(largest_square(radius_px)).inner(0);
}

MaskSheet dilated(const MaskSheet& mask, Microns radius, Microns pixel) {
    constexpr int band = 256;
    const int reach = static_cast<int>(radius / pixel);
    MaskSheet result(mask.size());
    for (int y = 0; y < mask.rows; y += band) {
        const cv::Rect rows = cv::Rect(0, y, mask.cols, band) & mask.box();
        const cv::Rect seen = cv::Rect(0, y - reach, mask.cols, rows.height + 2 * reach) & mask.box();
        result.put(rows.tl(), Mask(dilated(mask.part(seen), radius, pixel)(rows - seen.tl())));
    }
    return result;
}

Mask eroded(const Mask& mask, Microns radius, Microns pixel) {
    const double radius_px = radius / pixel;
    return radius_px < 1.0 ? mask.clone() : shrunk(BitRows(mask, 0), largest_square(radius_px)).inner(0);
}

Mask closed(const Mask& mask, Microns radius, Microns pixel) {
    return with_margin(mask, radius / pixel, true);
}

Mask opened(const Mask& mask, Microns radius, Microns pixel) {
    return with_margin(mask, radius / pixel, false);
}

Mask within(const Mask& mask, Microns distance, Microns pixel) {
    const int square = largest_square_within(distance, pixel);
    return square < 0 ? Mask(mask.size(), 0) : BitRows(mask, 0).grown(square).inner(0);
}

Mask holes_filled(const Mask& mask, SquareMicrons largest, Microns pixel) {
    const Sets holes = sets_of(inverted(mask), Connectivity::four);
    const double largest_px = largest / (pixel * pixel);
    std::vector<double> areas = areas_of(holes);
    holes.each([&](std::size_t set, const Run<Survey>& run) {
        areas[set] = reaches_edge(run, mask.size()) ? HUGE_VAL : areas[set];
    });
    Mask result = mask.clone();
    holes.each([&](std::size_t set, const Run<Survey>& run) {
        if (areas[set] <= largest_px) {
            fill(result, run);
        }
    });
    return result;
}

Mask without_small(const Mask& mask, SquareMicrons least, Microns pixel) {
    const Sets sets = sets_of(mask, Connectivity::eight);
    const double least_px = least / (pixel * pixel);
    const std::vector<double> areas = areas_of(sets);
    Mask result(mask.size(), 0);
    sets.each([&](std::size_t set, const Run<Survey>& run) {
        if (areas[set] >= least_px) {
            fill(result, run);
        }
    });
    return result;
}

void visit_sets(const Mask& mask, const std::function<void(const cv::Rect& box, const Mask& pixels)>& visit) {
    LabelRaster labels;
    cv::Mat_<int> boxes;
    cv::Mat_<double> centres;
    const int count = cv::connectedComponentsWithStats(mask, labels, boxes, centres);
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(boxes(i, cv::CC_STAT_LEFT), boxes(i, cv::CC_STAT_TOP), boxes(i, cv::CC_STAT_WIDTH),
                           boxes(i, cv::CC_STAT_HEIGHT));
        visit(box, Mask(labels(box) == i));
    }
}

Mask connected_to(const Mask& mask, const Mask& anchor) {
    const Sets sets = sets_of(mask, Connectivity::eight);
    std::vector<bool> anchored(sets.count, false);
    sets.each(
        [&](std::size_t set, const Run<Survey>& run) { anchored[set] = anchored[set] || any_inside(anchor, run); });
    Mask result(mask.size(), 0);
    sets.each([&](std::size_t set, const Run<Survey>& run) {
        if (anchored[set]) {
            fill(result, run);
        }
    });
    return result;
}

Mask mostly_in_both(const Mask& mask, const Mask& one, const Mask& other) {
    struct Pixels {
        std::int64_t all = 0;
        std::int64_t in_one = 0;
        std::int64_t in_other = 0;
    };
    const Sets sets = sets_of(mask, Connectivity::eight);
    std::vector<Pixels> pixels(sets.count);
    sets.each([&](std::size_t set, const Run<Survey>& run) {
        pixels[set].all += run.length();
        pixels[set].in_one += pixels_inside(one, run);
        pixels[set].in_other += pixels_inside(other, run);
    });
    Mask result(mask.size(), 0);
    sets.each([&](std::size_t set, const Run<Survey>& run) {
        const auto& [all, in_one, in_other] = pixels[set];
        if (2 * in_one >= all && 2 * in_other >= all) {
            fill(result, run);
        }
    });
    return result;
}

}  // namespace kossa
