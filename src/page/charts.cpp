#include "kossa/page/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kossa/measure/pattern_context.hpp"
#include "kossa/page/bins.hpp"
#include "kossa/page/figures.hpp"
#include "kossa/page/svg.hpp"
#include "kossa/report/palette.hpp"
#include "kossa/report/parameter.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::page {

namespace {

constexpr double chart_width = 400.0;
constexpr double chart_height = 240.0;

/// The rectangle in which values are drawn; the rest is for the axes.
struct Frame {
    double left = 64.0;
    double top = 12.0;
    double right = chart_width - 14.0;
    double bottom = chart_height - 42.0;
};

constexpr Frame frame;
constexpr double tick_gap = 6.0;
constexpr double baseline_shift = 4.0;  // the middle of a digit above the line it stands on

Html x_axis(const Axis& x, const std::vector<double>& at, const std::string& title, double right = frame.right) {
    Html html = svg_line(frame.left, frame.bottom, right, frame.bottom, "axis");
    for (const double value : at) {
        html += svg_line(x(value), frame.bottom, x(value), frame.bottom + tick_gap - 2.0, "axis");
        html += svg_text(x(value), frame.bottom + 17.0, Anchor::middle, report::readable_whole(value));
    }
    return html + svg_text((frame.left + right) / 2.0, chart_height - 6.0, Anchor::middle, title);
}

Html y_axis(const Axis& y, const std::vector<double>& at, const std::string& title, const std::string& unit = "",
            double right = frame.right) {
    Html html = svg_line(frame.left, frame.top, frame.left, frame.bottom, "axis");
    for (const double value : at) {
        html += svg_line(frame.left, y(value), right, y(value), "grid");
        html += svg_text(frame.left - tick_gap, y(value) + baseline_shift, Anchor::end,
                         report::readable_whole(value) + unit);
    }
    return html + svg_upward_text(13.0, (frame.top + frame.bottom) / 2.0, title);
}

/// One layer as a band of depth.
struct Band {
    Zone zone;
    double from_um;
    double to_um;
};

Html band_rect(const Band& band, const Axis& y, double right) {
    return svg_rect(frame.left, y(band.from_um), right - frame.left, y(band.to_um) - y(band.from_um), "band",
                    colour_code(report::zone_colour(band.zone)));
}

std::vector<Band> bands_of(const DepthProfile& profile, double border_um) {
    const double from = profile.bins.front().from_um;
    const double to = profile.bins.back().to_um;
    std::vector<Band> bands;
    const auto add = [&bands](Zone zone, double begin, double end) {
        if (end > begin) {
            bands.push_back({zone, begin, end});
        }
    };
    add(Zone::epidermis, from, std::min(0.0, to));
    add(Zone::upper_dermis, std::max(0.0, from), std::min(border_um, to));
    add(Zone::deep_dermis, std::max(border_um, from), to);
    return bands;
}

/// Fat begins at no fixed depth: where the section has any, the lowest band holds both.
std::string band_name(Zone zone, const SlideSummary& s) {
    const bool has_fat = std::any_of(s.by_zone.begin(), s.by_zone.end(), [](const Totals& totals) {
        return totals.name == name(Zone::subcutis) && totals.tissue_area.value() > 0.0;
    });
    return zone == Zone::deep_dermis && has_fat ? "deep or fat" : std::string(name(zone));
}

/// The layers' names beside their bands, from the deepest up; one that would touch the one below it is left out.
Html band_names(const std::vector<Band>& bands, const SlideSummary& s, const Axis& y, double left) {
    constexpr double line_height = 15.0;
    Html names;
    double below = frame.bottom + line_height;
    for (std::size_t i = bands.size(); i-- > 0;) {
        const double middle = (y(bands[i].from_um) + y(bands[i].to_um)) / 2.0;
        if (below - middle >= line_height) {
            names += svg_text(left + tick_gap, middle + baseline_shift, Anchor::start, band_name(bands[i].zone, s));
            below = middle;
        }
    }
    return names;
}

Html depth_bars(const DepthProfile& profile, const Axis& x, const Axis& y) {
    constexpr double gap = 0.6;
    Html bars;
    for (const DepthBin& bin : profile.bins) {
        double sum = 0.0;
        for (const Zone zone : all_zones) {
            const double area = bin.area_um2.at(static_cast<std::size_t>(zone));
            if (area > 0.0) {
                bars +=
                    svg_rect(x(sum), y(bin.from_um) + gap, std::max(1.0, x(sum + area) - x(sum)),
                             y(bin.to_um) - y(bin.from_um) - 2.0 * gap, "bar", colour_code(report::zone_colour(zone)));
                sum += area;
            }
        }
    }
    return bars;
}

std::string depth_description(const SlideSummary& s) {
    if (!s.depth_by_area) {
        return "Deposit area against depth";
    }
    return fmt::format(
        "Deposit area against depth below the junction: half of the area lies above {} micrometres, nine "
        "tenths above {}",
        report::readable_whole(s.depth_by_area->p50), report::readable_whole(s.depth_by_area->p90));
}

std::string size_description(const std::vector<SizeBin>& bins) {
    std::string text = "Number of deposits by diameter in micrometres:";
    for (const SizeBin& bin : bins) {
        text += fmt::format(" {}: {};", bin.label, bin.count);
    }
    return text;
}

std::string superficial_description(const SlideSummary& s) {
    std::string text = "Superficial share of the deposit area by cut:";
    for (const SuperficialFraction& at : s.superficial) {
        text += fmt::format(" {:g} micrometres: {};", at.cut.value(), report::readable_percent(at.outside_fat));
    }
    return text;
}

/// Baselines of the labels of points from left to right: above the point, or as near to it as they neither touch the
/// one before nor lie on a dashed line.
class PointLabels {
  public:
    explicit PointLabels(const std::array<double, 2>& lines) : lines_(lines) {}

    double height(double x, double y) {
        constexpr std::array shifts{-9.0, 19.0, -23.0, 33.0, -37.0};
        const auto found = std::ranges::find_if(shifts, [&](double shift) { return is_free(x, y + shift); });
        x_ = x;
        baseline_ = y + (found == shifts.end() ? shifts.front() : *found);
        return baseline_;
    }

  private:
    static constexpr double widest = 38.0;   // "100 %"
    static constexpr double tallest = 14.0;  // with room to the next
    static constexpr double digit = 10.0;
    static constexpr double air = 2.0;

    std::array<double, 2> lines_;
    double x_ = -chart_width;
    double baseline_ = 0.0;

    bool is_free(double x, double baseline) const {
        const bool touches = x - x_ < widest && std::abs(baseline - baseline_) < tallest;
        const bool on_a_line = std::ranges::any_of(
            lines_, [baseline](double line) { return baseline + air > line && baseline - digit - air < line; });
        return !touches && !on_a_line && baseline < frame.bottom && baseline - digit > 0.0;
    }
};

}  // namespace

Html depth_chart(const SlideResult& result) {
    const DepthProfile profile = depth_profile(result);
    if (profile.bins.empty()) {
        return {};
    }
    double most = 0.0;
    for (const DepthBin& bin : profile.bins) {
        most = std::max(most, bin.total());
    }
    if (most <= 0.0) {
        return {};
    }
    constexpr double name_width = 76.0;  // "upper dermis" beside the bands
    constexpr double right = frame.right - name_width;
    const Axis x{0.0, most, frame.left, right - 8.0};
    const Axis y{profile.bins.front().from_um, profile.bins.back().to_um, frame.top, frame.bottom};
    constexpr int x_ticks = 5;
    constexpr int y_ticks = 8;
    const std::vector<Band> bands =
        bands_of(profile, report::parameter_or(result.summary, "depth.upper_dermis_um", 500.0));
    Html content;
    for (const Band& band : bands) {
        content += band_rect(band, y, right);
    }
    content += y_axis(y, ticks(y.from, y.to, y_ticks), "depth below the junction, \u00b5m", "", right);
    content += depth_bars(profile, x, y);
    content += svg_line(frame.left, y(0.0), right, y(0.0), "junction-line");
    content += x_axis(x, ticks(0.0, most, x_ticks),
                      fmt::format("deposit area per {:g} \u00b5m of depth, \u00b5m\u00b2", profile.step_um), right);
    return svg_drawing(chart_width, chart_height, depth_description(result.summary),
                       content + band_names(bands, result.summary, y, right));
}

Html size_chart(const std::vector<DepositRow>& deposits) {
    const std::vector<SizeBin> bins = size_bins(deposits);
    if (bins.empty()) {
        return {};
    }
    const auto most = std::max_element(bins.begin(), bins.end(),
                                       [](const SizeBin& a, const SizeBin& b) { return a.count < b.count; });
    constexpr double head_room = 1.12;  // for the number on the highest bar
    constexpr int y_ticks = 4;
    constexpr double bar_share = 0.8;
    const Axis y{0.0, head_room * static_cast<double>(most->count), frame.bottom, frame.top};
    const double slot = (frame.right - frame.left) / static_cast<double>(bins.size());
    const double width = std::min(bar_share * slot, 60.0);
    std::vector<double> whole = ticks(0.0, y.to, y_ticks);
    std::erase_if(whole, [](double value) { return value != std::round(value); });
    Html content = y_axis(y, whole, "number of deposits");
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double middle = frame.left + (static_cast<double>(i) + 0.5) * slot;
        const auto count = static_cast<double>(bins[i].count);
        content += svg_rect(middle - width / 2.0, y(count), width, frame.bottom - y(count), "bar neutral");
        content += svg_text(middle, y(count) - 4.0, Anchor::middle, report::readable_whole(count));
        content += svg_text(middle, frame.bottom + 17.0, Anchor::middle, bins[i].label,
                            bins.size() > 5 ? "label small" : "label");
    }
    content += svg_line(frame.left, frame.bottom, frame.right, frame.bottom, "axis");
    content +=
        svg_text((frame.left + frame.right) / 2.0, chart_height - 6.0, Anchor::middle, "equivalent diameter, \u00b5m");
    return svg_drawing(chart_width, chart_height, size_description(bins), content);
}

Html superficial_chart(const SlideSummary& s) {
    if (s.superficial.empty()) {
        return {};
    }
    constexpr double margin_um = 100.0;
    constexpr double head_room = 30.0;  // for two rows of numbers on points at 100 %
    constexpr double percent = 100.0;
    constexpr double beside = 8.0;  // of a point, where a line that rises to the right does not cross its number
    const Axis x{s.superficial.front().cut.value() - margin_um, s.superficial.back().cut.value() + margin_um,
                 frame.left, frame.right};
    const Axis y{0.0, percent, frame.bottom, frame.top + head_room};
    const double share = percent * report::parameter_or(s, "summary.pattern_share", 0.9);
    const double first_cut = x(pattern_cuts_um.front());
    Html content =
        svg_rect(first_cut, frame.top, x(pattern_cuts_um.back()) - first_cut, frame.bottom - frame.top, "range");
    content += y_axis(y, {0.0, 25.0, 50.0, 75.0, 100.0}, "share of the deposit area", " %");
    content += svg_line(frame.left, y(share), frame.right, y(share), "limit");
    content += svg_line(frame.left, y(percent - share), frame.right, y(percent - share), "limit");
    PointLabels label({y(share), y(percent - share)});
    std::vector<double> cuts;
    std::string line;
    Html points;
    for (const SuperficialFraction& at : s.superficial) {
        const double px = x(at.cut.value());
        const double py = y(percent * at.outside_fat);
        cuts.push_back(at.cut.value());
        line += fmt::format("{}{},{}", line.empty() ? "" : " ", coordinate(px), coordinate(py));
        points += element("circle", {{"cx", coordinate(px)}, {"cy", coordinate(py)}, {"r", "4"}, {"class", "point"}});
        points += svg_text(px + beside, label.height(px, py), Anchor::end, report::readable_percent(at.outside_fat),
                           "label halo");
    }
    content += element("polyline", {{"points", line}, {"class", "line"}}) + points;
    content += x_axis(x, cuts, "depth taken for the border, \u00b5m below the junction");
    return svg_drawing(chart_width, chart_height, superficial_description(s), content);
}

}  // namespace kossa::page
