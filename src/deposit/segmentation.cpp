#include "kossa/deposit/segmentation.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

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

/// Brightness of the surroundings at each pixel: mean transmittance of the pale pixels in the window.
cv::Mat_<int> surroundings(const DensityTile& tile, int half_window, int pale_below, int when_none) {
    cv::Mat_<int> count(tile.od.size());
    cv::Mat_<int> light(tile.od.size());
    for (int y = 0; y < tile.od.rows; ++y) {
        for (int x = 0; x < tile.od.cols; ++x) {
            const bool pale = channel_sum(tile.od(y, x)) < pale_below;
            count(y, x) = pale ? 1 : 0;
            light(y, x) = pale ? tile.transmittance(y, x) : 0;
        }
    }
    // Whole numbers below 2^24 are exact as doubles whatever order they are added in.
    cv::Mat_<double> counts;
    cv::Mat_<double> lights;
    const cv::Size window(2 * half_window + 1, 2 * half_window + 1);
    cv::boxFilter(count, counts, CV_64F, window, {-1, -1}, false, cv::BORDER_REPLICATE);
    cv::boxFilter(light, lights, CV_64F, window, {-1, -1}, false, cv::BORDER_REPLICATE);
    const double fewest = static_cast<double>(window.area()) / least_surroundings_divisor;
    cv::Mat_<int> mean(tile.od.size());
    for (int y = 0; y < mean.rows; ++y) {
        for (int x = 0; x < mean.cols; ++x) {
            const double n = counts(y, x);
            mean(y, x) = n < fewest ? when_none : static_cast<int>(std::lround(lights(y, x) / n));
        }
    }
    return mean;
}

/// Edges of kept pixels to pixels that are dark as well but were not kept.
cv::Mat_<std::uint8_t> count_open_edges(const Mask& kept, const Mask& dark) {
    cv::Mat_<std::uint8_t> edges(kept.size(), 0);
    for (int y = 1; y + 1 < kept.rows; ++y) {
        for (int x = 1; x + 1 < kept.cols; ++x) {
            if (kept(y, x) == 0) {
                continue;
            }
            for (const cv::Point& q :
                 {cv::Point(x - 1, y), cv::Point(x + 1, y), cv::Point(x, y - 1), cv::Point(x, y + 1)}) {
                edges(y, x) = static_cast<std::uint8_t>(edges(y, x) + (kept(q) == 0 && dark(q) != 0 ? 1 : 0));
            }
        }
    }
    return edges;
}

/// What of a mask holds no square of that half width, even when the squares are grown by the reach: a blurred outline
/// and the corners of a wide part belong to it.
Mask thin_parts(const Mask& kept, int half_width, int reach) {
    const auto square = [](int half) { return cv::Mat::ones(2 * half + 1, 2 * half + 1, CV_8U); };
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
    Ground ground{cv::Mat_<int>(tile.od.size()), {}, {}};
    std::transform(tile.od.begin(), tile.od.end(), ground.density.begin(), channel_sum);
    cv::Mat_<double> body;
    const int side = 2 * surroundings_px_ + 1;
    cv::boxFilter(ground.density, body, CV_64F, {side, side}, {-1, -1}, false, cv::BORDER_REPLICATE);
    const Mask core(body >= static_cast<double>(body_sum_) * side * side);
    cv::dilate(core, ground.in_body, cv::Mat::ones(side, side, CV_8U));
    ground.dark = dark_near(seeds(tile, ground, palest_seed_sum), tile);
    return ground;
}

Mask Segmentation::seeds(const DensityTile& tile, const Ground& ground, int seed_sum) const {
    Mask seeds(tile.od.size());
    for (int y = 0; y < seeds.rows; ++y) {
        for (int x = 0; x < seeds.cols; ++x) {
            const int d = ground.density(y, x);
            const bool dark = d >= seed_sum || (d >= body_sum_ && ground.in_body(y, x) != 0);
            seeds(y, x) = dark && tile.eligible(y, x) != 0 ? 255 : 0;
        }
    }
    return seeds;
}

Mask Segmentation::dark_near(const Mask& seeds, const DensityTile& tile) const {
    Mask dark(tile.od.size(), 0);
    if (cv::countNonZero(seeds) == 0) {
        return dark;
    }
    Mask near;
    Mask nearly;
    cv::Mat_<std::uint16_t> core;
    cv::dilate(seeds, near, disc(reach_px_));
    cv::dilate(near, nearly, disc(1));
    cv::erode(tile.transmittance, core, disc(reach_px_));
    const cv::Mat_<int> around = surroundings(tile, surroundings_px_, surroundings_sum_, default_surroundings_);
    for (int y = 0; y < dark.rows; ++y) {
        for (int x = 0; x < dark.cols; ++x) {
            if (nearly(y, x) != 0 && 2 * tile.transmittance(y, x) <= core(y, x) + around(y, x)) {
                dark(y, x) = 255;
            }
        }
    }
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
    for (std::size_t i = 0; i < components.size(); ++i) {
        components[i].thin = thin_parts_of(components[i], found, tile, origin);
    }
    std::erase_if(components, [](const Component& c) { return c.sums.seeds == 0 && !c.touches_border; });
    return components;
}

}  // namespace kossa
