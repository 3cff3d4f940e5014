#include "kossa/measure/pattern_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace kossa {

namespace {

struct Context {
    std::string_view pattern;
    std::string_view sentence;
};

constexpr std::array contexts{
    Context{"superficial",
            "as superficial as were the small deposits of one case of metastatic calcinosis in lymphoma (Sinha et "
            "al. 2021), which lay in epidermis and upper dermis; metastatic calcinosis may lie deeper, too, and "
            "idiopathic and dystrophic calcinosis usually shows deeper and larger ones"},
    Context{"deep",
            "as deep as deposits usually lie in idiopathic and dystrophic calcinosis, where they are larger, too, and "
            "as they may in metastatic calcinosis; in one case of it in lymphoma (Sinha et al. 2021) they were small "
            "and lay in epidermis and upper dermis"},
    Context{"mixed",
            "the deposits are neither superficial nor deep for every border between; in one case of metastatic "
            "calcinosis in lymphoma (Sinha et al. 2021) they were small and lay in epidermis and upper dermis only, "
            "in idiopathic and dystrophic calcinosis they usually lie deeper and are larger"},
    Context{"not assessable",
            "how deep the deposits lie, or enough of them, cannot be said, so they are set beside no known pattern"},
    Context{"no deposits", "no deposits were found in this section"}};

bool has_flag(const SlideSummary& summary, std::string_view flag) {
    return std::find(summary.flags.begin(), summary.flags.end(), flag) != summary.flags.end();
}

/// "superficial" or "deep" where so much of the area of a mixed pattern is so at each border that decides; else empty.
/// Of all the area: what has no depth speaks for neither.
std::string_view mostly(const SlideSummary& summary) {
    constexpr double share = 0.75;
    if (summary.pattern != "mixed" || summary.superficial.empty()) {
        return "";
    }
    if (summary.depth_known_share * share_above(summary, pattern_cuts_um.front()) >= share) {
        return "superficial";
    }
    return summary.depth_known_share * (1.0 - share_above(summary, pattern_cuts_um.back())) >= share ? "deep" : "";
}

/// Nearly all never reads as all.
double whole_percent(double share) {
    constexpr double most_of_a_part = 99.0;
    const double percent = std::round(100.0 * share);
    return share < 1.0 ? std::min(percent, most_of_a_part) : percent;
}

/// Where the deposits lie, by the borders that decide on the pattern: layers may be cut elsewhere.
std::string shares_text(const SlideSummary& summary) {
    if (summary.superficial.empty()) {
        return "";
    }
    const bool all_known = summary.depth_known_share >= 1.0;
    const std::string_view known = all_known ? "" : "whose depth is known ";
    const auto above = [&](double cut_um) {
        return fmt::format("{:.0f} % of the area {}lies no deeper than {:.0f} um",
                           whole_percent(share_above(summary, cut_um)), known, cut_um);
    };
    constexpr std::string_view measured_from = " below the junction, fat left out, ";
    if (summary.pattern == "superficial") {
        return above(pattern_cuts_um.front()) + std::string(measured_from);
    }
    if (summary.pattern == "deep") {
        const double deepest_cut = pattern_cuts_um.back();
        return fmt::format("{:.0f} % of the area {}lies deeper than {:.0f} um below the junction or in fat, ",
                           whole_percent(1.0 - share_above(summary, deepest_cut)), known, deepest_cut);
    }
    return summary.pattern == "mixed" ? fmt::format("{} and {}{}so ", above(pattern_cuts_um.front()),
                                                    above(pattern_cuts_um.back()), measured_from)
                                      : "";
}

}  // namespace

double share_above(const SlideSummary& summary, double cut_um) {
    const auto found = std::ranges::find_if(
        summary.superficial, [cut_um](const SuperficialFraction& at) { return at.cut.value() == cut_um; });
    return found == summary.superficial.end() ? 0.0 : found->outside_fat;
}

std::string pattern_words(const SlideSummary& summary) {
    const std::string_view side = mostly(summary);
    return side.empty() ? summary.pattern : fmt::format("{}, mostly {}", summary.pattern, side);
}

std::string pattern_context(const SlideSummary& summary) {
    const auto context = std::find_if(contexts.begin(), contexts.end(),
                                      [&](const Context& one) { return one.pattern == summary.pattern; });
    if (context == contexts.end()) {
        return "";
    }
    const std::string size = summary.diameter_by_area && summary.deposit_count != 1
                                 ? fmt::format(" (half of their area in deposits of {:.0f} um or more across)",
                                               summary.diameter_by_area->p50)
                                 : "";
    const std::string_view shallow =
        has_flag(summary, "deep-compartment-not-sampled") ? "; the section is too shallow to show deep deposits" : "";
    return fmt::format("Pattern {}{}: {}{}{}. Depth and size alone identify no cause.", summary.pattern, size,
                       shares_text(summary), context->sentence, shallow);
}

}  // namespace kossa
