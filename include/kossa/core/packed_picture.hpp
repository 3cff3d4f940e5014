#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "kossa/core/raster.hpp"

namespace kossa {

/// A picture most of which is even, as a slide's is: in squares of 32 by 32 pixels, each in as few bits per level (0,
/// 2, 4 or 8) as its range needs. No level is lost. Copies share their pixels, as those of a raster do.
class PackedPicture {
  public:
    PackedPicture() = default;
    /// Nothing of it may be read before it has been put.
    explicit PackedPicture(const cv::Size& size);
    PackedPicture(const RgbImage& image);  // NOLINT(google-explicit-constructor)
    /// The whole as a raster.
    operator RgbImage() const { return part({{0, 0}, size_}); }  // NOLINT(google-explicit-constructor)

    cv::Size size() const { return size_; }
    bool empty() const { return size_.empty(); }

    /// Writes what begins at a multiple of `side` and ends at one or at the edge. Several threads may do so at once.
    void put(const cv::Point& at, const RgbImage& image);

    RgbImage part(const cv::Rect& wanted) const;
    /// Rows [begin, end).
    RgbImage rows(int begin, int end) const { return part({0, begin, size_.width, end - begin}); }
    /// A part by itself: what lies beside it takes no memory.
    PackedPicture cut(const cv::Rect& wanted) const;

    static constexpr int side = 32;

  private:
    using Square = std::vector<std::uint8_t>;

    Square& square(int row, int column) const {
        return (*squares_)[static_cast<std::size_t>(row) * static_cast<std::size_t>(across_) +
                           static_cast<std::size_t>(column)];
    }

    cv::Size size_;
    cv::Point origin_;  ///< where the picture begins in its first square
    int across_ = 0;    ///< squares
    std::shared_ptr<std::vector<Square>> squares_;
};

}  // namespace kossa
