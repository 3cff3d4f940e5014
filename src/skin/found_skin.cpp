#include "kossa/skin/found_skin.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>
#include <utility>
#include <vector>

#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// What find_skin knows of one window of the slide.
struct SkinWindow {
    SurveyImage image;
    FoundSkin found;
    Epidermis epidermis;
};

TissueMap tissue_in(const TissueMap& tissue, const cv::Rect& box) {
    TissueMap part;
    part.tissue = tissue.tissue(box);
    part.solid = tissue.solid(box);
    part.walls = tissue.walls(box);
    part.firm = tissue.firm(box);
    part.threshold = tissue.threshold;
    return part;
}

void find_epidermis(std::vector<SkinWindow>& skin, const std::vector<SurveyWindow>& windows, Microns pixel,
                    const EpidermisOptions& options) {
    std::vector<EpidermisWindow> seen;
    for (std::size_t i = 0; i < skin.size(); ++i) {
        seen.push_back({skin[i].image.cellular_od, skin[i].image.deposits, skin[i].found.tissue, windows[i]});
    }
    std::vector<Epidermis> found = find_epidermis(seen, pixel, options);
    for (std::size_t i = 0; i < skin.size(); ++i) {
        skin[i].epidermis = std::move(found[i]);
        skin[i].image.cellular_od.release();
    }
}

/// Half way between glass and the living epidermis of all windows.
double half_way_to_epidermis(const std::vector<SkinWindow>& skin) {
    std::vector<float> densities;
    for (const SkinWindow& window : skin) {
        add_densities(densities, window.image.od, Mask(window.epidermis.mask & ~window.epidermis.horny));
    }
    return half_intensity(std::move(densities));
}

Mask without_loose_scale(const SkinWindow& window, double half_way, const SkinOptions& options) {
    const Mask& mask = window.epidermis.mask;
    const Mask loose =
        loose_scale(mask, half_way, window.image.od, window.found.tissue.firm, window.image.pixel, options.tissue);
    return without_small(Mask(mask & ~loose), SquareMicrons(options.epidermis.least_area_um2), window.image.pixel);
}

/// `tissue` without the scraps above the epidermis. What is firm stays: the epidermis is measured along its outline.
void take_scraps(TissueMap& tissue, const Mask& scraps) {
    tissue.tissue = Mask(tissue.tissue & ~scraps);
    tissue.solid = connected_to(Mask(tissue.solid & ~scraps), tissue.tissue);
}

/// All but the epidermis, from which it starts.
void find_rest(SkinWindow& window, double half_way, const SkinOptions& options) {
    FoundSkin& found = window.found;
    const Microns pixel = window.image.pixel;
    found.epidermis = without_loose_scale(window, half_way, options);
    const Mask loose(window.epidermis.mask & ~found.epidermis);
    found.tissue.firm = Mask(found.tissue.firm & ~loose);
    found.horny = Mask(window.epidermis.horny & ~loose);
    found.scraps = Mask(loose | cut_off_by(found.epidermis, found.tissue, options.epidermis, pixel));
    take_scraps(found.tissue, found.scraps);
    found.adnexa = Mask(window.epidermis.adnexa & found.tissue.solid);
    found.subcutis = find_subcutis(window.image.od, found.tissue, found.epidermis, pixel, options.subcutis);
    window.image = {};
    window.epidermis = {};
}

/// The masks of a window and those of the slide they belong to.
std::vector<std::pair<Mask*, const Mask*>> masks_of(FoundSkin& slide, const FoundSkin& window) {
    return {{&slide.tissue.tissue, &window.tissue.tissue},
            {&slide.tissue.solid, &window.tissue.solid},
            {&slide.tissue.firm, &window.tissue.firm},
            {&slide.scraps, &window.scraps},
            {&slide.epidermis, &window.epidermis},
            {&slide.horny, &window.horny},
            {&slide.adnexa, &window.adnexa},
            {&slide.subcutis, &window.subcutis}};
}

FoundSkin joined(std::vector<SkinWindow>& skin, const std::vector<SurveyWindow>& windows) {
    FoundSkin slide;
    for (std::size_t i = 0; i < skin.size(); ++i) {
        for (const auto& [whole, part] : masks_of(slide, skin[i].found)) {
            if (whole->empty()) {
                *whole = Mask(windows[i].whole, 0);
            }
            part->copyTo((*whole)(windows[i].box));
        }
        skin[i] = {};
    }
    return slide;
}

Microns reach_of(const SkinOptions& options) {
    return std::max({reach_of_epidermis(options.epidermis), Microns(options.subcutis.from_epidermis_um),
                     Microns(options.subcutis.neighbourhood_um), Microns(options.tissue.loose_um)});
}

}  // namespace

FoundSkin find_skin(const SurveyImage& image, const SkinOptions& options) {
    return find_skin(image, find_tissue(image.od, image.od, image.pixel, options.tissue), options);
}

FoundSkin find_skin(const SurveyImage& image, TissueMap tissue, const SkinOptions& options) {
    const std::vector<SurveyWindow> windows = skin_windows(tissue, image.pixel, options);
    std::vector<SurveyImage> images;
    for (const auto& [box, whole] : windows) {
        images.push_back({image.od(box), image.cellular_od(box), image.deposits(box), image.pixel});
    }
    return find_skin(std::move(images), windows, std::move(tissue), options);
}

std::vector<SurveyWindow> skin_windows(const TissueMap& tissue, Microns pixel, const SkinOptions& options) {
    return windows_round(tissue.solid, static_cast<int>(std::ceil(reach_of(options) / pixel)));
}

FoundSkin find_skin(std::vector<SurveyImage> images, const std::vector<SurveyWindow>& windows, TissueMap tissue,
                    const SkinOptions& options) {
    const Microns pixel = images.front().pixel;
    std::vector<SkinWindow> skin(windows.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        skin[i].image = std::move(images[i]);
        skin[i].found.tissue = tissue_in(tissue, windows[i].box);
    }
    const double threshold = tissue.threshold;
    find_epidermis(skin, windows, pixel, options.epidermis);
    const std::string reason = skin.front().epidermis.gates.failed;
    const double half_way = half_way_to_epidermis(skin);
    over_windows(windows.size(), [&](std::size_t i) { find_rest(skin[i], half_way, options); });
    tissue = {};
    FoundSkin found = joined(skin, windows);
    found.pixel = pixel;
    found.reason = reason;
    found.tissue.threshold = threshold;
    found.tissue.piece_count = cv::connectedComponents(found.tissue.solid, found.tissue.pieces, 8) - 1;
    return found;
}

}  // namespace kossa
