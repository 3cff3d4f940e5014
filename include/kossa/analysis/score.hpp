#pragma once

#include <string>

#include "kossa/analysis/judge.hpp"
#include "kossa/analysis/options.hpp"
#include "kossa/core/progress.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The pixel size of the slide. Throws RefusedSlide "unknown-pixel-size".
PixelSize known_pixel_size(const SlideInfo& info);

/// Survey and detail pass: all that needs the pixels. Outlines of tissue add to where deposits are looked for; they
/// change neither white point nor stain. Throws RefusedSlide ("unknown-pixel-size", "regions" and those of the survey)
/// and SlideError.
SlideEvidence examine_slide(const SlideSource& slide, const AnalysisOptions& options,
                            const std::optional<RegionsFile>& regions, Progress& progress);

/// One slide from source to result, without outlines: examined and judged (judge.hpp). Throws what these throw.
SlideResult score_slide(const SlideSource& slide, const AnalysisOptions& options, Progress& progress);

/// What there is to say of a slide that could not be scored: identity as far as known, parameters, the error.
SlideResult failed_result(const std::string& slide_name, const std::optional<SlideInfo>& info,
                          const AnalysisOptions& options, const std::string& code, const std::string& message);

/// The slide as a picture for the overlay, at most `longest_side` pixels. What cannot be read is grey.
struct Picture {
    RgbImage image;
    double level0_per_pixel_x = 1.0;
    double level0_per_pixel_y = 1.0;
};
/// How many level-0 pixels one pixel of such a picture covers along each axis.
double picture_downsample(const Size<Level0>& slide, int longest_side);
Picture read_picture(const SlideSource& slide, int longest_side, const ExecutionOptions& execution);

/// "0.1.0".
std::string version();

}  // namespace kossa
