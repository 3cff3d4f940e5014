#include "kossa/stain/nuclear_density.hpp"

#include <algorithm>

#include "kossa/core/hsd.hpp"
#include "smoothed_samples.hpp"

namespace kossa {

namespace {

constexpr double quartile_z = 0.6745;  // of the normal distribution
constexpr double nineteen_in_twenty_z = 1.6449;
constexpr double weakest_stain = 0.5;  // as a share of the palest that is usual
constexpr int most_rounds = 20;
constexpr double smallest_change = 1e-3;

bool nuclear(const Hsd& colour, const NuclearDensityOptions& options) {
    if (colour.cy < options.least_cy || colour.cx < options.least_cx || colour.cx > options.largest_cx) {
        return false;
    }
    const double saturation = colour.saturation();
    return saturation >= options.least_saturation && saturation <= options.largest_saturation;
}

double quantile(std::vector<double>& values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Densities of the pixels that have the colour of haematoxylin, whatever their density from `least_od` on.
std::vector<double> nuclear_densities(const std::vector<MilliOd>& samples, const NuclearDensityOptions& options,
                                      double least_od) {
    return chosen_of_smoothed<double>(samples, [&](const cv::Vec3w& od) {
        const Hsd colour = hsd(od[0] * 1e-3, od[1] * 1e-3, od[2] * 1e-3);
        const bool chosen = colour.density >= least_od && nuclear(colour, options);
        return chosen ? std::optional(colour.density) : std::nullopt;
    });
}

std::optional<double> dark_density(std::vector<double> densities, const NuclearDensityOptions& options) {
    if (densities.size() < static_cast<std::size_t>(options.fewest_pixels)) {
        return std::nullopt;
    }
    const double middle = quantile(densities, 0.50);
    const double upper = quantile(densities, 0.75);
    return middle + (upper - middle) / quartile_z * nineteen_in_twenty_z;
}

}  // namespace

std::optional<double> dark_nuclear_density(const std::vector<MilliOd>& samples, const NuclearDensityOptions& options) {
    return dark_density(nuclear_densities(samples, options, options.least_od), options);
}

std::optional<double> resolved_nuclear_density(const std::vector<MilliOd>& samples,
                                               const NuclearDensityOptions& options) {
    const std::vector<double> densities = nuclear_densities(samples, options, weakest_stain * options.least_od);
    double least_od = options.least_od;
    std::optional<double> dark;
    for (int round = 0; round < most_rounds; ++round) {
        std::vector<double> darker = densities;
        std::erase_if(darker, [least_od](double density) { return density < least_od; });
        dark = dark_density(std::move(darker), options);
        const double paleness = std::clamp(dark.value_or(options.pale_od) / options.pale_od, weakest_stain, 1.0);
        const double followed = paleness * options.least_od;
        if (followed >= least_od - smallest_change) {
            break;
        }
        least_od = followed;
    }
    return dark;
}

}  // namespace kossa
