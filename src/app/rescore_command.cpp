#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "case_file.hpp"
#include "commands.hpp"
#include "earlier_result.hpp"
#include "failure.hpp"
#include "input_files.hpp"
#include "kossa/analysis/judge.hpp"
#include "kossa/analysis/score.hpp"
#include "kossa/core/bounded_file.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/printable.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/page/report_page.hpp"
#include "kossa/report/crop_file.hpp"
#include "kossa/report/evidence_file.hpp"
#include "kossa/report/jpeg.hpp"
#include "kossa/report/output_file.hpp"
#include "kossa/report/paragraph.hpp"
#include "kossa/report/summary_json.hpp"
#include "kossa/report/write_results.hpp"
#include "kossa/report/zoom_tile_file.hpp"
#include "process.hpp"
#include "run_clock.hpp"
#include "score_table.hpp"
#include "slide_regions.hpp"
#include "verbose_text.hpp"
#include "waiting.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* stored_result = "stored result";

/// A folder with a summary is whole.
void require_result(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        throw UsageError(fmt::format("{} is no folder with the results of a slide", folder.string()));
    }
    for (const char* file : {"summary.json", "rescore.json"}) {
        if (!fs::exists(folder / file, ignored)) {
            throw UsageError(fmt::format("{} holds no {}, so there is nothing to go by; score the slide first",
                                         folder.string(), file));
        }
    }
}

std::string bytes_of(const fs::path& path) {
    constexpr std::uintmax_t largest = std::uintmax_t{4} << 30U;  // ten times what ten million objects take
    try {
        return read_bounded(path, largest);
    } catch (const UsageError& error) {
        throw SlideError("unreadable", fmt::format("{}; score the slide anew", error.what()));
    }
}

/// Outlines change nothing about the stains: maps that are there stay.
std::vector<report::StainMapFile> stored_stain_maps(const fs::path& folder) {
    std::vector<report::StainMapFile> maps;
    for (const std::string& name : report::stain_map_files()) {
        std::error_code ignored;
        if (fs::is_regular_file(folder / name, ignored)) {
            maps.push_back({name, bytes_of(folder / name)});
        }
    }
    return maps;
}

/// Of one run, whatever writes to the folder meanwhile.
struct Stored {
    report::RescoreFiles files;
    std::vector<report::StainMapFile> stain_maps;
    std::string summary;
    std::string request;
};

Stored stored_in(const fs::path& folder) {
    const report::FolderLock lock(folder, report::FolderLock::Sharing::with_readers);
    return {{bytes_of(folder / "rescore.json"), bytes_of(folder / "rescore.png"), bytes_of(folder / "rescore.jpg"),
             bytes_of(folder / "rescore-crops.json"), bytes_of(folder / "rescore-tiles.json")},
            stored_stain_maps(folder),
            bytes_of(folder / "summary.json"),
            request_of_result(folder)};
}

/// What outlines do not change stands in the result's summary as it does in the stored state.
void require_same_run(const std::string& written, const SlideSummary& summary) {
    const nlohmann::json now = nlohmann::json::parse(report::summary_json(summary));
    const nlohmann::json before = nlohmann::json::parse(shallow_json(written), nullptr, false);
    for (const char* key : {"slide", "parameters", "stain"}) {
        if (!before.is_object() || before.value(key, nlohmann::json()) != now.at(key)) {
            throw SlideError("corrupt", "rescore.json is of another result than summary.json; score the slide anew");
        }
    }
}

/// The TIFFs of an earlier result, which show that one.
std::vector<std::string> drawn_tiffs(const fs::path& folder) {
    std::vector<std::string> names;
    for (const std::string_view name : {report::overlay_tiff, report::labels_tiff}) {
        std::error_code ignored;
        if (fs::is_regular_file(folder / name, ignored)) {
            names.emplace_back(name);
        }
    }
    return names;
}

SlideSummary write_rescored(const RescoreRequest& request, const std::optional<RegionsFile>& regions,
                            const std::optional<ClinicalCase>& clinical_case) {
    const RunClock clock;
    const Stored stored = stored_in(request.result);
    SlideResult result = judge_again(report::evidence_of(stored.files, version()), regions);
    require_same_run(stored.summary, result.summary);
    result.summary.clinical_case = clinical_case;
    const double downsample = picture_downsample(result.summary.slide.size, report::overlay_longest_side_px);
    const report::Background background{report::jpeg_image(stored.files.jpeg, report::picture_longest_side_px),
                                        {downsample, downsample}};
    const auto page = [&](const report::TextSink& sink) {
        const std::vector<ZoomTile> tiles = report::zoom_tiles_of(stored.files.tiles);
        page::report_page(result, background, report::crops_of(stored.files.crops), tiles)(sink);
    };
    const report::RunInfo run{host_name(),          cv::getNumThreads(),        clock.started_utc(), clock.seconds(),
                              request.command_line, std::string(stored_result), stored.request};
    report::write_results(request.result, result, run, page, background,
                          {.rescore = stored.files,
                           .stain_maps = stored.stain_maps,
                           .outlines = request.packing,
                           .regions = bytes_given(regions)});
    return std::move(result.summary);
}

}  // namespace

int rescore(const RescoreRequest& request) {
    report::recover_results(awaited(request.result));
    require_result(request.result);
    const fs::path given = request.result.has_filename() ? request.result : request.result.parent_path();
    const bool named = given.filename() != "." && given.filename() != "..";
    const std::string name = (named ? given : fs::weakly_canonical(given)).filename().string();
    const std::optional<RegionsFile> regions = regions_of_slides(request.regions, {name}).front();
    require_kept({path_given(regions), request.case_file}, request.result);
    const std::optional<ClinicalCase> clinical_case = case_of(request.case_file);
    const std::string dropped = dropped_input(request.result, {regions.has_value(), clinical_case.has_value()});
    start_threads({});
    const RunClock clock;
    try {
        cv::setNumThreads(thread_count({}));  // nothing else runs in parallel here
        const std::vector<std::string> tiffs = drawn_tiffs(request.result);
        const SlideSummary summary = write_rescored(request, regions, clinical_case);
        if (!dropped.empty() && request.verbosity != Verbosity::quiet) {
            warn(dropped);
        }
        if (!tiffs.empty() && request.verbosity != Verbosity::quiet) {
            warn(
                fmt::format("{} removed: drawn from the slide, of the earlier result; kossa score with --overlay-tiff "
                            "draws anew",
                            fmt::join(tiffs, " and ")));
        }
        if (request.verbosity == Verbosity::verbose) {
            print_error(verbose_text(summary, stored_result, fmt::format("{:.2f} s in all", clock.seconds())));
        }
        if (request.verbosity != Verbosity::quiet) {
            const ScoreTable table({summary.slide.name});
            print(table.header());
            print(table.row(summary));
            print(fmt::format("\n{}\n", report::summary_text(summary)));
            print(fmt::format("results in {}; open {}\n", printable(request.result.string()),
                              printable((request.result / "report.html").string())));
        }
        return exit_ok;
    } catch (...) {
        complain(fmt::format("{}: {}", request.result.string(), failure_of(std::current_exception()).sentence));
        return exit_failed;
    }
}

}  // namespace kossa::app
