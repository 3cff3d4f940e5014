#pragma once

#include <functional>
#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/measure/evidence.hpp"

namespace kossa {

struct Detail {
    std::vector<Finding> findings;  ///< not yet named by their place
    QualitySums quality;
    std::vector<OtherSeed> other_seeds;    ///< from the palest on
    std::vector<Box<Working>> unreadable;  ///< squares that could not be read, ...
    std::string why_unreadable;            ///< ... and what the slide said of the first
};

/// The other seeds for which the deposit area is given, rising: `seed_variation` below and above the slide's own, and
/// on von Kossa `low_silver_seed_od` where that is lower than both.
std::vector<double> other_seeds_of(const StainModel& stain, const DepositOptions& options);

/// Measures every tile that touches the region, in parallel, joins what the tile borders cut, and classifies. The same
/// result for any tile size, number of threads and order. What cannot be read is left out, in squares of
/// `unreadable_square_px`, and listed.
/// `meanwhile` is called once, on one of the threads, beside the tiles.
Detail measure_detail(
    const SlideSource& slide, const SlideSurvey& survey, const AnalysisOptions& options, Progress& progress,
    const std::function<void()>& meanwhile = [] {});

/// Takes away the findings of every seed whose centroid lies elsewhere than in those survey pixels: round flakes that
/// turned out to be no tissue deposits were looked for in vain.
void keep_within(Detail& detail, const MaskSheet& searched, const Scaling<Survey, Working>& survey_from_working);

}  // namespace kossa
