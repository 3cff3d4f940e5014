#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis_choices.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "kossa/analysis/score.hpp"
#include "kossa/analysis/stain_profile_file.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/printable.hpp"
#include "process.hpp"
#include "progress_bar.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

/// What one slide says of its stain.
struct SlideStain {
    fs::path slide;
    StainProfile profile;
    WhitePointEstimate white;
};

/// Throws RefusedSlide where the stain was recognised but not measured.
StainProfile profile_of(const StainModel& model) {
    if (model.stain == Stain::von_kossa) {
        if (!model.silver) {
            throw RefusedSlide("stain-profile", "it shows too little silver to take its colour from");
        }
        return checked_profile(model.stain, {*model.silver});
    }
    if (model.matrix_source != MatrixSource::estimated) {
        throw RefusedSlide("stain-profile",
                           fmt::format("its stain vectors cannot be estimated: {}", model.matrix_reason));
    }
    return checked_profile(model.stain, {model.matrix->row(0), model.matrix->row(1)});
}

SlideStain stain_of(const fs::path& path, const StainEstimateRequest& request, const AnalysisOptions& options,
                    ProgressBar& bar) {
    const std::unique_ptr<SlideSource> slide = open_slide(path, request.choices.pixel_size);
    const SlideSurvey survey = survey_slide(*slide, known_pixel_size(slide->info()), options, bar);
    return {path, profile_of(survey.stain), survey.stain.white};
}

void require_same_stain(const std::vector<SlideStain>& others, const SlideStain& one) {
    if (!others.empty() && others.front().profile.stain != one.profile.stain) {
        throw RefusedSlide("stain-profile",
                           fmt::format("its stain is {}, that of {} is {}", name(one.profile.stain),
                                       others.front().slide.string(), name(others.front().profile.stain)));
    }
}

/// The slides that can be used; the others are named.
std::vector<SlideStain> usable_slides(const StainEstimateRequest& request, const AnalysisOptions& options) {
    ProgressBar bar(static_cast<int>(request.slides.size()), progress_visibility());
    std::vector<SlideStain> slides;
    for (std::size_t i = 0; i < request.slides.size(); ++i) {
        const fs::path& path = request.slides[i];
        bar.begin_slide(static_cast<int>(i) + 1, path.filename().string());
        try {
            SlideStain one = stain_of(path, request, options, bar);
            require_same_stain(slides, one);
            slides.push_back(std::move(one));
        } catch (...) {
            bar.clear();
            complain(fmt::format("{}: left out: {}", path.string(), failure_of(std::current_exception()).sentence));
        }
    }
    return slides;
}

/// "slide.svs: haematoxylin 1.2, eosin 0.8 degrees; white point 243.1 242.0 241.8 (glass)"
std::string comment_on(const SlideStain& one, const StainProfile& profile) {
    const std::vector<std::string> names = profile_vector_names(profile.stain);
    std::vector<std::string> angles;
    for (std::size_t i = 0; i < names.size(); ++i) {
        angles.push_back(fmt::format("{} {:.1f}", names[i], angle_degrees(one.profile.vectors[i], profile.vectors[i])));
    }
    const auto& white = one.white.white.intensity;
    return fmt::format("  {}: {} degrees; white point {:.1f} {:.1f} {:.1f} ({})\n",
                       printable(one.slide.filename().string()), fmt::join(angles, ", "), white[0], white[1], white[2],
                       name(one.white.source));
}

std::string comment_on(const std::vector<SlideStain>& slides, const StainProfile& profile) {
    std::string comment = fmt::format(
        "Stain profile, made by kossa {}. Use it with: kossa score SLIDE... --out DIR --stain-profile FILE\n"
        "Directions of optical density (red, green, blue), the median of {} slide{}. How far each lies from it, and "
        "the\n"
        "white point of its scan, which is measured on every slide anew and no part of the profile:\n",
        version(), slides.size(), slides.size() == 1 ? "" : "s");
    for (const SlideStain& one : slides) {
        comment += comment_on(one, profile);
    }
    return comment;
}

std::vector<StainProfile> profiles_of(const std::vector<SlideStain>& slides) {
    std::vector<StainProfile> profiles;
    std::transform(slides.begin(), slides.end(), std::back_inserter(profiles),
                   [](const SlideStain& one) { return one.profile; });
    return profiles;
}

}  // namespace

int estimate_stain(const StainEstimateRequest& request) {
    AnalysisOptions options = analysis_options(request.choices);
    start_threads(options.execution);
    options.stain_profile.reset();  // what is to be estimated is not given
    const std::vector<SlideStain> slides = usable_slides(request, options);
    if (slides.empty()) {
        complain("no slide is left to make a stain profile of");
        return exit_failed;
    }
    const StainProfile profile = median_profile(profiles_of(slides));
    print(stain_profile_toml(profile, comment_on(slides, profile)));
    return exit_ok;
}

int export_stain(const StainExportRequest& request) {
    print(stain_profile_qupath(read_stain_profile(request.profile)));
    return exit_ok;
}

}  // namespace kossa::app
