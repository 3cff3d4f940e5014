#pragma once

#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"
#include "kossa/report/crop_file.hpp"

namespace kossa::page {

/// The crop around an object with this centroid; nullptr where there is none.
const report::CropPicture* crop_at(const std::vector<report::CropPicture>& crops, const Point<Level0>& centroid);

/// The crop with an outline and, where the pixel size is known, a scale bar. `description` stands for it where it
/// cannot be seen; `outline_class` colours the outline.
Html crop_figure(const report::CropPicture& crop, const MultiPolygon<Level0>& outline, const SlideIdentity& slide,
                 const std::string& outline_class, const std::string& description);

}  // namespace kossa::page
