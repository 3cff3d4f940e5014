#include <fmt/format.h>

#include <exception>
#include <iterator>
#include <optional>

#include "analysis_choices.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "info_text.hpp"
#include "kossa/analysis/survey.hpp"
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
    } catch (...) {
        return refusal_text(failure_of(std::current_exception()).sentence);
    }
}

}  // namespace

int info(const InfoRequest& request) {
    const AnalysisOptions options = analysis_options(request.choices);
    std::unique_ptr<SlideSource> slide;
    try {
        slide = open_slide(request.slide, request.choices.pixel_size);
    } catch (...) {
        complain(fmt::format("{}: {}", request.slide.string(), failure_of(std::current_exception()).sentence));
        return exit_failed;
    }
    print(slide_text(slide->info()));
    if (slide->info().pixel_size) {
        print(survey_or_refusal(*slide, options));
    }
    return exit_ok;
}

}  // namespace kossa::app
