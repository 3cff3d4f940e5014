#include "kossa/stain/nuclear_density.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kossa/core/hsd.hpp"

namespace kossa {

namespace {

constexpr double quartile_z = 0.6745;  // of the normal distribution
constexpr double nineteen_in_twenty_z = 1.6449;

bool nuclear(const Hsd& colour, const NuclearDensityOptions& options) {
    const double saturation = colour.saturation();
    return colour.density >= options.least_od && saturation >= options.least_saturation &&
           saturation <= options.largest_saturation && colour.cy >= options.least_cy && colour.cx >= options.least_cx &&
           colour.cx <= options.largest_cx;
}

double quantile(std::vector<double>& values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace

std::optional<double> dark_nuclear_density(const std::vector<MilliOd>& samples, const NuclearDensityOptions& options) {
    std::vector<double> densities;
    for (const MilliOd& sample : samples) {
        MilliOd smooth;
        cv::blur(sample, smooth, {3, 3});
        for (const cv::Vec3w& od : smooth) {
            const Hsd colour = hsd(od[0] * 1e-3, od[1] * 1e-3, od[2] * 1e-3);
            if (nuclear(colour, options)) {
                densities.push_back(colour.density);
            }
        }
    }
    if (densities.size() < static_cast<std::size_t>(options.fewest_pixels)) {
        return std::nullopt;
    }
    const double middle = quantile(densities, 0.50);
    const double upper = quantile(densities, 0.75);
    return middle + (upper - middle) / quartile_z * nineteen_in_twenty_z;
}

}  // namespace kossa
