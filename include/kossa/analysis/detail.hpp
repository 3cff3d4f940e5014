#pragma once

#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/deposit/classification.hpp"

namespace kossa {

struct Detail {
    std::vector<Finding> findings;
    double analysed_fraction = 1.0;       ///< of the tissue area
    std::vector<std::string> unreadable;  ///< what the slide said of each tile that could not be read
};

/// Measures every tile that touches the region, in parallel, joins what the tile borders cut, and classifies. The same
/// result for any tile size, number of threads and order. Tiles that cannot be read are left out and counted.
Detail measure_detail(const SlideSource& slide, const SlideSurvey& survey, const AnalysisOptions& options,
                      Progress& progress);

}  // namespace kossa
