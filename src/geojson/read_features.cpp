#include "kossa/geojson/read_features.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/geojson/json_text.hpp"

namespace kossa {

namespace {

constexpr std::string_view what_to_do = "export the outlines again from QuPath as GeoJSON";

/// What is wrong with one feature; who reads the file says which feature it was.
struct Defect {
    std::string what;
};

const nlohmann::json nothing;

const nlohmann::json& member(const nlohmann::json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() ? nothing : *found;
}

std::string text_of(const nlohmann::json& value) {
    if (value.is_null()) {
        return {};
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

const nlohmann::json& array_of(const nlohmann::json& value, std::string_view what) {
    if (!value.is_array()) {
        throw Defect{fmt::format("has {} that are no array", what)};
    }
    return value;
}

// ---- geometry

Point<Level0> position_of(const nlohmann::json& value, double limit) {
    if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number()) {
        throw Defect{"has a position that is no pair of numbers"};
    }
    const Point<Level0> p{value[0].get<double>(), value[1].get<double>()};
    if (!(std::abs(p.x) <= limit && std::abs(p.y) <= limit)) {
        throw Defect{fmt::format("has the position {}, {}, far outside of any slide", p.x, p.y)};
    }
    return p;
}

std::vector<Point<Level0>> positions_of(const nlohmann::json& coordinates, double limit) {
    std::vector<Point<Level0>> points;
    points.reserve(array_of(coordinates, "coordinates").size());
    for (const nlohmann::json& value : coordinates) {
        const Point<Level0> p = position_of(value, limit);
        if (points.empty() || points.back() != p) {
            points.push_back(p);
        }
    }
    return points;
}

/// Positive for a ring that runs counter-clockwise as seen with y upwards.
double twice_area(const Ring<Level0>& ring) {
    double sum = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point<Level0>& a = ring[i];
        const Point<Level0>& b = ring[i + 1 == ring.size() ? 0 : i + 1];
        sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return sum;
}

enum class Part { shell, hole };

Ring<Level0> ring_of(const nlohmann::json& coordinates, Part part, double limit) {
    constexpr std::size_t fewest_vertices = 3;
    Ring<Level0> ring = positions_of(coordinates, limit);
    while (ring.size() > 1 && ring.back() == ring.front()) {
        ring.pop_back();
    }
    if (ring.size() < fewest_vertices) {
        throw Defect{"has a ring of fewer than three different positions"};
    }
    if ((twice_area(ring) < 0.0) == (part == Part::shell)) {
        std::reverse(ring.begin(), ring.end());
    }
    return ring;
}

void add_polygon(Feature& feature, const nlohmann::json& coordinates, double limit) {
    if (array_of(coordinates, "coordinates").empty()) {
        return;
    }
    Polygon<Level0> polygon{ring_of(coordinates[0], Part::shell, limit), {}};
    for (std::size_t i = 1; i < coordinates.size(); ++i) {
        polygon.holes.push_back(ring_of(coordinates[i], Part::hole, limit));
    }
    feature.polygons.push_back(std::move(polygon));
}

void add_line(Feature& feature, const nlohmann::json& coordinates, double limit) {
    Polyline<Level0> line = positions_of(coordinates, limit);
    if (line.size() == 1) {
        throw Defect{"has a line of one position"};
    }
    if (!line.empty()) {
        feature.lines.push_back(std::move(line));
    }
}

/// The depth of nesting, and so of the recursion, is bounded by the reader.
void add_geometry(Feature& feature, const nlohmann::json& geometry, double limit) {
    const std::string type = text_of(member(geometry, "type"));
    const auto each = [&](const char* key, auto add) {
        for (const nlohmann::json& value : array_of(member(geometry, key), key)) {
            add(feature, value, limit);
        }
    };
    if (geometry.is_null() || type == "Point" || type == "MultiPoint") {
        return;
    }
    if (type == "Polygon") {
        add_polygon(feature, member(geometry, "coordinates"), limit);
    } else if (type == "MultiPolygon") {
        each("coordinates", add_polygon);
    } else if (type == "LineString") {
        add_line(feature, member(geometry, "coordinates"), limit);
    } else if (type == "MultiLineString") {
        each("coordinates", add_line);
    } else if (type == "GeometryCollection") {
        each("geometries", add_geometry);
    } else {
        throw Defect{fmt::format("has a geometry of the unknown type {}", nlohmann::json(type).dump())};
    }
}

// ---- properties

std::string class_name_of(const nlohmann::json& classification) {
    if (!classification.is_object()) {
        return text_of(classification);
    }
    const nlohmann::json& names = member(classification, "names");
    if (!names.is_array()) {
        return text_of(member(classification, "name"));
    }
    std::vector<std::string> texts;
    std::transform(names.begin(), names.end(), std::back_inserter(texts), text_of);
    return fmt::format("{}", fmt::join(texts, ": "));
}

/// An object of name and number, or an array of {"name", "value"} as older versions write it.
std::map<std::string, double> measurements_of(const nlohmann::json& measurements) {
    std::map<std::string, double> result;
    const auto add = [&result](const std::string& name, const nlohmann::json& value) {
        if (value.is_number()) {
            result[name] = value.get<double>();
        }
    };
    if (measurements.is_array()) {
        for (const nlohmann::json& one : measurements) {
            add(text_of(member(one, "name")), member(one, "value"));
        }
    } else if (measurements.is_object()) {
        for (const auto& [name, value] : measurements.items()) {
            add(name, value);
        }
    }
    return result;
}

std::map<std::string, std::string> metadata_of(const nlohmann::json& metadata) {
    std::map<std::string, std::string> result;
    if (metadata.is_object()) {
        for (const auto& [name, value] : metadata.items()) {
            result[name] = text_of(value);
        }
    }
    return result;
}

Feature feature_of(const nlohmann::json& json, double limit) {
    if (text_of(member(json, "type")) != "Feature") {
        throw Defect{"is not of the type \"Feature\""};
    }
    const nlohmann::json& properties = member(json, "properties");
    Feature feature;
    feature.id = text_of(member(json, "id"));
    feature.class_name = class_name_of(member(properties, "classification"));
    feature.name = text_of(member(properties, "name"));
    feature.measurements = measurements_of(member(properties, "measurements"));
    feature.metadata = metadata_of(member(properties, "metadata"));
    add_geometry(feature, member(json, "geometry"), limit);
    return feature;
}

// ---- the file

/// Receives the parser's events and keeps no more of the file in memory than the feature that is being read.
class Collector final : public nlohmann::json_sax<nlohmann::json> {
  public:
    Collector(std::string_view text, std::string_view source, const GeojsonLimits& limits)
        : text_(text), source_(source), limits_(limits) {}

    std::vector<Feature> features;

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(nlohmann::json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(nlohmann::json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        open_.back().key = std::move(value);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        constexpr int number_too_large = 406;
        if (position > text_.size()) {
            refuse(fmt::format("breaks off after {} bytes", text_.size()));
        }
        refuse(fmt::format("is not valid JSON at {}{}", place_of(text_, position == 0 ? 0 : position - 1),
                           error.id == number_too_large ? ", where a number is too large" : ""));
    }

  private:
    /// An array or object whose end has not come yet, and the key its next value belongs to.
    struct Open {
        nlohmann::json value;
        std::string key;
    };

    std::string_view text_;
    std::string_view source_;
    const GeojsonLimits& limits_;
    std::vector<Open> open_;
    std::size_t values_ = 0;  ///< since the last feature
    bool is_collection_ = false;

    [[noreturn]] void refuse(const std::string& what) const {
        throw UsageError(fmt::format("{} {}; {}", source_, what, what_to_do));
    }

    /// Whether the value that comes next is a member of the array of features.
    bool expects_feature() const {
        return (open_.size() == 1 && open_[0].value.is_array()) ||
               (open_.size() == 2 && open_[0].key == "features" && open_[1].value.is_array());
    }

    bool open(nlohmann::json empty) {
        if (open_.size() >= static_cast<std::size_t>(limits_.depth)) {
            refuse(fmt::format("is nested deeper than {} levels", limits_.depth));
        }
        count();
        open_.push_back({std::move(empty), {}});
        is_collection_ = is_collection_ || expects_feature();
        return true;
    }

    bool close() {
        nlohmann::json value = std::move(open_.back().value);
        open_.pop_back();
        return open_.empty() ? end(value) : put(std::move(value));
    }

    bool add(nlohmann::json scalar) {
        count();
        return put(std::move(scalar));
    }

    bool put(nlohmann::json value) {
        if (open_.empty()) {
            refuse("holds no features");
        }
        if (expects_feature()) {
            take_feature(value);
        } else {
            attach(open_.back(), std::move(value));
        }
        return true;
    }

    bool end(const nlohmann::json& document) {
        if (!is_collection_ && text_of(member(document, "type")) != "Feature") {
            refuse("holds no features");
        }
        if (!is_collection_) {
            take_feature(document);
        }
        return true;
    }

    /// QuPath writes some keys twice.
    static void attach(Open& parent, nlohmann::json value) {
        if (parent.value.is_array()) {
            parent.value.push_back(std::move(value));
            return;
        }
        nlohmann::json& place = parent.value[parent.key];
        if (place.is_object() && value.is_object()) {
            place.update(value);
        } else {
            place = std::move(value);
        }
    }

    void count() {
        if (++values_ > limits_.values_per_feature) {
            refuse(fmt::format("has more than {} values in one feature", limits_.values_per_feature));
        }
    }

    void take_feature(const nlohmann::json& json) {
        values_ = 0;
        if (features.size() >= limits_.features) {
            refuse(fmt::format("holds more than {} features", limits_.features));
        }
        try {
            features.push_back(feature_of(json, limits_.coordinate));
        } catch (const Defect& defect) {
            const std::string id = text_of(member(json, "id"));
            refuse(fmt::format("cannot be used: feature {}{} {}", features.size() + 1,
                               id.empty() ? "" : fmt::format(" (id {})", id), defect.what));
        }
    }
};

}  // namespace

const std::string& class_or_name(const Feature& feature) {
    return feature.class_name.empty() ? feature.name : feature.class_name;
}

std::string plain_class(std::string_view name) {
    std::string result(name);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    result.erase(0, result.find_first_not_of(" \t"));
    result.erase(result.find_last_not_of(" \t") + 1);
    return result;
}

std::vector<Feature> features_of(std::string text, std::string_view source, const GeojsonLimits& limits) {
    const std::string json = with_undefined_numbers_quoted(std::move(text));
    Collector collector(json, source, limits);
    nlohmann::json::sax_parse(json, &collector);
    return std::move(collector.features);
}

std::vector<Feature> read_features(const std::filesystem::path& file, const GeojsonLimits& limits) {
    return features_of(read_json_text(file, limits.bytes), file.string(), limits);
}

}  // namespace kossa
