#include "kossa/page/crop_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kossa/page/figures.hpp"
#include "kossa/page/shape_path.hpp"
#include "kossa/page/svg.hpp"
#include "kossa/report/base64.hpp"
#include "kossa/report/scale_bar.hpp"

namespace kossa::page {

namespace {

constexpr double width = 240.0;  // of a crop, units: about the pixels it has on a screen
constexpr double outline_tolerance = 0.3;

Html scale_bar(double um_per_unit, double height) {
    const report::ScaleBar bar = report::scale_bar(um_per_unit, static_cast<int>(width));
    const double length = bar.length_um / um_per_unit;
    constexpr double margin = 7.0;
    constexpr double text_height = 13.0;
    constexpr double thickness = 4.0;
    const double plate = std::max(length, 48.0) + 2.0 * margin;
    const double left = width - plate;
    const double top = height - text_height - thickness - 2.0 * margin;
    const double middle = left + plate / 2.0;
    return svg_rect(left, top, plate, height - top, "plate") +
           svg_rect(middle - length / 2.0, height - margin - thickness, length, thickness, "bar-black") +
           svg_text(middle, top + text_height + 2.0, Anchor::middle, with_symbols(bar.label), "bar-label");
}

}  // namespace

const report::CropPicture* crop_at(const std::vector<report::CropPicture>& crops, const Point<Level0>& centroid) {
    constexpr double same_px = 0.01;
    const auto found = std::find_if(crops.begin(), crops.end(), [&](const report::CropPicture& crop) {
        return std::abs(crop.centre.x - centroid.x) < same_px && std::abs(crop.centre.y - centroid.y) < same_px;
    });
    return found == crops.end() ? nullptr : &*found;
}

Html crop_figure(const report::CropPicture& crop, const MultiPolygon<Level0>& outline, const SlideIdentity& slide,
                 const std::string& outline_class, const std::string& description) {
    const double level0_per_unit = static_cast<double>(crop.region.width) / width;
    const double height = static_cast<double>(crop.region.height) / level0_per_unit;
    const DrawingFrame frame{{static_cast<double>(crop.region.x), static_cast<double>(crop.region.y)},
                             {level0_per_unit, level0_per_unit}};
    const std::string path = path_of(outline, frame, outline_tolerance);
    Html content = element("image", {{"href", fmt::format("data:image/jpeg;base64,{}", report::base64(crop.jpeg))},
                                     {"width", coordinate(width)},
                                     {"height", coordinate(height)},
                                     {"preserveAspectRatio", "none"}});
    content += element("path", {{"d", path}, {"class", "outline-halo"}});
    content += element("path", {{"d", path}, {"class", "outline " + outline_class}});
    if (slide.mpp_x) {
        content += scale_bar(*slide.mpp_x * level0_per_unit, height);
    }
    return element("svg",
                   {{"viewBox", fmt::format("0 0 {} {}", coordinate(width), coordinate(height))},
                    {"role", "img"},
                    {"aria-label", description},
                    {"class", "crop"}},
                   content);
}

}  // namespace kossa::page
