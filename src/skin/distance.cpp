#include "kossa/skin/distance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr int least_columns = 256;  // of a stretch
constexpr int least_rows = 32;
constexpr float no_row = 1e9F;  // more than any raster has, and one more is the same

void nearer_row(const std::uint8_t* inside, float* nearest, float* rows, int count, bool upwards) {
    for (int x = 0; x < count; ++x) {
        nearest[x] = inside[x] != 0 ? 0.0F : nearest[x] + 1.0F;
        rows[x] = upwards ? std::min(rows[x], nearest[x]) : nearest[x];
    }
}

/// How many rows up or down the nearest pixel of the mask in the same column is; `no_row` where there is none.
FloatRaster rows_to_nearest(const Mask& mask) {
    FloatRaster rows(mask.size());
    over_stretches(mask.cols, least_columns, [&](int begin, int end) {
        std::vector<float> nearest(static_cast<std::size_t>(end - begin), no_row);
        for (int y = 0; y < mask.rows; ++y) {
            nearer_row(mask[y] + begin, nearest.data(), rows[y] + begin, end - begin, false);
        }
        std::ranges::fill(nearest, no_row);
        for (int y = mask.rows - 1; y >= 0; --y) {
            nearer_row(mask[y] + begin, nearest.data(), rows[y] + begin, end - begin, true);
        }
    });
    return rows;
}

/// The parabolas of one row, (x - column)^2 + rows^2, as far as they are the lowest somewhere.
class LowerEnvelope {
  public:
    explicit LowerEnvelope(int columns) : columns_(columns), parts_(static_cast<std::size_t>(columns)) {}

    /// Replaces the rows to the nearest pixel by the square of the distance to it.
    void apply(float* row) {
        find(row);
        for (std::size_t i = 0; i < count_; ++i) {
            const Part& part = parts_[i];
            const int end = i + 1 < count_ ? parts_[i + 1].begin : columns_;
            for (int x = part.begin; x < end; ++x) {
                const auto across = static_cast<double>(x - part.column);
                row[x] = static_cast<float>(across * across + part.square);
            }
        }
    }

  private:
    struct Part {
        int begin = 0;
        int column = 0;
        double square = 0.0;  ///< of the rows; whole, as all numbers here
        double at(int x) const { return square + static_cast<double>(x - column) * static_cast<double>(x - column); }
    };

    /// The first column at which `later` is lower than `earlier`. Its double and its square root are whole numbers far
    /// below 2^52, so that the quotient is never rounded up to the next whole number.
    static int first_lower(const Part& earlier, const Part& later) {
        const auto a = static_cast<double>(earlier.column);
        const auto b = static_cast<double>(later.column);
        return static_cast<int>((b * b - a * a + later.square - earlier.square) / (2.0 * (b - a))) + 1;
    }

    void find(const float* row) {
        count_ = 0;
        for (int x = 0; x < columns_; ++x) {
            if (row[x] < no_row) {
                add({0, x, static_cast<double>(row[x]) * static_cast<double>(row[x])});
            }
        }
    }

    void add(Part part) {
        while (count_ > 0 && parts_[count_ - 1].at(parts_[count_ - 1].begin) > part.at(parts_[count_ - 1].begin)) {
            --count_;
        }
        part.begin = count_ > 0 ? first_lower(parts_[count_ - 1], part) : 0;
        if (part.begin < columns_) {
            parts_[count_++] = part;
        }
    }

    int columns_;
    std::vector<Part> parts_;
    std::size_t count_ = 0;
};

/// Square of the distance in pixels, as far as it has been looked for.
struct NearestInRows {
    const float* row;  ///< how many rows away the nearest pixel of each column is
    double least;

    NearestInRows(const float* rows, int x) : row(rows), least(static_cast<double>(rows[x]) * rows[x]) {}

    void look(int x, int away, int columns) {
        const double left = away <= x ? row[x - away] : no_row;
        const double right = x + away < columns ? row[x + away] : no_row;
        const double rows = std::min(left, right);
        least = std::min(least, static_cast<double>(away) * away + rows * rows);
    }
};

/// Whether distance_to the one is less than that to the other, of one pixel. What is further off than the nearer of
/// both is not looked for.
bool is_nearer(int x, NearestInRows one, NearestInRows other, int columns) {
    for (int away = 1;
         (away <= x || x + away < columns) && static_cast<double>(away) * away <= std::min(one.least, other.least);
         ++away) {
        one.look(x, away, columns);
        other.look(x, away, columns);
    }
    return one.least < other.least;
}

}  // namespace

FloatRaster distance_to(const Mask& mask, Microns pixel) {
    if (cv::countNonZero(mask) == 0) {
        return FloatRaster(mask.size(), std::numeric_limits<float>::infinity());
    }
    FloatRaster distance = rows_to_nearest(mask);
    over_stretches(mask.rows, least_rows, [&](int begin, int end) {
        LowerEnvelope envelope(mask.cols);
        for (int y = begin; y < end; ++y) {
            envelope.apply(distance[y]);
        }
        cv::Mat rows = distance.rowRange(begin, end);
        cv::sqrt(rows, rows);
        rows *= pixel.value();
    });
    return distance;
}

Mask nearer(const Mask& wanted, const Mask& one, const Mask& other) {
    Mask result(wanted.size(), 0);
    if (cv::countNonZero(wanted) == 0 || cv::countNonZero(one) == 0) {
        return result;
    }
    const FloatRaster to_one = rows_to_nearest(one);
    const FloatRaster to_other = rows_to_nearest(other);
    over_stretches(wanted.rows, least_rows, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < wanted.cols; ++x) {
                if (wanted(y, x) != 0 && is_nearer(x, {to_one[y], x}, {to_other[y], x}, wanted.cols)) {
                    result(y, x) = 255;
                }
            }
        }
    });
    return result;
}

}  // namespace kossa
