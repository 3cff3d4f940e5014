#include "kossa/page/report_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kossa/page/case_section.hpp"
#include "kossa/page/charts.hpp"
#include "kossa/page/figures.hpp"
#include "kossa/page/gallery.hpp"
#include "kossa/page/html.hpp"
#include "kossa/page/method.hpp"
#include "kossa/page/openseadragon.hpp"
#include "kossa/page/script.hpp"
#include "kossa/page/sections.hpp"
#include "kossa/page/sha256.hpp"
#include "kossa/page/slide_view.hpp"
#include "kossa/page/style.hpp"
#include "kossa/page/zoom_data.hpp"
#include "kossa/report/base64.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/jpeg.hpp"
#include "kossa/report/paragraph.hpp"
#include "kossa/report/wording.hpp"

namespace kossa::page {

namespace {

constexpr const char* research_use = "Research use only. Measurements, not a diagnosis.";

/// What the page shows of the slide itself.
struct Pictures {
    const std::optional<report::Background>& background;
    const std::vector<report::CropPicture>& crops;
    const std::vector<ZoomTile>& tiles;
};

/// In the order in which they run.
std::vector<std::string> scripts_of(const SlideSummary& s, const Pictures& pictures) {
    const bool shows_slide = s.status == "ok" && pictures.background;
    return shows_slide ? std::vector{viewer_library(), script()} : std::vector{script()};
}

std::string policy(const std::vector<std::string>& scripts) {
    const auto hash = [](std::string_view text) { return fmt::format("'sha256-{}'", report::base64(sha256(text))); };
    std::string hashes = hash(scripts.front());
    std::for_each(scripts.begin() + 1, scripts.end(), [&](const std::string& text) { hashes += ' ' + hash(text); });
    return fmt::format(
        "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(style()), hashes);
}

Html head(const SlideSummary& s, const std::vector<std::string>& scripts) {
    return element("head", {},
                   element("meta", {{"charset", "utf-8"}}) +
                       element("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy(scripts)}}) +
                       element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
                       element("meta", {{"name", "color-scheme"}, {"content", "light dark"}}) +
                       element("title", {}, s.slide.name + " \u2013 kossa") + style_element(style()));
}

Html banner(const SlideSummary& s) {
    return element("header", {}, element("h1", {}, s.slide.name) + element("p", {{"class", "banner"}}, research_use));
}

Html footer(const SlideSummary& s) {
    return element("footer", {}, element("p", {}, fmt::format("kossa {}. {}", s.kossa_version, research_use)));
}

Html section(const std::string& title, const Html& content, const std::string& css_class = "") {
    if (content.empty()) {
        return {};
    }
    return element("section", {{"class", css_class}}, element("h2", {}, title) + content);
}

Html chart(const std::string& title, const Html& drawing, const std::string& note = "") {
    if (drawing.empty()) {
        return {};
    }
    const Html caption = element("figcaption", {}, title);
    return element("figure", {{"class", "plot"}},
                   caption + drawing + (note.empty() ? Html() : element("p", {{"class", "note"}}, note)));
}

Html charts(const SlideResult& result) {
    const std::string basis = report::with_depth(result.summary);
    const std::string others =
        basis.empty() ? ""
                      : fmt::format(
                            " Shares of {}; for the pattern the others count as far as it is known how deep they "
                            "lie at least or at most.",
                            basis);
    const Html plots =
        chart("Depth profile", depth_chart(result),
              basis.empty() ? "" : fmt::format("Of {}; how deep the others lie is not known.", basis)) +
        chart("Sizes", size_chart(result.deposits)) +
        chart("How superficial, for any border", superficial_chart(result.summary),
              "Points: share of the deposit area above the border and not in fat. Grey: the borders that decide the "
              "pattern; "
              "it is superficial when all there are above the upper dashed line, deep when all are below the "
              "lower one. Deposits in fat count as deep." +
                  others);
    return plots.empty() ? plots : element("div", {{"class", "plots"}}, plots);
}

Html overview(const SlideResult& result, const Pictures& pictures) {
    const SlideSummary& s = result.summary;
    const Html view = pictures.background ? slide_view(result, *pictures.background, pictures.tiles) : Html();
    const Html picture = view.empty() ? Html() : element("div", {{"class", "picture"}}, view);
    const Html side =
        element("div", {{"class", "side"}},
                section("Deposits by layer", zone_table(s)) + key_figures(s) + section("Flags", flag_list(s)));
    return element("div", {{"class", "overview"}}, picture + side) + charts(result);
}

Html to_paste(const SlideSummary& s) {
    const Html text = element("p", {{"id", "paste"}, {"class", "paste"}, {"tabindex", "0"}}, report::paragraph(s));
    const Html button = element("button", {{"type", "button"}, {"data-copy", "paste"}}, "Copy");
    return section("To paste into a report", text + button);
}

Html answer_block(const SlideSummary& s) {
    return element("p", {{"class", "answer"}}, answer(s)) + caveats(s);
}

Html measured(const SlideResult& result, const Pictures& pictures) {
    const SlideSummary& s = result.summary;
    return answer_block(s) + case_section(s) + overview(result, pictures) + to_paste(s) +
           section("To look at", gallery(result, pictures.crops)) + deposit_table(result) +
           section("Looked at and not counted", confuser_section(result, pictures.crops)) +
           section("How it was measured", method_section(s) + parameter_table(s));
}

/// A message and the advice that stands behind its last semicolon; where there is none, that for its code.
struct Failure {
    std::string why;
    std::string advice;
};

Failure failure_of(const SlideSummary& s) {
    const std::string message = s.error.substr(0, s.error.find_last_not_of('.') + 1);
    const std::size_t end = message.rfind("; ");
    if (end == std::string::npos) {
        return {message + ".", std::string(report::explained(s.error_code, report::error_explanations()).remedy)};
    }
    return {message.substr(0, end) + ".", message.substr(end + 2) + "."};
}

Html picture_of_failed(const SlideSummary& s, const std::optional<report::Background>& background) {
    if (!background) {
        return {};
    }
    const std::string data = fmt::format(
        "data:image/jpeg;base64,{}", report::base64(report::jpeg_bytes(background->image, report::JpegUse::on_screen)));
    return element("figure", {{"class", "failed-picture"}},
                   element("img", {{"src", data}, {"alt", "The slide as it was read"}}) +
                       element("figcaption", {}, "The slide as it was read: " + s.slide.name));
}

Html failed(const SlideSummary& s, const std::optional<report::Background>& background) {
    const Failure failure = failure_of(s);
    Html what = element("p", {{"class", "answer"}}, "This slide could not be measured: " + with_symbols(failure.why));
    what += element("p", {}, element("strong", {}, "What to do: ") + Html(with_symbols(failure.advice)));
    what += element("p", {}, "This is no finding of no deposits: nothing is known of them.");
    what += element("p", {{"class", "note"}}, Html("Code: ") + element("code", {}, s.error_code));
    return element("div", {{"class", "failure"}, {"role", "alert"}}, what) + picture_of_failed(s, background);
}

}  // namespace

report::Document report_page(const SlideResult& result, const std::optional<report::Background>& background,
                             const std::vector<report::CropPicture>& crops, const std::vector<ZoomTile>& tiles) {
    const SlideSummary& s = result.summary;
    const Pictures pictures{background, crops, tiles};
    const std::vector<std::string> scripts = scripts_of(s, pictures);
    const Html content = banner(s) +
                         element("main", {}, s.status == "ok" ? measured(result, pictures) : failed(s, background)) +
                         footer(s);
    std::string beginning = "<!DOCTYPE html>\n" + start_tag("html", {{"lang", "en"}}) + head(s, scripts).markup() +
                            start_tag("body") + content.markup();
    std::string ending;
    const bool zooms = s.status == "ok" && background && !tiles.empty();
    if (zooms) {
        beginning += start_tag("div", zoom_attributes(tiles, s.slide, *background));
        ending += end_tag("div");
    }
    for (const std::string& text : scripts) {
        ending += script_element(text).markup();
    }
    ending += end_tag("body") + end_tag("html") + "\n";
    return [beginning = std::move(beginning), ending = std::move(ending), zooms, &tiles](const report::TextSink& sink) {
        sink(beginning);
        if (zooms) {
            std::ranges::for_each(tiles, [&sink](const ZoomTile& tile) { sink(zoom_tile(tile).markup()); });
        }
        sink(ending);
    };
}

}  // namespace kossa::page
