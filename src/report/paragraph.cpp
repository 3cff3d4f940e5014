#include "kossa/report/paragraph.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "kossa/core/printable.hpp"
#include "kossa/core/units.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/parameter.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::report {

namespace {

using Sentences = std::vector<std::string>;

std::string um2(SquareMicrons area) {
    return readable_whole(area.value()) + " um2";
}

std::string mm2(SquareMicrons area) {
    return readable(area.value() / um2_per_mm2) + " mm2";
}

std::string what_text(const SlideSummary& s) {
    const bool field = std::ranges::find(s.flags, "tissue-cut-by-image-border") != s.flags.end();
    return fmt::format("{}: {} section of {}, {}, {} of tissue, measured by kossa {} at {} um per pixel.", s.slide.name,
                       field ? "a field of one" : "one", s.skin.assessable ? "skin" : "tissue",
                       readable_stain(s.stain.stain), mm2(s.tissue_area), s.kossa_version,
                       readable(s.working_um_per_px));
}

std::string interval_text(const Interval& interval) {
    if (!interval.low || !interval.high) {
        return interval.reason.empty() ? "" : fmt::format("; 95 % interval {}", interval.reason);
    }
    return fmt::format("; 95 % interval within this section {} to {}", readable_percent(*interval.low),
                       readable_percent(*interval.high));
}

std::string how_much_text(const SlideSummary& s) {
    if (s.deposit_count == 0) {
        return "No deposits with the look of calcium were found.";
    }
    return fmt::format("{} with the look of calcium, {} together, {} of the tissue{}.",
                       counted(s.deposit_count, "deposit"), um2(s.deposit_area), readable_percent(s.area_fraction),
                       interval_text(s.area_fraction_interval));
}

std::string zone_text(const Totals& zone) {
    const bool no_depth = zone.name == name(Zone::unassessable);
    return fmt::format("{} {} ({})", readable_whole(static_cast<double>(zone.count)),
                       no_depth ? "where depth cannot be assessed" : "in the " + zone.name, um2(zone.area));
}

std::string where_text(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const Totals& zone : s.by_zone) {
        if (zone.count > 0) {
            parts.push_back(zone_text(zone));
        }
    }
    return parts.empty() ? "" : fmt::format("By layer: {}.", fmt::join(parts, ", "));
}

std::string depth_text(const SlideSummary& s) {
    if (!s.depth_by_area) {
        return "";
    }
    const Distribution& d = *s.depth_by_area;
    const double border = parameter_or(s, "depth.upper_dermis_um", 0.0);
    return fmt::format(
        "Depth below the dermo-epidermal junction, by area: median {} um, 10th to 90th percentile {} to {} "
        "um{}. Pattern by depth: {}.",
        readable_whole(d.p50), readable_whole(d.p10), readable_whole(d.p90),
        border > 0.0 ? fmt::format(" (deep dermis from {} um)", readable_whole(border)) : "", s.pattern);
}

std::string size_text(const SlideSummary& s) {
    if (!s.diameter_by_area) {
        return "";
    }
    return fmt::format(
        "Half of the area is in deposits of {} um or more across; the largest measures {} um (diameters of "
        "circles of the same area).",
        readable_whole(s.diameter_by_area->p50), readable_whole(s.diameter_by_area->largest));
}

std::string seeds_text(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const AreaAtSeed& at : s.at_other_seeds) {
        parts.push_back(fmt::format("{} with {:.2f}", um2(at.area), at.seed_od));
    }
    return parts.empty() || s.deposit_count == 0
               ? ""
               : fmt::format("The threshold was an optical density of {:.2f}; the area would be {}.", s.seed_od,
                             fmt::join(parts, ", "));
}

std::string confidence_text(const SlideSummary& s) {
    if (s.at_confidence.empty() || s.deposit_count == 0) {
        return "";
    }
    const AreaAtConfidence& surest = s.at_confidence.back();
    return fmt::format("{} ({}) {} a score of at least {:g} (a score of rules, not a probability).",
                       counted(surest.count, "deposit"), um2(surest.area), surest.count == 1 ? "has" : "have",
                       surest.confidence_from);
}

std::string set_aside_text(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const Totals& totals : s.confusers) {
        if (is_set_aside(totals.name)) {
            parts.push_back(fmt::format("{} {} ({})", readable_whole(static_cast<double>(totals.count)), totals.name,
                                        um2(totals.area)));
        }
    }
    return parts.empty() ? ""
                         : fmt::format("Set aside as possible calcium and not counted: {}.", fmt::join(parts, ", "));
}

/// What was not assessable: missing layers and pixels, and the flags in words.
Sentences not_assessable(const SlideSummary& s) {
    Sentences sentences;
    if (!s.skin.assessable && !s.skin.reason.empty()) {
        sentences.push_back(fmt::format("Depth not assessable: {}.", s.skin.reason));
    }
    if (s.analysed_fraction < 1.0) {
        sentences.push_back(fmt::format("Only {} of the tissue could be read.", readable_percent(s.analysed_fraction)));
    }
    for (const std::string& flag : s.flags) {
        sentences.push_back(flag_sentence(flag, s));
    }
    return sentences;
}

std::string joined(const Sentences& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) {
        if (!sentence.empty()) {
            text += text.empty() ? sentence : " " + sentence;
        }
    }
    return text;
}

std::string case_text(const SlideSummary& s) {
    if (!s.clinical_case) {
        return "";
    }
    return given_sentence(*s.clinical_case) + " " + joined(case_conclusions(*s.clinical_case, s.pattern));
}

std::string failed_paragraph(const SlideSummary& s) {
    const std::string why = s.error.substr(0, s.error.find_last_not_of('.') + 1);
    return fmt::format("{} could not be measured by kossa {}: {}. Nothing is known of its deposits.", s.slide.name,
                       s.kossa_version, why);
}

std::string measured_paragraph(const SlideSummary& s) {
    const Sentences caveats = not_assessable(s);
    return joined({what_text(s), how_much_text(s), where_text(s), depth_text(s), size_text(s), confidence_text(s),
                   seeds_text(s), set_aside_text(s), proof(s),
                   caveats.empty() ? "" : fmt::format("Limits of this section: {}", joined(caveats)), case_text(s),
                   "Measurements within one section, not a diagnosis; research use only."});
}

}  // namespace

std::string paragraph(const SlideSummary& s) {
    return kossa::printable(s.status == "ok" ? measured_paragraph(s) : failed_paragraph(s));
}

std::string proof(const SlideSummary& s) {
    if (s.stain.stain == "he") {
        return s.deposit_count == 0
                   ? "Pale, granular or saponified calcium and single fine grains may be missed on H&E: "
                     "where calcium is suspected, stain by von Kossa."
                   : "H&E does not prove calcium, and fine or pale grains are missed on it, so that "
                     "the area of granular deposits is a lower bound: confirm on von Kossa.";
    }
    return "Silver shows phosphate and carbonate, not calcium itself; melanin, carbon and "
           "precipitate can be as black.";
}

std::string in_lines(const std::string& text, std::size_t width) {
    std::string lines;
    std::size_t used = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string_view word(text.data() + begin, end - begin);
        const bool fits = used > 0 && used + 1 + word.size() <= width;
        lines += used == 0 ? "" : fits ? " " : "\n";
        lines += word;
        used = fits ? used + 1 + word.size() : word.size();
        begin = end + 1;
    }
    return lines + "\n";
}

std::string summary_text(const SlideSummary& summary) {
    constexpr std::size_t line_width = 100;
    return in_lines(paragraph(summary), line_width);
}

}  // namespace kossa::report
