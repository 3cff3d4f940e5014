#include "kossa/page/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "kossa/measure/pattern_context.hpp"
#include "kossa/page/figures.hpp"
#include "kossa/page/slide_view.hpp"
#include "kossa/page/style.hpp"
#include "kossa/page/svg.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/paragraph.hpp"
#include "kossa/report/readable.hpp"
#include "kossa/report/wording.hpp"

namespace kossa::page {

namespace {

/// Skin where there is epidermis, else tissue of whatever kind.
std::string_view matter_of(const SlideSummary& s) {
    return s.skin.assessable ? "skin" : "tissue";
}

Html cell(const Html& content) {
    return element("td", {{"class", "number"}}, content);
}

Html heading(const std::string& text, const std::string& css_class = "number") {
    return element("th", {{"scope", "col"}, {"class", css_class}}, text);
}

std::string zone_key(std::size_t index, const std::string& field) {
    return fmt::format("/zones/{}/{}", index, field);
}

Html set_aside(const SlideSummary& s) {
    Html text;
    for (std::size_t i = 0; i < s.confusers.size(); ++i) {
        const Totals& totals = s.confusers[i];
        if (is_set_aside(totals.name)) {
            text += Html(text.empty() ? " " : ", ") +
                    count_figure(fmt::format("/confusers/{}/count", i), totals.count) +
                    Html(fmt::format(" {} (", report::set_aside_words(totals.name))) +
                    area_figure(fmt::format("/confusers/{}/area_um2", i), totals.area) + Html(with_symbols(" um2)"));
        }
    }
    return text.empty() ? text : Html("; set aside and not counted:") + text;
}

/// How many are nearly certain, their area, and what the score is.
Html surest(const SlideSummary& s) {
    if (s.at_confidence.empty()) {
        return {};
    }
    const AreaAtConfidence& at = s.at_confidence.back();
    const Html scale(" " + report::score_scale(s));
    if (s.deposit_count == 1) {
        return Html(fmt::format("Its score is {} {:g}.", at.count == 1 ? "at least" : "below", at.confidence_from)) +
               scale;
    }
    const std::string key = fmt::format("/at_confidence/{}", s.at_confidence.size() - 1);
    return count_figure(key + "/count", at.count) + Html(" of them (") + area_figure(key + "/area_um2", at.area) +
           Html(with_symbols(
               fmt::format(" um2) {} a score of at least {:g}.", at.count == 1 ? "has" : "have", at.confidence_from))) +
           scale;
}

Html where(const SlideSummary& s) {
    Html text;
    for (std::size_t i = 0; i < s.by_zone.size(); ++i) {
        if (s.by_zone[i].count == 0) {
            continue;
        }
        text += Html(text.empty() ? "" : ", ") + count_figure(zone_key(i, "count"), s.by_zone[i].count) +
                Html(s.by_zone[i].name == name(Zone::unassessable) ? " in a layer that is not known"
                                                                   : " in the " + s.by_zone[i].name);
    }
    return text;
}

Html pattern_sentence(const SlideSummary& s) {
    if (s.skin.assessable && !s.depth_by_area) {
        return Html(" How deep they lie is not known: ") + where(s) + Html(".");
    }
    if (!s.skin.assessable) {
        return Html(fmt::format(" {} depth cannot be assessed{}.", s.deposit_count == 1 ? "Its" : "Their",
                                s.skin.reason.empty() ? "" : ": " + s.skin.reason));
    }
    const std::string softer = pattern_words(s).substr(std::min(s.pattern.size(), pattern_words(s).size()));
    return Html(" Pattern by depth: ") + element("strong", {{"data-key", "/pattern"}}, s.pattern) +
           Html(softer + " (") + where(s) + Html(").");
}

Html median_depth(const SlideSummary& s) {
    if (!s.depth_by_area) {
        return {};
    }
    const std::string basis = report::with_depth(s);
    return Html(" Median depth by area: ") + length_figure("/depth_um/by_area/p50", s.depth_by_area->p50) +
           Html(with_symbols(" um")) +
           Html(basis.empty() ? "." : fmt::format(", of {}; that of the others is not known.", basis));
}

Html bar_cell(double share, Zone zone) {
    constexpr double full = 100.0;
    const Html bar = element(
        "svg",
        {{"viewBox", "0 0 100 10"}, {"preserveAspectRatio", "none"}, {"class", "share"}, {"aria-hidden", "true"}},
        svg_rect(0.0, 0.0, full * share, 10.0, "bar", colour_code(report::zone_colour(zone))));
    return element("td", {{"class", "bar-cell"}}, share > 0.0 ? bar : Html());
}

Html zone_share(const SlideSummary& s, std::size_t i) {
    const Totals& zone = s.by_zone[i];
    if (zone.tissue_area.value() <= 0.0 && zone.name != name(Zone::unassessable)) {
        return Html(s.skin.assessable ? "not found" : "not assessed");
    }
    if (zone.tissue_area.value() <= 0.0) {
        return Html("\u2013");
    }
    return percent_figure(zone_key(i, "area_fraction"), zone.area / zone.tissue_area);
}

Html zone_row(const SlideSummary& s, std::size_t i) {
    const Totals& zone = s.by_zone[i];
    const auto found =
        std::find_if(all_zones.begin(), all_zones.end(), [&](Zone one) { return name(one) == zone.name; });
    const Zone which = found == all_zones.end() ? Zone::unassessable : *found;
    const double share = s.deposit_area.value() > 0.0 ? zone.area / s.deposit_area : 0.0;
    const std::string swatch = fmt::format("swatch swatch-{}", zone_class(which));
    const Html title =
        element("span", {{"class", swatch}, {"aria-hidden", "true"}}) +
        Html(which == Zone::unassessable ? (s.skin.assessable ? "layer not known" : "depth not assessed") : zone.name);
    return element("tr", {},
                   element("th", {{"scope", "row"}}, title) + cell(count_figure(zone_key(i, "count"), zone.count)) +
                       cell(area_figure(zone_key(i, "area_um2"), zone.area)) + bar_cell(share, which) +
                       cell(zone_share(s, i)));
}

Html interval_value(const SlideSummary& s) {
    const Interval& interval = s.area_fraction_interval;
    if (!interval.low || !interval.high) {
        return Html(interval.reason);
    }
    return percent_figure("/area_fraction_interval/low", *interval.low) + Html(" to ") +
           percent_figure("/area_fraction_interval/high", *interval.high);
}

Html range_value(const std::string& key, const Distribution& d) {
    return length_figure(key + "/p50", d.p50) + Html(" (") + length_figure(key + "/p10", d.p10) + Html(" to ") +
           length_figure(key + "/p90", d.p90) + Html(with_symbols(") um"));
}

Html deposit_row(const DepositRow& row, std::size_t number) {
    const std::string swatch = fmt::format("swatch swatch-{}", zone_class(row.zone));
    const Html zone = element("span", {{"class", swatch}, {"aria-hidden", "true"}}) + Html(name(row.zone));
    const Html link =
        element("a", {{"href", fmt::format("#shape{}", number)}, {"class", "to-shape"}}, std::to_string(number));
    return element(
        "tr", {{"id", fmt::format("deposit{}", number)}, {"tabindex", "-1"}},
        element("th", {{"scope", "row"}}, link) + element("td", {}, zone) +
            cell(row.depth ? report::readable_whole(row.depth->value()) : std::string("\u2013")) +
            cell(report::readable_whole(row.area.value())) + cell(report::readable_whole(row.max_diameter.value())) +
            element("td", {}, std::string(name(row.morphology))) + cell(report::readable_score(row.confidence)));
}

}  // namespace

Html answer(const SlideSummary& s) {
    const Html tissue = mm2_figure("/tissue_area_um2", s.tissue_area);
    if (s.deposit_count == 0) {
        const std::string limit = report::detection_limit(s);
        return element("strong", {}, "No deposits") + Html(" with the look of calcium in ") + tissue +
               Html(fmt::format(" of {} on {}", matter_of(s), report::readable_stain(s.stain.stain))) + set_aside(s) +
               Html(".") + (limit.empty() ? Html() : Html(" ") + element("strong", {}, limit)) +
               Html(with_symbols(" " + report::found_below_threshold(s)));
    }
    return element("strong", {},
                   count_figure("/deposit_count", s.deposit_count) +
                       Html(s.deposit_count == 1 ? " deposit" : " deposits")) +
           Html(fmt::format(" with the look of calcium on {}, ", report::readable_stain(s.stain.stain))) +
           area_figure("/deposit_area_um2", s.deposit_area) + Html(with_symbols(" um2, ")) +
           percent_figure("/area_fraction", s.area_fraction) + Html(" of ") + tissue +
           Html(fmt::format(" of {}", matter_of(s))) + set_aside(s) + Html(".") + pattern_sentence(s) + median_depth(s);
}

Html caveats(const SlideSummary& s) {
    const bool any = s.deposit_count > 0;
    const std::string outlined = report::outlined_by_person(s);
    Html items;
    for (const Html& text : {Html(outlined.empty() ? outlined : outlined + "."), Html(report::proof(s)),
                             any ? surest(s) : Html(), Html(any ? with_symbols(s.pattern_context) : "")}) {
        items += text.empty() ? text : element("li", {}, text);
    }
    return element("ul", {{"class", "context"}}, items);
}

Html zone_table(const SlideSummary& s) {
    const Html head = element("tr", {},
                              heading("Layer", "") + heading("Deposits") + heading(with_symbols("Area, um2")) +
                                  heading("", "bar-cell") + heading("Of its tissue"));
    Html rows;
    for (std::size_t i = 0; i < s.by_zone.size(); ++i) {
        rows += zone_row(s, i);
    }
    const Html total =
        element("tr", {{"class", "total"}},
                element("th", {{"scope", "row"}}, "all") + cell(count_figure("/deposit_count", s.deposit_count)) +
                    cell(area_figure("/deposit_area_um2", s.deposit_area)) + element("td", {{"class", "bar-cell"}}) +
                    cell(percent_figure("/area_fraction", s.area_fraction)));
    return element("table", {{"class", "zones"}}, element("thead", {}, head) + element("tbody", {}, rows + total));
}

namespace {

/// The area at other thresholds; without deposits only where there would be any.
Html threshold_terms(const SlideSummary& s) {
    Html terms;
    for (std::size_t i = 0; i < s.at_other_seeds.size(); ++i) {
        const AreaAtSeed& at = s.at_other_seeds[i];
        const std::string key = fmt::format("/at_other_seeds/{}", i);
        terms += term(fmt::format("With a density of {:.2f} as threshold, not {:.2f}", at.seed_od, s.seed_od),
                      count_figure(key + "/count", at.count) + Html(at.count == 1 ? " deposit, " : " deposits, ") +
                          area_figure(key + "/area_um2", at.area) + Html(with_symbols(" um2")));
    }
    const bool any = s.deposit_count > 0 || !report::found_below_threshold(s).empty();
    return any ? terms : Html();
}

Html figures_of_deposits(const SlideSummary& s) {
    Html terms = term("Share of the tissue, 95 % interval in this section", interval_value(s));
    if (s.diameter_by_area) {
        terms +=
            term("Diameter by area, median (10th to 90th)", range_value("/diameter_um/by_area", *s.diameter_by_area));
    }
    if (s.depth_by_area) {
        const std::string basis = report::with_depth(s);
        terms += term("Depth by area, median (10th to 90th)" + (basis.empty() ? "" : ", of " + basis),
                      range_value("/depth_um/by_area", *s.depth_by_area));
    }
    return terms;
}

}  // namespace

Html key_figures(const SlideSummary& s) {
    const Html terms = (s.deposit_count == 0 ? Html() : figures_of_deposits(s)) + threshold_terms(s);
    const std::string why = s.deposit_count == 0 ? "" : report::merging_explained(s);
    return terms.empty() ? terms
                         : element("dl", {{"class", "key-figures"}}, terms) +
                               (why.empty() ? Html() : element("p", {{"class", "note"}}, why));
}

Html flag_list(const SlideSummary& s) {
    Html items;
    for (const std::string& flag : s.flags) {
        const report::Explanation words = report::explained(flag, report::flag_explanations());
        items += element("li", {},
                         element("strong", {}, report::flag_sentence(flag, s)) +
                             Html(fmt::format(" {}", words.remedy)) + Html(" ") + element("code", {}, flag));
    }
    if (s.analysed_fraction < 1.0) {
        items += element("li", {},
                         element("strong", {},
                                 Html("Only ") + percent_figure("/analysed_fraction", s.analysed_fraction) +
                                     Html(" of the tissue could be read.")));
    }
    return items.empty() ? element("p", {}, "No flags were raised.") : element("ul", {{"class", "flags"}}, items);
}

Html deposit_table(const SlideResult& result) {
    if (result.deposits.empty()) {
        return {};
    }
    const std::vector<std::size_t> shown = largest(result.deposits, most_rows);
    const Html head = element("tr", {},
                              heading("No.", "") + heading("Layer", "") + heading(with_symbols("Depth, um")) +
                                  heading(with_symbols("Area, um2")) + heading(with_symbols("Across, um")) +
                                  heading("Form", "") + heading("Score"));
    Html rows;
    for (const std::size_t i : shown) {
        rows += deposit_row(result.deposits[i], i + 1);
    }
    const std::string title =
        shown.size() == result.deposits.size()
            ? (shown.size() == 1 ? "The one deposit" : fmt::format("All {} deposits", shown.size()))
            : fmt::format("The {} largest of {} deposits", shown.size(), result.deposits.size());
    const Html note = element("p", {{"class", "note"}},
                              "Numbers are those of the rows of deposits.csv, which has all columns. A "
                              "number leads to the deposit in the picture.");
    return element(
        "details", {{"id", "deposits"}},
        element("summary", {}, title) + note +
            element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", title}},
                    element("table", {}, element("thead", {}, head) + element("tbody", {}, rows))));
}

}  // namespace kossa::page
