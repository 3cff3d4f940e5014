#include "kossa/deposit/segmentation.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "kossa/deposit/cells.hpp"

namespace kossa {

namespace {

bool on_border(const Run<Working>& run, const Box<Working>& box) {
    return run.y == box.y || run.y == box.bottom() - 1 || run.x_begin == box.x || run.x_end == box.right();
}

/// Adds the runs of set pixels among [begin, end) of a row of the mask; `origin` is the mask's first pixel.
void add_runs(std::vector<Run<Working>>& runs, const BitMask& mask, const Run<Working>& range,
              const cv::Point& origin) {
    const BitMask::Word* row = mask[range.y - origin.y];
    const int end = range.x_end - origin.x;
    for (int x = first_set(row, range.x_begin - origin.x, end); x < end;) {
        const int next = first_clear(row, x, end);
        runs.push_back({range.y, x + origin.x, next + origin.x});
        x = first_set(row, next, end);
    }
}

std::vector<Run<Working>> runs_within(const BitMask& kept, const Box<Working>& interior, const cv::Point& origin) {
    std::vector<Run<Working>> runs;
    for (std::int64_t y = interior.y; y < interior.bottom(); ++y) {
        add_runs(runs, kept,
                 {static_cast<std::int32_t>(y), static_cast<std::int32_t>(interior.x),
                  static_cast<std::int32_t>(interior.right())},
                 origin);
    }
    return runs;
}

/// The stretches of those runs that lie in the mask.
std::vector<Run<Working>> runs_in(const BitMask& mask, const std::vector<Run<Working>>& runs, const cv::Point& origin) {
    std::vector<Run<Working>> result;
    for (const Run<Working>& run : runs) {
        add_runs(result, mask, run, origin);
    }
    return result;
}

int one_if(bool value) {
    return value ? 1 : 0;
}

/// The pixels [begin, end) of row y of the tile.
struct RowRange {
    int y;
    int begin;
    int end;
};

/// Edges of those kept pixels to pixels that are dark as well but were not kept.
int open_edges(const BitMask& beyond, const RowRange& range) {
    int edges = one_if(beyond(range.y, range.begin - 1)) + one_if(beyond(range.y, range.end));
    for (const int y : {range.y - 1, range.y + 1}) {
        visit_words(range.begin, range.end,
                    [&](int i, BitMask::Word among) { edges += std::popcount(beyond[y][i] & among); });
    }
    return edges;
}

/// Sums of up to 65536 pixels for each channel, two channels to a word.
class ColourSum {
  public:
    void add(const cv::Vec4w& pixel) {
        std::uint64_t look = 0;
        std::memcpy(&look, pixel.val, sizeof(look));
        even_ += look & every_other;
        odd_ += look >> 16 & every_other;
    }
    std::uint32_t of(std::size_t channel) const {
        return static_cast<std::uint32_t>((channel % 2 == 0 ? even_ : odd_) >> (channel / 2 * 32));
    }

  private:
    static_assert(std::endian::native == std::endian::little);
    static constexpr std::uint64_t every_other = 0x0000ffff0000ffff;
    std::uint64_t even_ = 0;
    std::uint64_t odd_ = 0;
};

/// Empty components with room for as many runs as have their number.
std::vector<Component> with_room(const std::vector<std::int32_t>& numbers) {
    std::vector<std::size_t> counts;
    for (const std::int32_t number : numbers) {
        counts.resize(std::max(counts.size(), static_cast<std::size_t>(number) + 1));
        ++counts[static_cast<std::size_t>(number)];
    }
    std::vector<Component> components(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        components[i].runs.reserve(counts[i]);
    }
    return components;
}

/// The components of one tile for one seed.
class TileParts {
  public:
    TileParts(const DepositGround& ground, const DepositMasks& masks, int reach_px, const Box<Working>& interior,
              const cv::Point& origin)
        : ground_(ground), masks_(masks), reach_(reach_px), interior_(interior), origin_(origin) {}

    std::vector<Component> components() const;

  private:
    void add_rim_pixel(PixelSums& sums, const cv::Point& beyond) const {
        const cv::Vec4w& look = ground_.tile().looks(beyond);
        ++sums.rim_edges;
        for (int c = 0; c < 3; ++c) {
            sums.rim_milli_od.at(static_cast<std::size_t>(c)) += look[c];
        }
    }
    void add_rim(PixelSums& sums, const RowRange& range) const;
    void add_colours(PixelSums& sums, const RowRange& range) const;
    PixelSums sums_of(const Run<Working>& run) const;
    std::vector<ThinPart> thin_parts_of(const Component& component) const;

    const DepositGround& ground_;
    const DepositMasks& masks_;
    int reach_;
    Box<Working> interior_;
    cv::Point origin_;  ///< of the tile
};

void TileParts::add_rim(PixelSums& sums, const RowRange& range) const {
    const BitMask& kept = masks_.kept;
    for (const int step : {-1, 1}) {
        const int far = range.y + step * (1 + reach_);
        visit_words(range.begin, range.end, [&](int i, BitMask::Word among) {
            visit_bits(~kept[range.y + step][i] & ~kept[far][i] & among, i * word_px, [&](int x) {
                add_rim_pixel(sums, {x, far});
            });
        });
    }
    for (const auto& [next, far] :
         {std::pair(range.begin - 1, range.begin - 1 - reach_), std::pair(range.end, range.end + reach_)}) {
        if (!kept(range.y, next) && !kept(range.y, far)) {
            add_rim_pixel(sums, {far, range.y});
        }
    }
}

void TileParts::add_colours(PixelSums& sums, const RowRange& range) const {
    const cv::Vec4w* looks = ground_.tile().looks[range.y];
    ColourSum all;
    for (int x = range.begin; x < range.end; ++x) {
        all.add(looks[x]);
    }
    ColourSum seeds;
    visit_words(range.begin, range.end, [&](int i, BitMask::Word among) {
        const BitMask::Word here = masks_.seeds[range.y][i] & among;
        sums.seeds += std::popcount(here);
        visit_bits(here, i * word_px, [&](int x) { seeds.add(looks[x]); });
    });
    for (std::size_t c = 0; c < 3; ++c) {
        sums.milli_od.at(c) += all.of(c);
        sums.seed_milli_od.at(c) += seeds.of(c);
    }
}

PixelSums TileParts::sums_of(const Run<Working>& run) const {
    const RowRange range{run.y - origin_.y, run.x_begin - origin_.x, run.x_end - origin_.x};
    PixelSums sums;
    sums.add_places(run);
    sums.open_edges = open_edges(masks_.beyond, range);
    add_rim(sums, range);
    add_colours(sums, range);
    return sums;
}

std::vector<ThinPart> TileParts::thin_parts_of(const Component& component) const {
    if (!masks_.has_wide && !component.touches_border) {
        return {};
    }
    const std::vector<Run<Working>> runs = runs_in(masks_.thin, component.runs, origin_);
    if (runs == component.runs && !component.touches_border) {
        return {};
    }
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<ThinPart> parts;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        parts.resize(std::max(parts.size(), number + 1));
        parts[number].runs.push_back(runs[i]);
        parts[number].sums += sums_of(runs[i]);
    }
    return parts;
}

std::vector<Component> TileParts::components() const {
    const std::vector<Run<Working>> runs = runs_within(masks_.kept, interior_, origin_);
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<Component> components = with_room(numbers);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Component& component = components[static_cast<std::size_t>(numbers[i])];
        component.runs.push_back(runs[i]);
        component.sums += sums_of(runs[i]);
        component.touches_border = component.touches_border || on_border(runs[i], interior_);
    }
    for (Component& component : components) {
        component.thin = thin_parts_of(component);
    }
    std::erase_if(components, [](const Component& c) { return c.sums.seeds == 0 && !c.touches_border; });
    return components;
}

}  // namespace

SegmentationOptions with_seed(SegmentationOptions options, double seed_od) {
    options.seed_od = seed_od;
    options.body_od = std::max(options.body_od, seed_od);
    options.gapless_od = std::max(options.gapless_od, seed_od);
    return options;
}

Segmentation::Segmentation(const SegmentationOptions& options, const PixelSize& working)
    : limits_{working.whole_pixels(Microns(options.reach_um)),
              working.whole_pixels(Microns(options.surroundings_um)),
              working.whole_pixels(Microns(options.wide_um / 2.0)),
              half_gap_px(working),
              milli_sum(options.body_od),
              milli_sum(options.gapless_od),
              milli_sum(options.surroundings_od),
              static_cast<int>(std::lround(clear_light * options.default_surroundings))},
      halo_(3 * limits_.reach_px + 2 * limits_.surroundings_px + 2 * limits_.half_gap_px + 2 * limits_.half_width_px +
            1),
      seed_od_(options.seed_od) {
    // A wide part is as far from what hangs on it as its square is wide, and a reach.
    limits_.margin_px = halo_ - 2 * limits_.half_width_px - limits_.reach_px;
    limits_.crack_light = static_cast<int>(std::lround(clear_light * options.crack_light));
}

std::vector<Component> Segmentation::segment(const DensityTile& tile, const Box<Working>& interior) const {
    return segment(tile, interior, {seed_od_}).front();
}

std::vector<std::vector<Component>> Segmentation::segment(const DensityTile& tile, const Box<Working>& interior,
                                                          const std::vector<double>& seed_ods) const {
    return segment(ground(tile, std::ranges::min(seed_ods)), interior, seed_ods);
}

DepositGround Segmentation::ground(const DensityTile& tile, double palest_seed_od) const {
    return {tile, limits_, milli_sum(palest_seed_od)};
}

std::vector<std::vector<Component>> Segmentation::segment(const DepositGround& ground, const Box<Working>& interior,
                                                          const std::vector<double>& seed_ods) const {
    const cv::Point origin(static_cast<int>(interior.x) - halo_, static_cast<int>(interior.y) - halo_);
    std::vector<std::vector<Component>> results(seed_ods.size());
    for (std::size_t i = 0; i < seed_ods.size(); ++i) {
        const int seed_sum = milli_sum(seed_ods[i]);
        if (ground.tile().largest_sum >= std::min({seed_sum, limits_.body_sum, limits_.gapless_sum})) {
            results[i] = TileParts(ground, ground.masks(seed_sum), limits_.reach_px, interior, origin).components();
        }
    }
    return results;
}

std::vector<Component> Segmentation::segment_again(const DepositGround& ground, const BitMask& eligible,
                                                   const Box<Working>& interior) const {
    const int seed_sum = milli_sum(seed_od_);
    if (ground.tile().largest_sum < std::min({seed_sum, limits_.body_sum, limits_.gapless_sum}) ||
        bounding_rect(eligible).empty()) {
        return {};
    }
    return segment(ground.read_again(limits_, eligible, seed_sum), interior, {seed_od_}).front();
}

}  // namespace kossa
