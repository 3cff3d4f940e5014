#pragma once

#include <string>

#include "kossa/analysis/options.hpp"
#include "kossa/core/progress.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// One slide from source to result: survey, detail, measurement. Throws RefusedSlide ("unknown-pixel-size" and those of
/// the survey) and SlideError ("corrupt" when more tissue than allowed cannot be read).
SlideResult score_slide(const SlideSource& slide, const AnalysisOptions& options, Progress& progress);

/// What there is to say of a slide that could not be scored: identity as far as known, parameters, the error.
SlideResult failed_result(const std::string& slide_name, const std::optional<SlideInfo>& info,
                          const AnalysisOptions& options, const std::string& code, const std::string& message);

/// The slide as a picture for the overlay, at most `longest_side` pixels.
struct Picture {
    RgbImage image;
    double level0_per_pixel_x = 1.0;
    double level0_per_pixel_y = 1.0;
};
Picture read_picture(const SlideSource& slide, int longest_side, const ExecutionOptions& execution);

/// "0.1.0".
std::string version();

}  // namespace kossa
