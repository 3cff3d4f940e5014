#include "kossa/analysis/stain_maps.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "kossa/core/hsd.hpp"
#include "kossa/stain/stain_profile.hpp"

namespace kossa {

namespace {

constexpr double od_per_milli = 1e-3;
constexpr double last_step = 255.0;

/// How much of a stain an optical density holds.
using Amount = std::function<double(const OdVector&)>;

std::uint8_t step_of(double od) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(od / stain_map_largest_od, 0.0, 1.0) * last_step));
}

StainMap map_of(const std::string& name, const Picture& picture, const OpticalDensity& density, const Amount& amount) {
    StainMap map{name, {}, {picture.level0_per_pixel_x, picture.level0_per_pixel_y}};
    map.steps.create(picture.image.size());
    std::transform(picture.image.begin(), picture.image.end(), map.steps.begin(), [&](const cv::Vec3b& rgb) {
        const cv::Vec3w milli = density.milli(rgb);
        return step_of(amount(OdVector(milli[0], milli[1], milli[2]) * od_per_milli));
    });
    return map;
}

OdVector vector_of(const StainReport& stain, std::size_t index) {
    const auto& [red, green, blue] = stain.vectors.at(index);
    return {red, green, blue};
}

}  // namespace

std::vector<StainMap> stain_maps(const Picture& picture, const StainReport& stain) {
    const OpticalDensity density(WhitePoint{stain.white_point});
    if (stain.stain != name(Stain::haematoxylin_eosin)) {
        const std::string silver = profile_vector_names(Stain::von_kossa).front();
        return {map_of(silver, picture, density, [](const OdVector& od) { return hsd(od[0], od[1], od[2]).density; })};
    }
    const StainMatrix matrix(vector_of(stain, 0), vector_of(stain, 1));
    std::vector<StainMap> maps;
    for (const std::string& name : profile_vector_names(Stain::haematoxylin_eosin)) {
        const int row = static_cast<int>(maps.size());
        maps.push_back(map_of(name, picture, density, [&](const OdVector& od) { return matrix.unmix(od)[row]; }));
    }
    return maps;
}

}  // namespace kossa
