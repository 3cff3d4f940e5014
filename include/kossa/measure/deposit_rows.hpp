#pragma once

#include <string>
#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

/// How the grids of one slide lie on each other.
struct SlideFrames {
    Size<Working> working_size;
    PixelSize working_pixel;
    Scaling<Level0, Working> level0_from_working;
    Scaling<Survey, Working> survey_from_working;
};

/// An id for each finding, from `id_seed` (slide and parameters), its first run and its area: whatever outlines are
/// given, an object that is measured has the same.
std::vector<std::string> ids_of(const std::vector<Finding>& findings, const std::string& id_seed);

/// The findings that count as calcium, measured: size and form on the working grid, zone by the majority of the pixels
/// (beside the tissue: of the nearest tissue, without a depth), depth by bilinear interpolation of the depth map, and
/// none beyond the ends of the junction. One of `ids` for
/// each finding.
std::vector<DepositRow> measure_deposits(const std::vector<Finding>& findings, const std::vector<std::string>& ids,
                                         const SkinMap& skin, const SlideFrames& frames);

/// The findings that do not.
std::vector<ConfuserRow> list_confusers(const std::vector<Finding>& findings, const std::vector<std::string>& ids,
                                        const SlideFrames& frames);

}  // namespace kossa
