#include "kossa/report/geojson.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "kossa/core/fingerprint.hpp"
#include "kossa/core/uuid.hpp"
#include "kossa/report/geojson_geometry.hpp"
#include "kossa/report/number.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::report {

namespace {

constexpr std::string_view junction_name = "Dermo-epidermal junction";

/// Names and values that are already JSON text, in the order in which they are written.
using Members = std::vector<std::pair<std::string_view, std::string>>;

struct Feature {
    std::string id;
    std::string geometry;
    std::string_view object_type;
    std::string_view classification;
    Colour colour{};
    std::string name;
    Members measurements;
    Members metadata;
};

std::string object_text(const Members& members) {
    std::string text = "{";
    std::string_view separator;
    for (const auto& [key, value] : members) {
        text.append(separator).append(json_string(key)).append(1, ':').append(value);
        separator = ",";
    }
    return text.append(1, '}');
}

std::string feature_text(const Feature& feature) {
    const std::string classification = object_text({{"name", json_string(feature.classification)},
                                                    {"color", fmt::format("[{}]", fmt::join(feature.colour, ","))}});
    Members properties{{"objectType", json_string(feature.object_type)},
                       {"classification", classification},
                       {"name", json_string(feature.name)}};
    if (!feature.measurements.empty()) {
        properties.emplace_back("measurements", object_text(feature.measurements));
    }
    if (!feature.metadata.empty()) {
        properties.emplace_back("metadata", object_text(feature.metadata));
    }
    return object_text({{"type", json_string("Feature")},
                        {"id", json_string(feature.id)},
                        {"geometry", feature.geometry},
                        {"properties", object_text(properties)}});
}

class FeatureStream {
  public:
    explicit FeatureStream(const TextSink& sink) : sink_(sink) { sink_(R"({"type":"FeatureCollection","features":[)"); }
    void add(const Feature& feature) {
        sink_(fmt::format("{}\n{}", separator_, feature_text(feature)));
        separator_ = ",";
    }
    void end() { sink_("\n]}\n"); }

  private:
    const TextSink& sink_;
    std::string_view separator_;
};

/// Undefined measurements are left out: QuPath 0.4 cannot read them in any spelling.
void add_measurement(Members& measurements, std::string_view name, double value, Precision precision) {
    std::string text = number_text(value, precision);
    if (!text.empty()) {
        measurements.emplace_back(name, std::move(text));
    }
}

Members bounds_metadata(const Point<Level0>& offset) {
    if (offset == Point<Level0>{}) {
        return {};
    }
    return {{"bounds_offset_x_px", json_string(number_text(offset.x, Precision::hundredths))},
            {"bounds_offset_y_px", json_string(number_text(offset.y, Precision::hundredths))}};
}

Members with_bounds(Members metadata, const Point<Level0>& offset) {
    for (auto& member : bounds_metadata(offset)) {
        metadata.push_back(std::move(member));
    }
    return metadata;
}

std::string outline_or_centroid(const MultiPolygon<Level0>& outline, const Point<Level0>& centroid) {
    std::string outline_text = geometry_text(outline);
    return outline_text.empty() ? geometry_text(centroid) : outline_text;
}

Members deposit_measurements(const DepositRow& deposit) {
    Members result;
    add_measurement(result, "Area µm^2", deposit.area.value(), Precision::hundredths);
    add_measurement(result, "Max diameter µm", deposit.max_diameter.value(), Precision::hundredths);
    add_measurement(result, "Circularity", deposit.circularity, Precision::six_digits);
    add_measurement(result, "Solidity", deposit.solidity, Precision::six_digits);
    if (deposit.depth) {
        add_measurement(result, "Signed distance to annotation Epidermis µm", deposit.depth->value(),
                        Precision::hundredths);
    }
    add_measurement(result, "Optical density mean", deposit.od_mean, Precision::six_digits);
    add_measurement(result, "Saturation", deposit.saturation, Precision::six_digits);
    add_measurement(result, "Granule count", deposit.granule_count, Precision::as_it_is);
    add_measurement(result, "Confidence", deposit.confidence, Precision::six_digits);
    return result;
}

Feature deposit_feature(const DepositRow& deposit, std::size_t row, const Point<Level0>& bounds_offset) {
    Members metadata{{"zone", json_string(name(deposit.zone))}, {"morphology", json_string(name(deposit.morphology))}};
    if (deposit.adnexal) {
        metadata.emplace_back("adnexal", json_string(fmt::format("{}", *deposit.adnexal)));
    }
    return {.id = deposit.id,
            .geometry = outline_or_centroid(deposit.outline, deposit.centroid),
            .object_type = "detection",
            .classification = name(FindingClass::calcium),
            .colour = class_colour(FindingClass::calcium),
            .name = fmt::format("Deposit {}", row),
            .measurements = deposit_measurements(deposit),
            .metadata = with_bounds(std::move(metadata), bounds_offset)};
}

Feature confuser_feature(const ConfuserRow& confuser, std::size_t row, const Point<Level0>& bounds_offset) {
    Members measurements;
    add_measurement(measurements, "Area µm^2", confuser.area.value(), Precision::hundredths);
    add_measurement(measurements, "Confidence", confuser.confidence, Precision::six_digits);
    return {.id = confuser.id,
            .geometry = outline_or_centroid(confuser.outline, confuser.centroid),
            .object_type = "detection",
            .classification = name(confuser.finding),
            .colour = class_colour(confuser.finding),
            .name = fmt::format("{} {}", name(confuser.finding), row),
            .measurements = std::move(measurements),
            .metadata = with_bounds({{"reason", json_string(confuser.reason)}}, bounds_offset)};
}

struct Layer {
    std::string_view name;
    Colour colour;
    std::string geometry;
    std::string id_name;  ///< what the identifier is made of
    Members metadata;
};

/// The border of the epidermis in whole pixels, marked so that a reader knows it from a drawn line.
Layer junction_layer(const LayerOutlines& layers) {
    const std::vector<Polyline<Level0>> lines = in_whole_pixels(layers.junction);
    return {junction_name,
            okabe_ito::black,
            geometry_text(lines),
            std::string(junction_name),
            {{junction_mark, json_string(fingerprint(lines))}}};
}

std::vector<Layer> drawn_layers(const LayerOutlines& layers) {
    using namespace okabe_ito;
    const auto area = [](std::string_view name, const Colour& colour, const MultiPolygon<Level0>& polygons) {
        return Layer{name, colour, geometry_text(polygons), std::string(name), {}};
    };
    return {area("Epidermis", orange, layers.epidermis),
            area("Upper dermis", sky_blue, layers.upper_dermis),
            area("Deep dermis", blue, layers.deep_dermis),
            area("Subcutis", bluish_green, layers.subcutis),
            area("Tissue", Colour{128, 128, 128}, layers.tissue),
            junction_layer(layers),
            {junction_name, black, geometry_text(layers.drawn_junction), fmt::format("{}, drawn", junction_name), {}}};
}

}  // namespace

void write_deposits(const TextSink& sink, const std::vector<DepositRow>& deposits, const Point<Level0>& bounds_offset) {
    FeatureStream stream(sink);
    for (std::size_t i = 0; i < deposits.size(); ++i) {
        stream.add(deposit_feature(deposits[i], i + 1, bounds_offset));
    }
    stream.end();
}

void write_confusers(const TextSink& sink, const std::vector<ConfuserRow>& confusers,
                     const Point<Level0>& bounds_offset) {
    FeatureStream stream(sink);
    for (std::size_t i = 0; i < confusers.size(); ++i) {
        stream.add(confuser_feature(confusers[i], i + 1, bounds_offset));
    }
    stream.end();
}

void write_layers(const TextSink& sink, const LayerOutlines& layers, std::string_view id_seed,
                  const Point<Level0>& bounds_offset) {
    FeatureStream stream(sink);
    for (const Layer& layer : drawn_layers(layers)) {
        if (!layer.geometry.empty()) {
            stream.add({.id = uuid_v5(id_seed, layer.id_name),
                        .geometry = layer.geometry,
                        .object_type = "annotation",
                        .classification = layer.name,
                        .colour = layer.colour,
                        .name = std::string(layer.name),
                        .measurements = {},
                        .metadata = with_bounds(layer.metadata, bounds_offset)});
        }
    }
    stream.end();
}

}  // namespace kossa::report
