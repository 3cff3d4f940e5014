#pragma once

#include <optional>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/core/pixel_size.hpp"

namespace kossa {

struct NuclearDensityOptions {
    /// Least mean optical density of a nuclear pixel, 0.02..0.5: half that of the palest nuclei of a usual stain.
    double least_od = 0.10;
    /// A stain is pale where dark nuclei are paler than this, 0.1..2: they are darker on every slide on which the
    /// limits of density on H&E were measured (0.36 to 0.62).
    double pale_od = 0.36;
    /// Where nuclei are not resolved, blur leaves them this share of their density, 0.1..1 (0.80, 0.82 and 0.86 at 1 um
    /// of that at 0.5 um, measured on three sections).
    double blurred_share = 0.82;
    /// Haematoxylin's place in hue-saturation-density space: saturation, ...
    double least_saturation = 0.34;
    double largest_saturation = 0.60;
    /// ... cy at least, ...
    double least_cy = 0.25;
    /// ... and cx between.
    double least_cx = -0.30;
    double largest_cx = 0.10;
    /// Their pixels are this many times as dense as what is stained within a square of `surroundings_um` round them,
    /// 1..5, ...
    double contrast = 1.7;
    double surroundings_um = 25.0;
    /// ... in bodies at least this wide, um, 0.5..10.
    double narrowest_um = 2.0;
    /// Their densities spread no wider than this share of the median, 0..2; what makes them do is no nucleus.
    double widest_spread = 0.36;
    /// Least area of such pixels to speak of, um2, 10..1000000.
    double fewest_um2 = 250.0;
    /// Their hue, atan2(cy, cx), degrees, 0..180: nuclei lie between 100 and 115, eosin and red cells from 135 on,
    /// blue and green inks below 35. It is the same however vivid the colours of the scanner are.
    double least_hue = 75.0;
    double largest_hue = 119.0;
    /// Nuclei are all over a section, grains and pigment of their hue in places: their saturation is the median over
    /// squares of this side, um, 16..1000, ...
    double square_um = 64.0;
    /// ... that hold at least this area of them, um2, 0..1000.
    double least_in_square_um2 = 10.0;
    /// To their density a square counts with no more than this area of them, um2, 1..100000, so that a nest of cells
    /// does not outweigh the section.
    double most_in_square_um2 = 100.0;
};

struct NuclearColour {
    double dark_od = 0.0;
    double median_saturation = 0.0;  ///< in hue-saturation-density space
};

/// Saturation of what has the hue of nuclei and their contrast with what is round it, however coloured it is: its
/// median in each square, and of these the median. It goes along with how vivid scanner and stain show all colours.
/// Nothing without enough of it.
std::optional<double> saturation_of_nuclear_hue(const std::vector<MilliOd>& samples,
                                                const NuclearDensityOptions& options, const PixelSize& working);

/// As `dark_od` the density that five of six pixels of the sharp bodies do not reach. They are told by their contrast
/// with what is round them, however dark or pale the stain is, so that neither fields of few nuclei nor collagen of
/// their colour nor calcium change it. Nothing without enough of them.
std::optional<NuclearColour> nuclear_colour_of(const std::vector<MilliOd>& samples,
                                               const NuclearDensityOptions& options, const PixelSize& working);

}  // namespace kossa
