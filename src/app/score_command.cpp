#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "analysis_choices.hpp"
#include "case_file.hpp"
#include "commands.hpp"
#include "earlier_result.hpp"
#include "failure.hpp"
#include "file_stamp.hpp"
#include "input_files.hpp"
#include "kossa/analysis/crops.hpp"
#include "kossa/analysis/score.hpp"
#include "kossa/analysis/stain_maps.hpp"
#include "kossa/analysis/working_grid.hpp"
#include "kossa/analysis/zoom_tiles.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/heap.hpp"
#include "kossa/page/gallery.hpp"
#include "kossa/page/report_page.hpp"
#include "kossa/report/crop_file.hpp"
#include "kossa/report/evidence_file.hpp"
#include "kossa/report/jpeg.hpp"
#include "kossa/report/paragraph.hpp"
#include "kossa/report/png.hpp"
#include "kossa/report/stain_map_picture.hpp"
#include "kossa/report/write_results.hpp"
#include "kossa/report/zoom_tile_file.hpp"
#include "process.hpp"
#include "progress_bar.hpp"
#include "run_clock.hpp"
#include "score_table.hpp"
#include "slide_folders.hpp"
#include "slide_regions.hpp"
#include "slide_tiffs.hpp"
#include "stage_times.hpp"
#include "tally.hpp"
#include "verbose_text.hpp"
#include "waiting.hpp"
#include "warnings.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

/// What all slides of one call share.
struct Session {
    const ScoreRequest& request;
    AnalysisOptions options;
    std::optional<ClinicalCase> clinical_case;
    InputFiles slides;
    ProgressBar& bar;

    void complain_of(const fs::path& slide, const std::string& sentence) const {
        bar.clear();
        complain(fmt::format("{}: {}", slide.string(), sentence));
    }

    void warn_of(const std::string& sentence) const {
        if (!sentence.empty() && request.verbosity != Verbosity::quiet) {
            bar.clear();
            warn(sentence);
        }
    }

    void explain(const SlideSummary& summary, const std::string& working_source, const StageTimes& times) const {
        if (request.verbosity == Verbosity::verbose) {
            bar.clear();
            print_error(verbose_text(summary, working_source, times.text()));
        }
    }
};

/// One slide, where its results go, and what was drawn on it.
struct Job {
    fs::path slide;
    fs::path folder;
    std::optional<RegionsFile> regions;
    std::string request_id;
};

std::vector<Job> jobs_of(const ScoreRequest& request, const AnalysisOptions& options) {
    const std::vector<fs::path> folders = slide_folders(request.out, request.slides);
    std::vector<std::string> names;
    std::ranges::transform(folders, std::back_inserter(names),
                           [](const fs::path& folder) { return folder.filename(); });
    std::vector<std::optional<RegionsFile>> regions = regions_of_slides(request.regions, names);
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        require_kept({path_given(regions[i]), request.case_file, request.choices.config, request.choices.stain_profile},
                     folders[i]);
        const std::string id = request_id(request, options, request.slides[i], bytes_given(regions[i]));
        jobs.push_back({request.slides[i], folders[i], std::move(regions[i]), id});
    }
    return jobs;
}

/// How the working pixels are read, such as "OpenSlide level 1, averaged 2 x 2" or "JPEG tiles level 0".
std::string working_source(const SlideInfo& info, const WorkingOptions& options) {
    const bool flat = info.vendor == "png" || info.vendor == "jpeg" || info.vendor == "tiff";
    const WorkingGrid grid = choose_working_grid(info, *info.pixel_size, options);
    const bool direct = info.levels[static_cast<std::size_t>(grid.level)].direct;
    const std::string_view reader = flat ? "flat image" : direct ? "JPEG tiles" : "OpenSlide";
    return fmt::format("{} level {}{}", reader, grid.level, reduction_words(grid));
}

report::RunInfo run_info(const Session& session, const Job& job, const RunClock& clock, std::string source) {
    return {host_name(),
            thread_count(session.options.execution),
            clock.started_utc(),
            clock.seconds(),
            session.request.command_line,
            std::move(source),
            job.request_id};
}

std::vector<report::StainMapFile> stain_map_files(const Session& session, const SlideSource& slide,
                                                  const SlideSummary& summary) {
    std::vector<report::StainMapFile> files;
    if (session.request.stain_maps) {
        const Picture picture = read_picture(slide, stain_map_longest_side_px, session.options.execution);
        for (const StainMap& map : stain_maps(picture, summary.stain)) {
            files.push_back({map.name + ".png", report::png_bytes(report::draw_stain_map(map, summary))});
        }
    }
    return files;
}

std::vector<ZoomTile> read_tiles(const Session& session, const SlideSource& slide, const SlideEvidence& evidence) {
    const auto encode = [](const RgbImage& image) { return report::jpeg_bytes(image, report::JpegUse::on_screen); };
    return read_zoom_tiles(slide, plan_zoom_tiles(evidence, report::overlay_longest_side_px), {}, encode,
                           session.options.execution);
}

/// What a later rescore needs, and the pictures as they are stored, so that it draws the same.
struct Kept {
    report::RescoreFiles files;
    report::Background background;
    std::vector<report::CropPicture> crops;
    std::vector<ZoomTile> tiles;
};

Kept what_is_kept(const Session& session, const SlideSource& slide, const SlideEvidence& evidence,
                  const std::vector<Point<Level0>>& shown) {
    Kept kept;
    Picture picture = read_picture(slide, report::overlay_longest_side_px, session.options.execution);
    const auto keep_picture = [&] {
        kept.files.jpeg = report::jpeg_bytes(picture.image);
        kept.background = {report::jpeg_image(kept.files.jpeg, report::picture_longest_side_px),
                           {picture.level0_per_pixel_x, picture.level0_per_pixel_y}};
        picture.image.release();
    };
    const auto keep_masks = [&] { kept.files.png = report::evidence_png(evidence); };
    const auto keep_crops = [&] {
        kept.crops = report::crop_pictures(read_crops(slide, crop_places(evidence, shown), session.options.execution));
        kept.files.crops = report::crops_json(kept.crops);
    };
    const auto keep_tiles = [&] {
        kept.tiles = read_tiles(session, slide, evidence);
        kept.files.tiles = report::zoom_tiles_json(kept.tiles);
    };
    run_tasks({keep_picture, keep_masks, keep_crops, keep_tiles}, session.options.execution);
    return kept;
}

/// Where the report shows objects. That must not depend on outlines, so that a rescore with them gives the same.
std::vector<Point<Level0>> pictured(const SlideEvidence& evidence, const SlideResult& result, const Job& job,
                                    const Session& session) {
    if (!job.regions) {
        return page::pictured(result);
    }
    AnalysisOptions options = session.options;
    options.working.most_unreadable = 1.0;  // the outlines may take out what cannot be read
    return page::pictured(judge(evidence, std::nullopt, options));
}

/// What shows the result.
struct Shown {
    std::string overlay;
    report::Document page;  ///< reads the tiles that are kept
};

Shown pictures_of(const Session& session, const SlideResult& result, const Kept& kept) {
    Shown shown;
    RgbImage overlay;
    report::Background shown_in_overlay;
    {
        const RasterThreads threads(session.options.execution);
        shown_in_overlay = report::overlay_background(result, kept.background);
    }
    give_back_freed_memory();
    const auto draw = [&] {
        overlay = report::draw_overlay(result, kept.background, shown_in_overlay);
        shown_in_overlay.image.release();
    };
    const auto make_page = [&] { shown.page = page::report_page(result, kept.background, kept.crops, kept.tiles); };
    run_tasks({draw, make_page}, session.options.execution);
    give_back_freed_memory();
    const RasterThreads threads(session.options.execution);
    shown.overlay = report::png_bytes(overlay);
    return shown;
}

SlideSummary write_scored(const Session& session, const SlideSource& slide, const Job& job, const FileStamp& file,
                          const RunClock& clock) {
    StageTimes times(session.bar);
    SlideEvidence evidence = examine_slide(slide, session.options, job.regions, times);
    SlideResult result = judge(evidence, job.regions, session.options);
    result.summary.clinical_case = session.clinical_case;
    give_back_freed_memory();
    times.begin("results", 1);
    const std::vector<Point<Level0>> pictured_at = pictured(evidence, result, job, session);
    Kept kept = what_is_kept(session, slide, evidence, pictured_at);
    require_unchanged(job.slide, file);
    slide.forget();
    evidence.skin.tissue = {};
    give_back_freed_memory();
    Shown shown = pictures_of(session, result, kept);
    const std::string source = working_source(slide.info(), session.options.working);
    const RasterThreads threads(session.options.execution);
    report::write_results(job.folder, result, run_info(session, job, clock, source), shown.page, std::nullopt,
                          {.overlay = std::move(shown.overlay),
                           .rescore = std::move(kept.files),
                           .evidence = [&](const report::TextSink& sink) { report::write_evidence(sink, evidence); },
                           .stain_maps = stain_map_files(session, slide, result.summary),
                           .outlines = session.request.packing,
                           .made = slide_tiffs(session.request.tiffs, slide, result, session.options, times),
                           .regions = bytes_given(job.regions)});
    session.explain(result.summary, source, times);
    return std::move(result.summary);
}

/// The slide for the page of its failure; none where it cannot be read, which that page says in any case, or where
/// files cannot be written, since a small one may be.
std::optional<report::Background> picture_of_failed(const Session& session, const SlideSource* slide,
                                                    const Failure& failure) {
    constexpr int longest_side_px = 1000;
    if (slide == nullptr || failure.code == output_failure) {
        return std::nullopt;
    }
    try {
        const Picture picture = read_picture(*slide, longest_side_px, session.options.execution);
        return report::Background{picture.image, {picture.level0_per_pixel_x, picture.level0_per_pixel_y}};
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

SlideResult failed(const Session& session, const Job& job, const std::optional<SlideInfo>& info,
                   const Failure& failure) {
    session.complain_of(job.slide, failure.sentence);
    SlideResult result =
        failed_result(job.slide.filename().string(), info, session.options, failure.code, failure.sentence);
    result.summary.clinical_case = session.clinical_case;
    if (job.regions) {
        result.summary.regions = job.regions->report;
    }
    return result;
}

SlideSummary write_failed(const Session& session, const Job& job, const SlideSource* source, const RunClock& clock,
                          const Failure& failure) {
    SlideResult result =
        failed(session, job, source == nullptr ? std::nullopt : std::optional(source->info()), failure);
    const std::string folder = job.folder.string();
    if (stays_as_it_is(job.folder, failure)) {
        session.complain_of(job.slide, fmt::format("the earlier result in {} is left as it was", folder));
        return std::move(result.summary);
    }
    try {
        const std::optional<report::Background> picture = picture_of_failed(session, source, failure);
        const std::vector<ZoomTile> no_tiles;
        report::write_results(job.folder, result, run_info(session, job, clock, ""),
                              page::report_page(result, picture, {}, no_tiles), std::nullopt,
                              {.regions = bytes_given(job.regions)});
    } catch (...) {
        const std::string why = failure_of(std::current_exception()).sentence;
        session.complain_of(job.slide, fmt::format("its failure could not be noted in {} either: {}", folder, why));
    }
    return std::move(result.summary);
}

/// Nothing is written: its results would take the place of a slide.
SlideSummary leave_alone(const Session& session, const Job& job, const fs::path& input) {
    const std::string sentence =
        fmt::format("its results in {} would replace the slide {}; nothing was written. Name another folder with --out",
                    job.folder.string(), input.string());
    return failed(session, job, std::nullopt, {std::string(output_failure), sentence}).summary;
}

SlideSummary score_one(const Session& session, const Job& job) {
    if (const std::optional<fs::path> input = session.slides.replaced_in(job.folder)) {
        return leave_alone(session, job, *input);
    }
    const RunClock clock;
    const GivenByHand given{job.regions.has_value(), session.clinical_case.has_value()};
    const std::string dropped = dropped_input(job.folder, given);
    std::unique_ptr<SlideSource> slide;
    try {
        require_writable(awaited(job.folder));
        const FileStamp file = stamp_of(job.slide);
        slide = open_slide(job.slide, session.request.choices.pixel_size);
        const std::string other = other_slide_in(job.folder, slide->info().quickhash);
        SlideSummary summary = write_scored(session, *slide, job, file, clock);
        session.warn_of(dropped);
        session.warn_of(other);
        return summary;
    } catch (...) {
        return write_failed(session, job, slide.get(), clock, failure_of(std::current_exception()));
    }
}

/// The table on standard output. When it cannot be written that is said once and makes the exit status, and is no
/// reason to stop: the results are in files.
class TableOutput {
  public:
    explicit TableOutput(const Session& session)
        : session_(session), shown_(session.request.verbosity != Verbosity::quiet) {}

    void show(const Pieces& pieces) {
        if (!shown_) {
            return;
        }
        session_.bar.clear();
        try {
            print(pieces);
        } catch (const OutputError& error) {
            complain(error.what());
            shown_ = false;
            failed_ = true;
        }
    }

    bool failed() const { return failed_; }

  private:
    const Session& session_;
    bool shown_;
    bool failed_ = false;
};

/// Takes out the slides that an earlier call like this one has finished; gives how many.
std::size_t leave_finished(std::vector<Job>& jobs) {
    return std::erase_if(jobs, [](const Job& job) { return has_result_of(job.folder, job.request_id); });
}

}  // namespace

int score(const ScoreRequest& request) {
    const AnalysisOptions options = analysis_options(request.choices);
    std::vector<Job> jobs = jobs_of(request, options);
    const std::optional<ClinicalCase> clinical_case = case_of(request.case_file);
    start_threads(options.execution);
    create_output_folder(request.out);
    Tally tally{jobs.size(), request.resume ? leave_finished(jobs) : 0};

    constexpr double overlay_share = 0.3;  // of the time of a slide
    ProgressBar bar(static_cast<int>(jobs.size()),
                    request.verbosity == Verbosity::quiet ? Visibility::hidden : progress_visibility(),
                    request.tiffs.overlay ? overlay_share : 0.0);
    const Session session{request, options, clinical_case, InputFiles(request.slides), bar};
    const ScoreTable table(request.slides);
    TableOutput output(session);
    if (!jobs.empty()) {
        output.show(table.header());
    }
    Warnings warnings;
    if (tally.slides > 1) {
        say_when_stopped("stopped; the same call with --resume goes on with what is not finished");
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        bar.begin_slide(static_cast<int>(i) + 1, jobs[i].slide.filename().string());
        const SlideSummary summary = score_one(session, std::exchange(jobs[i], {}));  // its outlines may be large
        output.show(table.row(summary));
        if (tally.slides == 1 && summary.status == "ok") {
            output.show({{fmt::format("\n{}\n", report::summary_text(summary))}});
        }
        tally.scored += summary.status == "ok" ? 1 : 0;
        warnings.add(summary);
    }
    bar.clear();
    if (tally.slides > 1 && request.verbosity != Verbosity::quiet) {  // those of a single slide stand in its paragraph
        std::ranges::for_each(warnings.sentences(), warn);
    }
    output.show({{closing_line(request, tally)}});
    return tally.all_done() && !output.failed() ? exit_ok : exit_failed;
}

}  // namespace kossa::app
