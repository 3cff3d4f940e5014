#pragma once

#include <functional>
#include <vector>

#include "kossa/report/line_style.hpp"
#include "kossa/report/overlay.hpp"

namespace kossa::report {

/// How level-0 positions come onto a picture, or onto a part of one that is drawn alone, and with what they are drawn.
struct OverlayCanvas {
    Scaling<Level0, OverlayPixels> level0_from_overlay;
    cv::Point origin;  ///< of the part within the picture
    Pens pens;
    int ring_radius = 0;  ///< a deposit smaller than twice that is marked by a ring; 0: none is
};

/// For drawing on the background as a whole.
OverlayCanvas canvas_of(const Background& background);

/// In the fixed-point numbers that OpenCV draws by, on the part.
using Contour = std::vector<cv::Point>;
Contour contour(const std::vector<Point<Level0>>& vertices, const OverlayCanvas& canvas);
inline constexpr int fraction_bits = 4;  ///< of these numbers: a sixteenth of a pixel

enum class Ends { open, joined };

void stroke(RgbImage& image, const std::vector<Point<Level0>>& vertices, Ends ends, const OverlayCanvas& canvas,
            const Pen& pen);

/// The line in dashes, without the grey of smooth lines, in which a thin one would be lost. `along` is how far its
/// beginning lies behind that of the whole line whose dashes are to be continued, in level-0 pixels.
void stroke_dashes(RgbImage& image, const Polyline<Level0>& line, double along, const OverlayCanvas& canvas,
                   const Pen& pen);

/// The ring as a line that ends where it begins.
Polyline<Level0> line_along(Ring<Level0> ring);

/// Whether a deposit shows so small that it is marked by a ring.
bool needs_ring(const DepositRow& deposit, const OverlayCanvas& canvas);

/// Whether grains of a deposit show so small that lines round them would hide them: it has one line round all of it.
bool needs_line_round(const DepositRow& deposit, const OverlayCanvas& canvas);

/// Outlines in the colours of the zones: of each part, or one line round all. First all halos, then all lines, so that
/// no halo cuts a neighbour's line.
void outline_deposits(RgbImage& image, const std::vector<std::reference_wrapper<const DepositRow>>& deposits,
                      const OverlayCanvas& canvas);

/// A line round what may be carbon or tattoo, without a filling, so that it can be looked at: a convex one round all
/// parts of an object, since it is ragged, and a ring where one shows too small.
void outline_carbon(RgbImage& image, const std::vector<ConfuserRow>& confusers, const OverlayCanvas& canvas);

/// A dashed circle round what may be calcium but does not count, no smaller than a ring.
void mark_uncertain(RgbImage& image, const ConfuserRow& uncertain, const OverlayCanvas& canvas);

}  // namespace kossa::report
