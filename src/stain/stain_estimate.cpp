#include "kossa/stain/stain_estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numbers>
#include <numeric>
#include <utility>

#include "kossa/core/hsd.hpp"
#include "kossa/core/median.hpp"
#include "kossa/core/rows.hpp"
#include "smoothed_samples.hpp"

namespace kossa {

namespace {

constexpr std::size_t fewest_pixels = 2000;
constexpr int least_pixels_of_stretch = 10000;
constexpr double dark_share = 0.9;
constexpr std::size_t fewest_silver_pixels = 500;  // a grain of 12 um at 0.5 um a pixel

/// Whether a pixel is at least so many degrees from grey. The cosine says so but where both are the same as far as
/// rounding can tell.
class FromGrey {
  public:
    explicit FromGrey(double least_degrees) : least_(least_degrees), cosine_(std::cos(radians(least_degrees))) {}

    bool operator()(const OdVector& od, double norm) const {
        constexpr double rounding = 1e-9;
        const double difference = (od[0] + od[1] + od[2]) / (norm * std::numbers::sqrt3) - cosine_;
        return std::abs(difference) > rounding ? difference < 0.0 : angle_degrees(od, {1.0, 1.0, 1.0}) >= least_;
    }

  private:
    static double radians(double degrees) { return degrees / 180.0 * std::numbers::pi; }
    double least_;
    double cosine_;
};

OdVector od_of(const cv::Vec3w& milli) {
    return {milli[0] * 1e-3, milli[1] * 1e-3, milli[2] * 1e-3};
}

/// Sample by sample and row by row; in thousandths: there are millions of them.
std::vector<cv::Vec3w> usable_pixels(const std::vector<MilliOd>& samples, const StainEstimateOptions& options) {
    const FromGrey far_from_grey(options.grey_angle_degrees);
    const auto usable = [&](const cv::Vec3w& milli) {
        const OdVector od = od_of(milli);
        if (std::min({od[0], od[1], od[2]}) < options.least_od || hsd(od[0], od[1], od[2]).cy < options.least_cy) {
            return false;
        }
        const double norm = cv::norm(od);
        return norm <= options.largest_od && far_from_grey(od, norm);
    };
    std::vector<std::vector<cv::Vec3w>> parts(samples.size());
    over_smoothed(samples, [&](std::size_t i, const MilliOd& smooth) {
        std::copy_if(smooth.begin(), smooth.end(), std::back_inserter(parts[i]), usable);
    });
    std::vector<cv::Vec3w> all;
    all.reserve(std::transform_reduce(parts.begin(), parts.end(), std::size_t{0}, std::plus(),
                                      [](const std::vector<cv::Vec3w>& part) { return part.size(); }));
    for (const std::vector<cv::Vec3w>& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// The two largest principal components of the pixels about the origin of colour.
std::pair<OdVector, OdVector> principal_plane(const std::vector<cv::Vec3w>& pixels) {
    OdVector mean(0, 0, 0);
    for (const cv::Vec3w& milli : pixels) {
        mean += od_of(milli);
    }
    mean /= static_cast<double>(pixels.size());
    cv::Matx33d covariance = cv::Matx33d::zeros();
    for (const cv::Vec3w& milli : pixels) {
        const OdVector d = od_of(milli) - mean;
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column <= row; ++column) {
                covariance(row, column) += d[row] * d[column];
            }
        }
    }
    for (const auto& [row, column] : {std::pair(1, 0), std::pair(2, 0), std::pair(2, 1)}) {
        covariance(column, row) = covariance(row, column);
    }
    cv::Mat values;
    cv::Mat vectors;
    cv::eigen(cv::Mat(covariance), values, vectors);
    const auto axis = [&vectors](int i) {
        const OdVector v(vectors.at<double>(i, 0), vectors.at<double>(i, 1), vectors.at<double>(i, 2));
        return v[0] + v[1] + v[2] < 0 ? OdVector(-v) : v;
    };
    return {axis(0), axis(1)};
}

StainEstimate fall_back(const StainMatrix& reference, std::string reason) {
    return {reference, false, std::move(reason)};
}

std::vector<OdVector> neutral_pixels(const std::vector<MilliOd>& samples, double least_od, double most_saturation) {
    std::vector<OdVector> pixels;
    for (const MilliOd& sample : samples) {
        for (const cv::Vec3w& milli : sample) {
            const OdVector od = od_of(milli);
            const Hsd colour = hsd(od[0], od[1], od[2]);
            if (colour.density >= least_od && colour.saturation() <= most_saturation) {
                pixels.push_back(od);
            }
        }
    }
    return pixels;
}

}  // namespace

StainEstimate estimate_stains(const std::vector<MilliOd>& samples, const StainMatrix& reference,
                              const StainEstimateOptions& options) {
    const std::vector<cv::Vec3w> pixels = usable_pixels(samples, options);
    if (pixels.size() < fewest_pixels) {
        return fall_back(reference, fmt::format("only {} stained pixels to estimate from", pixels.size()));
    }
    const auto [first, second] = principal_plane(pixels);
    std::vector<double> angles(pixels.size());
    over_stretches(static_cast<int>(pixels.size()), least_pixels_of_stretch,
                   [&, first = first, second = second](int begin, int end) {
                       std::transform(pixels.begin() + begin, pixels.begin() + end, angles.begin() + begin,
                                      [&](const cv::Vec3w& milli) {
                                          const OdVector od = od_of(milli);
                                          return std::atan2(od.dot(second), od.dot(first));
                                      });
                   });
    const auto at_percentile = [&, first = first, second = second](double percent) -> OdVector {
        const double angle = quantile(angles, percent / 100.0);
        return first * std::cos(angle) + second * std::sin(angle);
    };
    OdVector haematoxylin = at_percentile(options.angle_percentile);
    OdVector eosin = at_percentile(100.0 - options.angle_percentile);
    if (haematoxylin[0] < eosin[0]) {  // haematoxylin is the one that absorbs red
        std::swap(haematoxylin, eosin);
    }
    const double deviation =
        std::max(angle_degrees(haematoxylin, reference.row(0)), angle_degrees(eosin, reference.row(1)));
    if (deviation > options.largest_deviation_degrees) {
        return fall_back(reference, fmt::format("the estimate is {:.1f} degrees from the reference", deviation));
    }
    const double separation = angle_degrees(haematoxylin, eosin);
    if (separation < options.least_separation_degrees) {
        return fall_back(reference, fmt::format("the two stains are only {:.1f} degrees apart", separation));
    }
    return {StainMatrix(haematoxylin, eosin), true, ""};
}

std::optional<OdVector> estimate_silver(const std::vector<MilliOd>& samples, const StainRecognitionOptions& options) {
    const std::vector<OdVector> pixels = neutral_pixels(samples, options.black_od, options.black_saturation);
    return pixels.size() < fewest_silver_pixels ? std::nullopt : std::optional(median_direction(pixels));
}

std::optional<double> dark_silver_density(const std::vector<MilliOd>& samples, double least_od,
                                          const StainRecognitionOptions& options) {
    std::vector<double> densities;
    for (const OdVector& od : neutral_pixels(samples, least_od, options.black_saturation)) {
        densities.push_back(hsd(od[0], od[1], od[2]).density);
    }
    return densities.size() < fewest_silver_pixels ? std::nullopt : std::optional(quantile(densities, dark_share));
}

}  // namespace kossa
