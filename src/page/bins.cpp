#include "kossa/page/bins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "kossa/page/svg.hpp"

namespace kossa::page {

namespace {

constexpr int most_depth_bins = 36;  // a bar still has some pixels
constexpr double shallowest_shown_um = 500.0;
constexpr std::array<double, 9> size_limits_um{0.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0};

/// There is no bar for a length that is not finite, nor an axis that reaches there.
bool is_shown(const std::optional<Microns>& length) {
    return length && std::isfinite(length->value());
}

double shown_um(const std::optional<Microns>& length) {
    return is_shown(length) ? length->value() : 0.0;
}

/// From the surface, at least the lowest deposit's depth and the deepest tissue.
std::pair<double, double> depth_range(const SlideResult& result) {
    const SkinReport& skin = result.summary.skin;
    double from = -shown_um(skin.epidermis_thickness);
    double to = std::max(shallowest_shown_um, shown_um(skin.section_depth));
    for (const DepositRow& row : result.deposits) {
        if (is_shown(row.depth)) {
            from = std::min(from, row.depth->value());
            to = std::max(to, row.depth->value());
        }
    }
    return {from, to};
}

std::string size_label(std::size_t i) {
    if (i + 1 == size_limits_um.size()) {
        return fmt::format("over {:g}", size_limits_um.at(i));
    }
    return i == 0 ? fmt::format("to {:g}", size_limits_um.at(1))
                  : fmt::format("{:g}\u2013{:g}", size_limits_um.at(i), size_limits_um.at(i + 1));
}

}  // namespace

double DepthBin::total() const {
    return std::accumulate(area_um2.begin(), area_um2.end(), 0.0);
}

DepthProfile depth_profile(const SlideResult& result) {
    const auto [from, to] = depth_range(result);
    DepthProfile profile;
    profile.step_um = round_step(to - from, most_depth_bins);
    const double first = std::floor(from / profile.step_um);
    const auto count = static_cast<std::size_t>(std::floor(to / profile.step_um) - first) + 1;
    for (std::size_t i = 0; i < count; ++i) {
        const double index = first + static_cast<double>(i);
        profile.bins.push_back({index * profile.step_um, (index + 1.0) * profile.step_um, {}});
    }
    for (const DepositRow& row : result.deposits) {
        if (!is_shown(row.depth)) {
            ++profile.without_depth;
            continue;
        }
        const auto bin = static_cast<std::size_t>(std::floor(row.depth->value() / profile.step_um) - first);
        profile.bins.at(bin).area_um2.at(static_cast<std::size_t>(row.zone)) += row.area.value();
    }
    if (profile.without_depth == static_cast<std::int64_t>(result.deposits.size())) {
        profile.bins.clear();
    }
    return profile;
}

std::vector<SizeBin> size_bins(const std::vector<DepositRow>& deposits) {
    std::vector<SizeBin> bins(size_limits_um.size());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        bins[i].label = size_label(i);
    }
    for (const DepositRow& row : deposits) {
        const auto* above =
            std::upper_bound(size_limits_um.begin(), size_limits_um.end(), row.equivalent_diameter.value());
        ++bins[static_cast<std::size_t>(above - size_limits_um.begin()) - 1].count;
    }
    const auto is_filled = [](const SizeBin& bin) { return bin.count > 0; };
    bins.erase(std::find_if(bins.rbegin(), bins.rend(), is_filled).base(), bins.end());
    bins.erase(bins.begin(), std::find_if(bins.begin(), bins.end(), is_filled));
    return bins;
}

}  // namespace kossa::page
