#include "kossa/page/svg.hpp"

#include <fmt/format.h>

#include <cmath>

namespace kossa::page {

namespace {

std::string anchor_name(Anchor anchor) {
    switch (anchor) {
        case Anchor::start:
            return "start";
        case Anchor::middle:
            return "middle";
        case Anchor::end:
            break;
    }
    return "end";
}

}  // namespace

std::string coordinate(double value) {
    constexpr double tenths = 10.0;
    constexpr double positive_zero = 0.0;
    return fmt::format("{}", std::round(value * tenths) / tenths + positive_zero);
}

std::string colour_code(const report::Colour& colour) {
    return fmt::format("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]);
}

Html svg_text(double x, double y, Anchor anchor, const std::string& text, const std::string& css_class) {
    return element(
        "text",
        {{"x", coordinate(x)}, {"y", coordinate(y)}, {"text-anchor", anchor_name(anchor)}, {"class", css_class}}, text);
}

Html svg_upward_text(double x, double y, const std::string& text) {
    return element("text",
                   {{"transform", fmt::format("translate({} {}) rotate(-90)", coordinate(x), coordinate(y))},
                    {"text-anchor", "middle"},
                    {"class", "label"}},
                   text);
}

Html svg_line(double x1, double y1, double x2, double y2, const std::string& css_class) {
    return element("line", {{"x1", coordinate(x1)},
                            {"y1", coordinate(y1)},
                            {"x2", coordinate(x2)},
                            {"y2", coordinate(y2)},
                            {"class", css_class}});
}

Html svg_rect(double x, double y, double width, double height, const std::string& css_class, const std::string& fill) {
    Attributes attributes{{"x", coordinate(x)},
                          {"y", coordinate(y)},
                          {"width", coordinate(width)},
                          {"height", coordinate(height)},
                          {"class", css_class}};
    if (!fill.empty()) {
        attributes.emplace_back("fill", fill);
    }
    return element("rect", attributes);
}

Html svg_drawing(double width, double height, const std::string& description, const Html& content) {
    return element("svg",
                   {{"viewBox", fmt::format("0 0 {} {}", coordinate(width), coordinate(height))},
                    {"role", "img"},
                    {"aria-label", description},
                    {"class", "chart"}},
                   content);
}

double round_step(double length, int most) {
    double decade = std::pow(10.0, std::floor(std::log10(length / most)));
    for (;; decade *= 10.0) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (length / (factor * decade) <= most) {
                return factor * decade;
            }
        }
    }
}

std::vector<double> ticks(double from, double to, int most) {
    const double step = round_step(to - from, most);
    std::vector<double> values;
    for (double i = std::ceil(from / step); i * step <= to; i += 1.0) {
        values.push_back(i * step);
    }
    return values;
}

}  // namespace kossa::page
