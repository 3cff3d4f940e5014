#pragma once

#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/core/progress.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/report/write_results.hpp"
#include "kossa/slide/slide_source.hpp"
#include "requests.hpp"

namespace kossa::app {

/// The pyramidal TIFFs that are asked for: overlay.tif and labels.tif on the working grid. All that is given must
/// outlive the files.
std::vector<report::MadeFile> slide_tiffs(const TiffChoice& choice, const SlideSource& slide, const SlideResult& result,
                                          const AnalysisOptions& options, Progress& progress);

}  // namespace kossa::app
