#include "dropped_input.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <exception>
#include <nlohmann/json.hpp>
#include <vector>

#include "kossa/geojson/json_text.hpp"
#include "kossa/report/write_results.hpp"

namespace kossa::app {

namespace {

constexpr std::uintmax_t largest_earlier_summary = std::uintmax_t{16} << 20U;

bool has_case(const std::filesystem::path& summary) {
    try {
        const std::string text = read_json_text(summary, largest_earlier_summary);
        const nlohmann::json read = nlohmann::json::parse(shallow_json(text), nullptr, false);
        return read.is_object() && read.contains("case") && !read.at("case").is_null();
    } catch (const std::exception&) {  // none, or none that can be read: it is replaced in any case
        return false;
    }
}

}  // namespace

std::string dropped_input(const std::filesystem::path& folder, const GivenByHand& given) {
    std::error_code none;
    std::vector<std::string> dropped;
    if (!given.regions && std::filesystem::exists(folder / report::regions_copy, none)) {
        dropped.emplace_back("the outlines (--regions)");
    }
    if (!given.clinical_case && has_case(folder / "summary.json")) {
        dropped.emplace_back("the clinical context (--case)");
    }
    return dropped.empty() ? ""
                           : fmt::format(
                                 "{}: {} that the earlier result went by are not given, so this one goes "
                                 "without",
                                 folder.string(), fmt::join(dropped, " and "));
}

}  // namespace kossa::app
