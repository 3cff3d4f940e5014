#include "kossa/analysis/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

#include "kossa/analysis/detail.hpp"
#include "kossa/analysis/overview.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/core/error.hpp"
#include "kossa/measure/deposit_rows.hpp"
#include "kossa/measure/summarise.hpp"

namespace kossa {

namespace {

PixelSize known_pixel_size(const SlideInfo& info) {
    if (!info.pixel_size) {
        throw RefusedSlide("unknown-pixel-size",
                           fmt::format("the slide does not say how large a pixel is{}; micrometres are never guessed: "
                                       "give the size with --mpp UM (about 0.5 for a 20x and 0.25 for a 40x scan)",
                                       info.pixel_size_note.empty() ? "" : fmt::format(" ({})", info.pixel_size_note)));
    }
    return *info.pixel_size;
}

SlideIdentity identity_of(const SlideInfo& info) {
    SlideIdentity identity;
    identity.name = info.name;
    identity.vendor = info.vendor;
    identity.quickhash = info.quickhash;
    identity.size = {info.levels.front().size.width, info.levels.front().size.height};
    if (info.pixel_size) {
        identity.mpp_x = info.pixel_size->x().value();
        identity.mpp_y = info.pixel_size->y().value();
        identity.mpp_source = to_string(*info.pixel_size_source);
    }
    identity.objective_power = info.objective_power;
    identity.bounds_offset = info.bounds_offset;
    return identity;
}

StainReport stain_report(const StainModel& model) {
    StainReport report;
    report.stain = name(model.stain);
    report.source = model.recognised ? "recognised" : "--stain";
    report.white_point = model.white.white.intensity;
    report.white_point_source = name(model.white.source);
    if (model.matrix) {
        report.matrix_source = model.matrix_estimated ? "estimated" : "profile";
        report.stain_names = {"Hematoxylin", "Eosin", "Residual"};
        for (int i = 0; i < 3; ++i) {
            const OdVector row = model.matrix->row(i);
            report.vectors.push_back({row[0], row[1], row[2]});
        }
    }
    return report;
}

std::vector<AreaAtSeed> areas_at(const std::vector<OtherSeed>& seeds, double own_seed, const PixelSize& working) {
    std::vector<AreaAtSeed> areas;
    for (const OtherSeed& seed : seeds) {
        std::int64_t pixels = 0;
        for (const Finding& finding : seed.calcium) {
            pixels += finding.sums.pixels;
        }
        areas.push_back({seed.seed_od, seed.seed_od / own_seed - 1.0, static_cast<std::int64_t>(seed.calcium.size()),
                         working.area(pixels)});
    }
    return areas;
}

/// Slide, program and parameters in one line: equal for equal results.
std::string id_seed(const SlideSummary& summary) {
    std::string seed = summary.slide.quickhash + " " + summary.kossa_version;
    for (const ParameterValue& parameter : summary.parameters) {
        seed +=
            std::visit([&](const auto& value) { return fmt::format(" {}={}", parameter.key, value); }, parameter.value);
    }
    return seed;
}

void require_readable(const Detail& detail, const WorkingOptions& options) {
    if (1.0 - detail.analysed_fraction > options.most_unreadable) {
        throw SlideError(
            "corrupt",
            fmt::format("{:.1f} % of the tissue cannot be read ({} tiles; the first: {}); copy the "
                        "slide again or export it anew",
                        (1.0 - detail.analysed_fraction) * 100.0, detail.unreadable.size(), detail.unreadable.front()));
    }
}

}  // namespace

SlideResult score_slide(const SlideSource& slide, const AnalysisOptions& options, Progress& progress) {
    const PixelSize pixel = known_pixel_size(slide.info());
    const SlideSurvey survey = survey_slide(slide, pixel, options, progress);
    const Detail detail = measure_detail(slide, survey, options, progress);
    require_readable(detail, options.working);

    SlideSummary summary;
    summary.status = "ok";
    summary.kossa_version = version();
    summary.slide = identity_of(slide.info());
    summary.parameters = parameter_values(options);
    summary.flags = slide.info().flags;
    summary.flags.insert(summary.flags.end(), survey.flags.begin(), survey.flags.end());
    if (!detail.unreadable.empty()) {
        summary.flags.emplace_back("partly-unreadable");
    }
    if (detail.carbon_possible) {
        summary.flags.emplace_back("confirm-on-von-kossa");
    }
    summary.stain = stain_report(survey.stain);
    summary.quality = survey.quality;
    summary.quality.blurred_share = blurred_share(detail.quality, options.quality);
    summary.quality.clipped_share = clipped_share(detail.quality);
    const std::vector<std::string> quality = quality_flags(summary.quality, options.quality);
    summary.flags.insert(summary.flags.end(), quality.begin(), quality.end());
    summary.working_um_per_px = survey.grid.pixel.mean().value();
    summary.seed_od = survey.stain.segmentation.seed_od;
    summary.at_other_seeds = areas_at(detail.other_seeds, summary.seed_od, survey.grid.pixel);
    summary.analysed_fraction = detail.analysed_fraction;

    SlideResult result;
    const std::string seed = id_seed(summary);
    result.deposits = measure_deposits(detail.findings, survey.skin, survey.frames, seed);
    result.confusers = list_confusers(detail.findings, survey.frames, seed);
    result.layers = outline_layers(survey.skin, survey.level0_from_survey);
    result.summary = summarise(std::move(summary), result.deposits, result.confusers, survey.skin,
                               survey.level0_from_survey, options.summary);
    return result;
}

SlideResult failed_result(const std::string& slide_name, const std::optional<SlideInfo>& info,
                          const AnalysisOptions& options, const std::string& code, const std::string& message) {
    SlideResult result;
    result.summary.status = "failed";
    result.summary.error_code = code;
    result.summary.error = message;
    result.summary.kossa_version = version();
    result.summary.parameters = parameter_values(options);
    result.summary.slide.name = slide_name;
    if (info) {
        result.summary.slide = identity_of(*info);
        result.summary.flags = info->flags;
    }
    return result;
}

Picture read_picture(const SlideSource& slide, int longest_side, const ExecutionOptions& execution) {
    const Size<LevelPixels>& size = slide.info().levels.front().size;
    const double downsample =
        std::max(1.0, static_cast<double>(std::max(size.width, size.height)) / static_cast<double>(longest_side));
    NoProgress quiet;
    const Overview overview = read_overview(slide, downsample, downsample, execution, quiet);
    return {overview.image, overview.level0_from_overview.x, overview.level0_from_overview.y};
}

std::string version() {
    return KOSSA_VERSION;
}

}  // namespace kossa
