#pragma once

#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/analysis/working_reader.hpp"
#include "kossa/deposit/slide_rules.hpp"

namespace kossa {

/// Adds to the granular deposits of at least `faint_grain_confidence` among `findings`, which were found with
/// `seed_od`, the grains between and near them that are too faint for that seed: blur and coarse pixels leave the
/// smallest a part of their density. They are read with `faint_grain_over_seed` times the seed, from the pixels round
/// those deposits alone, and must be small grains (may_be_small_grain), round, no more than `faint_grain_px` across and
/// as sharp as `faint_grain_definition`. What belongs to any finding stays there. Changes area and number of grains of
/// deposits, not the colour they are judged by. The result is sorted by first run. On haematoxylin and eosin; elsewhere
/// does nothing, since silver is far denser than its seed. The same for any number of threads and whatever the tiles of
/// the slide.
void add_faint_grains(std::vector<Finding>& findings, double seed_od, const SlideRules& by, const SlideSource& slide,
                      WorkingReader& reader, const SlideSurvey& survey, const AnalysisOptions& options);

}  // namespace kossa
