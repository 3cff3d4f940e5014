#include "kossa/skin/regions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "kossa/core/error.hpp"
#include "kossa/core/rasterise.hpp"

namespace kossa {

namespace {

[[noreturn]] void refuse_as_elsewhere(std::string_view layer) {
    throw RefusedSlide("regions",
                       fmt::format("what is drawn as {} lies outside the image, or is smaller than a pixel of the "
                                   "survey; are these the outlines of another slide?",
                                   layer));
}

std::optional<Mask> mask_of(const MultiPolygon<Level0>& polygons, std::string_view layer, const cv::Size& survey,
                            const Scaling<Survey, Level0>& survey_from_level0) {
    if (polygons.empty()) {
        return std::nullopt;
    }
    Mask mask = rasterised(polygons, Size<Survey>{survey.width, survey.height}, survey_from_level0);
    if (cv::countNonZero(mask) == 0) {
        refuse_as_elsewhere(layer);
    }
    return mask;
}

}  // namespace

RegionMasks on_survey_grid(const Regions& regions, const cv::Size& survey,
                           const Scaling<Survey, Level0>& survey_from_level0) {
    const auto masked = [&](const MultiPolygon<Level0>& polygons, std::string_view layer) {
        return mask_of(polygons, layer, survey, survey_from_level0);
    };
    return {masked(regions.tissue, "Tissue"),
            masked(regions.exclude, "Exclude"),
            masked(regions.epidermis, "Epidermis"),
            masked(regions.subcutis, "Subcutis"),
            regions.junction,
            survey_from_level0};
}

}  // namespace kossa
