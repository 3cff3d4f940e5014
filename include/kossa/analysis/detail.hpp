#pragma once

#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/deposit/classification.hpp"

namespace kossa {

/// What counts as calcium had a pixel to be as dark as this to start a deposit, and all else were the same.
struct OtherSeed {
    double seed_od = 0.0;
    std::vector<Finding> calcium;
};

struct Detail {
    std::vector<Finding> findings;
    bool carbon_possible = false;    ///< dense bodies on H&E that may be carbon as well as calcium
    double analysed_fraction = 1.0;  ///< of the tissue area
    QualitySums quality;
    std::vector<OtherSeed> other_seeds;   ///< from the palest on
    std::vector<std::string> unreadable;  ///< what the slide said of each tile that could not be read
};

/// The other seeds for which the deposit area is given, rising: `seed_variation` below and above the slide's own, and
/// on von Kossa `low_silver_seed_od`.
std::vector<double> other_seeds_of(const StainModel& stain, const DepositOptions& options);

/// Measures every tile that touches the region, in parallel, joins what the tile borders cut, and classifies. The same
/// result for any tile size, number of threads and order. Tiles that cannot be read are left out and counted.
Detail measure_detail(const SlideSource& slide, const SlideSurvey& survey, const AnalysisOptions& options,
                      Progress& progress);

}  // namespace kossa
