#include "kossa/core/packed_picture.hpp"

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>

#include "kossa/core/widest_vectors.hpp"

namespace kossa {

namespace {

constexpr std::size_t row_bytes = std::size_t{3} * PackedPicture::side;
constexpr std::size_t header_bytes = 4;  // bits per level, and the lowest level of each channel

using Row = std::array<std::uint8_t, row_bytes>;

int squares_in(int pixels) {
    return (pixels + PackedPicture::side - 1) / PackedPicture::side;
}

/// The lowest level of each channel, pixel by pixel.
Row lowest_row(const std::uint8_t* lowest) {
    Row row{};
    for (std::size_t i = 0; i < row.size(); ++i) {
        row.at(i) = lowest[i % 3];
    }
    return row;
}

unsigned bits_for(int range) {
    return range == 0 ? 0 : range < 4 ? 2 : range < 16 ? 4 : 8;
}

KOSSA_WIDEST_VECTORS void widen_range(const std::uint8_t* __restrict levels, std::uint8_t* __restrict lowest,
                                      std::uint8_t* __restrict highest) {
    for (std::size_t i = 0; i < row_bytes; ++i) {
        lowest[i] = std::min(lowest[i], levels[i]);
        highest[i] = std::max(highest[i], levels[i]);
    }
}

/// Where the levels of a row lie in a square: the first rows take the lowest bits of its bytes, and so on.
struct PackedRow {
    std::size_t first;  ///< byte
    unsigned shift;
};

PackedRow packed_row(int y, unsigned bits) {
    const auto row = static_cast<unsigned>(y % PackedPicture::side);
    const unsigned rows_beside = PackedPicture::side * bits / 8;
    return {header_bytes + row % rows_beside * row_bytes, row / rows_beside * bits};
}

KOSSA_WIDEST_VECTORS void pack(const std::uint8_t* __restrict levels, const std::uint8_t* __restrict lowest,
                               unsigned shift, std::uint8_t* __restrict packed) {
    for (std::size_t i = 0; i < row_bytes; ++i) {
        packed[i] = static_cast<std::uint8_t>(packed[i] | (levels[i] - lowest[i]) << shift);
    }
}

KOSSA_WIDEST_VECTORS void unpack(const std::uint8_t* __restrict packed, const std::uint8_t* __restrict lowest,
                                 unsigned shift, unsigned mask, std::uint8_t* __restrict levels) {
    for (std::size_t i = 0; i < row_bytes; ++i) {
        levels[i] = static_cast<std::uint8_t>((packed[i] >> shift & mask) + lowest[i]);
    }
}

std::vector<std::uint8_t> packed_square(const RgbImage& pixels) {
    Row levels = lowest_row(pixels(0, 0).val);  // beyond the edge nothing that widens the range
    Row lowest = levels;
    Row highest = levels;
    const std::size_t used = 3 * static_cast<std::size_t>(pixels.cols);
    for (int y = 0; y < pixels.rows; ++y) {
        std::copy_n(pixels.ptr(y), used, levels.begin());
        widen_range(levels.data(), lowest.data(), highest.data());
    }
    std::array<std::uint8_t, 3> least{255, 255, 255};
    int range = 0;
    for (std::size_t i = 0; i < row_bytes; ++i) {
        least.at(i % 3) = std::min(least.at(i % 3), lowest.at(i));
    }
    for (std::size_t i = 0; i < row_bytes; ++i) {
        range = std::max(range, highest.at(i) - least.at(i % 3));
    }
    const unsigned bits = bits_for(range);
    std::vector<std::uint8_t> square(header_bytes + row_bytes * PackedPicture::side * bits / 8);
    square[0] = static_cast<std::uint8_t>(bits);
    std::ranges::copy(least, square.begin() + 1);
    const Row base = lowest_row(least.data());
    levels = base;
    for (int y = 0; bits > 0 && y < pixels.rows; ++y) {
        std::copy_n(pixels.ptr(y), used, levels.begin());
        const auto [first, shift] = packed_row(y, bits);
        pack(levels.data(), base.data(), shift, &square[first]);
    }
    return square;
}

}  // namespace

PackedPicture::PackedPicture(const cv::Size& size)
    : size_(size),
      across_(squares_in(size.width)),
      squares_(std::make_shared<std::vector<Square>>(static_cast<std::size_t>(across_) *
                                                     static_cast<std::size_t>(squares_in(size.height)))) {}

PackedPicture::PackedPicture(const RgbImage& image) : PackedPicture(image.size()) {
    put({0, 0}, image);
}

void PackedPicture::put(const cv::Point& at, const RgbImage& image) {
    for (int y = 0; y < image.rows; y += side) {
        for (int x = 0; x < image.cols; x += side) {
            const cv::Rect inside = cv::Rect(x, y, side, side) & cv::Rect({0, 0}, image.size());
            square((at.y + y) / side, (at.x + x) / side) = packed_square(image(inside));
        }
    }
}

RgbImage PackedPicture::part(const cv::Rect& wanted) const {
    RgbImage image(wanted.size());
    const cv::Rect from = wanted + origin_;
    for (int row = from.y / side; row * side < from.br().y; ++row) {
        for (int column = from.x / side; column * side < from.br().x; ++column) {
            const Square& packed = square(row, column);
            const cv::Rect inside = cv::Rect(column * side, row * side, side, side) & from;
            const unsigned bits = packed[0];
            const Row lowest = lowest_row(&packed[1]);
            const bool whole_rows = inside.width == side;
            Row levels = lowest;
            for (int y = inside.y; y < inside.br().y; ++y) {
                std::uint8_t* out = image.ptr(y - from.y) + std::ptrdiff_t{3} * (inside.x - from.x);
                if (bits > 0) {
                    const auto [first, shift] = packed_row(y, bits);
                    unpack(&packed[first], lowest.data(), shift, (1U << bits) - 1, whole_rows ? out : levels.data());
                }
                if (bits == 0 || !whole_rows) {
                    std::copy_n(&levels.at(3 * static_cast<std::size_t>(inside.x % side)),
                                3 * static_cast<std::size_t>(inside.width), out);
                }
            }
        }
    }
    return image;
}

PackedPicture PackedPicture::cut(const cv::Rect& wanted) const {
    const cv::Rect from = wanted + origin_;
    const cv::Point first(from.x / side, from.y / side);
    PackedPicture result(from.br() - first * side);
    for (int row = 0; row < squares_in(result.size_.height); ++row) {
        for (int column = 0; column < result.across_; ++column) {
            result.square(row, column) = square(first.y + row, first.x + column);
        }
    }
    result.origin_ = from.tl() - first * side;
    result.size_ = wanted.size();
    return result;
}

}  // namespace kossa
