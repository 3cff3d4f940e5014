#include "kossa/skin/local_mean.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "coarse_sums.hpp"
#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr float least_weight = 1e-6F;
constexpr int least_rows_of_mean = 128;  // and those that the blur reaches beyond them
constexpr int columns_of_block = 128;
constexpr double reach_in_sigmas = 4.0;  // of OpenCV's Gaussian in single precision

float quotient(float sum, float weight) {
    return weight > least_weight ? sum / weight : std::numeric_limits<float>::quiet_NaN();
}

/// Divides rows of sums by their weights.
void divide(const float* sum, const float* weight, float* mean, int count) {
    for (int x = 0; x < count; ++x) {
        mean[x] = quotient(sum[x], weight[x]);
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

/// The positions of a stretch of the fine axis, among the cells from `first_cell` on.
std::vector<Between> positions_within(std::vector<Between> all, int begin, int length, int first_cell) {
    std::vector<Between> result(all.begin() + begin, all.begin() + begin + length);
    for (Between& position : result) {
        position.first -= first_cell;
        position.second -= first_cell;
    }
    return result;
}

float between(const float* row, const Between& x) {
    return row[x.first] * (1.0F - x.part) + row[x.second] * x.part;
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
            std::transform(columns_.begin(), columns_.end(), kept.row.begin(),
                           [coarse](const Between& x) { return between(coarse, x); });
        }
        return kept.row;
    }

    const FloatRaster& coarse_;
    const std::vector<Between>& columns_;
    std::vector<float> fine_;
    std::array<Widened, 2> kept_;  // neighbours never take each other's place
};

/// Sums and weights blurred on a coarser grid, which nobody sees: so wide a blur has no detail.
class CoarseMean {
  public:
    CoarseMean(const FloatRaster& value, const Mask& counted, const Shrinking& to, double sigma_px)
        : sums_(blurred_sums(value, counted, to, sigma_px)) {
        const cv::Rect& box = to.window.box;
        columns_ = positions_within(positions(to.window.whole.width, to.coarse.width), box.x, box.width, to.cells.x);
        for (Between& column : columns_) {
            column.part = column.first == column.second ? 0.0F : column.part;  // so cv::resize does for columns alone
        }
        rows_ = positions_within(positions(to.window.whole.height, to.coarse.height), box.y, box.height, to.cells.y);
    }

    /// `with(y, mean)` for all rows.
    template <class With>
    void each_row(const With& with) const {
        over_stretches(static_cast<int>(rows_.size()), least_rows_of_mean, [&](int begin, int end) {
            FineRows sums(sums_.sum, columns_);
            FineRows weights(sums_.weight, columns_);
            std::vector<float> mean(columns_.size());
            for (int y = begin; y < end; ++y) {
                const Between& at = rows_[static_cast<std::size_t>(y)];
                divide(sums.row(at), weights.row(at), mean.data(), static_cast<int>(mean.size()));
                with(y, mean.data());
            }
        });
    }

    float at(const cv::Point& p) const {
        const Between& row = rows_[static_cast<std::size_t>(p.y)];
        const Between& column = columns_[static_cast<std::size_t>(p.x)];
        return quotient(fine(sums_.sum, row, column), fine(sums_.weight, row, column));
    }

    FloatRaster in(const cv::Rect& box) const {
        FloatRaster mean(box.size());
        for (int y = 0; y < mean.rows; ++y) {
            for (int x = 0; x < mean.cols; ++x) {
                mean(y, x) = at(box.tl() + cv::Point(x, y));
            }
        }
        return mean;
    }

  private:
    static float fine(const FloatRaster& coarse, const Between& row, const Between& column) {
        return between(coarse[row.first], column) * (1.0F - row.part) + between(coarse[row.second], column) * row.part;
    }

    CoarseSums sums_;
    std::vector<Between> columns_;
    std::vector<Between> rows_;
};

/// The mean in a box, from its pixels and the ones that the blur reaches.
void mean_in(const cv::Rect& box, const FloatRaster& value, const Mask& counted, double sigma_px, FloatRaster mean) {
    const int reach = static_cast<int>(std::ceil(reach_in_sigmas * sigma_px)) + 1;
    const cv::Rect around = grown(box, reach, value.size());
    const cv::Rect within(box.tl() - around.tl(), box.size());
    const FloatRaster sums = sum_of(value(around), counted(around));
    const FloatRaster weights = weight_of(counted(around));
    FloatRaster sum;
    FloatRaster weight;
    cv::GaussianBlur(sums(within), sum, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weights(within), weight, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    for (int y = 0; y < sum.rows; ++y) {
        divide(sum[y], weight[y], mean[y], sum.cols);
    }
}

}  // namespace

FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel,
                       const SurveyWindow& window) {
    const double sigma_px = sigma / pixel;
    const cv::Size coarse = coarse_size(window.whole, sigma_px);
    FloatRaster mean(value.size());
    if (coarse != window.whole) {
        CoarseMean(value, counted, shrinking(window, coarse), sigma_px).each_row([&](int y, const float* row) {
            std::copy_n(row, mean.cols, mean[y]);
        });
        return mean;
    }
    over_stretches(value.rows, least_rows_of_mean, [&](int begin, int end) {
        mean_in({0, begin, value.cols, end - begin}, value, counted, sigma_px, mean.rowRange(begin, end));
    });
    return mean;
}

std::vector<float> local_means(const std::vector<cv::Point>& points, const FloatRaster& value, const Mask& counted,
                               Microns sigma, Microns pixel, const SurveyWindow& window) {
    const double sigma_px = sigma / pixel;
    std::vector<float> means(points.size());
    if (const cv::Size coarse = coarse_size(window.whole, sigma_px); coarse != window.whole) {
        const CoarseMean mean(value, counted, shrinking(window, coarse), sigma_px);
        std::ranges::transform(points, means.begin(), [&](const cv::Point& p) { return mean.at(p); });
    } else {
        const FloatRaster mean = local_mean(value, counted, sigma, pixel, window);
        std::ranges::transform(points, means.begin(), [&](const cv::Point& p) { return mean(p); });
    }
    return means;
}

Mask at_most_mean(const Mask& wanted, double times, const FloatRaster& value, const Mask& counted, Microns sigma,
                  Microns pixel, const SurveyWindow& window) {
    const double sigma_px = sigma / pixel;
    Mask result(wanted.size());
    const auto compare = [&, most = static_cast<float>(times)](int y, const float* mean) {
        for (int x = 0; x < result.cols; ++x) {
            result(y, x) = value(y, x) <= mean[x] * most ? wanted(y, x) : std::uint8_t{0};
        }
    };
    if (const cv::Size coarse = coarse_size(window.whole, sigma_px); coarse != window.whole) {
        CoarseMean(value, counted, shrinking(window, coarse), sigma_px).each_row(compare);
    } else {
        const FloatRaster mean = local_mean(value, counted, sigma, pixel, window);
        for (int y = 0; y < mean.rows; ++y) {
            compare(y, mean[y]);
        }
    }
    return result;
}

MeanInBox local_mean_in_boxes(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel) {
    const double sigma_px = sigma / pixel;
    const SurveyWindow whole = whole_window(value.size());
    if (const cv::Size coarse = coarse_size(whole.whole, sigma_px); coarse != whole.whole) {
        const CoarseMean mean(value, counted, shrinking(whole, coarse), sigma_px);
        return [mean](const cv::Rect& box) { return mean.in(box); };
    }
    return [=](const cv::Rect& box) {
        FloatRaster mean(box.size());
        mean_in(box, value, counted, sigma_px, mean);
        return mean;
    };
}

void over_boxes(const Mask& wanted, const std::function<void(const cv::Rect& box)>& job) {
    over_stretches(wanted.rows, least_rows_of_mean, [&](int begin, int end) {
        for (int x = 0; x < wanted.cols; x += columns_of_block) {
            const cv::Rect block(x, begin, std::min(columns_of_block, wanted.cols - x), end - begin);
            if (const cv::Rect box = cv::boundingRect(wanted(block)); !box.empty()) {
                job(box + block.tl());
            }
        }
    });
}

}  // namespace kossa
