#pragma once

#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// What the epidermis is looked for in, on the survey grid.
struct CellImage {
    FloatRaster cells;  ///< cellularity: density of the nuclear stain, blurred
    Mask counted;       ///< tissue whose density is that of cells: not deposits
    Microns pixel;
};

/// One window of the slide and the outline of the section in it.
struct OutlineInWindow {
    const Surface& outline;
    const CellImage& image;
    SurveyWindow window;
};

/// What is seen below the outline points of a window.
struct SurfaceProfiles {
    DepthProfiles local;
    std::vector<double> dermis;  ///< cellularity of the dermis round each, optical density
    std::vector<double> peak;    ///< ... and of the layer; negative where there is none
    std::vector<float> top;      ///< depth of the first cells, um; infinite where there are none
};

SurfaceProfiles profiles_below(const OutlineInWindow& window, double least_difference_od,
                               const EpidermisOptions& options);

/// Per outline point the cellularity that divides epidermis from dermis below it; infinite where nothing covers it.
///
/// Two thresholds, as edges are followed (Canny 1986). A point is surely covered where a band of cells, markedly more
/// cellular than the dermis round it, begins at most the horny layer's thickness below the outline. Next to such
/// points, less is asked: more cells than half way between the epidermis and the dermis of the neighbourhood. So the
/// epidermis goes on to the cut edge of the section and to the mouths of follicles.
///
/// In all windows of a slide: the horny layer is as thick as on all of it. Asks for the points of the outlines alone.
std::vector<std::vector<float>> cover_surfaces(const std::vector<OutlineInWindow>& windows,
                                               const std::vector<SurfaceProfiles>& profiles,
                                               const EpidermisOptions& options);

}  // namespace kossa
