#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <filesystem>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "commands.hpp"
#include "failure.hpp"
#include "kossa/core/bounded_file.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/utf8.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/report/deposit_table.hpp"
#include "kossa/report/output_file.hpp"
#include "kossa/report/summary_json.hpp"
#include "kossa/skin/layers.hpp"
#include "process.hpp"
#include "summary_values.hpp"
#include "waiting.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_table = std::uintmax_t{4} << 30U;

/// What is said of each failure, and the exit status that follows.
class Attempts {
  public:
    template <class Work>
    void operator()(const Work& work) {
        try {
            work();
        } catch (const OutputError&) {
            throw;
        } catch (...) {
            complain(failure_of(std::current_exception()).sentence);
            status_ = exit_failed;
        }
    }
    int status() const { return status_; }

  private:
    int status_ = exit_ok;
};

/// While a run replaces a result, it is waited for.
struct ReadLock : report::FolderLock {
    explicit ReadLock(const fs::path& folder) : FolderLock(awaited(folder), Sharing::with_readers) {}
};

/// Whether the folder holds the result of a slide. Throws UsageError where that cannot be told.
bool is_result(const fs::path& folder) {
    const ReadLock lock(folder);
    std::error_code error;
    const bool whole = fs::exists(folder / "summary.json", error);
    if (error) {
        throw UsageError(fmt::format("{} cannot be read: {}", folder.string(), error.message()));
    }
    if (!whole && fs::exists(folder / report::former_name("summary.json"), error)) {
        throw UsageError(
            fmt::format("{} was being replaced when the run was stopped; run kossa rescore on it, which "
                        "puts the old result back, or score the slide again",
                        folder.string()));
    }
    if (!whole && fs::exists(folder / "deposits.csv", error)) {
        throw UsageError(
            fmt::format("{} holds a table of deposits but no summary.json; score the slide again", folder.string()));
    }
    return whole;
}

/// The folder itself where it holds the result of a slide, else those in it that do, by name.
std::vector<fs::path> results_in(const fs::path& folder, Attempts& attempt) {
    if (is_result(folder)) {
        return {folder};
    }
    std::error_code error;
    std::vector<fs::path> results;
    bool any = false;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        bool is_none = false;
        attempt([&] {
            is_none = !is_result(entry->path());
            if (!is_none) {
                results.push_back(entry->path());
            }
        });
        any = any || !is_none;
    }
    if (error) {
        throw UsageError(fmt::format("{} cannot be read: {}; give a folder that kossa score has written",
                                     folder.string(), error.message()));
    }
    if (!any) {
        throw UsageError(
            fmt::format("{} holds no result, nor does a folder in it (no summary.json); give a folder that "
                        "kossa score has written",
                        folder.string()));
    }
    std::ranges::sort(results);
    return results;
}

/// What a spreadsheet would take for a formula, in names that come with the slides.
bool looks_like_a_formula(std::string_view text) {
    constexpr std::string_view begins_one = "=+-@\t\r";
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    return !text.empty() && begins_one.find(text.front()) != std::string_view::npos && !is_number;
}

/// A cell in CSV (RFC 4180): in quotation marks where it holds a comma, a quotation mark or a line break; behind an
/// apostrophe where it looks like a formula.
std::string csv_cell(std::string_view text) {
    if (looks_like_a_formula(text)) {
        return csv_cell("'" + std::string(text));
    }
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string cell = "\"";
    for (const char c : text) {
        cell += c == '"' ? "\"\"" : std::string(1, c);
    }
    return cell + "\"";
}

/// A column, and where its value stands in the summary: see summary_values.
struct Column {
    std::string name;
    std::string place;
};

std::vector<Column> slide_columns() {
    std::vector<Column> columns{{"slide", "/slide/name"},
                                {"status", "/status"},
                                {"error_code", "/error/code"},
                                {"stain", "/stain/stain"},
                                {"mpp_x", "/slide/mpp_x"},
                                {"mpp_y", "/slide/mpp_y"},
                                {"tissue_area_um2", "/tissue_area_um2"},
                                {"analysed_fraction", "/analysed_fraction"},
                                {"deposit_count", "/deposit_count"},
                                {"deposit_area_um2", "/deposit_area_um2"},
                                {"area_fraction", "/area_fraction"},
                                {"area_fraction_low", "/area_fraction_interval/low"},
                                {"area_fraction_high", "/area_fraction_interval/high"},
                                {"deposits_per_mm2", "/deposits_per_mm2"},
                                {"certain_count", "/at_confidence/[confidence_from=0.9]/count"},
                                {"certain_area_um2", "/at_confidence/[confidence_from=0.9]/area_um2"},
                                {"uncertain_count", "/confusers/[name=Uncertain]/count"},
                                {"uncertain_area_um2", "/confusers/[name=Uncertain]/area_um2"},
                                {"carbon_count", "/confusers/[name=Carbon]/count"}};
    const auto add_totals = [&columns](const std::string& list, const std::string& key, const std::string& value) {
        std::string name = value;
        std::ranges::replace(name, ' ', '_');
        const std::string object = "/" + list + "/[" + key + "=" + value + "]";
        columns.push_back({name + "_count", object + "/count"});
        columns.push_back({name + "_area_um2", object + "/area_um2"});
    };
    for (const Zone zone : all_zones) {
        add_totals("zones", "zone", std::string(name(zone)));
    }
    for (const Morphology morphology : all_morphologies) {
        add_totals("morphologies", "morphology", std::string(name(morphology)));
    }
    const std::vector<Column> rest{{"diameter_p50_um", "/diameter_um/by_area/p50"},
                                   {"largest_diameter_um", "/diameter_um/by_area/largest"},
                                   {"depth_p10_um", "/depth_um/by_area/p10"},
                                   {"depth_p50_um", "/depth_um/by_area/p50"},
                                   {"depth_p90_um", "/depth_um/by_area/p90"},
                                   {"deepest_um", "/depth_um/by_area/largest"},
                                   {"superficial_fraction_500_um", "/superficial_fraction/[cut_um=500.0]/fraction"},
                                   {"pattern", "/pattern"},
                                   {"stain_from", "/stain/source"},
                                   {"mpp_from", "/slide/mpp_source"},
                                   {"upper_dermis_um", "/parameters/depth.upper_dermis_um/value"},
                                   {"epidermis_from", "/skin/sources/epidermis"},
                                   {"regions", "/regions/file"},
                                   {"counted_by_hand", "/regions/deposits_counted"},
                                   {"turned_down_by_hand", "/regions/deposits_turned_down"},
                                   {"excluded_area_um2", "/skin/excluded_area_um2"},
                                   {"flags", "/flags"},
                                   {"kossa_version", "/kossa_version"}};
    columns.insert(columns.end(), rest.begin(), rest.end());
    return columns;
}

template <class Cells, class CellOf>
std::string row_of(std::string_view first, const Cells& cells, const CellOf& cell_of) {
    std::string row = csv_cell(first);
    for (const auto& cell : cells) {
        row += "," + csv_cell(cell_of(cell));
    }
    return row + "\n";
}

/// Throws UsageError where it is of another version.
std::string summary_in(const fs::path& folder) {
    std::string summary = read_summary(folder);
    if (summary_values(summary, {"/schema_version"}).front() != fmt::format("{}", report::summary_schema_version)) {
        throw UsageError(fmt::format("{} is no summary of this version of kossa; score the slide again",
                                     (folder / "summary.json").string()));
    }
    return summary;
}

std::string row_of_slide(const fs::path& folder) {
    std::vector<std::string> places;
    std::ranges::transform(slide_columns(), std::back_inserter(places), &Column::place);
    return row_of(valid_utf8(folder.string()), summary_values(summary_in(folder), places), std::identity());
}

/// The rows of a deposits.csv behind its header. Throws UsageError where they are not whole.
std::vector<std::string> rows_in(const fs::path& file, const std::string& count) {
    const auto cells = [](std::string_view row) { return 1 + std::ranges::count(row, ','); };
    const std::string table = read_bounded(file, largest_table);
    std::vector<std::string> rows;
    for (std::size_t begin = 0, end = 0; begin < table.size(); begin = end + 1) {
        end = std::min(table.find('\n', begin), table.size());
        rows.push_back(table.substr(begin, end - begin));
    }
    if (rows.empty() || rows.front() != report::deposit_columns) {
        throw UsageError(fmt::format("{} is no table of this version of kossa; score the slide again", file.string()));
    }
    const auto is_whole = [&](const std::string& row) { return cells(row) == cells(report::deposit_columns); };
    rows.erase(rows.begin());
    if (fmt::format("{}", rows.size()) != count || !table.ends_with('\n') || !std::ranges::all_of(rows, is_whole)) {
        throw UsageError(
            fmt::format("{} is damaged: it does not hold the {} deposits of the summary beside it, each with "
                        "all its columns; score the slide again",
                        file.string(), count));
    }
    return rows;
}

std::string rows_of_deposits(const fs::path& folder) {
    const std::vector<std::string> values =
        summary_values(summary_in(folder), {"/status", "/slide/name", "/deposit_count"});
    if (values.at(0) != "ok") {
        warn(fmt::format("{} is the result of a slide that failed, and has no deposits to list", folder.string()));
        return "";
    }
    const std::string before = csv_cell(valid_utf8(folder.string())) + "," + csv_cell(values.at(1)) + ",";
    std::string rows;
    for (const std::string& row : rows_in(folder / "deposits.csv", values.at(2))) {
        rows += before + row + "\n";
    }
    return rows;
}

}  // namespace

int collect(const CollectRequest& request) {
    const bool deposits = request.table == CollectedTable::deposits;
    print_data(deposits ? fmt::format("folder,slide,{}\n", report::deposit_columns)
                        : row_of("folder", slide_columns(), [](const Column& column) { return column.name; }));
    Attempts attempt;
    std::set<fs::path> done;
    for (const fs::path& given : request.results) {
        std::vector<fs::path> results;
        attempt([&] { results = results_in(given, attempt); });
        std::erase_if(results, [&](const fs::path& folder) {
            std::error_code gone;
            const fs::path whole = fs::canonical(folder, gone);
            return !done.insert(gone ? folder : whole).second;
        });
        for (const fs::path& folder : results) {
            attempt([&] {
                const ReadLock lock(folder);
                print_data(deposits ? rows_of_deposits(folder) : row_of_slide(folder));
            });
        }
    }
    return attempt.status();
}

}  // namespace kossa::app
