#include "kossa/page/slide_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "kossa/page/figures.hpp"
#include "kossa/page/gallery.hpp"
#include "kossa/page/shape_path.hpp"
#include "kossa/page/style.hpp"
#include "kossa/page/svg.hpp"
#include "kossa/page/zoom_data.hpp"
#include "kossa/report/base64.hpp"
#include "kossa/report/jpeg.hpp"
#include "kossa/report/line_style.hpp"
#include "kossa/report/overlay_picture.hpp"
#include "kossa/report/palette.hpp"
#include "kossa/report/readable.hpp"
#include "kossa/report/scale_bar.hpp"

namespace kossa::page {

namespace {

constexpr double layer_tolerance = 0.5;   // of a picture pixel: nothing to be seen at its own size
constexpr double object_tolerance = 0.5;  // of a pixel of the finest picture: objects are looked at enlarged
constexpr double coarsest_tolerance = 64.0;
constexpr std::size_t most_object_bytes = 3'000'000;

/// A group of shapes with its name and whether it shows at first.
struct Layer {
    std::string id;
    std::string name;
    std::string swatch;  ///< class of the mark beside the name
    Html shapes;
    bool shown = true;
    double scale = 1.0;  ///< units of the picture per unit of the shapes
};

/// The picture, and the finer pixels in which objects are drawn on it.
struct Scene {
    const report::Background& background;
    double finest = 1.0;  ///< level-0 pixels per pixel
    double tolerance = object_tolerance;

    double scale() const { return finest / background.level0_from_overlay.x; }
    DrawingFrame object_frame() const {
        return {{0.0, 0.0}, {finest, finest * background.level0_from_overlay.y / background.level0_from_overlay.x}};
    }
};

Html path(const std::string& data, const std::string& css_class) {
    return data.empty() ? Html() : element("path", {{"d", data}, {"class", css_class}});
}

DrawingFrame frame_of(const report::Background& background) {
    return {{0.0, 0.0}, {background.level0_from_overlay.x, background.level0_from_overlay.y}};
}

double ring_radius(const Scene& scene) {
    return report::ring_radius(scene.background.image.size()) / scene.scale();
}

Html ring_round(const Point<Level0>& centre, double radius, const Scene& scene, const Attributes& more = {}) {
    const Point<Drawing> at = scene.object_frame()(centre);
    Attributes ring{{"cx", coordinate(at.x)}, {"cy", coordinate(at.y)}, {"r", coordinate(radius)}};
    ring.insert(ring.end(), more.begin(), more.end());
    return element("circle", ring);
}

/// The outline under a title; a ring where nothing is left of it.
template <class Row>
Html shape_of(const Row& row, const Scene& scene, const std::string& title) {
    const std::string data = path_of(row.outline, scene.object_frame(), scene.tolerance);
    return element("title", {}, title) +
           (data.empty() ? ring_round(row.centroid, ring_radius(scene), scene) : element("path", {{"d", data}}));
}

Html deposit_shape(const DepositRow& row, std::size_t number, const Scene& scene) {
    const std::string depth = row.depth ? ", " + depth_text(row) : "";
    const std::string title = fmt::format("Deposit {}: {}{}, {}", number, name(row.zone), depth, area_text(row.area));
    Html parts = shape_of(row, scene, title);
    if (report::needs_ring(row, scene.background)) {
        parts += ring_round(row.centroid, ring_radius(scene), scene, {{"class", "finder"}});
    }
    return element("g", {{"class", zone_class(row.zone)}, {"id", fmt::format("shape{}", number)}}, parts);
}

Html deposit_shapes(const SlideResult& result, Zone zone, const Scene& scene) {
    const std::vector<std::size_t> rows = largest(result.deposits, most_rows);
    Html shapes;
    for (const std::size_t i : largest(result.deposits, most_deposits_drawn)) {
        if (result.deposits[i].zone == zone) {
            const Html shape = deposit_shape(result.deposits[i], i + 1, scene);
            const std::string row = fmt::format("#deposit{}", i + 1);
            const bool has_row = std::binary_search(rows.begin(), rows.end(), i);
            shapes += has_row ? element("a", {{"href", row}, {"tabindex", "-1"}}, shape) : shape;
        }
    }
    return shapes;
}

Html confuser_shape(const ConfuserRow& row, const Scene& scene) {
    return shape_of(row, scene, fmt::format("{}: {}", name(row.finding), with_symbols(row.reason)));
}

/// The furthest that the outline reaches from the centroid.
double reach_of(const ConfuserRow& row, const Scene& scene) {
    const DrawingFrame frame = scene.object_frame();
    const Point<Drawing> centre = frame(row.centroid);
    double reach = 0.0;
    for (const Polygon<Level0>& polygon : row.outline) {
        for (const Point<Level0>& corner : polygon.shell) {
            const Point<Drawing> at = frame(corner);
            reach = std::max(reach, std::hypot(at.x - centre.x, at.y - centre.y));
        }
    }
    return reach;
}

/// A convex line round all parts.
Html line_round(const ConfuserRow& row, const Scene& scene) {
    const DrawingFrame frame = scene.object_frame();
    std::vector<cv::Point2f> corners;
    for (const Polygon<Level0>& polygon : row.outline) {
        for (const Point<Level0>& corner : polygon.shell) {
            const Point<Drawing> at = frame(corner);
            corners.emplace_back(static_cast<float>(at.x), static_cast<float>(at.y));
        }
    }
    std::vector<cv::Point2f> hull;
    cv::convexHull(corners, hull);
    std::string points;
    for (const cv::Point2f& at : hull) {
        points += fmt::format("{}{},{}", points.empty() ? "" : " ", coordinate(static_cast<double>(at.x)),
                              coordinate(static_cast<double>(at.y)));
    }
    return element("polygon", {{"points", points}, {"class", "finder"}});
}

/// What may be calcium in a ring, what may be carbon in a line round it, or in a ring where that would not be seen.
Html set_aside_shape(const ConfuserRow& row, const Scene& scene) {
    constexpr double room = 1.3;
    const double reach = reach_of(row, scene);
    const double least = ring_radius(scene);
    const Attributes finder{{"class", "finder"}};
    if (row.finding != FindingClass::carbon) {
        return confuser_shape(row, scene) +
               ring_round(row.centroid, std::max(2.0 * least, room * reach), scene, finder);
    }
    return confuser_shape(row, scene) +
           (reach < least ? ring_round(row.centroid, least, scene, finder) : line_round(row, scene));
}

/// What does not count though it may be of that name; of too many, those most like calcium.
Html set_aside_shapes(const SlideResult& result, FindingClass finding, const Scene& scene) {
    Html shapes;
    for (const std::size_t i : set_aside_choice(result.confusers, most_confusers_drawn)) {
        if (result.confusers[i].finding == finding) {
            shapes += element("g", {{"id", set_aside_id(i)}}, set_aside_shape(result.confusers[i], scene));
        }
    }
    return shapes;
}

Html turned_down_shapes(const SlideResult& result, const Scene& scene) {
    Html shapes;
    for (const std::size_t i : largest(result.confusers, most_confusers_drawn)) {
        if (!is_set_aside(result.confusers[i].finding)) {
            shapes += element("g", {{"id", turned_down_id(i)}}, confuser_shape(result.confusers[i], scene));
        }
    }
    return shapes;
}

std::vector<Layer> skin_layers(const SlideResult& result, const report::Background& background) {
    const LayerOutlines& layers = result.layers;
    const DrawingFrame frame = frame_of(background);
    std::vector<Layer> drawn;
    drawn.push_back({"layer-junction", "junction", "swatch-junction",
                     path(path_of(layers.junction, frame, layer_tolerance), "junction") +
                         path(path_of(layers.drawn_junction, frame, layer_tolerance), "junction"),
                     true});
    drawn.push_back({"layer-epidermis", "outline of the epidermis", "swatch-epidermis",
                     path(path_of(layers.epidermis, frame, layer_tolerance), "epidermis"), true});
    drawn.push_back({"layer-border", "upper / deep dermis", "swatch-border",
                     path(path_of(layers.dermis_border, frame, layer_tolerance), "border"), true});
    drawn.push_back({"layer-subcutis", "outline of the fat", "swatch-subcutis",
                     path(path_of(layers.subcutis, frame, layer_tolerance), "subcutis"), true});
    drawn.push_back({"layer-excluded", "taken out by hand", "swatch-excluded",
                     path(path_of(layers.excluded, frame, layer_tolerance), "excluded"), true});
    drawn.push_back({"layer-tissue", "outline of the tissue", "swatch-tissue",
                     path(path_of(layers.tissue, frame, layer_tolerance), "tissue"), false});
    return drawn;
}

std::vector<Layer> object_layers(const SlideResult& result, const Scene& scene) {
    std::vector<Layer> layers;
    for (const Zone zone : all_zones) {
        const std::string where =
            zone == Zone::unassessable ? "deposits without depth" : fmt::format("deposits in the {}", name(zone));
        layers.push_back({fmt::format("layer-{}", zone_class(zone)), where, fmt::format("swatch-{}", zone_class(zone)),
                          deposit_shapes(result, zone, scene), true, scene.scale()});
    }
    layers.push_back({"layer-aside", "set aside: may be calcium", "swatch-aside",
                      set_aside_shapes(result, FindingClass::uncertain, scene), true, scene.scale()});
    layers.push_back({"layer-carbon", "set aside: may be carbon or tattoo", "swatch-carbon",
                      set_aside_shapes(result, FindingClass::carbon, scene), true, scene.scale()});
    layers.push_back({"layer-confusers", "turned down", "swatch-confusers", turned_down_shapes(result, scene), false,
                      scene.scale()});
    return layers;
}

std::size_t bytes_of(const std::vector<Layer>& layers) {
    std::size_t bytes = 0;
    for (const Layer& layer : layers) {
        bytes += layer.shapes.markup().size();
    }
    return bytes;
}

/// Objects are drawn more coarsely where there would be too much of them.
std::vector<Layer> all_layers(const SlideResult& result, Scene scene) {
    std::vector<Layer> objects = object_layers(result, scene);
    while (bytes_of(objects) > most_object_bytes && scene.tolerance < coarsest_tolerance) {
        scene.tolerance *= 2.0;
        objects = object_layers(result, scene);
    }
    std::vector<Layer> layers = skin_layers(result, scene.background);
    layers.insert(layers.end(), objects.begin(), objects.end());
    std::erase_if(layers, [](const Layer& layer) { return layer.shapes.empty(); });
    return layers;
}

Html group_of(const Layer& layer) {
    const std::string css_class = layer.id.starts_with("layer-zone") ? "deposits"
                                  : layer.id == "layer-aside"        ? "aside"
                                  : layer.id == "layer-carbon"       ? "aside carbon"
                                  : layer.id == "layer-confusers"    ? "confusers"
                                                                     : "lines";
    Attributes attributes{{"id", layer.id}, {"class", layer.shown ? css_class : css_class + " off"}};
    if (layer.scale != 1.0) {
        attributes.emplace_back("transform", fmt::format("scale({:.8g})", layer.scale));
    }
    return element("g", attributes, layer.shapes);
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
    return element("div", {{"class", "zoom"}},
                   button("in", "Zoom in", "+") + button("out", "Zoom out", "\u2212") +
                       button("all", "Whole slide", "\u2302") + button("screen", "Full screen, and back", "\u2922"));
}

/// The bar with its label on a plate, in the lower left corner. The script puts one in its place that follows the zoom.
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
                   "Zoom with the buttons, the keys + and \u2212, or the wheel once you have clicked into the slide; "
                   "drag to move." +
                       clicks);
}

std::string description(const SlideResult& result) {
    return fmt::format("The slide with its layers and {} drawn on it",
                       report::counted(static_cast<std::int64_t>(result.deposits.size()), "deposit"));
}

}  // namespace

std::string set_aside_id(std::size_t index) {
    return fmt::format("aside{}", index + 1);
}

std::string turned_down_id(std::size_t index) {
    return fmt::format("turned-down{}", index + 1);
}

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

Html slide_view(const SlideResult& result, const report::Background& background, const std::vector<ZoomTile>& tiles) {
    const std::vector<Layer> layers = all_layers(result, {background, finest_downsample(tiles, background)});
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
    drawing = element("g", {{"id", "slide-stage"}}, drawing) + scale_bar(result, background);
    const std::string box = fmt::format("0 0 {} {}", background.image.cols, background.image.rows);
    const Html svg = element(
        "svg",
        {{"id", "slide"}, {"viewBox", box}, {"role", "group"}, {"aria-label", description(result)}, {"tabindex", "0"}},
        drawing);
    return element("div", {{"class", "view"}}, svg) + element("div", {{"class", "tools"}}, buttons() + hint(result)) +
           element("div", {{"id", "picked"}, {"role", "status"}, {"hidden", "hidden"}}) +
           element("div", {{"class", "switches"}, {"role", "group"}, {"aria-label", "Layers to show"}}, switches);
}

}  // namespace kossa::page
