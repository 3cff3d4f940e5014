#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa {

/// One feature of a GeoJSON file. Text is UTF-8, as it stands in the file; empty where it is missing.
struct Feature {
    std::string id;
    std::string class_name;  ///< properties.classification: its name, or its names joined by ": " as QuPath shows them
    std::string name;
    MultiPolygon<Level0> polygons;  ///< shells and holes run as geometry.hpp says, whichever way the file has them
    std::vector<Polyline<Level0>> lines;         ///< of two positions or more
    std::map<std::string, double> measurements;  ///< undefined ones (NaN, null) are left out
    std::map<std::string, std::string> metadata;
};

/// What a person calls the feature: its class, or its name where it has none; both may be empty.
const std::string& class_or_name(const Feature& feature);

/// A class in lower case and without blanks round it: classes that differ in nothing else are the same.
std::string plain_class(std::string_view name);

/// What a file may hold. The bounds keep a broken or hostile file from taking the memory of the machine; real
/// files stay far below them.
struct GeojsonLimits {
    /// A deposit takes about a kilobyte: enough for a quarter of a million of them.
    /// Holds for what a packed file unpacks to as well.
    std::uintmax_t bytes = std::uintmax_t{256} << 20U;
    /// GeoJSON itself needs 11 levels, QuPath's properties a few more.
    int depth = 64;
    std::size_t features = 1'000'000;
    /// Numbers, texts, arrays and objects of one feature, which is in memory as a whole (about 35 bytes each). A
    /// position takes three, so an outline may have three million vertices.
    std::size_t values_per_feature = 10'000'000;
    /// Positions lie within plus and minus this many pixels, more than any slide has.
    double coordinate = 2147483648.0;
};

/// The features of a GeoJSON file, packed with gzip or not, as QuPath 0.4 to 0.7 exports it, in their order: a
/// FeatureCollection, a bare array of features, or one feature. Coordinates are level-0 pixels. Polygon, MultiPolygon,
/// LineString, MultiLineString and GeometryCollections of these are read; points are skipped, so a feature may have
/// neither polygons nor lines. Rings are closed or not and need three different vertices; whether they cross themselves
/// is not checked. A UTF-8 byte order mark, repeated keys (objects are merged) and NaN or Infinity as measurements are
/// tolerated. Throws UsageError that names the file, the place in it and what to do.
std::vector<Feature> read_features(const std::filesystem::path& file, const GeojsonLimits& limits = {});

/// The same from text in memory; `source` stands for the file in messages.
std::vector<Feature> features_of(std::string text, std::string_view source, const GeojsonLimits& limits = {});

}  // namespace kossa
