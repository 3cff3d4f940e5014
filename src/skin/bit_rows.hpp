#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/raster.hpp"

namespace kossa {

/// A mask with a bit per pixel, in rows of whole words; bits beyond the last column are 0.
class BitRows {
  public:
    BitRows(int rows, int columns);
    /// The mask with its edge repeated `margin` pixels beyond it.
    BitRows(const Mask& mask, int margin);

    /// Without the outermost `margin` pixels.
    Mask inner(int margin) const;
    BitRows inverted() const;
    /// What lies so far from a pixel of the mask that the square of the distance, in pixels, is at most `square`.
    BitRows grown(int square) const;

  private:
    std::uint64_t* row(int y) { return &bits_[static_cast<std::size_t>(y) * words_]; }
    const std::uint64_t* row(int y) const { return &bits_[static_cast<std::size_t>(y) * words_]; }
    bool is_empty(int y) const;
    void clear_beyond(int y);

    int rows_;
    int columns_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
};

}  // namespace kossa
