#include "kossa/skin/found_skin.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>
#include <utility>
#include <vector>

#include "kossa/skin/distance.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// What find_skin knows of one window of the slide; as FoundSkin has it of all.
struct SkinWindow {
    WindowImage image;
    Epidermis epidermis;
    TissueMap tissue;
    Mask scraps;
    Mask epidermal;
    Mask horny;
    Mask adnexa;
    Mask subcutis;
    BorderDensity border;
};

void find_epidermis(std::vector<SkinWindow>& skin, const std::vector<SurveyWindow>& windows, Microns pixel,
                    const EpidermisOptions& options) {
    std::vector<EpidermisWindow> seen;
    for (std::size_t i = 0; i < skin.size(); ++i) {
        seen.push_back(
            {skin[i].image.cellular_od, skin[i].image.ground_od, skin[i].image.deposits, skin[i].tissue, windows[i]});
    }
    std::vector<Epidermis> found = find_epidermis(seen, pixel, options);
    for (std::size_t i = 0; i < skin.size(); ++i) {
        skin[i].epidermis = std::move(found[i]);
        skin[i].image.cellular_od = {};
        skin[i].image.ground_od = {};
    }
}

/// Half way between glass and the living epidermis of all windows.
double half_way_to_epidermis(const std::vector<SkinWindow>& skin) {
    std::vector<float> densities;
    for (const SkinWindow& window : skin) {
        add_densities(densities, window.image.od.all(), Mask(window.epidermis.mask & ~window.epidermis.horny));
    }
    return half_intensity(std::move(densities));
}

Mask without_loose_scale(const SkinWindow& window, const FloatRaster& od, double half_way, Microns pixel,
                         const SkinOptions& options) {
    const Mask& mask = window.epidermis.mask;
    const Mask loose = loose_scale(mask, half_way, od, window.tissue.firm, pixel, options.tissue);
    const SquareMicrons least(options.epidermis.least_area_um2);
    const Mask rest(mask & ~loose);
    const Mask with_follicles(rest | window.epidermis.adnexa);
    const Mask left_of_large(without_small(mask, least, pixel) & ~without_small(with_follicles, least, pixel));
    return Mask(rest & ~left_of_large);
}

/// `tissue` without the scraps above the epidermis. What is firm stays: the epidermis is measured along its outline.
void take_scraps(TissueMap& tissue, const Mask& scraps) {
    tissue.tissue = Mask(tissue.tissue & ~scraps);
    tissue.solid = connected_to(Mask(tissue.solid & ~scraps), tissue.tissue);
}

/// Margin ink hides what it lies on: that is epidermis where nothing else of the firm section is nearer.
Mask epidermis_under_ink(const SkinWindow& window, Microns pixel) {
    constexpr Microns deepest_ink(60.0);
    const Mask& epidermis = window.epidermal;
    Mask beside(window.tissue.ink & window.tissue.tissue & within(epidermis, deepest_ink, pixel));
    if (cv::countNonZero(beside) == 0) {
        return beside;
    }
    beside &= ~wide_ink(window.tissue.ink, pixel);
    const Mask rest(window.tissue.firm & ~epidermis);
    return nearer(beside, epidermis, rest);
}

/// All but the epidermis, from which it starts.
void find_rest(SkinWindow& window, double half_way, Microns pixel, const SkinOptions& options) {
    const FloatRaster od = window.image.od.all();
    window.image.od = {};
    const Mask thick_horny = window.epidermis.thick_horny.empty() ? Mask(od.size(), 0) : window.epidermis.thick_horny;
    window.tissue.firm = Mask(window.tissue.firm & ~thick_horny);
    window.epidermal = without_loose_scale(window, od, half_way, pixel, options);
    const Mask loose(window.epidermis.mask & ~window.epidermal);
    window.tissue.firm = Mask(window.tissue.firm & ~loose);
    window.horny = Mask(window.epidermis.horny & ~loose);
    const Mask living(window.epidermal & ~window.horny);
    const Mask counted(window.tissue.tissue & ~window.image.deposits & ~window.tissue.ink & ~window.horny);
    window.border = density_at_border(living, od, counted, Mask(window.tissue.firm & ~window.horny), pixel);
    const Mask inked = epidermis_under_ink(window, pixel);
    window.epidermal |= inked;
    window.tissue.firm |= inked;
    window.scraps =
        Mask(loose | thick_horny | cut_off_by(window.epidermal, window.tissue, options.epidermis, pixel) |
             scale_round_mouths(window.epidermal, window.epidermis.adnexa, window.tissue, options.epidermis, pixel));
    take_scraps(window.tissue, window.scraps);
    window.adnexa = Mask(window.epidermis.adnexa & window.tissue.solid);
    window.tissue.piece_count = cv::connectedComponents(window.tissue.solid, window.tissue.pieces, 8) - 1;
    window.subcutis = find_subcutis(od, window.tissue, window.epidermal, pixel, options.subcutis);
    window.image = {};
    window.epidermis = {};
}

FoundSkin empty_skin(const cv::Size& size) {
    FoundSkin skin;
    skin.tissue.pieces = LabelSheet(size);
    for (MaskSheet* sheet : {&skin.tissue.tissue, &skin.tissue.solid, &skin.tissue.firm, &skin.scraps, &skin.epidermis,
                             &skin.horny, &skin.adnexa, &skin.subcutis}) {
        *sheet = MaskSheet(size);
    }
    return skin;
}

/// Adds a window to those of the slide. Its pieces get the next numbers.
void add(FoundSkin& slide, const SkinWindow& window, const cv::Point& at) {
    slide.tissue.tissue.put(at, window.tissue.tissue);
    slide.tissue.solid.put(at, window.tissue.solid);
    slide.tissue.firm.put(at, window.tissue.firm);
    slide.scraps.put(at, window.scraps);
    slide.epidermis.put(at, window.epidermal);
    slide.horny.put(at, window.horny);
    slide.adnexa.put(at, window.adnexa);
    slide.subcutis.put(at, window.subcutis);
    LabelRaster pieces = window.tissue.pieces;
    std::ranges::transform(pieces, pieces.begin(), [before = slide.tissue.piece_count](std::int32_t piece) {
        return piece == 0 ? 0 : piece + before;
    });
    slide.tissue.pieces.put(at, pieces);
    slide.tissue.piece_count += window.tissue.piece_count;
}

Microns reach_of(const SkinOptions& options) {
    return std::max({Microns(reach_round_tissue_um), reach_of_epidermis(options.epidermis),
                     Microns(options.subcutis.from_epidermis_um), Microns(options.subcutis.neighbourhood_um),
                     Microns(options.tissue.loose_um)});
}

}  // namespace

std::vector<SurveyWindow> skin_windows(const MaskSheet& solid, Microns pixel, const SkinOptions& options) {
    return windows_round(solid, static_cast<int>(std::ceil(reach_of(options) / pixel)));
}

FoundSkin find_skin(std::vector<WindowImage> images, const std::vector<SurveyWindow>& windows, SurveyTissue tissue,
                    Microns pixel, const SkinOptions& options) {
    std::vector<SkinWindow> skin(windows.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        skin[i].image = std::move(images[i]);
        skin[i].tissue = tissue.part(windows[i].box);
    }
    const double threshold = tissue.threshold;
    tissue = {};
    find_epidermis(skin, windows, pixel, options.epidermis);
    const std::string reason = skin.front().epidermis.gates.failed;
    const double half_way = half_way_to_epidermis(skin);
    over_windows(windows.size(), [&](std::size_t i) { find_rest(skin[i], half_way, pixel, options); });
    FoundSkin found = empty_skin(windows.front().whole);
    BorderDensity border;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        add(found, skin[i], windows[i].box.tl());
        border += skin[i].border;
        skin[i] = {};
    }
    found.pixel = pixel;
    found.border_od = border.half_way();
    found.reason = reason;
    found.tissue.threshold = threshold;
    found.windows = windows;
    return found;
}

}  // namespace kossa
