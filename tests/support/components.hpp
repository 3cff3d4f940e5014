#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kossa/deposit/assembly.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/packed_components.hpp"
#include "support/masks.hpp"

namespace kossa::support {

/// The runs of a mask's pixels, the mask's first pixel lying at `x`, `y`.
inline std::vector<Run<Working>> runs_at(const Mask& mask, int x = 0, int y = 0) {
    std::vector<Run<Working>> runs;
    for (const Run<Survey>& run : runs_of(mask)) {
        runs.push_back({run.y + y, run.x_begin + x, run.x_end + x});
    }
    return runs;
}

/// What one pixel adds: it is a seed, and has an optical density of its own, where its place says so.
inline PixelSums sums_of_pixel(int x, int y) {
    PixelSums sums;
    sums.pixels = 1;
    sums.x2 = 2 * x + 1;
    sums.y2 = 2 * y + 1;
    sums.milli_od = {300 + x, 500 + y, 400 + (x ^ y)};
    sums.seeds = (x + 2 * y) % 5 == 0 ? 1 : 0;
    if (sums.seeds == 1) {
        sums.seed_milli_od = sums.milli_od;
    }
    sums.open_edges = (x + y) % 3;
    return sums;
}

/// A component of these runs with the sums of its pixels.
inline Component component_of(std::vector<Run<Working>> runs) {
    Component component;
    for (const Run<Working>& run : runs) {
        for (int x = run.x_begin; x < run.x_end; ++x) {
            component.sums += sums_of_pixel(x, run.y);
        }
    }
    component.runs = std::move(runs);
    return component;
}

/// A component of a mask's pixels, all of those optical densities, that share of them seeds; its edges are sharp.
inline Component coloured(const Mask& form, const std::array<double, 3>& od, double seed_share, int x = 0, int y = 0) {
    Component component;
    component.runs = runs_at(form, x, y);
    PixelSums& sums = component.sums;
    sums.pixels = cv::countNonZero(form);
    sums.seeds = std::lround(seed_share * static_cast<double>(sums.pixels));
    for (std::size_t c = 0; c < 3; ++c) {
        const auto milli = static_cast<std::int64_t>(std::lround(1000.0 * od.at(c)));
        sums.milli_od.at(c) = milli * sums.pixels;
        sums.seed_milli_od.at(c) = milli * sums.seeds;
    }
    return component;
}

/// A rectangle of pixels.
inline Component block(int x, int y, int width, int height) {
    return component_of(runs_at(Mask(height, width, std::uint8_t{255}), x, y));
}

/// The 8-connected sets of a mask by OpenCV, as components sorted by their first run: slow and obvious.
inline std::vector<Component> labelled(const Mask& mask, int x = 0, int y = 0) {
    LabelRaster labels;
    const int count = cv::connectedComponents(mask, labels, 8, CV_32S);
    std::vector<Component> components;
    for (int label = 1; label < count; ++label) {
        components.push_back(component_of(runs_at(Mask(labels == label), x, y)));
    }
    std::sort(components.begin(), components.end(),
              [](const Component& a, const Component& b) { return a.runs.front() < b.runs.front(); });
    return components;
}

inline PackedComponents packed(const std::vector<Component>& components) {
    PackedComponents result;
    result.add(components);
    return result;
}

/// What the parts of each tile are together.
inline std::vector<Component> assembled(const std::vector<std::vector<Component>>& parts_by_tile) {
    std::vector<PackedComponents> tiles;
    std::transform(parts_by_tile.begin(), parts_by_tile.end(), std::back_inserter(tiles), packed);
    return assemble(std::move(tiles));
}

MATCHER(SameComponent, "is the same component") {
    const Component& a = std::get<0>(arg);
    const Component& b = std::get<1>(arg);
    if (a.runs != b.runs) {
        *result_listener << "of " << a.runs.size() << " and " << b.runs.size() << " runs, beginning in rows "
                         << (a.runs.empty() ? -1 : a.runs.front().y) << " and "
                         << (b.runs.empty() ? -1 : b.runs.front().y);
        return false;
    }
    return a.sums == b.sums && a.thin == b.thin && a.touches_border == b.touches_border;
}

}  // namespace kossa::support
