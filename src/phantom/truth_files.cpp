#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <locale>
#include <nlohmann/json.hpp>

#include "kossa/core/error.hpp"
#include "kossa/core/system_reason.hpp"
#include "kossa/phantom/temporary_file.hpp"
#include "kossa/phantom/truth.hpp"

namespace kossa::phantom {

namespace {

using Json = nlohmann::ordered_json;

struct LayerColour {
    std::string_view name;
    std::array<int, 3> rgb;
};

constexpr std::array<LayerColour, 6> colours = {{{"Calcium", {230, 30, 30}},
                                                 {"Epidermis", {120, 60, 180}},
                                                 {"Upper dermis", {230, 120, 170}},
                                                 {"Deep dermis", {200, 150, 90}},
                                                 {"Subcutis", {240, 210, 80}},
                                                 {"Dermo-epidermal junction", {40, 160, 60}}}};

// Vertices are kept to a hundredth of a pixel, as readers of such files do.
double rounded(double value, double digits) {
    const double factor = std::pow(10.0, digits);
    return std::round(value * factor) / factor;
}

Json position(const Point<Level0>& p) {
    return Json::array({rounded(p.x, 2), rounded(p.y, 2)});
}

Json ring_json(const Ring<Level0>& ring) {
    Json json = Json::array();
    for (const Point<Level0>& p : ring) {
        json.push_back(position(p));
    }
    json.push_back(position(ring.front()));
    return json;
}

Json polygon_json(const Polygon<Level0>& polygon) {
    Json json = Json::array({ring_json(polygon.shell)});
    for (const Ring<Level0>& hole : polygon.holes) {
        json.push_back(ring_json(hole));
    }
    return json;
}

Json geometry_json(const MultiPolygon<Level0>& polygons) {
    if (polygons.size() == 1) {
        return {{"type", "Polygon"}, {"coordinates", polygon_json(polygons.front())}};
    }
    Json coordinates = Json::array();
    for (const Polygon<Level0>& polygon : polygons) {
        coordinates.push_back(polygon_json(polygon));
    }
    return {{"type", "MultiPolygon"}, {"coordinates", coordinates}};
}

Json geometry_json(const Polyline<Level0>& line) {
    Json coordinates = Json::array();
    for (const Point<Level0>& p : line) {
        coordinates.push_back(position(p));
    }
    return {{"type", "LineString"}, {"coordinates", coordinates}};
}

std::string uuid(std::uint64_t seed, std::int64_t index) {
    const std::uint64_t a = hashed(seed, 200, index);
    const std::uint64_t b = hashed(seed, 201, index);
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", a >> 32, (a >> 16) & 0xffffU, a & 0xfffU,
                       0x8000U | ((b >> 48) & 0x3fffU), b & 0xffffffffffffU);
}

Json feature(const std::string& id, std::string_view type, std::string_view name, Json geometry) {
    const LayerColour& colour = *std::ranges::find(colours, name, &LayerColour::name);
    return {{"type", "Feature"},
            {"id", id},
            {"geometry", std::move(geometry)},
            {"properties", {{"objectType", type}, {"classification", {{"name", name}, {"color", colour.rgb}}}}}};
}

Json deposit_json(const DepositTruth& d) {
    return {{"kind", name_of(d.kind)},
            {"bbox", {d.bounds.x, d.bounds.y, d.bounds.right(), d.bounds.bottom()}},
            {"area_um2", rounded(d.area.value(), 4)},
            {"hull_diameter_um", rounded(d.hull_diameter.value(), 3)},
            {"centroid_px", {rounded(d.centroid.x, 4), rounded(d.centroid.y, 4)}},
            {"epidermis_fraction", rounded(d.epidermis_fraction, 5)},
            {"depth_um", rounded(d.depth.value(), 3)},
            {"depth_max_um", rounded(d.depth_max.value(), 3)},
            {"zone", name_of(d.zone)},
            {"junction_depth_um", rounded(d.junction_depth.value(), 3)}};
}

std::string_view truth_name_of(Stain stain) {
    return std::ranges::find(stain_names, stain, &StainName::stain)->truth_name;
}

std::string_view name_of(Preset preset) {
    return std::ranges::find(preset_names, preset, &PresetName::preset)->name;
}

/// The two text files, written deposit by deposit.
class TruthText {
  public:
    TruthText(const Specimen& specimen, const PhantomOptions& options, const std::filesystem::path& outlines)
        : specimen_(specimen), options_(options), outlines_(outlines) {
        outlines_.imbue(std::locale::classic());
    }

    Json all() {
        const Placement placement = placement_of(options_);
        outlines_ << R"({"type":"FeatureCollection","features":[)";
        std::int64_t index = 0;
        double area = 0.0;
        Json deposits = Json::array();
        for (const LayerOutline& layer : layer_outlines(specimen_.layers, placement)) {
            add_layer(layer, --index);
        }
        index = 0;
        for (const Deposit& deposit : specimen_.deposits) {
            if (const auto truth = measured(deposit, specimen_.layers, placement)) {
                deposits.push_back(deposit_json(*truth));
                area += truth->area.value();
                add(feature(uuid(specimen_.seed, ++index), "detection", "Calcium", geometry_json(truth->outline)));
            }
        }
        outlines_ << "\n]}\n";
        outlines_.close();
        return head(placement, area, std::move(deposits));
    }

    bool complete() const { return !outlines_.fail(); }

  private:
    const Specimen& specimen_;
    const PhantomOptions& options_;
    std::ofstream outlines_;
    bool first_ = true;

    void add_layer(const LayerOutline& layer, std::int64_t index) {
        const bool is_line = layer.polygons.empty();
        if (is_line && layer.line.size() < 2) {
            return;
        }
        add(feature(uuid(specimen_.seed, index), "annotation", layer.name,
                    is_line ? geometry_json(layer.line) : geometry_json(layer.polygons)));
    }

    void add(const Json& json) {
        outlines_ << (first_ ? "\n" : ",\n") << json.dump();
        first_ = false;
    }

    Json head(const Placement& placement, double area, Json deposits) const {
        const Size<Level0> size = placement.image_size();
        return {{"mpp", placement.pixel()},
                {"size", {size.width, size.height}},
                {"stain", truth_name_of(options_.stain)},
                {"pattern", name_of(options_.preset)},
                {"seed", options_.seed},
                {"calcium_area_um2", rounded(area, 4)},
                {"deposits", std::move(deposits)}};
    }
};

void require_written(bool written) {
    if (!written) {
        throw OutputError(system_reason());
    }
}

}  // namespace

std::string write_truth_outlines(const Specimen& specimen, const PhantomOptions& options,
                                 const std::filesystem::path& file) {
    TruthText text(specimen, options, file);
    const Json record = text.all();
    require_written(text.complete());
    return record.dump(1) + "\n";
}

void write_truth_record(std::string_view record, const std::filesystem::path& file) {
    std::ofstream stream(file, std::ios::binary);
    stream << record;
    stream.close();
    require_written(!stream.fail());
}

}  // namespace kossa::phantom
