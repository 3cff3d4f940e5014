#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>

#include "kossa/core/geometry.hpp"

namespace kossa {

/// Frame: pixels of a stain map.
struct StainMapPixels {};

/// How much of one stain lies where on the whole slide.
struct StainMap {
    std::string name;  ///< of the stain and of its file: "haematoxylin", "eosin" or "silver"
    /// Optical density in 255 equal steps from 0 (or less) to stain_map_largest_od (or more).
    cv::Mat_<std::uint8_t> steps;
    Scaling<Level0, StainMapPixels> level0_from_map;
};

/// The end of the scale of every stain map, so that maps of different slides can be compared: darker than all but the
/// densest calcium, silver and ink.
inline constexpr double stain_map_largest_od = 1.5;

/// Longer side of a stain map.
inline constexpr int stain_map_longest_side_px = 4000;

}  // namespace kossa
