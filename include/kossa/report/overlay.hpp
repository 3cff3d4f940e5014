#pragma once

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/measure/result.hpp"

namespace kossa::report {

/// Frame: pixels of the picture under the overlay.
struct OverlayPixels {};

/// A picture of the whole slide to draw on.
struct Background {
    RgbImage image;
    Scaling<Level0, OverlayPixels> level0_from_overlay;
};

/// The longest side of overlay.png, its margin strip included: what a screen and a slide show can still take.
inline constexpr int overlay_longest_side_px = 2500;
/// ... and that of the picture below it, whose size is rounded up.
inline constexpr int picture_longest_side_px = overlay_longest_side_px + 1;

/// The picture as large as the overlay shows it. On as many threads as OpenCV is allowed.
Background overlay_background(const SlideResult& result, const Background& background);

/// Draws the layers as thin lines, the junction as a heavy one, and the deposits filled and outlined in the colour of
/// their zone; a deposit too small to be seen gets a ring. What may be calcium but does not count has a dashed ring,
/// what may be carbon an outline. Scale bar, caption and legend stand in a white strip below or beside the picture, so
/// that no tissue is covered. The picture is shrunk where needed to stay within overlay_longest_side_px. The same bytes
/// for equal input. `shown` is its overlay_background.
RgbImage draw_overlay(const SlideResult& result, const Background& background, const Background& shown);
RgbImage draw_overlay(const SlideResult& result, const Background& background);

}  // namespace kossa::report
