#include "kossa/report/paragraph.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <string_view>
#include <vector>

#include "kossa/core/printable.hpp"
#include "kossa/core/units.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/measure/pattern_context.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/parameter.hpp"
#include "kossa/report/readable.hpp"
#include "kossa/report/wording.hpp"

namespace kossa::report {

namespace {

using Sentences = std::vector<std::string>;

std::string um2(SquareMicrons area) {
    return readable_whole(area.value()) + " um2";
}

std::string mm2(SquareMicrons area) {
    return readable(area.value() / um2_per_mm2) + " mm2";
}

std::string field_text(const SlideSummary& s) {
    const bool field = std::ranges::find(s.flags, "tissue-cut-by-image-border") != s.flags.end();
    return fmt::format("in {} of {} on {}{}", mm2(s.tissue_area), s.skin.assessable ? "skin" : "tissue",
                       readable_stain(s.stain.stain), field ? " (a field of a section)" : "");
}

/// What a sentence goes on with; empty where nothing is set aside.
std::string set_aside_text(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const Totals& totals : s.confusers) {
        if (is_set_aside(totals.name)) {
            parts.push_back(fmt::format("{} {} ({})", readable_whole(static_cast<double>(totals.count)),
                                        set_aside_words(totals.name), um2(totals.area)));
        }
    }
    return parts.empty() ? "" : fmt::format("set aside and not counted: {}", fmt::join(parts, ", "));
}

std::string how_much_text(const SlideSummary& s) {
    const std::string aside = set_aside_text(s);
    if (s.deposit_count == 0) {
        return fmt::format("{}: no deposits with the look of calcium {}{}.", s.slide.name, field_text(s),
                           aside.empty() ? "" : "; " + aside);
    }
    return fmt::format("{}: {} with the look of calcium {}, {}{}, {} of the tissue{}.", s.slide.name,
                       counted(s.deposit_count, "deposit"), field_text(s), um2(s.deposit_area),
                       s.deposit_count == 1 ? "" : " together", readable_percent(s.area_fraction),
                       aside.empty() ? "" : "; " + aside);
}

std::string interval_text(const SlideSummary& s) {
    const Interval& interval = s.area_fraction_interval;
    if (s.deposit_count == 0 || ((!interval.low || !interval.high) && interval.reason.empty())) {
        return "";
    }
    if (!interval.low || !interval.high) {
        return fmt::format("95 % interval of the share of the tissue {}.", interval.reason);
    }
    return fmt::format("95 % interval of the share of the tissue, within this section: {} to {}.",
                       readable_percent(*interval.low), readable_percent(*interval.high));
}

std::string zone_text(const Totals& zone, const SkinReport& skin) {
    const std::string_view unknown =
        skin.assessable ? "in a layer that is not known" : "where depth cannot be assessed";
    return fmt::format("{} {} ({})", readable_whole(static_cast<double>(zone.count)),
                       zone.name == name(Zone::unassessable) ? std::string(unknown) : "in the " + zone.name,
                       um2(zone.area));
}

std::string where_text(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const Totals& zone : s.by_zone) {
        if (zone.count > 0) {
            parts.push_back(zone_text(zone, s.skin));
        }
    }
    const std::string layers = fmt::format("{}", fmt::join(parts, ", "));
    if (s.depth_by_area) {
        const double from = pattern_cuts_um.front();
        const double to = pattern_cuts_um.back();
        const double border = parameter_or(s, "depth.upper_dermis_um", from);
        const std::string goes_by =
            border < from || border > to ? fmt::format(", by borders from {:g} to {:g} um", from, to) : "";
        return fmt::format("Pattern by depth{}: {}; by layer {}.", goes_by, pattern_words(s), layers);
    }
    return parts.empty() ? "" : fmt::format("By layer: {}.", layers);
}

std::string depth_text(const SlideSummary& s) {
    if (!s.depth_by_area) {
        return "";
    }
    const Distribution& d = *s.depth_by_area;
    const double border = parameter_or(s, "depth.upper_dermis_um", 0.0);
    const std::string basis = with_depth(s);
    return fmt::format(
        "Depth of {} below the dermo-epidermal junction, by area{}: median {} um, 10th to 90th percentile {} to {} um, "
        "the deepest at {} um{}.",
        s.deposit_count == 1 ? "its middle" : "their middles",
        basis.empty() ? "" : fmt::format(", of {} (that of the others is not known)", basis), readable_whole(d.p50),
        readable_whole(d.p10), readable_whole(d.p90), readable_whole(d.largest),
        border > 0.0 ? fmt::format(" (deep dermis from {} um)", readable_whole(border)) : "");
}

std::string size_text(const SlideSummary& s) {
    if (!s.diameter_by_area) {
        return "";
    }
    const std::string largest = readable_whole(s.diameter_by_area->largest);
    return s.deposit_count == 1
               ? fmt::format("It is {} um across (diameter of a circle of the same area).", largest)
               : fmt::format(
                     "Half of the area is in deposits of {} um or more across; the largest measures {} um "
                     "(diameters of circles of the same area).",
                     readable_whole(s.diameter_by_area->p50), largest);
}

/// What was taken for something else than nuclei, which every section has; the largest area first.
std::string turned_down_text(const SlideSummary& s) {
    std::vector<Totals> kinds;
    std::ranges::copy_if(s.confusers, std::back_inserter(kinds), [](const Totals& kind) {
        return !is_set_aside(kind.name) && kind.name != name(FindingClass::nuclei);
    });
    std::ranges::stable_sort(kinds, std::greater(), [](const Totals& kind) { return kind.area.value(); });
    std::vector<std::string> parts;
    for (Totals& kind : kinds) {
        kind.name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(kind.name.front())));
        parts.push_back(
            fmt::format("{} {} ({})", readable_whole(static_cast<double>(kind.count)), kind.name, um2(kind.area)));
    }
    return parts.empty() ? "" : fmt::format("Turned down, apart from nuclei: {}.", fmt::join(parts, ", "));
}

std::string seeds_text(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const AreaAtSeed& at : s.at_other_seeds) {
        parts.push_back(fmt::format("{} with {:.2f}", um2(at.area), at.seed_od));
    }
    return parts.empty() || s.deposit_count == 0
               ? ""
               : fmt::format("The threshold was an optical density of {:.2f}; the area would be {}. {}", s.seed_od,
                             fmt::join(parts, ", "), merging_explained(s));
}

/// What a person says is calcium has the score of what is certain.
std::string among_them_by_hand(const SlideSummary& s) {
    return s.regions && s.regions->counted > 0
               ? fmt::format(", among them {} that a person outlined as calcium", s.regions->counted)
               : "";
}

std::string confidence_text(const SlideSummary& s) {
    if (s.at_confidence.empty() || s.deposit_count == 0) {
        return "";
    }
    const AreaAtConfidence& surest = s.at_confidence.back();
    const std::string how_many =
        s.deposit_count == 1
            ? fmt::format("Its score is {} {:g}.", surest.count == 1 ? "at least" : "below", surest.confidence_from)
            : fmt::format("{} ({}) {} a score of at least {:g}{}.", counted(surest.count, "deposit"), um2(surest.area),
                          surest.count == 1 ? "has" : "have", surest.confidence_from, among_them_by_hand(s));
    return how_many + " " + score_scale(s);
}

/// What was not assessable: missing layers and pixels, and the flags in words.
Sentences not_assessable(const SlideSummary& s) {
    Sentences sentences;
    const bool no_depth = !s.skin.assessable && !s.skin.reason.empty();
    if (no_depth) {
        sentences.push_back(
            fmt::format("Depth not assessable, since no epidermis was found that can be trusted: {}.", s.skin.reason));
    }
    if (s.analysed_fraction < 1.0) {
        sentences.push_back(fmt::format("Only {} of the tissue could be read.", readable_percent(s.analysed_fraction)));
    }
    for (const std::string& flag : s.flags) {
        if (!(no_depth && flag == "depth-unassessable")) {  // which says the same
            sentences.push_back(flag_sentence(flag, s));
        }
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

/// How many objects are what a person says they are, and not what the program does.
std::string objects_by_hand(const RegionsReport& regions) {
    Sentences sentences;
    if (regions.counted > 0) {
        sentences.push_back(
            fmt::format("{} only because a person outlined {} as calcium.",
                        regions.counted == 1 ? "1 object counts" : fmt::format("{} objects count", regions.counted),
                        regions.counted == 1 ? "it" : "them"));
    }
    if (regions.turned_down > 0) {
        sentences.push_back(
            fmt::format("{} not count because a person named {} as something else.",
                        regions.turned_down == 1 ? "1 object does" : fmt::format("{} objects do", regions.turned_down),
                        regions.turned_down == 1 ? "it" : "them"));
    }
    return joined(sentences);
}

/// Which layers and objects are a person's and not the program's.
std::string by_hand(const SlideSummary& s) {
    if (!s.regions) {
        return "";
    }
    Sentences sentences;
    if (const Sentences drawn = outlined_layers(s); !drawn.empty()) {
        sentences.push_back(fmt::format("Taken from outlines: {}.", fmt::join(drawn, ", ")));
    }
    if (s.skin.excluded_area.value() > 0.0) {
        sentences.push_back(
            fmt::format("{} of tissue were taken out by hand, with what lies there.", um2(s.skin.excluded_area)));
    }
    sentences.push_back(objects_by_hand(*s.regions));
    const std::string text = joined(sentences);
    return text.empty() ? "" : fmt::format("{} The outlines are those of {}.", text, s.regions->file);
}

std::string case_text(const SlideSummary& s) {
    if (!s.clinical_case) {
        return "";
    }
    return given_sentence(*s.clinical_case) + " " + joined(case_conclusions(*s.clinical_case, s.pattern));
}

std::string failed_answer(const SlideSummary& s) {
    const std::string why = s.error.substr(0, s.error.find_last_not_of('.') + 1);
    return fmt::format("{} could not be measured by kossa {}: {}. Nothing is known of its deposits.", s.slide.name,
                       s.kossa_version, why);
}

std::string answer_text(const SlideSummary& s) {
    return s.deposit_count == 0 ? joined({how_much_text(s), detection_limit(s), found_below_threshold(s)})
                                : joined({how_much_text(s), where_text(s), depth_text(s)});
}

Sentences caveats(const SlideSummary& s) {
    Sentences all{by_hand(s),    interval_text(s),    size_text(s), confidence_text(s),
                  seeds_text(s), turned_down_text(s), proof(s)};
    std::ranges::move(not_assessable(s), std::back_inserter(all));
    all.push_back(case_text(s));
    all.push_back(
        fmt::format("Measured by kossa {} at {} um per pixel within one section; not a diagnosis; research use "
                    "only.",
                    s.kossa_version, readable(s.working_um_per_px)));
    std::erase(all, "");
    return all;
}

constexpr std::string_view item_mark = "- ";

/// The lines of a text as an item of a list: the mark before the first, as much room before the others.
std::string as_item(const std::string& lines) {
    std::string item(item_mark);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        item += lines[i];
        item += lines[i] == '\n' && i + 1 < lines.size() ? std::string(item_mark.size(), ' ') : "";
    }
    return item;
}

std::string printable_line(const std::string& text) {
    std::string line = kossa::printable(text);
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

/// The answer, then the caveats.
Sentences lines_of(const SlideSummary& s) {
    if (s.status != "ok") {
        return {printable_line(failed_answer(s))};
    }
    Sentences lines{printable_line(answer_text(s))};
    std::ranges::transform(caveats(s), std::back_inserter(lines), printable_line);
    return lines;
}

}  // namespace

std::string paragraph(const SlideSummary& s) {
    return fmt::format("{}", fmt::join(lines_of(s), "\n- "));
}

std::string proof(const SlideSummary& s) {
    if (s.stain.stain == "he") {
        return s.deposit_count == 0 ? "Granular or saponified calcium and single fine grains may be missed on H&E: "
                                      "where calcium is suspected, stain by von Kossa."
                                    : "H&E does not prove calcium. Fine, pale granular and saponified calcium is "
                                      "missed on it, and nuclei "
                                      "between grains may be counted with them: confirm on von Kossa.";
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
    const Sentences lines = lines_of(summary);
    std::string text = in_lines(lines.front(), line_width);
    text += lines.size() > 1 ? "\n" : "";
    for (std::size_t i = 1; i < lines.size(); ++i) {
        text += as_item(in_lines(lines[i], line_width - item_mark.size()));
    }
    return text;
}

}  // namespace kossa::report
