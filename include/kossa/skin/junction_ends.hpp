#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// Where the junction ends: at the outline of the section, or at the border of the image. All in survey pixels.
struct JunctionEnd {
    /// Of the junction before its end, by which it is told where it would go on: the last 600, 1200 and 2400 um.
    static constexpr std::array<double, 3> stretches_um{600.0, 1200.0, 2400.0};

    /// A line from beside the end. The last 150 um do not count: there the border may turn up along a face.
    struct Line {
        cv::Point2d from;
        cv::Point2d onwards;  ///< unit vector, from the mean place of the stretch to that of its last 300 um
    };

    cv::Point2d at;
    std::int32_t piece = 0;  ///< of tissue
    std::array<Line, stretches_um.size()> lines;
    /// The nearest end of another stretch of the same piece that lies no further than 400 um away, the mouth of a
    /// follicle, or than 1 mm, ahead, and comes from there: the junction goes on to it.
    std::optional<cv::Point2d> next;
};

/// The ends of the border between `layer`, the smoothed epidermis, and the rest of `solid`, the section with its tears
/// filled; `pieces` are the section's. A border of less than about 400 um has none.
std::vector<JunctionEnd> junction_ends(const Mask& layer, const Mask& solid, const LabelRaster& pieces, Microns pixel);

/// Distance of the pixel `p` from the junction were it to go on beyond the end: to the next stretch, or straight but
/// turned towards `p` by `turn` (radians); the distance from the end where `p` does not lie beyond it. The deeper the
/// pixel, the longer the stretch that tells where the junction was going: the longest that is no longer than `depth`
/// and the distance from the end.
double distance_beyond(const JunctionEnd& end, const cv::Point& p, Microns depth, double turn, Microns pixel);

/// The depth that every pixel of `depth` (um; NaN outside the tissue) has at least, whichever end of its piece the
/// junction goes on from. Only an end counts that is as near, to 100 um, as the nearest place of the junction.
FloatRaster least_depth(const FloatRaster& depth, const LabelRaster& pieces, const std::vector<JunctionEnd>& ends,
                        double turn, Microns pixel);

}  // namespace kossa
