#include "dropped_input.hpp"

#include <fmt/format.h>

#include <exception>
#include <vector>

#include "kossa/report/write_results.hpp"
#include "summary_values.hpp"

namespace kossa::app {

namespace {

bool has_case(const std::filesystem::path& folder) {
    try {
        return has_value(read_summary(folder), "/case");
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
    if (!given.clinical_case && has_case(folder)) {
        dropped.emplace_back("the clinical context (--case)");
    }
    return dropped.empty() ? ""
                           : fmt::format(
                                 "{}: {} that the earlier result went by are not given, so this one goes "
                                 "without",
                                 folder.string(), fmt::join(dropped, " and "));
}

}  // namespace kossa::app
