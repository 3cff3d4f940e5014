#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <vector>

#include "kossa/core/raster.hpp"

namespace kossa {

/// A raster most of which has one value, the background: only squares of 64 by 64 pixels that hold another take memory.
/// Copies share their squares until one of them is written to. Not to be written to by several threads.
template <class Pixel>
class Sheet {
  public:
    Sheet() = default;
    explicit Sheet(const cv::Size& size, Pixel background = {})
        : rows(size.height), cols(size.width), background_(background), across_(squares_in(cols)) {
        squares_.resize(static_cast<std::size_t>(across_) * static_cast<std::size_t>(squares_in(rows)));
    }
    /// Of a raster whose background is 0.
    Sheet(const cv::Mat_<Pixel>& raster) : Sheet(raster.size()) {  // NOLINT(google-explicit-constructor)
        put({0, 0}, raster);
    }
    /// The whole as a raster.
    operator cv::Mat_<Pixel>() const { return part(box()); }  // NOLINT(google-explicit-constructor)

    int rows = 0;
    int cols = 0;
    cv::Size size() const { return {cols, rows}; }
    cv::Rect box() const { return {0, 0, cols, rows}; }
    bool empty() const { return rows == 0 || cols == 0; }

    Pixel operator()(int y, int x) const {
        const std::shared_ptr<Square>& square = squares_[number_of(y, x)];
        return square ? (*square)[place_in(y, x)] : background_;
    }
    Pixel operator()(const cv::Point& p) const { return (*this)(p.y, p.x); }

    /// Bit by bit: what is not a number equals itself.
    bool operator==(const Sheet& other) const {
        if (size() != other.size()) {
            return false;
        }
        bool equal = true;
        each_square(box(), [&](std::size_t, const cv::Rect& square) {
            const cv::Mat_<Pixel> mine = part(square);
            const cv::Mat_<Pixel> others = other.part(square);
            equal = equal && std::memcmp(mine.data, others.data, mine.total() * sizeof(Pixel)) == 0;
        });
        return equal;
    }

    /// A part as a raster.
    cv::Mat_<Pixel> part(const cv::Rect& wanted) const {
        cv::Mat_<Pixel> raster(wanted.size(), background_);
        each_square(wanted, [&](std::size_t number, const cv::Rect& inside) {
            if (squares_[number]) {
                raster_of (*squares_[number])(inside - corner_of(number)).copyTo(raster(inside - wanted.tl()));
            }
        });
        return raster;
    }

    /// Writes a raster with its upper left pixel at a place.
    void put(const cv::Point& at, const cv::Mat_<Pixel>& raster) {
        each_square({at, raster.size()}, [&](std::size_t number, const cv::Rect& inside) {
            const cv::Mat_<Pixel> values = raster(inside - at);
            if (squares_[number] || !all_background(values)) {
                values.copyTo(raster_of(own(number))(inside - corner_of(number)));
            }
        });
    }

    /// To write to.
    Pixel& at(int y, int x) { return own(number_of(y, x))[place_in(y, x)]; }

    void fill(const cv::Rect& where, Pixel value) { put(where.tl(), cv::Mat_<Pixel>(where.size(), value)); }

  private:
    static constexpr int side = 64;
    using Square = std::array<Pixel, static_cast<std::size_t>(side) * side>;

    static int squares_in(int pixels) { return (pixels + side - 1) / side; }
    static cv::Mat_<Pixel> raster_of(Square& square) { return cv::Mat_<Pixel>(side, side, square.data()); }
    static std::size_t place_in(int y, int x) {
        return static_cast<std::size_t>(y % side) * side + static_cast<std::size_t>(x % side);
    }

    std::size_t number_of(int y, int x) const {
        return static_cast<std::size_t>(y / side) * static_cast<std::size_t>(across_) +
               static_cast<std::size_t>(x / side);
    }
    cv::Point corner_of(std::size_t number) const {
        const auto all = static_cast<int>(number);
        return {all % across_ * side, all / across_ * side};
    }

    /// What is not a number may be the background.
    bool is_background(const Pixel& value) const {
        if constexpr (std::is_floating_point_v<Pixel>) {
            return value == background_ || (std::isnan(value) && std::isnan(background_));
        } else {
            return value == background_;
        }
    }

    bool all_background(const cv::Mat_<Pixel>& values) const {
        return std::all_of(values.begin(), values.end(), [this](const Pixel& value) { return is_background(value); });
    }

    Square& own(std::size_t number) {
        std::shared_ptr<Square>& square = squares_[number];
        if (!square) {
            square = std::make_shared<Square>();
            square->fill(background_);
        } else if (square.use_count() > 1) {
            square = std::make_shared<Square>(*square);
        }
        return *square;
    }

    /// `with(number, what of it lies in the wanted part)`.
    template <class With>
    void each_square(const cv::Rect& wanted, With with) const {
        for (int y = wanted.y / side; y * side < wanted.br().y; ++y) {
            for (int x = wanted.x / side; x * side < wanted.br().x; ++x) {
                with(number_of(y * side, x * side), cv::Rect(x * side, y * side, side, side) & wanted);
            }
        }
    }

    Pixel background_{};
    int across_ = 0;
    std::vector<std::shared_ptr<Square>> squares_;
};

using MaskSheet = Sheet<std::uint8_t>;
using FloatSheet = Sheet<float>;
using LabelSheet = Sheet<std::int32_t>;

/// What is set in either of two sheets of one size.
inline MaskSheet operator|(const MaskSheet& one, const MaskSheet& other) {
    constexpr int band = 64;
    MaskSheet both = one;
    for (int y = 0; y < one.rows; y += band) {
        const cv::Rect rows = cv::Rect(0, y, one.cols, band) & one.box();
        both.put(rows.tl(), cv::Mat_<std::uint8_t>(one.part(rows) | other.part(rows)));
    }
    return both;
}

/// Pixels that are not 0.
template <class Pixel>
int count_non_zero(const Sheet<Pixel>& sheet) {
    constexpr int band = 64;
    int count = 0;
    for (int y = 0; y < sheet.rows; y += band) {
        count += cv::countNonZero(sheet.part(cv::Rect(0, y, sheet.cols, band) & sheet.box()));
    }
    return count;
}

}  // namespace kossa
