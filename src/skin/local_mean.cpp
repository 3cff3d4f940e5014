#include "kossa/skin/local_mean.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr double coarse_per_sigma = 8.0;
constexpr float least_weight = 1e-6F;
constexpr int least_rows_of_mean = 128;  // and those that the blur reaches beyond them
constexpr double reach_in_sigmas = 4.0;  // of OpenCV's Gaussian in single precision

cv::Size coarse_size(const cv::Size& size, double sigma_px) {
    const double factor = std::max(1.0, std::floor(sigma_px / coarse_per_sigma));
    return {std::max(1, static_cast<int>(std::ceil(size.width / factor))),
            std::max(1, static_cast<int>(std::ceil(size.height / factor)))};
}

/// The values where they count, 0 elsewhere.
FloatRaster sum_of(const FloatRaster& value, const Mask& counted) {
    FloatRaster sum(value.size(), 0.0F);
    value.copyTo(sum, counted);
    return sum;
}

FloatRaster weight_of(const Mask& counted) {
    FloatRaster weight(counted.size(), 0.0F);
    weight.setTo(1.0F, counted);
    return weight;
}

FloatRaster shrunk_and_blurred(const FloatRaster& raster, const cv::Size& coarse, double sigma_px) {
    const double scale_x = static_cast<double>(coarse.width) / raster.cols;
    const double scale_y = static_cast<double>(coarse.height) / raster.rows;
    FloatRaster result;
    cv::resize(raster, result, coarse, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(result, result, {0, 0}, sigma_px * scale_x, sigma_px * scale_y, cv::BORDER_REPLICATE);
    return result;
}

/// Divides rows of sums by their weights.
void divide(const float* sum, const float* weight, float* mean, int count) {
    for (int x = 0; x < count; ++x) {
        mean[x] = weight[x] > least_weight ? sum[x] / weight[x] : std::numeric_limits<float>::quiet_NaN();
    }
}

/// Between which two positions of a coarse axis one of the fine axis lies, and how far from the first.
struct Between {
    int first = 0;
    int second = 0;
    float part = 0.0F;
};

/// Bilinear, as cv::resize has it, whose numbers these are.
std::vector<Between> positions(int fine, int coarse) {
    const double scale = 1.0 / (static_cast<double>(fine) / coarse);
    std::vector<Between> result(static_cast<std::size_t>(fine));
    for (int i = 0; i < fine; ++i) {
        const auto at = static_cast<float>((i + 0.5) * scale - 0.5);
        const int below = cvFloor(at);
        result[static_cast<std::size_t>(i)] = {std::clamp(below, 0, coarse - 1), std::clamp(below + 1, 0, coarse - 1),
                                               at - static_cast<float>(below)};
    }
    return result;
}

/// Rows of a coarse raster on the fine grid. A row that was widened last is kept.
class FineRows {
  public:
    FineRows(const FloatRaster& coarse, const std::vector<Between>& columns)
        : coarse_(coarse), columns_(columns), fine_(columns.size()) {}

    const float* row(const Between& rows) {
        const std::vector<float>& above = widened(rows.first);
        const std::vector<float>& below = widened(rows.second);
        for (std::size_t x = 0; x < fine_.size(); ++x) {
            fine_[x] = above[x] * (1.0F - rows.part) + below[x] * rows.part;
        }
        return fine_.data();
    }

  private:
    struct Widened {
        int y = -1;
        std::vector<float> row;
    };

    const std::vector<float>& widened(int y) {
        Widened& kept = kept_.at(static_cast<std::size_t>(y) % kept_.size());
        if (kept.y != y) {
            const float* coarse = coarse_[y];
            kept.y = y;
            kept.row.resize(columns_.size());
            std::transform(columns_.begin(), columns_.end(), kept.row.begin(), [coarse](const Between& x) {
                return coarse[x.first] * (1.0F - x.part) + coarse[x.second] * x.part;
            });
        }
        return kept.row;
    }

    const FloatRaster& coarse_;
    const std::vector<Between>& columns_;
    std::vector<float> fine_;
    std::array<Widened, 2> kept_;  // neighbours never take each other's place
};

/// Blurred on a coarser grid, which nobody sees: so wide a blur has no detail.
FloatRaster mean_on_coarse(const FloatRaster& value, const Mask& counted, const cv::Size& coarse, double sigma_px) {
    const FloatRaster sum = shrunk_and_blurred(sum_of(value, counted), coarse, sigma_px);
    const FloatRaster weight = shrunk_and_blurred(weight_of(counted), coarse, sigma_px);
    std::vector<Between> columns = positions(value.cols, coarse.width);
    for (Between& column : columns) {
        column.part = column.first == column.second ? 0.0F : column.part;  // so cv::resize does for columns alone
    }
    const std::vector<Between> rows = positions(value.rows, coarse.height);
    FloatRaster mean(value.size());
    over_stretches(value.rows, least_rows_of_mean, [&](int begin, int end) {
        FineRows sums(sum, columns);
        FineRows weights(weight, columns);
        for (int y = begin; y < end; ++y) {
            const Between& at = rows[static_cast<std::size_t>(y)];
            divide(sums.row(at), weights.row(at), mean[y], mean.cols);
        }
    });
    return mean;
}

/// Rows begin..end of the mean, from those rows and the ones that the blur reaches.
void mean_of_rows(const FloatRaster& value, const Mask& counted, double sigma_px, const cv::Range& rows,
                  FloatRaster& mean) {
    const int reach = static_cast<int>(std::ceil(reach_in_sigmas * sigma_px)) + 1;
    const cv::Range around(std::max(0, rows.start - reach), std::min(value.rows, rows.end + reach));
    const cv::Range within(rows.start - around.start, rows.end - around.start);
    const FloatRaster sums = sum_of(value.rowRange(around), counted.rowRange(around));
    const FloatRaster weights = weight_of(counted.rowRange(around));
    FloatRaster sum;
    FloatRaster weight;
    cv::GaussianBlur(sums.rowRange(within), sum, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weights.rowRange(within), weight, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    for (int y = 0; y < sum.rows; ++y) {
        divide(sum[y], weight[y], mean[rows.start + y], sum.cols);
    }
}

}  // namespace

FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel) {
    const double sigma_px = sigma / pixel;
    const cv::Size coarse = coarse_size(value.size(), sigma_px);
    if (coarse != value.size()) {
        return mean_on_coarse(value, counted, coarse, sigma_px);
    }
    FloatRaster mean(value.size());
    over_stretches(value.rows, least_rows_of_mean, [&](int begin, int end) {
        mean_of_rows(value, counted, sigma_px, {begin, end}, mean);
    });
    return mean;
}

}  // namespace kossa
