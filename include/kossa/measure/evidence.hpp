#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/measure/deposit_rows.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

/// What is found had a pixel to be as dark as this to start a deposit, and all else were the same.
struct OtherSeed {
    double seed_od = 0.0;
    std::vector<Finding> findings;  ///< not yet named by their place; without their reasons
};

/// All that the pixels of one slide give: enough to place what was found, to measure depth and to sum up, with the
/// outlines of a person or without, as often as wanted.
struct SlideEvidence {
    /// What does not depend on layers: status, identity, version, parameters, stain, the working pixel and seed, flags
    /// of the scan, and the quality of the picture on the tissue that was found.
    SlideSummary summary;
    SlideFrames frames;
    Scaling<Level0, Survey> level0_from_survey;
    FoundSkin skin;
    MaskSheet searched;             ///< survey pixels in which deposits were looked for: round the found tissue, ...
    MaskSheet also_searched;        ///< ... and beyond it, because an outline says that it is tissue
    std::vector<Finding> findings;  ///< not yet named by their place
    std::vector<OtherSeed> other_seeds;            ///< from the palest on
    std::vector<Box<Working>> unreadable;          ///< squares that could not be read, ...
    std::string why_unreadable;                    ///< ... and what the slide said of the first
    std::vector<Box<Working>> empty_tiles = {};    ///< near the found tissue, for which the file holds nothing, ...
    std::vector<Box<Working>> damaged_tiles = {};  ///< ... and of which the decoder warns
};

}  // namespace kossa
