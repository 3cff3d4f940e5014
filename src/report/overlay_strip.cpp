#include "kossa/report/overlay_strip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kossa/report/overlay_picture.hpp"
#include "kossa/report/overlay_text.hpp"
#include "kossa/report/parameter.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::report {

namespace {

constexpr double font_capital_px = 21.0;  // height of a capital letter at scale 1
constexpr double smallest_capital_px = 9.0;
constexpr double largest_capital_px = 22.0;
constexpr double smallest_bold_capital_px = 16.0;
constexpr double longer_side_per_capital_px = 110.0;
constexpr int column_characters = 42;  // enough for every line of the legend

int gap_beside(const TextStyle& style) {
    return style.line_height / 2;
}

int column_width(const TextStyle& style) {
    return text_width(std::string(column_characters, 'n'), style);
}

bool worth_a_line(const Totals& totals, const SkinReport& skin) {
    const bool about_depth = totals.name != name(Zone::unassessable);
    return totals.count > 0 || (about_depth && skin.assessable);
}

std::vector<StripLine> zone_lines(const SlideSummary& summary) {
    std::vector<StripLine> lines;
    for (const Zone zone : all_zones) {
        for (const Totals& totals : summary.by_zone) {
            if (totals.name == name(zone) && worth_a_line(totals, summary.skin)) {
                lines.push_back({totals_text(totals), Swatch::fill, {zone_colour(zone), 1}, {}});
            }
        }
    }
    return lines;
}

bool any_named(const SlideResult& result, FindingClass finding) {
    return std::ranges::any_of(result.confusers, [finding](const ConfuserRow& row) { return row.finding == finding; });
}

std::vector<StripLine> layer_lines(const SlideResult& result, const Pens& pens) {
    const LayerOutlines& layers = result.layers;
    std::vector<StripLine> lines;
    if (!layers.epidermis.empty()) {
        lines.push_back({"outline of the epidermis", Swatch::line, pens.epidermis, {}});
    }
    if (!layers.junction.empty()) {
        lines.push_back({"dermo-epidermal junction, smoothed", Swatch::line, pens.junction, {}});
    }
    if (!layers.drawn_junction.empty()) {
        lines.push_back({"dermo-epidermal junction, as drawn", Swatch::line, pens.junction, {}});
    }
    if (!layers.upper_dermis.empty() && !layers.deep_dermis.empty()) {
        const double border = parameter_or(result.summary, "depth.upper_dermis_um", 0.0);
        lines.push_back({fmt::format("border of upper and deep dermis, {} um", readable_whole(border)),
                         Swatch::line,
                         pens.dermis_border,
                         {}});
    }
    if (!layers.subcutis.empty()) {
        lines.push_back({"outline of the subcutis", Swatch::line, pens.subcutis, {}});
    }
    if (!layers.excluded.empty()) {
        lines.push_back({"taken out by hand, not measured", Swatch::line, pens.excluded, {}});
    }
    return lines;
}

Background shown_at(const Background& background, const cv::Size& picture) {
    return {RgbImage(picture),
            {background.level0_from_overlay.x * background.image.cols / picture.width,
             background.level0_from_overlay.y * background.image.rows / picture.height}};
}

std::vector<StripLine> legend_lines(const SlideResult& result, const Background& shown) {
    const Pens pens = pens_for(shown.image.size());
    std::vector<StripLine> lines = zone_lines(result.summary);
    const Pen black{okabe_ito::black, pens.deposit_thickness};
    if (std::ranges::any_of(result.deposits, [&](const DepositRow& row) { return needs_ring(row, shown); })) {
        lines.push_back({"ring: small deposit, enlarged", Swatch::ring, black, {}});
    }
    if (std::ranges::any_of(result.deposits, [&](const DepositRow& row) { return needs_line_round(row, shown); })) {
        lines.push_back({"line round grains: one deposit; the grains count", Swatch::ring, black, {}});
    }
    if (any_named(result, FindingClass::uncertain)) {
        lines.push_back({"dashed ring: may be calcium, not counted", Swatch::ring, pens.uncertain, {}});
    }
    if (any_named(result, FindingClass::carbon)) {
        lines.push_back({"may be carbon or tattoo, not counted", Swatch::ring, pens.carbon, {}});
    }
    const std::vector<StripLine> layers = layer_lines(result, pens);
    lines.insert(lines.end(), layers.begin(), layers.end());
    return lines;
}

std::vector<StripLine> caption_lines(const SlideSummary& summary, int width, const TextStyle& style) {
    std::vector<StripLine> lines;
    const auto width_of = [&style](const std::string& text) { return text_width(text, style); };
    for (const Paragraph& paragraph : caption(summary)) {
        for (const std::string& line : wrapped(paragraph, width, width_of)) {
            lines.push_back({line, Swatch::none, {}, {}});
        }
    }
    return lines;
}

/// Wraps what is too wide; the further lines of an entry keep its indent.
std::vector<StripLine> wrapped_legend(const std::vector<StripLine>& legend, int width, const TextStyle& style) {
    constexpr std::size_t most_lines = 2;
    std::vector<StripLine> lines;
    const auto width_of = [&style](const std::string& text) { return text_width(text, style); };
    for (const StripLine& entry : legend) {
        const int text_room = width - text_indent(entry.swatch, style);
        StripLine line = entry;
        for (const std::string& text : wrapped({entry.text, most_lines}, text_room, width_of)) {
            line.text = text;
            lines.push_back(line);
            line.swatch = Swatch::continued;
        }
    }
    return lines;
}

/// Stacks the lines and gives the height where the next one would begin.
int stack(std::vector<StripLine>& placed, std::vector<StripLine> lines, cv::Point at, const TextStyle& style) {
    for (StripLine& line : lines) {
        line.top_left = at;
        at.y += style.line_height;
        placed.push_back(std::move(line));
    }
    return at.y;
}

std::optional<ScaleBar> bar_of(const SlideIdentity& slide, const Background& shown) {
    if (!slide.mpp_x || !(*slide.mpp_x > 0.0)) {
        return std::nullopt;
    }
    return scale_bar(*slide.mpp_x * shown.level0_from_overlay.x, shown.image.cols);
}

int bar_row_width(const std::optional<ScaleBar>& bar, const TextStyle& style) {
    return bar ? bar->length_px + gap_beside(style) + text_width(bar->label, style) : 0;
}

}  // namespace

TextStyle strip_style(const cv::Size& picture) {
    const double capital = std::clamp(std::max(picture.width, picture.height) / longer_side_per_capital_px,
                                      smallest_capital_px, largest_capital_px);
    return {.font = cv::FONT_HERSHEY_SIMPLEX,
            .scale = capital / font_capital_px,
            .thickness = capital < smallest_bold_capital_px ? 1 : 2,
            .line_height = cvCeil(1.9 * capital),
            .swatch_width = cvCeil(2.2 * capital)};
}

int text_width(const std::string& text, const TextStyle& style) {
    int below_baseline = 0;
    return cv::getTextSize(text, style.font, style.scale, style.thickness, &below_baseline).width;
}

int capital_height(const TextStyle& style) {
    return cvRound(font_capital_px * style.scale);
}

int text_indent(Swatch swatch, const TextStyle& style) {
    return swatch == Swatch::none ? 0 : style.swatch_width + gap_beside(style);
}

StripLayout strip_layout(const SlideResult& result, const Background& background, const cv::Size& picture, Side side) {
    const TextStyle style = strip_style(picture);
    const Background shown = shown_at(background, picture);
    const int pad = gap_beside(style);
    StripLayout layout{{}, picture, style, bar_of(result.summary.slide, shown), {}, {}};

    const int column = std::max(column_width(style), bar_row_width(layout.bar, style));
    const int inner = side == Side::beside ? column : std::max(column, picture.width - 2 * pad);
    const bool two_columns = inner >= 2 * column + pad;
    const int width = two_columns ? (inner - pad) / 2 : inner;

    layout.bar_top_left =
        side == Side::beside ? cv::Point(picture.width + pad, pad) : cv::Point(pad, picture.height + pad);
    const cv::Point text_at = layout.bar_top_left + cv::Point(0, style.line_height + pad / 2);
    const int caption_end = stack(layout.lines, caption_lines(result.summary, width, style), text_at, style);
    const cv::Point legend_at =
        two_columns ? text_at + cv::Point(width + pad, 0) : cv::Point(text_at.x, caption_end + pad);
    const int legend_end =
        stack(layout.lines, wrapped_legend(legend_lines(result, shown), width, style), legend_at, style);

    const cv::Point end(layout.bar_top_left.x + inner + pad, std::max(caption_end, legend_end) + pad / 2);
    layout.canvas = {std::max(picture.width, end.x), std::max(picture.height, end.y)};
    return layout;
}

}  // namespace kossa::report
