#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/sheet.hpp"

namespace kossa {

/// A stretch of pixels in one row: [x_begin, x_end). Runs order by row, then column.
template <class Frame>
struct Run {
    std::int32_t y = 0;
    std::int32_t x_begin = 0;
    std::int32_t x_end = 0;

    std::int32_t length() const { return x_end - x_begin; }
    auto operator<=>(const Run&) const = default;
};

/// Which pixels count as neighbours.
enum class Connectivity { four, eight };

/// Numbers the connected sets of `runs`, 0.. in the order of their first run. Runs must be sorted and must not overlap;
/// runs that touch end to end in a row are connected. One number per run.
template <class Frame>
std::vector<std::int32_t> connected_sets(const std::vector<Run<Frame>>& runs, Connectivity connectivity);

/// The runs of the pixels that are not 0, sorted.
std::vector<Run<Survey>> runs_of(const Mask& mask);
std::vector<Run<Survey>> runs_of(const MaskSheet& mask);

/// The pixels of runs in any order, which may overlap, as sorted runs of which no two touch end to end.
template <class Frame>
std::vector<Run<Frame>> merged(std::vector<Run<Frame>> runs);

/// Whether a run lies before another and shares no pixel with it.
template <class Frame>
bool ends_before(const Run<Frame>& run, const Run<Frame>& other) {
    return run.y < other.y || (run.y == other.y && run.x_end <= other.x_begin);
}

/// The pixels of `runs` that are in none of `others`. Both must be sorted and must not overlap.
template <class Frame>
std::vector<Run<Frame>> without(const std::vector<Run<Frame>>& runs, const std::vector<Run<Frame>>& others);

template <class Frame>
std::int64_t pixel_count(const std::vector<Run<Frame>>& runs);

/// The smallest box that holds all; empty where there are none. Runs must be sorted.
template <class Frame>
Box<Frame> bounding_box(const std::vector<Run<Frame>>& runs);

/// How many pixels of `runs` are in `others`, which must be sorted and must not overlap. Takes the time of a search in
/// `others` for each run.
template <class Frame>
std::int64_t common_pixels(const std::vector<Run<Frame>>& runs, const std::vector<Run<Frame>>& others);

/// A set of indices joined step by step (union-find with path halving).
class DisjointSets {
  public:
    explicit DisjointSets(std::size_t count);
    std::size_t find(std::size_t i);
    /// The smaller index becomes the representative, so that the result does not depend on the order of joins.
    void join(std::size_t a, std::size_t b);

  private:
    std::vector<std::size_t> parent_;
};

}  // namespace kossa
