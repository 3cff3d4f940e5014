#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/core/packed_picture.hpp"
#include "kossa/core/run.hpp"
#include "kossa/core/units.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// From when on the quality of a slide is worth a flag. Nothing is left out of the measurement because of it.
struct QualityOptions {
    /// A square of tissue is blurred when its mean squared Laplacian is below this share of that of the slide's median
    /// square, 0.01..0.5. On sharp slides nearly all squares have 0.25 and more; a Gaussian blur of 2 pixels leaves
    /// 0.002 to 0.06 (measured).
    double blurred_below = 0.10;
    /// Share of blurred squares from which the slide is flagged, 0..1.
    double most_blurred = 0.05;
    /// Share of stained pixels with a channel at the end of its scale from which the slide is flagged, 0..1: their
    /// density is a lower bound.
    double most_clipped = 0.02;
    /// Spread of the glass from which the slide is flagged, optical density, 0..0.5: every density is off by as
    /// much, and this is a tenth of the least seed on H&E.
    double most_uneven_od = 0.05;
    /// Angle between the stain vectors below which the slide is flagged, degrees, 0..60: unmixing multiplies an
    /// error in density by 1 over its sine, 4.1 at 14 degrees.
    double least_stain_angle_degrees = 14.0;
};

/// Side of the squares in which the sharpness is judged, working pixels.
inline constexpr int quality_square_px = 256;

/// What the pixels of a part of the slide say about their quality; whole numbers that simply add.
struct QualitySums {
    struct Square {
        std::int64_t pixels = 0;  ///< stained
        std::int64_t laplacian_squares = 0;
    };
    /// By column and row.
    std::map<std::pair<std::int64_t, std::int64_t>, Square> squares;
    std::int64_t stained = 0;
    std::int64_t clipped = 0;  ///< of them, those with a channel of intensity 0 or 1

    QualitySums& operator+=(const QualitySums& other);
};

/// Takes away the squares of which calcium fills half and more: a plaque may be even within, however sharp it is.
void leave_out_plaques(QualitySums& sums, const std::vector<Finding>& findings);

/// Share of the squares that are blurred; only squares of which a sixteenth is stained count, and fewer than four say
/// nothing.
std::optional<double> blurred_share(const QualitySums& sums, const QualityOptions& options);

/// Share of the stained pixels that are clipped; nothing where none is stained.
std::optional<double> clipped_share(const QualitySums& sums);

/// What looks like glass wherever it lies: smooth, bright and as neutral as `white`. Tissue is found by one white for
/// the whole slide, so where the light falls off glass passes for tissue; this does not. Pure white, as scanners paint
/// what they did not scan, is left out.
Mask smooth_glass(const PackedPicture& overview, const WhitePoint& white);

/// The parts of it that are no fat cell or vessel: wider than 100 um, and together at least 0.05 mm2.
Mask bare_glass(const PackedPicture& overview, const WhitePoint& white, Microns pixel);

/// A square of 1 mm that holds enough glass.
struct GlassSquare {
    cv::Point2d centre;  ///< on the overview
    cv::Vec3d median;    ///< level of each channel of its glass, 1..255
};

/// The squares that hold at least `fewest_pixels` of glass.
std::vector<GlassSquare> glass_squares(const PackedPicture& overview, const Mask& glass, Microns pixel,
                                       int fewest_pixels);

/// How much the colour of the glass differs: from the 5th to the 95th percentile of the medians, as optical density of
/// the channel that differs most. Nothing with fewer than two squares.
std::optional<double> glass_spread_od(const std::vector<GlassSquare>& squares);

/// The area of what lies outside `region`.
SquareMicrons area_outside(const MaskSheet& region, const std::vector<Run<Survey>>& runs, Microns pixel);

/// The codes of what is worth a flag.
std::vector<std::string> quality_flags(const QualityReport& quality, const QualityOptions& options);

}  // namespace kossa
