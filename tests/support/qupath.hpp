#pragma once

#include <fmt/format.h>

#include <string>

namespace kossa::support {

/// An annotation as QuPath exports it: `geometry` is GeoJSON, `more` further properties, beginning with a comma.
inline std::string annotation(const std::string& class_name, const std::string& geometry,
                              const std::string& more = "") {
    const std::string classification =
        class_name.empty() ? "" : fmt::format(R"(,"classification":{{"name":"{}","color":[200,0,0]}})", class_name);
    return fmt::format(R"({{"type":"Feature","id":"3b5e7c70-7a0d-4b0c-9d8e-0f6f0c2a4f11","geometry":{},)"
                       R"("properties":{{"objectType":"annotation"{}{}}}}})",
                       geometry, classification, more);
}

inline std::string collection(const std::string& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", features);
}

/// An upright rectangle.
inline std::string box_geometry(int left, int top, int right, int bottom) {
    return fmt::format(R"({{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]}})",
                       left, top, right, bottom);
}

inline std::string line_geometry(int left, int y, int right) {
    return fmt::format(R"({{"type":"LineString","coordinates":[[{0},{1}],[{2},{1}]]}})", left, y, right);
}

}  // namespace kossa::support
