#include "kossa/analysis/regions_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kossa/core/bounded_file.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/fingerprint.hpp"
#include "kossa/core/printable.hpp"
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

constexpr std::array<std::string_view, 3> ignored_classes{"Upper dermis", "Deep dermis", "Uncertain"};
constexpr std::string_view classes_to_give =
    "Tissue, Exclude, Epidermis, Subcutis, Dermo-epidermal junction, Calcium or another name that kossa gives objects";

[[noreturn]] void refuse(const std::string& file, const std::string& sentence) {
    throw UsageError(fmt::format("{}: {}", file, printable(sentence)));
}

bool same(std::string_view a, std::string_view b) {
    return plain_class(a) == plain_class(b);
}

/// The name of what kossa writes besides and nobody can go by: layers that follow from the others, what is uncertain.
std::optional<std::string_view> ignored_class(std::string_view text) {
    const auto known = std::ranges::find_if(ignored_classes, [&](std::string_view name) { return same(name, text); });
    return known == ignored_classes.end() ? std::nullopt : std::optional(*known);
}

std::optional<FindingClass> object_class(std::string_view text) {
    const auto known = std::ranges::find_if(all_finding_classes,
                                            [&](FindingClass finding) { return same(kossa::name(finding), text); });
    return known == all_finding_classes.end() ? std::nullopt : std::optional(*known);
}

std::string class_of(const Feature& feature, const std::string& file) {
    const std::string& name = class_or_name(feature);
    if (name.empty()) {
        refuse(file, fmt::format("an outline has no class; give it one of {}, or delete it", classes_to_give));
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

/// The outlines of what a person says are such objects.
MultiPolygon<Level0>& outlines_of(FindingClass finding, std::vector<OutlinedObjects>& objects) {
    const auto known = std::ranges::find(objects, finding, &OutlinedObjects::finding);
    if (known != objects.end()) {
        return known->outlines;
    }
    objects.push_back({finding, {}});
    return objects.back().outlines;
}

void add_area(MultiPolygon<Level0>& outlines, std::string_view class_name, const Feature& feature,
              const std::string& file) {
    if (feature.polygons.empty() || !feature.lines.empty()) {
        refuse(file, fmt::format("class {} must be drawn as an area, not as a line", class_name));
    }
    outlines.insert(outlines.end(), feature.polygons.begin(), feature.polygons.end());
}

/// Whether kossa has written this line as the border of an epidermis, and nobody has changed it.
bool follows_from_epidermis(const Feature& feature) {
    const auto mark = feature.metadata.find(std::string(junction_mark));
    return mark != feature.metadata.end() && mark->second == fingerprint(feature.lines);
}

void add(RegionsFile& result, std::set<std::string>& ignored, const Feature& feature) {
    const std::string name = class_of(feature, result.report.file);
    if (feature.polygons.empty() && feature.lines.empty() && !ignored_class(name)) {
        refuse(result.report.file,
               fmt::format("an object of class {} is made of points, or of nothing; draw it, or delete it", name));
    }
    const auto area = std::find_if(area_classes.begin(), area_classes.end(),
                                   [&](const AreaClass& known) { return same(known.name, name); });
    const std::string& file = result.report.file;
    if (area != area_classes.end()) {
        add_area(result.regions.*area->outlines, area->name, feature, file);
    } else if (const std::optional<std::string_view> written = ignored_class(name)) {
        ignored.emplace(*written);
    } else if (const std::optional<FindingClass> object = object_class(name)) {
        add_area(outlines_of(*object, result.objects), kossa::name(*object), feature, file);
    } else if (!same(name, junction_class)) {
        refuse(file, fmt::format("the class '{}' is none of {}; give its outlines one of these, or delete them", name,
                                 classes_to_give));
    } else if (follows_from_epidermis(feature)) {
        ignored.emplace(junction_class);
    } else {
        add_junction(result, feature);
    }
}

bool nothing_given(const RegionsFile& file) {
    return file.objects.empty() && file.regions.junction.empty() &&
           std::all_of(area_classes.begin(), area_classes.end(),
                       [&](const AreaClass& area) { return (file.regions.*area.outlines).empty(); });
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
    result.report.ignored.assign(ignored.begin(), ignored.end());
    if (nothing_given(result)) {
        refuse(result.report.file,
               ignored.empty()
                   ? fmt::format("it holds no outline of class {}", classes_to_give)
                   : fmt::format("it holds nothing but {}, which nobody can go by; give outlines of class {}",
                                 fmt::join(ignored, ", "), classes_to_give));
    }
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
