#include "kossa/deposit/segmentation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "column_sums.hpp"

namespace kossa {

namespace {

constexpr double clear_glass = 4096.0;
constexpr int least_surroundings_divisor = 50;  // 2 % of the window must be surroundings to speak for them

int at_least_one(double pixels) {
    return std::max(1, static_cast<int>(std::lround(pixels)));
}

int milli_sum(double od) {
    return static_cast<int>(std::lround(3000.0 * od));
}

int channel_sum(const cv::Vec3w& od) {
    return od[0] + od[1] + od[2];
}

cv::Mat disc(int radius) {
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

/// Number and light of pale pixels in one word, so that both are added at once: squares hold less than 2^23 of them,
/// and their light adds up to less than 2^40.
constexpr int count_shift = 40;
constexpr std::uint64_t light_mask = (std::uint64_t{1} << count_shift) - 1;

/// Whether the squares round a pixel are dark on average; not where they reach beyond the tile.
Mask dark_squares(const cv::Mat_<std::uint16_t>& density, int half, int least_mean) {
    const int side = 2 * half + 1;
    const auto least = static_cast<std::uint32_t>(least_mean * side * side);
    Mask dark(density.size(), std::uint8_t{0});
    const auto densities = [&](int y) { return [row = density[y]](std::size_t x) { return row[x]; }; };
    visit_column_sums<std::uint32_t>(density.size(), half, densities,
                                     [&](int y, const std::vector<std::uint32_t>& sums) {
                                         const auto columns = static_cast<std::size_t>(dark.cols);
                                         std::uint8_t* row = dark[y];
                                         std::uint32_t sum = 0;
                                         for (std::size_t x = 0; x < columns; ++x) {
                                             sum += sums[x];
                                             if (x + 1 >= static_cast<std::size_t>(side)) {
                                                 row[x - static_cast<std::size_t>(half)] = sum >= least ? 255 : 0;
                                                 sum -= sums[x + 1 - static_cast<std::size_t>(side)];
                                             }
                                         }
                                     });
    return dark;
}

/// Edges of kept pixels to pixels that are dark as well but were not kept.
cv::Mat_<std::uint8_t> count_open_edges(const Mask& kept, const Mask& dark) {
    const Mask beyond(dark & ~kept);
    cv::Mat_<std::uint8_t> edges(kept.size(), std::uint8_t{0});
    for (int y = 1; y + 1 < kept.rows; ++y) {
        const std::uint8_t* above = beyond[y - 1];
        const std::uint8_t* here = beyond[y];
        const std::uint8_t* below = beyond[y + 1];
        for (int x = 1; x + 1 < kept.cols; ++x) {
            const int open = (above[x] & 1) + (below[x] & 1) + (here[x - 1] & 1) + (here[x + 1] & 1);
            edges[y][x] = static_cast<std::uint8_t>(kept[y][x] != 0 ? open : 0);
        }
    }
    return edges;
}

/// How many pixels of the mask follow on one another from `at` in a direction, at most `most`.
int stretch(const Mask& mask, cv::Point at, const cv::Point& step, int most) {
    const cv::Rect inside({0, 0}, mask.size());
    int length = 0;
    while (length < most && inside.contains(at) && mask(at) != 0) {
        at += step;
        ++length;
    }
    return length;
}

/// Whether a square of that side may lie in the mask: it would hold a point of a lattice as wide, and all of the square
/// that is in the row and in the column of that point.
bool may_hold_square(const Mask& mask, int side) {
    const auto crossed = [&](const cv::Point& at, const cv::Point& step) {
        return stretch(mask, at, step, side) + stretch(mask, at, -step, side) - 1 >= side;
    };
    for (int y = 0; y < mask.rows; y += side) {
        for (int x = 0; x < mask.cols; x += side) {
            if (mask(y, x) != 0 && crossed({x, y}, {1, 0}) && crossed({x, y}, {0, 1})) {
                return true;
            }
        }
    }
    return false;
}

/// What of a mask holds no square of that half width, even when the squares are grown by the reach: a blurred outline
/// and the corners of a wide part belong to it.
Mask thin_parts(const Mask& kept, int half_width, int reach) {
    const auto square = [](int half) { return cv::Mat::ones(2 * half + 1, 2 * half + 1, CV_8U); };
    if (!may_hold_square(kept, 2 * half_width + 1)) {
        return kept;
    }
    Mask wide;
    cv::erode(kept, wide, square(half_width));
    cv::dilate(wide, wide, square(half_width + reach));
    return Mask(kept & ~wide);
}

bool is_set(std::uint8_t pixel) {
    return pixel != 0;
}

bool on_border(const Run<Working>& run, const Box<Working>& box) {
    return run.y == box.y || run.y == box.bottom() - 1 || run.x_begin == box.x || run.x_end == box.right();
}

std::vector<Run<Working>> runs_within(const Mask& kept, const Box<Working>& interior, cv::Point origin) {
    const cv::Rect window(static_cast<int>(interior.x) - origin.x, static_cast<int>(interior.y) - origin.y,
                          static_cast<int>(interior.width), static_cast<int>(interior.height));
    std::vector<Run<Working>> runs;
    for (const Run<Survey>& run : runs_of(kept(window))) {
        runs.push_back({run.y + static_cast<std::int32_t>(interior.y),
                        run.x_begin + static_cast<std::int32_t>(interior.x),
                        run.x_end + static_cast<std::int32_t>(interior.x)});
    }
    return runs;
}

/// The stretches of those runs that lie in the mask.
std::vector<Run<Working>> runs_in(const Mask& mask, const std::vector<Run<Working>>& runs, const cv::Point& origin) {
    std::vector<Run<Working>> result;
    for (const Run<Working>& run : runs) {
        const auto row = mask.row(run.y - origin.y);
        const auto begin = row.begin() + (run.x_begin - origin.x);
        const auto end = row.begin() + (run.x_end - origin.x);
        for (auto from = std::find_if(begin, end, is_set); from != end;) {
            const auto to = std::find_if_not(from, end, is_set);
            result.push_back({run.y, run.x_begin + static_cast<std::int32_t>(from - begin),
                              run.x_begin + static_cast<std::int32_t>(to - begin)});
            from = std::find_if(to, end, is_set);
        }
    }
    return result;
}

}  // namespace

Segmentation::Segmentation(const SegmentationOptions& options, const PixelSize& working)
    : reach_px_(at_least_one(working.pixels(Microns(options.reach_um)).value())),
      surroundings_px_(at_least_one(working.pixels(Microns(options.surroundings_um)).value())),
      half_width_px_(at_least_one(working.pixels(Microns(options.wide_um)).value() / 2.0)),
      halo_(2 * reach_px_ + 2 * surroundings_px_ + 2 * half_width_px_ + 1),
      seed_od_(options.seed_od),
      body_sum_(milli_sum(options.body_od)),
      surroundings_sum_(milli_sum(options.surroundings_od)),
      default_surroundings_(static_cast<int>(std::lround(clear_glass * options.default_surroundings))) {}

Segmentation::Ground Segmentation::ground(const DensityTile& tile, int palest_seed_sum) const {
    Ground ground{cv::Mat_<std::uint16_t>(tile.od.size()), {}, {}};
    std::transform(tile.od.begin(), tile.od.end(), ground.density.begin(),
                   [](const cv::Vec3w& od) { return static_cast<std::uint16_t>(channel_sum(od)); });
    ground.in_body = dark_squares(ground.density, surroundings_px_, body_sum_);
    if (cv::countNonZero(ground.in_body) > 0) {
        const int side = 2 * surroundings_px_ + 1;
        cv::dilate(ground.in_body, ground.in_body, cv::Mat::ones(side, side, CV_8U));
    }
    ground.dark = dark_near(seeds(tile, ground, palest_seed_sum), tile, ground);
    return ground;
}

Mask Segmentation::seeds(const DensityTile& tile, const Ground& ground, int seed_sum) const {
    Mask seeds(tile.od.size());
    for (int y = 0; y < seeds.rows; ++y) {
        const std::uint16_t* density = ground.density[y];
        const std::uint8_t* in_body = ground.in_body[y];
        const std::uint8_t* eligible = tile.eligible[y];
        std::uint8_t* row = seeds[y];
        for (int x = 0; x < seeds.cols; ++x) {
            const int dark = (density[x] >= seed_sum ? 255 : 0) | (density[x] >= body_sum_ ? in_body[x] : 0);
            row[x] = static_cast<std::uint8_t>(dark & eligible[x]);
        }
    }
    return seeds;
}

Mask Segmentation::dark_near(const Mask& seeds, const DensityTile& tile, const Ground& ground) const {
    Mask dark(tile.od.size(), std::uint8_t{0});
    if (cv::countNonZero(seeds) == 0) {
        return dark;
    }
    Mask nearly;
    cv::Mat_<std::uint16_t> core;
    cv::dilate(seeds, nearly, disc(reach_px_));
    cv::dilate(nearly, nearly, disc(1));
    cv::erode(tile.transmittance, core, disc(reach_px_));
    const int side = 2 * surroundings_px_ + 1;
    const double fewest = static_cast<double>(side * side) / least_surroundings_divisor;
    const auto around = [&](std::uint64_t pale) {
        const auto count = static_cast<double>(pale >> count_shift);
        return count < fewest ? default_surroundings_
                              : static_cast<int>(std::lround(static_cast<double>(pale & light_mask) / count));
    };
    const auto pale_light = [&](int y) {
        return [density = ground.density[y], light = tile.transmittance[y],
                below = surroundings_sum_](std::size_t x) -> std::uint64_t {
            return density[x] < below ? (std::uint64_t{1} << count_shift) + light[x] : 0;
        };
    };
    visit_column_sums<std::uint64_t>(
        dark.size(), surroundings_px_, pale_light, [&](int y, const std::vector<std::uint64_t>& sums) {
            const auto square_at = [&](int x) {
                const auto first = sums.begin() + (x - surroundings_px_);
                return std::accumulate(first, first + side, std::uint64_t{0});
            };
            for (int x = surroundings_px_; x < dark.cols - surroundings_px_; ++x) {
                if (nearly(y, x) == 0) {
                    continue;
                }
                std::uint64_t pale = square_at(x);
                for (; x < dark.cols - surroundings_px_ && nearly(y, x) != 0; ++x) {
                    dark(y, x) = 2 * tile.transmittance(y, x) <= core(y, x) + around(pale) ? 255 : 0;
                    const auto leaving = static_cast<std::size_t>(x - surroundings_px_);
                    const std::size_t entering = std::min(leaving + static_cast<std::size_t>(side), sums.size() - 1);
                    pale += sums[entering] - sums[leaving];
                }
            }
        });
    return dark;
}

Segmentation::Masks Segmentation::masks(const DensityTile& tile, const Ground& ground, int seed_sum) const {
    const Mask seeds = this->seeds(tile, ground, seed_sum);
    if (cv::countNonZero(seeds) == 0) {
        return {seeds, seeds, seeds, seeds};
    }
    Mask near;
    cv::dilate(seeds, near, disc(reach_px_));
    const Mask kept((ground.dark & near) | seeds);
    return {seeds, kept, thin_parts(kept, half_width_px_, reach_px_), count_open_edges(kept, ground.dark)};
}

void Segmentation::add_rim(PixelSums& sums, const cv::Point& at, const DensityTile& tile, const Mask& kept) const {
    for (const cv::Point& step : {cv::Point(-1, 0), cv::Point(1, 0), cv::Point(0, -1), cv::Point(0, 1)}) {
        const cv::Point beyond = at + step * (1 + reach_px_);
        if (kept(at + step) == 0 && kept(beyond) == 0) {
            ++sums.rim_edges;
            sums.rim_milli_od += channel_sum(tile.od(beyond));
        }
    }
}

PixelSums Segmentation::sums_of(const Run<Working>& run, const DensityTile& tile, const Masks& masks,
                                const cv::Point& origin) const {
    PixelSums sums;
    for (std::int32_t x = run.x_begin; x < run.x_end; ++x) {
        const cv::Point at(x - origin.x, run.y - origin.y);
        const cv::Vec3w& od = tile.od(at);
        const bool seed = masks.seeds(at) != 0;
        sums.seeds += seed ? 1 : 0;
        sums.open_edges += masks.open_edges(at);
        add_rim(sums, at, tile, masks.kept);
        for (int c = 0; c < 3; ++c) {
            sums.milli_od.at(static_cast<std::size_t>(c)) += od[c];
            sums.seed_milli_od.at(static_cast<std::size_t>(c)) += seed ? od[c] : 0;
        }
    }
    const std::int64_t length = run.length();
    sums.pixels = length;
    sums.x2 = length * (run.x_begin + run.x_end);
    sums.y2 = length * (2 * static_cast<std::int64_t>(run.y) + 1);
    return sums;
}

std::vector<Component> Segmentation::segment(const DensityTile& tile, const Box<Working>& interior) const {
    return segment(tile, interior, {seed_od_}).front();
}

std::vector<std::vector<Component>> Segmentation::segment(const DensityTile& tile, const Box<Working>& interior,
                                                          const std::vector<double>& seed_ods) const {
    const Ground same = ground(tile, milli_sum(*std::min_element(seed_ods.begin(), seed_ods.end())));
    std::vector<std::vector<Component>> results;
    results.reserve(seed_ods.size());
    for (const double seed_od : seed_ods) {
        results.push_back(components(masks(tile, same, milli_sum(seed_od)), tile, interior));
    }
    return results;
}

std::vector<ThinPart> Segmentation::thin_parts_of(const Component& component, const Masks& found,
                                                  const DensityTile& tile, const cv::Point& origin) const {
    const std::vector<Run<Working>> runs = runs_in(found.thin, component.runs, origin);
    if (runs == component.runs && !component.touches_border) {
        return {};
    }
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<ThinPart> parts;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        parts.resize(std::max(parts.size(), number + 1));
        parts[number].runs.push_back(runs[i]);
        parts[number].sums += sums_of(runs[i], tile, found, origin);
    }
    return parts;
}

std::vector<Component> Segmentation::components(const Masks& found, const DensityTile& tile,
                                                const Box<Working>& interior) const {
    const cv::Point origin(static_cast<int>(interior.x) - halo_, static_cast<int>(interior.y) - halo_);
    const std::vector<Run<Working>> runs = runs_within(found.kept, interior, origin);
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<Component> components;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        components.resize(std::max(components.size(), number + 1));
        Component& component = components[number];
        component.runs.push_back(runs[i]);
        component.sums += sums_of(runs[i], tile, found, origin);
        component.touches_border = component.touches_border || on_border(runs[i], interior);
    }
    for (Component& component : components) {
        component.thin = thin_parts_of(component, found, tile, origin);
    }
    std::erase_if(components, [](const Component& c) { return c.sums.seeds == 0 && !c.touches_border; });
    return components;
}

}  // namespace kossa
