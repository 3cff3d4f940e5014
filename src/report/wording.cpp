#include "kossa/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kossa/deposit/finding.hpp"
#include "kossa/report/parameter.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::report {

namespace {

/// The threshold in terms of the slide's nuclei, as it follows from their density and the bounds that it is held in.
std::string beside_nuclei(const SlideSummary& s) {
    const double ratio = parameter_or(s, "deposit.seed_over_nuclei", 0.0);
    const double least = parameter_or(s, "deposit.least_he_seed_od", 0.0);
    const double largest = parameter_or(s, "deposit.largest_he_seed_od", 0.0);
    if (!(ratio > 0.0) || s.seed_od == least) {
        return s.seed_od == least ? "the lowest that is used, unless the stain is pale" : "";
    }
    const std::string_view how = s.seed_od < least ? "at least " : s.seed_od >= largest ? "at most " : "";
    return fmt::format("{}{:g} times that of the dark nuclei of this slide", how, ratio);
}

}  // namespace

std::string detection_limit(const SlideSummary& s) {
    if (s.deposit_count > 0 || s.stain.stain != "he") {
        return "";
    }
    const std::string nuclei = beside_nuclei(s);
    return fmt::format(
        "What has an optical density of at least {:.2f}{} was looked for; paler calcium is not measured.", s.seed_od,
        nuclei.empty() ? "" : fmt::format(" ({})", nuclei));
}

std::string found_below_threshold(const SlideSummary& s) {
    if (s.deposit_count > 0) {
        return "";
    }
    std::vector<std::string> parts;
    for (const AreaAtSeed& at : s.at_other_seeds) {
        if (at.count > 0) {
            parts.push_back(fmt::format("{:.0f} % {} {} ({} um2)", std::abs(100.0 * at.change),
                                        at.change < 0.0 ? "lower" : "higher", counted(at.count, "deposit"),
                                        readable_whole(at.area.value())));
        }
    }
    const bool higher =
        std::ranges::any_of(s.at_other_seeds, [](const AreaAtSeed& at) { return at.change > 0.0 && at.count > 0; });
    return parts.empty() ? ""
                         : fmt::format("With a threshold {} would count.{}", fmt::join(parts, ", "),
                                       higher ? " What counts at a higher one only merges here with what is round it "
                                                "and does not look like calcium."
                                              : "");
}

std::string merging_explained(const SlideSummary& s) {
    const bool merges = std::ranges::any_of(
        s.at_other_seeds, [&](const AreaAtSeed& at) { return at.change < 0.0 && at.area < s.deposit_area; });
    const bool by_hand = s.regions && s.regions->counted > 0;  // and what an outline holds is another thing there
    return merges && !by_hand ? "The area is smaller at a lower threshold because there a deposit merges with what is "
                                "round it and no longer looks like calcium."
                              : "";
}

std::string score_scale(const SlideSummary& s) {
    if (s.at_confidence.empty()) {
        return "";
    }
    return fmt::format(
        "The score comes from rules and is no probability: 1 where nothing speaks against calcium, less with every "
        "doubt; what has {:.2f} or more counts, and from {:g} on next to nothing speaks against it.",
        parameter_or(s, "deposit.confidence_cut", s.at_confidence.front().confidence_from),
        s.at_confidence.back().confidence_from);
}

std::string with_depth(const SlideSummary& s) {
    if (!s.depth_by_area || s.depth_by_area->count >= s.deposit_count) {
        return "";
    }
    return fmt::format("{} of {} deposits", readable_whole(static_cast<double>(s.depth_by_area->count)),
                       readable_whole(static_cast<double>(s.deposit_count)));
}

std::vector<std::string> outlined_layers(const SlideSummary& s) {
    const LayerSources& sources = s.skin.sources;
    std::vector<std::string> layers;
    for (const auto& [source, layer] : {std::pair(sources.tissue, "tissue"), std::pair(sources.epidermis, "epidermis"),
                                        std::pair(sources.junction, "junction"), std::pair(sources.subcutis, "fat")}) {
        if (source == LayerSource::regions) {
            layers.emplace_back(layer);
        }
    }
    return layers;
}

std::string outlined_by_person(const SlideSummary& s) {
    if (!s.regions) {
        return "";
    }
    std::vector<std::string> parts = outlined_layers(s);
    if (s.regions->counted > 0) {
        parts.push_back(counted(s.regions->counted, "deposit"));
    }
    if (s.regions->turned_down > 0) {
        parts.push_back(fmt::format("{} as no calcium", counted(s.regions->turned_down, "object")));
    }
    if (s.skin.excluded_area.value() > 0.0) {
        parts.emplace_back("what does not count");
    }
    return parts.empty() ? "" : fmt::format("Taken from outlines: {}", fmt::join(parts, ", "));
}

std::string_view set_aside_words(std::string_view name) {
    return name == kossa::name(FindingClass::carbon) ? "that may be carbon or tattoo" : "that may be calcium";
}

}  // namespace kossa::report
