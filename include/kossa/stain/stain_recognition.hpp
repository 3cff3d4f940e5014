#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/core/density.hpp"

namespace kossa {

enum class Stain { haematoxylin_eosin, von_kossa };

/// "he" and "von-kossa".
std::string_view name(Stain stain);

struct StainRecognitionOptions {
    /// Least mean optical density of a pixel whose colour is looked at, 0.05..0.5.
    double least_od = 0.15;
    /// From this density on, 0.5..3, the hue of what is coloured is not looked at: so little light is left that a
    /// scanner's glare and steps change it. No stain is as dense over more than a nucleus; pen and hair are.
    double opaque_od = 1.0;
    /// The colours of hue-saturation-density space. Grey, whatever its hue, has a saturation below this, 0.05..0.5. ...
    double grey_saturation = 0.2;
    /// ... Green and blue have at least this cx, -1..1: no stain of skin absorbs so much more red than green and blue.
    double green_from_cx = 0.15;
    /// ... Brown has at most this cy, -1..1, ...
    double brown_up_to_cy = 0.2;
    /// ... unless it absorbs hardly any red, with a cx below this, -2..0, ...
    double red_below_cx = -0.6;
    /// ... and a cy above this, -1..1: melanin and DAB absorb red light, too; eosin, and nuclear fast red, which may
    /// absorb as much blue as green, do not.
    double red_above_cy = -0.1;
    /// ... Of the rest pink (eosin, nuclear fast red) has a cx below this, -1..0, and violet (haematoxylin) the others.
    double pink_below_cx = -0.3;
    /// Violet (haematoxylin) share of the coloured pixels from which a slide is H&E, 0..1: 0.028 up on sixteen sections
    /// and fields of it, 0.002 at most on von Kossa, also at 1 um a pixel (measured) ...
    double least_violet_share = 0.01;
    /// ... without what lies so near, pixels, 0..32, half of a block of chroma of a JPEG, ...
    int border_px = 8;
    /// ... to grey of this optical density, 0.15..1: where silver mixes with what is round it its border looks violet.
    double border_od = 0.4;
    /// Pink plus violet plus grey share (black is grey too) that a slide of either stain must reach, 0..1. Brown counts
    /// where most of the rest is pink: beside eosin or nuclear fast red it is melanin, beside haematoxylin alone an
    /// immunostain.
    double least_known_share = 0.5;
    /// Pink share of the coloured pixels that are neither grey nor brown which von Kossa's counterstain must reach,
    /// 0..1.
    double least_pink_share = 0.3;
    /// Pink share of all coloured pixels that it must reach, too, 0..1: where nearly all is grey or brown no
    /// counterstain shows.
    double least_pink_of_all = 0.1;
    /// Neutral black: optical density at least this, 0.3..1.5, ...
    double black_od = 0.6;
    /// ... and saturation at most this, 0.05..0.4.
    double black_saturation = 0.2;
    /// Share of the tissue that must be neutral black for von Kossa to be recognised, 0..1.
    double least_black_share = 2e-5;
    /// With less than this it is doubtful, 0..1: specks in eosin, haematoxylin all but gone, had 1e-5 to 1e-4.
    double sure_black_share = 5e-4;
};

/// What colours the tissue has; shares of the pixels at or above `least_od`, 0..1. Coloured pixels at or above
/// `opaque_od` have none of these colours.
struct StainColours {
    double pink = 0.0;    ///< eosin, nuclear fast red
    double violet = 0.0;  ///< haematoxylin, beside no dark grey
    double green = 0.0;   ///< green or blue
    double brown = 0.0;
    double grey = 0.0;   ///< with its violet border
    double black = 0.0;  ///< share of ALL pixels: neutral black
};

StainColours measure_colours(const std::vector<MilliOd>& samples, const StainRecognitionOptions& options);

/// The stain by its colours, or nothing where neither fits. The classes are those of hue-saturation-density space
/// (van der Laak 2000) with the medians measured on scanned skin.
std::optional<Stain> recognise_stain(const StainColours& colours, const StainRecognitionOptions& options);

}  // namespace kossa
