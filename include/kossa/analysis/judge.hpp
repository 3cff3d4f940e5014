#pragma once

#include <optional>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/regions_file.hpp"
#include "kossa/measure/evidence.hpp"

namespace kossa {

/// From the evidence of a slide to its result: layers, depth, zones, sums. The pixels are not needed any more, so that
/// the same evidence, outlines and options give the same result at any time. Throws RefusedSlide "regions" and
/// SlideError "corrupt" when more of the tissue that counts could not be read than allowed.
SlideResult judge(const SlideEvidence& evidence, const std::optional<RegionsFile>& regions,
                  const AnalysisOptions& asked);

/// The same for evidence of an earlier run, with the options of that run. Throws RefusedSlide "regions" also where the
/// outlines ask for deposits to be looked for elsewhere than that run did.
SlideResult judge_again(const SlideEvidence& evidence, const std::optional<RegionsFile>& regions);

}  // namespace kossa
