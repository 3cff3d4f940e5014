#include "kossa/analysis/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kossa/analysis/detail.hpp"
#include "kossa/analysis/doubtful_tiles.hpp"
#include "kossa/analysis/overview.hpp"
#include "kossa/analysis/shown_source.hpp"
#include "kossa/analysis/slide_colours.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/heap.hpp"
#include "kossa/core/utf8.hpp"
#include "kossa/measure/left_out.hpp"
#include "kossa/measure/mostly_calcium.hpp"

namespace kossa {

namespace {

/// When the layers are looked for.
enum class SearchTime {
    before_tiles,  ///< of a large survey: the search takes more memory than the tiles, and keeps all threads busy
    beside_tiles,  ///< nothing but the depth waits for the layers
    after_tiles    ///< where only what was found tells solid calcium from epidermis: nuclei are not resolved
};

constexpr int large_survey = 10'000'000;  // pixels

SearchTime search_time(const SlideSurvey& survey) {
    if (survey.layers.stain == Stain::haematoxylin_eosin && !survey.layers.nuclear_od) {
        return SearchTime::after_tiles;
    }
    return survey.region.size().area() >= large_survey ? SearchTime::before_tiles : SearchTime::beside_tiles;
}

SlideIdentity identity_of(const SlideInfo& info) {
    SlideIdentity identity;
    identity.name = valid_utf8(info.name);  // as rescore.json, a JSON file, can keep it
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
        report.matrix_source = name(model.matrix_source);
        report.stain_names = {"Hematoxylin", "Eosin", "Residual"};
        for (int i = 0; i < 3; ++i) {
            const OdVector row = model.matrix->row(i);
            report.vectors.push_back({row[0], row[1], row[2]});
        }
    } else if (model.matrix_source == MatrixSource::profile) {  // nothing is unmixed with it, but it was asked for
        const OdVector& silver = *model.silver;
        report.matrix_source = name(model.matrix_source);
        report.stain_names = {"Silver"};
        report.vectors.push_back({silver[0], silver[1], silver[2]});
    }
    return report;
}

/// Moves findings to memory of their own: between them lies what was needed to find them and is gone, and the system
/// takes back whole pages alone.
void lay_close(std::vector<Finding>& findings) {
    findings = std::vector<Finding>(findings);
    for (Finding& finding : findings) {
        finding.runs = finding.runs.separate();
    }
    give_back_freed_memory();
}

}  // namespace

PixelSize known_pixel_size(const SlideInfo& info) {
    if (!info.pixel_size) {
        throw RefusedSlide("unknown-pixel-size",
                           fmt::format("the slide does not say how large a pixel is{}; micrometres are never guessed: "
                                       "give the size with --mpp UM (about 0.5 for a 20x and 0.25 for a 40x scan)",
                                       info.pixel_size_note.empty() ? "" : fmt::format(" ({})", info.pixel_size_note)));
    }
    return *info.pixel_size;
}

SlideEvidence examine_slide(const SlideSource& slide, const AnalysisOptions& options,
                            const std::optional<RegionsFile>& regions, Progress& progress) {
    const PixelSize pixel = known_pixel_size(slide.info());
    SlideSurvey survey = survey_slide(slide, pixel, options, progress);
    const RegionMasks outlined =
        regions ? on_survey_grid(regions->regions, survey.region.size(), survey.level0_from_survey.inverse())
                : RegionMasks{};
    survey.region = survey.region | tissue_beyond(survey.region, outlined, survey.pixel, options.skin.tissue);
    give_back_freed_memory();
    const SearchTime time = search_time(survey);
    LayerSearch layers = std::move(survey.layers);
    FoundSkin skin;
    const auto search = [&] { skin = find_layers(std::move(layers), options); };
    const auto search_on_all_threads = [&] {
        const RasterThreads threads(options.execution);
        search();
        give_back_freed_memory();
    };
    if (time == SearchTime::before_tiles) {
        search_on_all_threads();
    }
    Detail detail = measure_detail(
        slide, survey, in_slide_colours(options, survey.stain.nuclear_saturation, survey.grid.pixel), progress,
        time == SearchTime::beside_tiles ? std::function<void()>(search) : [] {});
    lay_close(detail.findings);
    for (OtherSeed& seed : detail.other_seeds) {
        lay_close(seed.findings);
    }
    if (time == SearchTime::after_tiles) {
        layers.calcium = mostly_calcium(detail.findings, survey.region.size(), survey.frames.survey_from_working);
        search_on_all_threads();
    }
    MaskSheet searched = searched_round(skin.tissue.solid, survey.pixel, options.survey);
    MaskSheet also_searched = tissue_beyond(searched, outlined, survey.pixel, options.skin.tissue);
    keep_within(detail, searched | also_searched, survey.frames.survey_from_working);
    DoubtfulTiles doubtful = doubtful_tiles_near_tissue(slide, survey);

    SlideSummary summary;
    summary.status = "ok";
    summary.kossa_version = version();
    summary.slide = identity_of(slide.info());
    summary.parameters = parameter_values(options);
    summary.flags = slide.info().flags;
    summary.flags.insert(summary.flags.end(), survey.flags.begin(), survey.flags.end());
    summary.stain = stain_report(survey.stain);
    summary.quality = survey.quality;
    leave_out_plaques(detail.quality, detail.findings);
    summary.quality.blurred_share = blurred_share(detail.quality, options.quality);
    summary.quality.clipped_share = clipped_share(detail.quality);
    summary.working_um_per_px = survey.grid.pixel.mean().value();
    summary.working_reading = {survey.grid.level, survey.grid.reduction, std::string(reading_way(survey.grid))};
    summary.seed_od = survey.stain.segmentation.seed_od;
    return {std::move(summary),           survey.frames,
            survey.level0_from_survey,    std::move(skin),
            std::move(searched),          std::move(also_searched),
            std::move(detail.findings),   std::move(detail.other_seeds),
            std::move(detail.unreadable), std::move(detail.why_unreadable),
            std::move(doubtful.empty),    std::move(doubtful.damaged)};
}

SlideResult score_slide(const SlideSource& slide, const AnalysisOptions& options, Progress& progress) {
    return judge(examine_slide(slide, options, std::nullopt, progress), std::nullopt, options);
}

SlideResult failed_result(const std::string& slide_name, const std::optional<SlideInfo>& info,
                          const AnalysisOptions& options, const std::string& code, const std::string& message) {
    SlideResult result;
    result.summary.status = "failed";
    result.summary.error_code = code;
    result.summary.error = message;
    result.summary.kossa_version = version();
    result.summary.parameters = parameter_values(options);
    result.summary.slide.name = valid_utf8(slide_name);
    if (info) {
        result.summary.slide = identity_of(*info);
        result.summary.flags = info->flags;
    }
    return result;
}

double picture_downsample(const Size<Level0>& slide, int longest_side) {
    return std::max(1.0, static_cast<double>(std::max(slide.width, slide.height)) / longest_side);
}

Picture read_picture(const SlideSource& slide, int longest_side, const ExecutionOptions& execution) {
    const Size<LevelPixels>& size = slide.info().levels.front().size;
    const double downsample = picture_downsample({size.width, size.height}, longest_side);
    NoProgress quiet;
    const Overview overview = read_overview(ShownSource(slide), downsample, downsample, execution, quiet);
    return {overview.image, overview.level0_from_overview.x, overview.level0_from_overview.y};
}

std::string version() {
    return KOSSA_VERSION;
}

}  // namespace kossa
