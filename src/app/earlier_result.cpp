#include "earlier_result.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <exception>
#include <system_error>
#include <vector>

#include "config_text.hpp"
#include "kossa/analysis/score.hpp"
#include "kossa/analysis/stain_profile_file.hpp"
#include "kossa/analysis/toml_text.hpp"
#include "kossa/core/bounded_file.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/uuid.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/report/run_json.hpp"
#include "kossa/report/write_results.hpp"
#include "summary_values.hpp"
#include "waiting.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

bool has_case(const fs::path& folder) {
    try {
        return has_value(read_summary(folder), "/case");
    } catch (const std::exception&) {  // none, or none that can be read: it is replaced in any case
        return false;
    }
}

/// What is given, so that two texts one after the other cannot be taken for two others.
std::string framed(const std::optional<std::string>& given) {
    return given ? fmt::format("{}:{}", given->size(), *given) : "-";
}

std::string parameters(const AnalysisChoices& choices, const AnalysisOptions& options) {
    const std::string stain = choices.stain ? std::string(name(*choices.stain)) : "auto";
    const std::string mpp = choices.pixel_size
                                ? fmt::format("{},{}", choices.pixel_size->x().value(), choices.pixel_size->y().value())
                                : "of the file";
    const std::string profile =
        options.stain_profile ? stain_profile_toml(*options.stain_profile, options.stain_profile->file) : "estimated";
    return framed(stain) + framed(mpp) + framed(profile) + framed(config_text(options));
}

std::string given_by_hand(const ScoreRequest& request, const std::optional<std::string>& regions) {
    const std::optional<std::string> clinical_case =
        request.case_file ? std::optional(read_bounded(*request.case_file, largest_toml_file)) : std::nullopt;
    return framed(clinical_case) + framed(regions);
}

std::string wanted_files(const ScoreRequest& request) {
    return fmt::format("{} {} {} {}", request.packing == report::Packing::gzip, request.stain_maps,
                       request.tiffs.overlay, request.tiffs.labels);
}

}  // namespace

std::string dropped_input(const fs::path& folder, const GivenByHand& given) {
    std::error_code none;
    std::vector<std::string> dropped;
    const fs::path outlines = folder / report::regions_copy;
    if (!given.regions && (fs::exists(outlines, none) || fs::exists(outlines.string() + ".gz", none))) {
        dropped.emplace_back("the outlines (--regions)");
    }
    if (!given.clinical_case && has_case(folder)) {
        dropped.emplace_back("the clinical context (--case)");
    }
    return dropped.empty() ? ""
                           : fmt::format("{}: the earlier result went by {}; not given now, so this one goes without",
                                         folder.string(), fmt::join(dropped, " and "));
}

std::string other_slide_in(const fs::path& folder, const std::string& quickhash) {
    try {
        const std::string before = summary_values(read_summary(folder), {"/slide/quickhash"}).front();
        return before.empty() || before == quickhash
                   ? ""
                   : fmt::format(
                         "{}: the earlier result was of another slide of this name, or of this one before it "
                         "was changed, and is replaced; give slides of the same name an --out each",
                         folder.string());
    } catch (const std::exception&) {
        return "";
    }
}

std::string request_id(const ScoreRequest& request, const AnalysisOptions& options, const fs::path& slide,
                       const std::optional<std::string>& regions) {
    std::error_code unknown;
    const std::uintmax_t size = fs::file_size(slide, unknown);
    const fs::file_time_type changed = unknown ? fs::file_time_type() : fs::last_write_time(slide, unknown);
    if (unknown) {
        return "";
    }
    const std::string file =
        fmt::format("{} {} {}", slide.filename().string(), size, changed.time_since_epoch().count());
    return uuid_v5("request", framed(version()) + framed(file) + framed(parameters(request.choices, options)) +
                                  framed(given_by_hand(request, regions)) + framed(wanted_files(request)));
}

std::string request_of_result(const fs::path& folder) {
    try {
        return summary_values(read_json_text(folder / "run.json", report::largest_run_json), {"/request"}).front();
    } catch (const std::exception&) {
        return "";
    }
}

bool has_result_of(const fs::path& folder, const std::string& request_id) {
    try {
        report::recover_results(awaited(folder));
        return !request_id.empty() && request_of_result(folder) == request_id &&
               summary_values(read_summary(folder), {"/status"}).front() == "ok" && report::lacks_nothing(folder);
    } catch (const std::exception&) {
        return false;
    }
}

bool stays_as_it_is(const fs::path& folder, const Failure& failure) {
    try {
        report::recover_results(folder);
    } catch (const OutputError&) {  // it stays as it is
        return true;
    }
    std::error_code unreachable;  // then there is nothing to be left
    const auto holds = [&](const char* name) { return fs::exists(folder / name, unreachable); };
    return holds("summary.json") && (failure.code == output_failure || holds("deposits.csv"));
}

}  // namespace kossa::app
