#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"

namespace kossa {

/// Outlines that a person has drawn and that go before what is found. The polygons of one class add up; a class
/// without any is not given. Rings may cross themselves: inside is what an odd number of a polygon's rings surround.
struct Regions {
    MultiPolygon<Level0> tissue;             ///< all that is tissue
    MultiPolygon<Level0> exclude;            ///< counts nowhere: no tissue, no deposits, no confusers
    MultiPolygon<Level0> epidermis;          ///< all that is epidermis, horny layer included
    MultiPolygon<Level0> subcutis;           ///< all that is subcutis
    std::vector<Polyline<Level0>> junction;  ///< the dermo-epidermal junction from which depth is measured
};

/// The same on the survey grid of one slide.
struct RegionMasks {
    std::optional<Mask> tissue;
    std::optional<Mask> exclude;
    std::optional<Mask> epidermis;
    std::optional<Mask> subcutis;
    std::vector<Polyline<Level0>> junction;
    Scaling<Survey, Level0> survey_from_level0;
};

/// A survey pixel belongs to an outline when its centre does. What lies outside the image is cut off. Throws
/// RefusedSlide "regions" naming the first class that has nothing within the image, and where more than a third of what
/// all of them span lies outside: these are the outlines of another slide, or in pixels of another size.
RegionMasks on_survey_grid(const Regions& regions, const cv::Size& survey,
                           const Scaling<Survey, Level0>& survey_from_level0);

}  // namespace kossa
