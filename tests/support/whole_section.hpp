#pragma once

#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kossa/skin/covered_surface.hpp"
#include "kossa/skin/epidermis_gates.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/infiltrate.hpp"
#include "kossa/skin/local_mean.hpp"
#include "kossa/skin/skin_map.hpp"

/// What kossa/skin looks for in windows of a slide, looked for in one raster of a small section: one window of all.
namespace kossa::support {

/// What the survey sees of a section, on square pixels of the survey grid. All rasters have the same size.
struct SurveyImage {
    FloatRaster od;           ///< mean optical density of the three channels, log base 10
    FloatRaster cellular_od;  ///< of the channel that the nuclear stain absorbs most
    Mask deposits;            ///< dense neutral material that must not count as cells
    Microns pixel;
};

inline FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel) {
    return kossa::local_mean(value, counted, sigma, pixel, whole_window(value.size()));
}

/// The tissue with its pieces numbered.
inline TissueMap find_tissue(const FloatRaster& od, const FloatRaster& darkest, Microns pixel,
                             const TissueOptions& options) {
    const MaskSheet nothing(od.size());
    TissueMap map =
        kossa::find_tissue(bands_of(od), bands_of(darkest), {nothing, nothing}, pixel, options).part(nothing.box());
    cv::connectedComponents(map.solid, map.pieces, 8);
    return map;
}

/// With half way to the median of the `living` epidermis.
inline Mask loose_scale(const Mask& epidermis, const Mask& living, const FloatRaster& od, const Mask& firm,
                        Microns pixel, const TissueOptions& options) {
    std::vector<float> densities;
    add_densities(densities, od, living);
    return kossa::loose_scale(epidermis, half_intensity(std::move(densities)), od, firm, pixel, options);
}

inline std::vector<float> cover_surface(const Surface& surface, const CellImage& image,
                                        const EpidermisOptions& options) {
    const OutlineInWindow window{surface, image, whole_window(image.cells.size())};
    return cover_surfaces({window}, {profiles_below(window, options.least_difference_od, options)}, options).front();
}

inline Mask find_epithelium(const CellImage& image, const Surface& surface, const std::vector<float>& thresholds,
                            const TissueMap& tissue, const EpidermisOptions& options) {
    return find_epithelia({{image, surface, thresholds, tissue}}, options).front();
}

inline Mask infiltrate_below(const Mask& epithelium, const FloatRaster& cellular_od, const Mask& counted,
                             const Mask& firm, const Surface& surface, Microns pixel, const EpidermisOptions& options) {
    return infiltrates_below({{epithelium, bands_of(cellular_od), counted, firm, surface}}, pixel, options).front();
}

/// `tissue` is taken to be firm.
inline EpidermisGates measure_gates(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                                    const EpidermisOptions& options) {
    CoverInWindow cover = cover_in(epidermis, tissue, outline, pixel, whole_window(epidermis.size()), options);
    cover.thin_px = thin_pixels(tissue, outline, pixel, options);
    cover.border = border_of_layer(epidermis, tissue, pixel);
    return gates_of({cover}, pixel, options);
}

inline Epidermis find_epidermis(const FloatRaster& cellular_od, const Mask& deposits, const TissueMap& tissue,
                                Microns pixel, const EpidermisOptions& options) {
    return kossa::find_epidermis(
               {{bands_of(cellular_od), bands_of(cellular_od), deposits, tissue, whole_window(deposits.size())}}, pixel,
               options)
        .front();
}

/// In as many windows as the tissue asks for (skin_windows).
inline FoundSkin find_skin(const SurveyImage& image, const TissueMap& tissue, const SkinOptions& options) {
    const std::vector<SurveyWindow> windows = skin_windows(tissue.solid, image.pixel, options);
    std::vector<WindowImage> images;
    for (const auto& [box, whole] : windows) {
        images.push_back({bands_of(image.od(box)), bands_of(image.cellular_od(box)), bands_of(image.cellular_od(box)),
                          image.deposits(box)});
    }
    return kossa::find_skin(
        std::move(images), windows,
        {tissue.tissue, tissue.solid, tissue.walls, tissue.ink, tissue.firm, {}, tissue.piece_count, tissue.threshold},
        image.pixel, options);
}

inline FoundSkin find_skin(const SurveyImage& image, const SkinOptions& options) {
    return find_skin(image, find_tissue(image.od, image.od, image.pixel, options.tissue), options);
}

inline SkinMap map_skin(const SurveyImage& image, const SkinOptions& options) {
    return compose_skin(find_skin(image, options), {}, options);
}

}  // namespace kossa::support
