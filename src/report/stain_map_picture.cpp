#include "kossa/report/stain_map_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "kossa/report/overlay_strip.hpp"
#include "kossa/report/overlay_text.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::report {

namespace {

constexpr int colours = 256;
constexpr double tick_od = 0.5;
constexpr int narrowest_strip_characters = 40;
constexpr std::size_t most_caption_lines = 4;
constexpr std::string_view silver = "silver";

RgbImage coloured(const cv::Mat_<std::uint8_t>& steps) {
    cv::Mat blue_first;
    cv::applyColorMap(steps, blue_first, cv::COLORMAP_VIRIDIS);
    RgbImage image;
    cv::cvtColor(blue_first, image, cv::COLOR_BGR2RGB);
    return image;
}

std::string quantity_text(const StainMap& map, const StainReport& stain) {
    if (map.name == silver) {
        return "Silver: mean optical density (OD) of red, green and blue; not unmixed";
    }
    std::string text = fmt::format("{}: concentration in optical density (OD), stain vectors {}", map.name,
                                   stain.matrix_source == "profile"     ? "of a profile"
                                   : stain.matrix_source == "estimated" ? "estimated on this slide"
                                                                        : "of the reference");
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::vector<std::string> caption_of(const StainMap& map, const SlideSummary& summary, int width,
                                    const TextStyle& style) {
    const auto width_of = [&style](const std::string& text) { return text_width(text, style); };
    std::vector<std::string> lines;
    for (const std::string& text : {ascii(quantity_text(map, summary.stain)),
                                    ascii(fmt::format("{}, {}, kossa {}", summary.slide.name,
                                                      readable_stain(summary.stain.stain), summary.kossa_version)),
                                    std::string("Research use only. Not a diagnosis.")}) {
        const std::vector<std::string> wrapped_lines = wrapped({text, most_caption_lines}, width, width_of);
        lines.insert(lines.end(), wrapped_lines.begin(), wrapped_lines.end());
    }
    return lines;
}

struct ColourBar {
    cv::Rect place;
    TextStyle style;
};

/// "0", "0.5", "1", and at the end "1.5 OD or more".
std::string tick_text(double od) {
    return od < stain_map_largest_od ? fmt::format("{:g}", od) : fmt::format("{:g} OD or more", od);
}

void draw_colour_bar(RgbImage& canvas, const ColourBar& bar) {
    cv::Mat_<std::uint8_t> ramp(1, colours);
    for (int i = 0; i < colours; ++i) {
        ramp(0, i) = static_cast<std::uint8_t>(i);
    }
    cv::Mat stretched;
    cv::resize(coloured(ramp), stretched, bar.place.size(), 0.0, 0.0, cv::INTER_NEAREST);
    stretched.copyTo(canvas(bar.place));
    const int foot = bar.place.y + bar.place.height;
    for (int tick = 0; tick * tick_od <= stain_map_largest_od; ++tick) {
        const double od = tick * tick_od;
        const int x = bar.place.x + cvRound(od / stain_map_largest_od * (bar.place.width - 1));
        cv::line(canvas, {x, foot}, {x, foot + bar.style.line_height / 4}, scalar(strip_ink), bar.style.thickness);
        const std::string text = tick_text(od);
        const std::string number = fmt::format("{:g}", od);
        write_strip_text(
            canvas, text,
            {std::max(bar.place.x, x - text_width(number, bar.style) / 2), foot + bar.style.line_height / 4},
            bar.style);
    }
}

}  // namespace

RgbImage draw_stain_map(const StainMap& map, const SlideSummary& summary) {
    const cv::Size picture = map.steps.size();
    const TextStyle style = strip_style(picture);
    const int pad = style.line_height / 2;
    const int room = std::max(picture.width - 2 * pad, text_width(std::string(narrowest_strip_characters, 'n'), style));
    const std::vector<std::string> caption = caption_of(map, summary, room, style);

    StripLayout layout{{}, picture, style, {}, {pad, picture.height + pad}, {}};
    if (summary.slide.mpp_x && *summary.slide.mpp_x > 0.0) {
        layout.bar = scale_bar(*summary.slide.mpp_x * map.level0_from_map.x, picture.width);
    }
    const int bar_top = layout.bar_top_left.y + style.line_height + pad;
    const ColourBar bar{{pad, bar_top, room / 2, style.line_height}, style};
    cv::Point at(pad, bar_top + 2 * style.line_height + style.line_height / 2 + pad / 2);
    for (const std::string& line : caption) {
        layout.lines.push_back({line, Swatch::none, {}, at});
        at.y += style.line_height;
    }
    layout.canvas = {std::max(picture.width, room + 2 * pad), at.y + pad};
    RgbImage canvas(layout.canvas, cv::Vec3b::all(255));
    coloured(map.steps).copyTo(canvas(cv::Rect({0, 0}, picture)));
    draw_strip(canvas, layout);
    draw_colour_bar(canvas, bar);
    return canvas;
}

}  // namespace kossa::report
