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
constexpr int columns_of_block = 128;
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

/// A window, and the part of the coarse grid of the whole that its pixels and their neighbours lie in.
struct Shrinking {
    SurveyWindow window;
    cv::Size coarse;  ///< of the whole
    cv::Rect cells;
};

/// Cells of a coarse axis that the pixels of a stretch lie in, and one more on either side.
cv::Range cells_of(int begin, int length, int fine, int coarse) {
    const double scale = static_cast<double>(fine) / coarse;
    return {std::max(0, static_cast<int>(std::floor(begin / scale)) - 1),
            std::min(coarse, static_cast<int>(std::ceil((begin + length) / scale)) + 1)};
}

Shrinking shrinking(const SurveyWindow& window, const cv::Size& coarse) {
    const cv::Range x = cells_of(window.box.x, window.box.width, window.whole.width, coarse.width);
    const cv::Range y = cells_of(window.box.y, window.box.height, window.whole.height, coarse.height);
    return {window, coarse, {x.start, y.start, x.size(), y.size()}};
}

/// What a pixel of the fine axis adds to a cell of the coarse one.
struct AreaShare {
    int cell = 0;
    int pixel = 0;
    float weight = 0.0F;
};

/// As cv::resize has them for cv::INTER_AREA, whose numbers these are.
std::vector<AreaShare> area_shares(int fine, int coarse, const cv::Range& cells) {
    constexpr double too_little = 1e-3;
    const double scale = 1.0 / (static_cast<double>(coarse) / fine);
    std::vector<AreaShare> shares;
    for (int cell = cells.start; cell < cells.end; ++cell) {
        const double from = cell * scale;
        const double to = from + scale;
        const double width = std::min(scale, fine - from);
        const int last = std::min(cvFloor(to), fine - 1);
        const int first = std::min(cvCeil(from), last);
        if (first - from > too_little) {
            shares.push_back({cell, first - 1, static_cast<float>((first - from) / width)});
        }
        for (int pixel = first; pixel < last; ++pixel) {
            shares.push_back({cell, pixel, static_cast<float>(1.0 / width)});
        }
        if (to - last > too_little) {
            shares.push_back({cell, last, static_cast<float>(std::min(std::min(to - last, 1.0), width) / width)});
        }
    }
    return shares;
}

/// The shares of the pixels of a stretch, counted from its begin, and cells likewise.
std::vector<AreaShare> shares_within(std::vector<AreaShare> shares, int begin, int length, int first_cell) {
    std::erase_if(shares, [&](const AreaShare& s) { return s.pixel < begin || s.pixel >= begin + length; });
    for (AreaShare& share : shares) {
        share.pixel -= begin;
        share.cell -= first_cell;
    }
    return shares;
}

/// Where a whole number of pixels makes a cell along both axes, cv::resize adds them four by four.
bool divides(const cv::Size& fine, const cv::Size& coarse) {
    return fine.width % coarse.width == 0 && fine.height % coarse.height == 0;
}

/// Sums of what counts and how much that is, on the coarse grid.
struct CoarseSums {
    FloatRaster sum;
    FloatRaster weight;
};

/// Sum over a cell of `side` pixels, 0 beyond the raster, as cv::resize adds them where cells are of whole pixels.
float sum_by_four(const FloatRaster& raster, const cv::Point& corner, const cv::Size& side) {
    const cv::Rect inside({0, 0}, raster.size());
    const int area = side.area();
    const auto at = [&](int i) {
        const cv::Point p(corner.x + i % side.width, corner.y + i / side.width);
        return inside.contains(p) ? raster(p) : 0.0F;
    };
    float sum = 0.0F;
    int i = 0;
    for (; i <= area - 4; i += 4) {
        sum += at(i) + at(i + 1) + at(i + 2) + at(i + 3);
    }
    for (; i < area; ++i) {
        sum += at(i);
    }
    return sum;
}

/// Of the whole, as cv::resize has it, which adds two by two pixels in an order of its own.
CoarseSums resized_sums(const FloatRaster& value, const Mask& counted, const cv::Size& coarse) {
    CoarseSums result;
    cv::resize(sum_of(value, counted), result.sum, coarse, 0, 0, cv::INTER_AREA);
    cv::resize(weight_of(counted), result.weight, coarse, 0, 0, cv::INTER_AREA);
    return result;
}

CoarseSums sums_of_whole_pixels(const FloatRaster& value, const Mask& counted, const Shrinking& to) {
    if (to.window.whole == value.size()) {
        return resized_sums(value, counted, to.coarse);
    }
    const cv::Size side(to.window.whole.width / to.coarse.width, to.window.whole.height / to.coarse.height);
    const float share = 1.0F / static_cast<float>(side.area());
    CoarseSums result{FloatRaster(to.cells.size(), 0.0F), FloatRaster(to.cells.size(), 0.0F)};
    for (int y = 0; y < to.cells.height; ++y) {
        const int top = (to.cells.y + y) * side.height - to.window.box.y;
        const cv::Range rows(std::clamp(top, 0, value.rows), std::clamp(top + side.height, 0, value.rows));
        if (rows.empty()) {
            continue;
        }
        const FloatRaster values = sum_of(value.rowRange(rows), counted.rowRange(rows));
        const FloatRaster weights = weight_of(counted.rowRange(rows));
        for (int x = 0; x < to.cells.width; ++x) {
            const cv::Point corner((to.cells.x + x) * side.width - to.window.box.x, top - rows.start);
            result.sum(y, x) = sum_by_four(values, corner, side) * share;
            result.weight(y, x) = sum_by_four(weights, corner, side) * share;
        }
    }
    return result;
}

void add_times(float* to, float weight, const std::vector<float>& values) {
    for (std::size_t x = 0; x < values.size(); ++x) {
        to[x] += weight * values[x];
    }
}

CoarseSums sums_by_shares(const FloatRaster& value, const Mask& counted, const Shrinking& to) {
    const cv::Rect& box = to.window.box;
    const cv::Rect& cells = to.cells;
    const std::vector<AreaShare> columns = shares_within(
        area_shares(to.window.whole.width, to.coarse.width, {cells.x, cells.br().x}), box.x, box.width, cells.x);
    const std::vector<AreaShare> rows = shares_within(
        area_shares(to.window.whole.height, to.coarse.height, {cells.y, cells.br().y}), box.y, box.height, cells.y);
    CoarseSums result{FloatRaster(cells.size(), 0.0F), FloatRaster(cells.size(), 0.0F)};
    std::vector<float> sums(static_cast<std::size_t>(cells.width));
    std::vector<float> weights(sums.size());
    int narrowed = -1;  // the row that the sums are of: the last of one cell may be the first of the next
    for (const AreaShare& row : rows) {
        if (row.pixel != narrowed) {
            narrowed = row.pixel;
            std::ranges::fill(sums, 0.0F);
            std::ranges::fill(weights, 0.0F);
            const float* values = value[row.pixel];
            const std::uint8_t* counts = counted[row.pixel];
            for (const AreaShare& column : columns) {
                if (counts[column.pixel] != 0) {
                    sums[static_cast<std::size_t>(column.cell)] += values[column.pixel] * column.weight;
                    weights[static_cast<std::size_t>(column.cell)] += column.weight;
                }
            }
        }
        add_times(result.sum[row.cell], row.weight, sums);
        add_times(result.weight[row.cell], row.weight, weights);
    }
    return result;
}

CoarseSums blurred_sums(const FloatRaster& value, const Mask& counted, const Shrinking& to, double sigma_px) {
    const double scale_x = static_cast<double>(to.coarse.width) / to.window.whole.width;
    const double scale_y = static_cast<double>(to.coarse.height) / to.window.whole.height;
    CoarseSums sums = divides(to.window.whole, to.coarse) ? sums_of_whole_pixels(value, counted, to)
                                                          : sums_by_shares(value, counted, to);
    for (FloatRaster* raster : {&sums.sum, &sums.weight}) {
        cv::GaussianBlur(*raster, *raster, {0, 0}, sigma_px * scale_x, sigma_px * scale_y, cv::BORDER_REPLICATE);
    }
    return sums;
}

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
    const cv::Rect around = cv::Rect(box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach) &
                            cv::Rect({0, 0}, value.size());
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

FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel) {
    return local_mean(value, counted, sigma, pixel, whole_window(value.size()));
}

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
