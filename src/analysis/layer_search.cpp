#include "kossa/analysis/layer_search.hpp"

#include <utility>

#include "kossa/analysis/density_rasters.hpp"
#include "kossa/analysis/even_light.hpp"
#include "kossa/analysis/unstained.hpp"

namespace kossa {

namespace {

constexpr int red_channel = 0;    // haematoxylin absorbs red most of all stains of skin
constexpr int green_channel = 1;  // nuclear fast red absorbs green

/// What the skin is looked for in, in each window.
std::vector<WindowImage> window_images(LayerSearch& search, const SurveyOptions& options) {
    const int channel = search.stain == Stain::haematoxylin_eosin ? red_channel : green_channel;
    std::vector<WindowImage> images(search.pictures.size());
    over_windows(images.size(), [&](std::size_t i) {
        auto& [image, darkest] = search.pictures[i];
        images[i] = {mean_od_bands(image, search.density), channel_od_bands(image, search.density, channel),
                     channel_od_bands_without(darkest, image, search.density, channel),
                     without_cells(darkest, search.density, options, search.pixel)};
        if (search.nuclear_od) {
            images[i].deposits |= solid_matter(images[i].od, *search.nuclear_od, options, search.pixel);
        }
        if (search.calcium) {
            images[i].deposits |= solid_parts(search.calcium->part(search.windows[i].box), options, search.pixel);
        }
        search.pictures[i] = {};
    });
    return images;
}

}  // namespace

std::vector<WindowPictures> cut_to(const std::vector<SurveyWindow>& windows, Overview& overview) {
    std::vector<WindowPictures> pictures;
    pictures.reserve(windows.size());
    for (const SurveyWindow& window : windows) {
        pictures.push_back({overview.image.cut(window.box), overview.darkest.cut(window.box)});
    }
    overview.image = {};
    overview.darkest = {};
    return pictures;
}

FoundSkin find_layers(LayerSearch search, const AnalysisOptions& options) {
    FoundSkin skin = find_skin(window_images(search, options.survey), search.windows, std::move(search.tissue),
                               search.pixel, options.skin);
    distrust_epidermis(skin, search.distrust);
    return skin;
}

}  // namespace kossa
