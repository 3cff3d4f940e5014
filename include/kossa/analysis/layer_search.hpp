#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/overview.hpp"
#include "kossa/skin/found_skin.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// The pictures of an overview in one window.
struct WindowPictures {
    PackedPicture image;
    PackedPicture darkest;
};

/// The pictures in the windows, in place of those of the whole slide, which the overview then no longer has.
std::vector<WindowPictures> cut_to(const std::vector<SurveyWindow>& windows, Overview& overview);

/// What the survey leaves for the search for the layers, which nothing but the depth waits for.
struct LayerSearch {
    std::vector<SurveyWindow> windows;  ///< skin_windows of the tissue
    std::vector<WindowPictures> pictures;
    SurveyTissue tissue;
    OpticalDensity density;  ///< of the white point of the evened light
    Stain stain;
    Microns pixel;                          ///< of the survey
    std::optional<double> nuclear_od;       ///< density of dark nuclei, on H&E where they are resolved
    std::string distrust;                   ///< why layers cannot be trusted whatever they look like, or empty
    std::optional<MaskSheet> calcium = {};  ///< survey pixels of calcium that was found, where that is known
};

/// The skin of the slide. The search is used up.
FoundSkin find_layers(LayerSearch search, const AnalysisOptions& options);

}  // namespace kossa
