#include "kossa/analysis/regions_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/core/fingerprint.hpp"
#include "kossa/core/uuid.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/geojson/read_features.hpp"
#include "kossa/skin/layers.hpp"

namespace kossa {

namespace {

struct AreaClass {
    std::string_view name;
    MultiPolygon<Level0> Regions::*outlines;
};

constexpr std::array area_classes{AreaClass{"Tissue", &Regions::tissue}, AreaClass{"Exclude", &Regions::exclude},
                                  AreaClass{"Epidermis", &Regions::epidermis},
                                  AreaClass{"Subcutis", &Regions::subcutis}};
constexpr std::string_view junction_class = "Dermo-epidermal junction";

constexpr std::array<std::string_view, 2> following_classes{"Upper dermis", "Deep dermis"};

[[noreturn]] void refuse(const std::string& file, const std::string& sentence) {
    throw UsageError(fmt::format("{}: {}", file, sentence));
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    result.erase(0, result.find_first_not_of(" \t"));
    result.erase(result.find_last_not_of(" \t") + 1);
    return result;
}

bool same(std::string_view a, std::string_view b) {
    return lower_case(a) == lower_case(b);
}

/// The name of what kossa writes besides: layers that follow from the others, deposits, confusers.
std::optional<std::string_view> own_class(std::string_view text) {
    for (const std::string_view known : following_classes) {
        if (same(known, text)) {
            return known;
        }
    }
    for (const FindingClass known : all_finding_classes) {
        if (same(kossa::name(known), text)) {
            return kossa::name(known);
        }
    }
    return std::nullopt;
}

std::string class_of(const Feature& feature, const std::string& file) {
    std::string name = feature.class_name.empty() ? feature.name : feature.class_name;
    if (name.empty()) {
        refuse(file,
               "an outline has no class; give it one of Tissue, Exclude, Epidermis, Subcutis, Dermo-epidermal "
               "junction, or delete it");
    }
    return name;
}

/// Positions as the results are written, so that what is read back is the same.
std::vector<Polyline<Level0>> in_hundredths(std::vector<Polyline<Level0>> lines) {
    constexpr double per_pixel = 100.0;
    for (Polyline<Level0>& line : lines) {
        for (Point<Level0>& p : line) {
            p = {std::round(p.x * per_pixel) / per_pixel, std::round(p.y * per_pixel) / per_pixel};
        }
    }
    return lines;
}

void add_junction(RegionsFile& result, const Feature& feature) {
    if (feature.lines.empty() || !feature.polygons.empty()) {
        refuse(result.report.file, fmt::format("class {} must be drawn as a line, not as an area", junction_class));
    }
    const std::vector<Polyline<Level0>> lines = in_hundredths(feature.lines);
    result.regions.junction.insert(result.regions.junction.end(), lines.begin(), lines.end());
}

void add_area(RegionsFile& result, const AreaClass& area, const Feature& feature) {
    if (feature.polygons.empty() || !feature.lines.empty()) {
        refuse(result.report.file, fmt::format("class {} must be drawn as an area, not as a line", area.name));
    }
    MultiPolygon<Level0>& outlines = result.regions.*area.outlines;
    outlines.insert(outlines.end(), feature.polygons.begin(), feature.polygons.end());
}

/// Whether kossa has written this line as the border of an epidermis, and nobody has changed it.
bool follows_from_epidermis(const Feature& feature) {
    const auto mark = feature.metadata.find(std::string(junction_mark));
    return mark != feature.metadata.end() && mark->second == fingerprint(feature.lines);
}

void add(RegionsFile& result, std::set<std::string>& ignored, const Feature& feature) {
    if (feature.polygons.empty() && feature.lines.empty()) {
        return;
    }
    const std::string name = class_of(feature, result.report.file);
    const auto area = std::find_if(area_classes.begin(), area_classes.end(),
                                   [&](const AreaClass& known) { return same(known.name, name); });
    const std::optional<std::string_view> own = own_class(name);
    if (area != area_classes.end()) {
        add_area(result, *area, feature);
    } else if (own) {
        ignored.emplace(*own);
    } else if (!same(name, junction_class)) {
        refuse(result.report.file,
               fmt::format("the class '{}' is none of Tissue, Exclude, Epidermis, Subcutis, Dermo-epidermal junction; "
                           "give its outlines one of these, or delete them",
                           name));
    } else if (follows_from_epidermis(feature)) {
        ignored.emplace(junction_class);
    } else {
        add_junction(result, feature);
    }
}

bool nothing_given(const Regions& regions) {
    return regions.junction.empty() &&
           std::all_of(area_classes.begin(), area_classes.end(),
                       [&](const AreaClass& area) { return (regions.*area.outlines).empty(); });
}

std::string sha1_text(std::string_view bytes) {
    std::string text;
    for (const std::uint8_t byte : sha1(bytes)) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

RegionsFile from_features(const std::vector<Feature>& features, std::string_view bytes,
                          const std::filesystem::path& file) {
    RegionsFile result;
    result.path = file;
    result.bytes = bytes;
    result.report.file = file.filename().string();
    result.report.sha1 = sha1_text(bytes);
    std::set<std::string> ignored;
    for (const Feature& feature : features) {
        add(result, ignored, feature);
    }
    if (nothing_given(result.regions)) {
        refuse(result.report.file,
               "it holds no outline of class Tissue, Exclude, Epidermis, Subcutis or "
               "Dermo-epidermal junction");
    }
    result.report.ignored.assign(ignored.begin(), ignored.end());
    return result;
}

}  // namespace

RegionsFile regions_of(std::string_view text, const std::filesystem::path& file) {
    return from_features(features_of(std::string(text), file.string()), text, file);
}

RegionsFile read_regions(const std::filesystem::path& file) {
    const std::uintmax_t most_bytes = GeojsonLimits{}.bytes;
    const std::string bytes = read_bounded(file, most_bytes);
    return from_features(features_of(json_text(bytes, file, most_bytes), file.string()), bytes, file);
}

}  // namespace kossa
