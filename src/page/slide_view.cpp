#include "kossa/page/slide_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "kossa/page/figures.hpp"
#include "kossa/page/shape_path.hpp"
#include "kossa/page/style.hpp"
#include "kossa/page/svg.hpp"
#include "kossa/report/base64.hpp"
#include "kossa/report/jpeg.hpp"
#include "kossa/report/line_style.hpp"
#include "kossa/report/overlay_picture.hpp"
#include "kossa/report/palette.hpp"
#include "kossa/report/scale_bar.hpp"

namespace kossa::page {

namespace {

constexpr double layer_tolerance = 0.5;    // of a picture pixel: nothing to be seen at its own size
constexpr double deposit_tolerance = 0.2;  // deposits are looked at enlarged

/// A group of shapes with its name and whether it shows at first.
struct Layer {
    std::string id;
    std::string name;
    std::string swatch;  ///< class of the mark beside the name
    Html shapes;
    bool shown = true;
};

Html path(const std::string& data, const std::string& css_class) {
    return data.empty() ? Html() : element("path", {{"d", data}, {"class", css_class}});
}

DrawingFrame frame_of(const report::Background& background) {
    return {{0.0, 0.0}, {background.level0_from_overlay.x, background.level0_from_overlay.y}};
}

Html ring_round(const Point<Level0>& centre, const report::Background& background) {
    const Point<Drawing> at = frame_of(background)(centre);
    return element("circle", {{"cx", coordinate(at.x)},
                              {"cy", coordinate(at.y)},
                              {"r", std::to_string(report::ring_radius(background.image.size()))}});
}

/// The outline under a title; a ring where nothing is left of it.
template <class Row>
Html shape_of(const Row& row, const report::Background& background, const std::string& title) {
    const std::string data = path_of(row.outline, frame_of(background), deposit_tolerance);
    return element("title", {}, title) +
           (data.empty() ? ring_round(row.centroid, background) : element("path", {{"d", data}}));
}

Html deposit_shape(const DepositRow& row, std::size_t number, const report::Background& background) {
    const std::string depth = row.depth ? fmt::format(", {} deep", length_text(*row.depth)) : "";
    const std::string title = fmt::format("Deposit {}: {}{}, {}", number, name(row.zone), depth, area_text(row.area));
    Html parts = shape_of(row, background, title);
    if (report::needs_ring(row, background)) {
        parts += ring_round(row.centroid, background);
    }
    return element("g", {{"class", zone_class(row.zone)}, {"id", fmt::format("shape{}", number)}}, parts);
}

Html deposit_shapes(const SlideResult& result, Zone zone, const report::Background& background) {
    const std::vector<std::size_t> rows = largest(result.deposits, most_rows);
    Html shapes;
    for (const std::size_t i : largest(result.deposits, most_deposits_drawn)) {
        if (result.deposits[i].zone == zone) {
            const Html shape = deposit_shape(result.deposits[i], i + 1, background);
            const std::string row = fmt::format("#deposit{}", i + 1);
            const bool has_row = std::binary_search(rows.begin(), rows.end(), i);
            shapes += has_row ? element("a", {{"href", row}, {"tabindex", "-1"}}, shape) : shape;
        }
    }
    return shapes;
}

Html confuser_shapes(const SlideResult& result, const report::Background& background) {
    Html shapes;
    for (const std::size_t i : largest(result.confusers, most_confusers_drawn)) {
        const ConfuserRow& row = result.confusers[i];
        shapes += element("g", {}, shape_of(row, background, fmt::format("{}: {}", name(row.finding), row.reason)));
    }
    return shapes;
}

std::vector<Layer> skin_layers(const LayerOutlines& layers, const report::Background& background) {
    const DrawingFrame frame = frame_of(background);
    const auto lines = [&](const std::string& data, const std::string& css_class) { return path(data, css_class); };
    std::vector<Layer> result;
    result.push_back({"layer-junction", "junction", "swatch-junction",
                      lines(path_of(layers.junction, frame, layer_tolerance), "junction") +
                          lines(path_of(layers.drawn_junction, frame, layer_tolerance), "junction"),
                      true});
    result.push_back({"layer-epidermis", "outline of the epidermis", "swatch-epidermis",
                      lines(path_of(layers.epidermis, frame, layer_tolerance), "epidermis"), true});
    result.push_back({"layer-border", "upper / deep dermis", "swatch-border",
                      lines(shared_border_path(layers.upper_dermis, layers.deep_dermis, frame), "border"), true});
    result.push_back({"layer-subcutis", "outline of the fat", "swatch-subcutis",
                      lines(path_of(layers.subcutis, frame, layer_tolerance), "subcutis"), true});
    result.push_back({"layer-tissue", "outline of the tissue", "swatch-tissue",
                      lines(path_of(layers.tissue, frame, layer_tolerance), "tissue"), false});
    return result;
}

std::vector<Layer> all_layers(const SlideResult& result, const report::Background& background) {
    std::vector<Layer> layers = skin_layers(result.layers, background);
    for (const Zone zone : all_zones) {
        const std::string where =
            zone == Zone::unassessable ? "deposits without depth" : fmt::format("deposits in the {}", name(zone));
        layers.push_back({fmt::format("layer-{}", zone_class(zone)), where, fmt::format("swatch-{}", zone_class(zone)),
                          deposit_shapes(result, zone, background), true});
    }
    layers.push_back(
        {"layer-confusers", "turned down", "swatch-confusers", confuser_shapes(result, background), false});
    std::erase_if(layers, [](const Layer& layer) { return layer.shapes.empty(); });
    return layers;
}

Html group_of(const Layer& layer) {
    const std::string css_class = layer.id.starts_with("layer-zone") ? "deposits"
                                  : layer.id == "layer-confusers"    ? "confusers"
                                                                     : "lines";
    return element("g", {{"id", layer.id}, {"class", layer.shown ? css_class : css_class + " off"}}, layer.shapes);
}

Html switch_of(const Layer& layer) {
    Attributes box{{"type", "checkbox"}, {"data-layer", layer.id}};
    if (layer.shown) {
        box.emplace_back("checked", "checked");
    }
    const Html swatch = element("span", {{"class", "swatch " + layer.swatch}, {"aria-hidden", "true"}});
    return element("label", {}, element("input", box) + swatch + Html(layer.name));
}

Html buttons() {
    const auto button = [](const std::string& action, const std::string& label, const std::string& sign) {
        return element("button", {{"type", "button"}, {"data-zoom", action}, {"aria-label", label}, {"title", label}},
                       sign);
    };
    return element(
        "div", {{"class", "zoom"}},
        button("in", "Zoom in", "+") + button("out", "Zoom out", "\u2212") + button("all", "Whole slide", "\u2922"));
}

/// The bar with its label on a plate, in the lower left corner: (0, 0) of the group. The script keeps it there.
Html scale_bar(const SlideResult& result, const report::Background& background) {
    if (!result.summary.slide.mpp_x) {
        return {};
    }
    const double um_per_unit = *result.summary.slide.mpp_x * background.level0_from_overlay.x;
    const report::ScaleBar bar = report::scale_bar(um_per_unit, background.image.cols);
    const double letter = background.image.cols / 38.0;
    const Html label = element(
        "text", {{"x", coordinate(letter)}, {"y", coordinate(-1.5 * letter)}, {"font-size", coordinate(letter)}},
        with_symbols(bar.label));
    const Html parts = svg_rect(0.0, -2.8 * letter, bar.length_px + 2.0 * letter, 2.8 * letter, "plate") +
                       svg_rect(letter, -0.9 * letter, bar.length_px, 0.35 * letter, "bar-black") + label;
    const std::string place = fmt::format("translate(0 {})", background.image.rows);
    return element(
        "g", {{"id", "slide-bar"}, {"transform", place}, {"data-um-per-unit", fmt::format("{}", um_per_unit)}}, parts);
}

Html hint(const SlideResult& result) {
    const std::string clicks = result.deposits.empty() ? "" : " A click on a deposit shows its row.";
    return element("p", {{"class", "note"}},
                   "Zoom with the buttons, or with Ctrl and the wheel; drag to move." + clicks);
}

std::string description(const SlideResult& result) {
    return fmt::format("The slide with its layers and {} deposits drawn on it", result.deposits.size());
}

}  // namespace

template <class Row>
std::vector<std::size_t> largest(const std::vector<Row>& rows, std::size_t most) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&rows](std::size_t a, std::size_t b) { return rows[a].area > rows[b].area; });
    order.resize(std::min(most, order.size()));
    std::sort(order.begin(), order.end());
    return order;
}

template std::vector<std::size_t> largest(const std::vector<DepositRow>& rows, std::size_t most);
template std::vector<std::size_t> largest(const std::vector<ConfuserRow>& rows, std::size_t most);

Html slide_view(const SlideResult& result, const report::Background& background) {
    const std::vector<Layer> layers = all_layers(result, background);
    const std::string data = fmt::format(
        "data:image/jpeg;base64,{}", report::base64(report::jpeg_bytes(background.image, report::JpegUse::on_screen)));
    Html drawing = element("image", {{"href", data},
                                     {"width", std::to_string(background.image.cols)},
                                     {"height", std::to_string(background.image.rows)}});
    Html switches;
    for (const Layer& layer : layers) {
        drawing += group_of(layer);
        switches += switch_of(layer);
    }
    drawing += scale_bar(result, background);
    const std::string box = fmt::format("0 0 {} {}", background.image.cols, background.image.rows);
    const Html svg = element(
        "svg",
        {{"id", "slide"}, {"viewBox", box}, {"role", "group"}, {"aria-label", description(result)}, {"tabindex", "0"}},
        drawing);
    return element("div", {{"class", "view"}}, svg) + element("div", {{"class", "tools"}}, buttons() + hint(result)) +
           element("div", {{"class", "switches"}, {"role", "group"}, {"aria-label", "Layers to show"}}, switches);
}

}  // namespace kossa::page
