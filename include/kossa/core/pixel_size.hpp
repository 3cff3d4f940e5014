#pragma once

#include <cstdint>

#include "kossa/core/units.hpp"

namespace kossa {

/// How much glass one pixel covers. The only place where pixels become micrometres and back.
///
/// Valid range: 0.02 to 100 um along each axis, and the axes differ by at most a factor of two; the
/// constructor throws UsageError otherwise, so that a resolution tag of 72 dpi never becomes a length.
class PixelSize {
  public:
    PixelSize(Microns x, Microns y);
    explicit PixelSize(Microns square) : PixelSize(square, square) {}

    /// Whether the two values could be a microscope's pixel size, by the range above.
    static bool plausible(Microns x, Microns y);

    Microns x() const { return x_; }
    Microns y() const { return y_; }
    /// Side of the square pixel of the same area.
    Microns mean() const;

    SquareMicrons area(std::int64_t pixel_count) const;
    /// Length of a displacement of (dx, dy) pixels.
    Microns distance(double dx, double dy) const;
    /// A length in pixels of the mean side.
    Pixels pixels(Microns length) const;
    /// The same to the nearest whole number, but at least 1.
    int whole_pixels(Microns length) const;

    /// The pixel size of a grid whose pixels cover factor_x by factor_y pixels of this one.
    PixelSize scaled(double factor_x, double factor_y) const;

    bool operator==(const PixelSize&) const = default;

  private:
    Microns x_;
    Microns y_;
};

}  // namespace kossa
