#include "kossa/page/method.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include "kossa/page/figures.hpp"
#include "kossa/report/number.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::page {

namespace {

Html list(const Html& terms) {
    return element("dl", {{"class", "facts"}}, terms);
}

Html group(const std::string& title, const Html& content) {
    return element("section", {}, element("h3", {}, title) + content);
}

Html optional_percent(const std::string& key, const std::optional<double>& share) {
    return share ? percent_figure(key, *share) : Html("not measured");
}

Html slide_facts(const SlideIdentity& slide) {
    Html terms = term("File", slide.name) + term("Format", slide.vendor);
    terms += term("Fingerprint", element("code", {}, slide.quickhash));
    terms +=
        term("Image", fmt::format("{} \u00d7 {} pixels", report::readable_whole(static_cast<double>(slide.size.width)),
                                  report::readable_whole(static_cast<double>(slide.size.height))));
    if (slide.mpp_x && slide.mpp_y) {
        terms += term("Pixel size", plain_figure("/slide/mpp_x", *slide.mpp_x) + Html(" \u00d7 ") +
                                        plain_figure("/slide/mpp_y", *slide.mpp_y) +
                                        Html(with_symbols(" um, from ") + slide.mpp_source));
    }
    if (slide.objective_power) {
        terms += term("Objective", plain_figure("/slide/objective_power", *slide.objective_power) + Html("\u00d7"));
    }
    return list(terms);
}

Html triple(const std::string& key, const std::array<double, 3>& values) {
    Html html;
    for (std::size_t i = 0; i < values.size(); ++i) {
        html += Html(i == 0 ? "" : ", ") + plain_figure(fmt::format("{}/{}", key, i), values.at(i));
    }
    return html;
}

Html stain_facts(const SlideSummary& s) {
    const StainReport& stain = s.stain;
    const std::string how = stain.source == "recognised" ? "recognised by its colours" : "as given with --stain";
    Html terms = term("Stain", fmt::format("{}, {}", report::readable_stain(stain.stain), how));
    terms += term("White point (red, green, blue)",
                  triple("/stain/white_point_rgb", stain.white_point) + Html(", from " + stain.white_point_source));
    for (std::size_t i = 0; i < std::min(stain.stain_names.size(), stain.vectors.size()); ++i) {
        terms += term(fmt::format("{} vector, {}", stain.stain_names[i], stain.matrix_source),
                      triple(fmt::format("/stain/vectors/{}/od_rgb", i), stain.vectors[i]));
    }
    terms += term("Threshold, optical density", plain_figure("/seed_od", s.seed_od));
    terms += term("Measured on pixels of",
                  plain_figure("/working_um_per_px", s.working_um_per_px) + Html(with_symbols(" um")));
    return list(terms);
}

std::string source_text(LayerSource source) {
    return source == LayerSource::regions ? "outlined by a person" : "found by the program";
}

bool has_tissue(const SlideSummary& s, Zone zone) {
    return std::any_of(s.by_zone.begin(), s.by_zone.end(), [zone](const Totals& totals) {
        return totals.name == name(zone) && totals.tissue_area.value() > 0.0;
    });
}

Html skin_facts(const SlideSummary& s) {
    const SkinReport& skin = s.skin;
    Html terms = term("Tissue", mm2_figure("/tissue_area_um2", s.tissue_area) +
                                    Html(fmt::format(" in {}, {}", report::counted(s.tissue_pieces, "piece"),
                                                     source_text(skin.sources.tissue))));
    terms +=
        term("Epidermis", skin.assessable ? source_text(skin.sources.epidermis) : "not to be trusted: " + skin.reason);
    if (skin.epidermis_thickness) {
        terms += term("Thickness of the epidermis",
                      length_figure("/skin/epidermis_thickness_um", skin.epidermis_thickness->value()) +
                          Html(with_symbols(" um")));
    }
    if (skin.assessable) {
        terms += term("Junction", source_text(skin.sources.junction)) +
                 term("Fat", has_tissue(s, Zone::subcutis) ? source_text(skin.sources.subcutis) : "not found");
    }
    if (skin.section_depth) {
        terms += term("Depth of the section", length_figure("/skin/section_depth_um", skin.section_depth->value()) +
                                                  Html(with_symbols(" um below the junction")));
    }
    if (s.regions) {
        terms += term("Outlines", fmt::format("{} (SHA-1 {})", s.regions->file, s.regions->sha1));
    }
    return list(terms);
}

Html quality_facts(const SlideSummary& s) {
    const QualityReport& q = s.quality;
    Html terms = term("Tissue that could be read", percent_figure("/analysed_fraction", s.analysed_fraction));
    terms += term("Blurred", optional_percent("/quality/blurred_share", q.blurred_share));
    terms += term("At the dark end of the scale", optional_percent("/quality/clipped_share", q.clipped_share));
    terms +=
        term("Spread of the glass, optical density",
             q.white_spread_od ? plain_figure("/quality/white_spread_od", *q.white_spread_od) : Html("not measured"));
    if (q.stain_angle_degrees) {
        terms += term("Angle between the stains",
                      plain_figure("/quality/stain_angle_degrees", *q.stain_angle_degrees) + Html("\u00b0"));
    }
    return list(terms);
}

Html interval_facts(const SlideSummary& s) {
    Html terms;
    const Interval& interval = s.area_fraction_interval;
    terms += term("Deposit area over tissue area, 95 %",
                  interval.low && interval.high
                      ? percent_figure("/area_fraction_interval/low", *interval.low) + Html(" to ") +
                            percent_figure("/area_fraction_interval/high", *interval.high)
                      : Html(interval.reason));
    for (std::size_t i = 0; i < s.at_confidence.size(); ++i) {
        const std::string key = fmt::format("/at_confidence/{}", i);
        terms += term(fmt::format("With a score of at least {:g}", s.at_confidence[i].confidence_from),
                      count_figure(key + "/count", s.at_confidence[i].count) +
                          Html(s.at_confidence[i].count == 1 ? " deposit, " : " deposits, ") +
                          area_figure(key + "/area_um2", s.at_confidence[i].area) + Html(with_symbols(" um2")));
    }
    if (s.upper_third) {
        terms += term("In the upper third of the dermis",
                      percent_figure("/upper_third_of_dermis/fraction", s.upper_third->fraction));
    }
    const std::string third = s.upper_third ? "The pattern goes by depth in \u00b5m, the upper third by the way from "
                                              "junction to fat: in a thick dermis it may be deep. "
                                            : "";
    const Html note =
        element("p", {{"class", "note"}},
                third +
                    "The interval speaks about this section only, not about other sections or the patient. Lengths "
                    "are those on the glass, not corrected for shrinkage.");
    return list(terms) + note;
}

std::string value_text(const ParameterValue& parameter) {
    if (const double* real = std::get_if<double>(&parameter.value)) {
        return report::number_text(*real, report::Precision::as_it_is);
    }
    if (const std::int64_t* whole = std::get_if<std::int64_t>(&parameter.value)) {
        return std::to_string(*whole);
    }
    return std::get<std::string>(parameter.value);
}

}  // namespace

Html method_section(const SlideSummary& s) {
    return element("div", {{"class", "method"}},
                   group("Slide", slide_facts(s.slide)) + group("Stain", stain_facts(s)) +
                       group("Skin", skin_facts(s)) + group("Quality of the picture", quality_facts(s)) +
                       group("How sure", interval_facts(s)));
}

Html parameter_table(const SlideSummary& s) {
    Html rows;
    for (const ParameterValue& parameter : s.parameters) {
        rows += element("tr", {},
                        element("th", {{"scope", "row"}}, element("code", {}, parameter.key)) +
                            element("td", {{"class", "number"}}, value_text(parameter)) +
                            element("td", {}, with_symbols(parameter.unit)));
    }
    const Html head = element("tr", {},
                              element("th", {{"scope", "col"}}, "Parameter") +
                                  element("th", {{"scope", "col"}, {"class", "number"}}, "Value") +
                                  element("th", {{"scope", "col"}}, "Unit"));
    return element(
        "details", {},
        element("summary", {}, fmt::format("All {} parameters", s.parameters.size())) +
            element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Parameters"}},
                    element("table", {}, element("thead", {}, head) + element("tbody", {}, rows))));
}

}  // namespace kossa::page
