#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

struct PixelSizeFinding {
    std::optional<PixelSize> size;
    std::optional<PixelSizeSource> source;
    std::string note;  ///< as SlideInfo::pixel_size_note
    /// "pixel-size-overridden" where the user says another one than the file, by more than a tenth.
    std::vector<std::string> flags;
};

/// The pixel size of level 0 from the properties of a file, the first that can be believed of
/// 1. `openslide.mpp-x`, `-y`: any value a PixelSize may have;
/// 2. `tiff.XResolution`, `tiff.YResolution` with `tiff.ResolutionUnit` "centimeter" or "inch";
/// 3. `png.pHYs-x`, `-y`: pixels per metre;
/// 4. `jpeg.JFIF-x`, `-y` with `jpeg.JFIF-unit` "centimeter" or "inch".
/// 2 to 4, and 1 for the vendor "generic-tiff" (which newer OpenSlides fill from 2), are believed from 0.05 to 5 um
/// only: what programs write by habit, 10 per cm, 72, 96 or 300 per inch, is far outside. A value of the user overrides
/// all. Flags: "pixel-size-overridden" where that differs by more than a tenth, "pixels-not-square" where the sides do.
PixelSizeFinding find_pixel_size(const std::map<std::string, std::string>& properties, std::optional<PixelSize> user);

/// Flags for a pixel size that contradicts the objective: 20x goes with about 0.5 um and 40x with 0.25 um, so the
/// product is 10 um, within a factor of 1.6. No flags where one of them is unknown.
std::vector<std::string> cross_check(std::optional<PixelSize> size, std::optional<double> objective_power);

/// A whole text as a finite number with a decimal point, blanks around it allowed, in any locale.
std::optional<double> parse_number(std::string_view text);

/// A property as a number; absent if the property is absent or no number.
std::optional<double> number_property(const std::map<std::string, std::string>& properties, const std::string& name);

}  // namespace kossa
