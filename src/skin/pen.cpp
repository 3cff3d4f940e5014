#include "kossa/skin/pen.hpp"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr double opaque_od = 0.6;
constexpr Microns half_stroke = 100_um;
constexpr SquareMicrons smallest_stroke(2e5);
constexpr Microns dark_rim = 16_um;
constexpr Microns pale_rim = 60_um;
constexpr Microns sharp_edge = 20_um;     // two survey pixels and more
constexpr Microns beside_glass = 100_um;  // further in, an edge is one with tissue

/// The sets of `opaque` most of whose edge beside the glass is soft.
Mask soft_sets(const Mask& opaque, const Mask& glass, Microns pixel) {
    const Mask edge(opaque & dilated(Mask(~opaque), pixel, pixel) & within(glass, beside_glass, pixel));
    const Mask sharp = within(glass, sharp_edge, pixel);
    LabelRaster labels;
    std::vector<std::int64_t> balance(static_cast<std::size_t>(cv::connectedComponents(opaque, labels, 8)), 0);
    for (int y = 0; y < edge.rows; ++y) {
        for (int x = 0; x < edge.cols; ++x) {
            if (edge(y, x) != 0) {
                balance[static_cast<std::size_t>(labels(y, x))] += sharp(y, x) != 0 ? -1 : 1;
            }
        }
    }
    Mask soft(opaque.size(), 0);
    for (int y = 0; y < soft.rows; ++y) {
        for (int x = 0; x < soft.cols; ++x) {
            soft(y, x) = opaque(y, x) != 0 && balance[static_cast<std::size_t>(labels(y, x))] > 0 ? 255 : 0;
        }
    }
    return soft;
}

/// What is round the strokes and may matter.
cv::Rect box_round(const Mask& opaque, Microns pixel) {
    const int reach = static_cast<int>((half_stroke + beside_glass) / pixel) + 1;
    return grown(cv::boundingRect(opaque), reach, opaque.size());
}

/// The strokes with their dark rim, and with their pale one where it is all that there is beside them.
Mask with_rim(const Mask& strokes, const Mask& solid, Microns pixel) {
    const Mask dark(within(strokes, dark_rim, pixel) & solid);
    const Mask rest(solid & ~dark);
    const Mask thin(rest & ~opened(rest, pale_rim / 2.0, pixel));
    return Mask(dark | Mask(thin & within(strokes, pale_rim, pixel)));
}

}  // namespace

Mask pen_strokes(const Mask& ink, const Mask& solid, const DensityBands& od, Microns pixel) {
    Mask strokes(ink.size(), 0);
    if (cv::countNonZero(ink) * (pixel * pixel).value() < smallest_stroke.value()) {
        return strokes;
    }
    Mask opaque = mask_of_bands(od, 0, [](const FloatRaster& band) { return Mask(band > opaque_od); });
    opaque = without_small(Mask(opaque & ink), smallest_stroke, pixel);
    if (cv::countNonZero(opaque) == 0) {
        return strokes;
    }
    const cv::Rect box = box_round(opaque, pixel);
    const Mask wide = connected_to(opaque(box), opened(opaque(box), half_stroke, pixel));
    const Mask soft = soft_sets(wide, Mask(~Mask(solid(box))), pixel);
    with_rim(soft, solid(box), pixel).copyTo(strokes(box));
    return strokes;
}

}  // namespace kossa
