#include <fmt/format.h>

#include <exception>
#include <memory>
#include <string>

#include "analysis_choices.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "info_text.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/core/error.hpp"
#include "kossa/tiling/execution.hpp"
#include "process.hpp"
#include "progress_bar.hpp"

namespace kossa::app {

namespace {

/// What the survey finds, or why it refuses.
std::string survey_or_refusal(const SlideSource& slide, const AnalysisOptions& options) {
    ProgressBar bar(1, progress_visibility());
    bar.begin_slide(1, slide.info().name);
    try {
        return survey_text(survey_slide(slide, *slide.info().pixel_size, options, bar));
    } catch (const RefusedSlide& refusal) {
        return refusal_text(refusal.what());
    }
}

}  // namespace

int info(const InfoRequest& request) {
    const AnalysisOptions options = analysis_options(request.choices);
    start_threads(options.execution);
    try {
        const std::unique_ptr<SlideSource> slide = open_slide(request.slide, request.choices.pixel_size);
        print(slide_text(slide->info()));
        if (slide->info().pixel_size) {
            print(survey_or_refusal(*slide, options));
        }
        return exit_ok;
    } catch (...) {
        complain(fmt::format("{}: {}", request.slide.string(), failure_of(std::current_exception()).sentence));
        return exit_failed;
    }
}

}  // namespace kossa::app
