#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kossa/analysis/overview.hpp"
#include "kossa/analysis/quality.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/skin/found_skin.hpp"

namespace kossa {

/// Light that falls off evenly over the slide: optical density of the glass, by channel, that is added with every pixel
/// to the right and down.
struct LightFall {
    std::array<double, 3> to_the_right{};
    std::array<double, 3> down{};
};

/// The planes through what the glass squares show, by least squares. Nothing with fewer than six squares, or where none
/// lies in one of the outer thirds of `size` along either axis: then the light there would be guessed.
std::optional<LightFall> fit_light(const std::vector<GlassSquare>& squares, const cv::Size& size);

/// The squares as they are without that fall.
std::vector<GlassSquare> without_fall(std::vector<GlassSquare> squares, const LightFall& light);

/// Brightens the image to what it is where the light is brightest.
void make_even(PackedPicture& image, const LightFall& light);

struct EvenedLight {
    std::optional<double> spread_od;  ///< glass_spread_od as it was
    bool changed = false;             ///< the overview is no longer as it was read
    std::string unexplained;          ///< why layers cannot be trusted, or empty
};

/// Takes the fall of the light out of the overview in which tissue and layers are found. Leaves a slide alone whose
/// glass differs by no more than `most_uneven_od` (glass_spread_od). Where it differs by more also without the planes
/// that fit it best, or none can be fitted, that is unexplained, and the overview stays as it is.
EvenedLight even_out(Overview& overview, const WhitePoint& white, Microns pixel, int fewest_pixels,
                     double most_uneven_od);

/// Takes the epidermis from what was found, for this reason; one that it has already goes before. Nothing without one.
void distrust_epidermis(FoundSkin& skin, const std::string& reason);

}  // namespace kossa
