#pragma once

#include <optional>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/core/pixel_size.hpp"

namespace kossa {

struct NuclearDensityOptions {
    /// Least mean optical density of a nuclear pixel, 0.05..0.5; half of it where nuclei are resolved.
    double least_od = 0.20;
    /// A stain is pale where dark nuclei are paler than this, 0.1..2: they are darker on every slide on which the
    /// limits of density on H&E were measured (0.36 to 0.62).
    double pale_od = 0.36;
    /// Haematoxylin's place in hue-saturation-density space: saturation, ...
    double least_saturation = 0.34;
    double largest_saturation = 0.60;
    /// ... cy at least, ...
    double least_cy = 0.25;
    /// ... and cx between.
    double least_cx = -0.30;
    double largest_cx = 0.10;
    /// Where nuclei are resolved, their pixels are this many times as dense as what is stained within a square of
    /// `surroundings_um` round them, 1..5, ...
    double contrast = 1.7;
    double surroundings_um = 25.0;
    /// ... in bodies at least this wide, um, 0.5..10.
    double narrowest_um = 2.0;
    /// Their densities spread no wider than this share of the median, 0..2; what makes them do is no nucleus.
    double widest_spread = 0.36;
    /// Fewest such pixels to speak of, 100..1000000.
    int fewest_pixels = 1000;
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

/// Optical density that nineteen of twenty nuclear pixels of this slide do not reach, from its median and upper
/// quartile as for a normal distribution, so that violet calcium in the sample does not draw it up. Nothing without
/// enough nuclear pixels.
std::optional<double> dark_nuclear_density(const std::vector<MilliOd>& samples, const NuclearDensityOptions& options);

struct NuclearColour {
    double dark_od = 0.0;
    double median_saturation = 0.0;  ///< in hue-saturation-density space
};

/// Saturation of what has the hue of nuclei and their contrast with what is round it, however coloured it is: its
/// median in each square, and of these the median. It goes along with how vivid scanner and stain show all colours.
/// Nothing without enough of it.
std::optional<double> saturation_of_nuclear_hue(const std::vector<MilliOd>& samples,
                                                const NuclearDensityOptions& options, const PixelSize& working);

/// Where nuclei are resolved: as `dark_od` the density that five of six pixels of the sharp bodies do not reach. They
/// are told by their contrast with what is round them, however dark or pale the stain is, so that neither fields of few
/// nuclei nor collagen of their colour change it. Nothing without enough of them.
std::optional<NuclearColour> resolved_nuclear_colour(const std::vector<MilliOd>& samples,
                                                     const NuclearDensityOptions& options, const PixelSize& working);

}  // namespace kossa
