#include "coarse_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kossa {

namespace {

constexpr double coarse_per_sigma = 8.0;

/// Cells of a coarse axis that the pixels of a stretch lie in, and one more on either side.
cv::Range cells_of(int begin, int length, int fine, int coarse) {
    const double scale = static_cast<double>(fine) / coarse;
    return {std::max(0, static_cast<int>(std::floor(begin / scale)) - 1),
            std::min(coarse, static_cast<int>(std::ceil((begin + length) / scale)) + 1)};
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

}  // namespace

cv::Size coarse_size(const cv::Size& size, double sigma_px) {
    const double factor = std::max(1.0, std::floor(sigma_px / coarse_per_sigma));
    return {std::max(1, static_cast<int>(std::ceil(size.width / factor))),
            std::max(1, static_cast<int>(std::ceil(size.height / factor)))};
}

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

Shrinking shrinking(const SurveyWindow& window, const cv::Size& coarse) {
    const cv::Range x = cells_of(window.box.x, window.box.width, window.whole.width, coarse.width);
    const cv::Range y = cells_of(window.box.y, window.box.height, window.whole.height, coarse.height);
    return {window, coarse, {x.start, y.start, x.size(), y.size()}};
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

}  // namespace kossa
