#include "kossa/report/geojson.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "kossa/core/fingerprint.hpp"
#include "report/sample_result.hpp"
#include "report/test_tools.hpp"

namespace kossa::report {
namespace {

nlohmann::json deposits(const std::vector<DepositRow>& rows, const Point<Level0>& offset = {}) {
    return nlohmann::json::parse(written([&](const TextSink& sink) { write_deposits(sink, rows, offset); }));
}

nlohmann::json confusers(const std::vector<ConfuserRow>& rows) {
    return nlohmann::json::parse(written([&](const TextSink& sink) { write_confusers(sink, rows, {}); }));
}

nlohmann::json layers(const LayerOutlines& outlines, std::string_view seed = "seed") {
    return nlohmann::json::parse(written([&](const TextSink& sink) { write_layers(sink, outlines, seed, {}); }));
}

TEST(Geojson, NothingFoundIsAnEmptyCollection) {
    EXPECT_EQ(deposits({}), nlohmann::json::parse(R"({"type":"FeatureCollection","features":[]})"));
}

TEST(Geojson, DepositsAreDetectionsOfTheClassCalcium) {
    const std::vector<DepositRow> rows = sample_result().deposits;
    const nlohmann::json document = deposits(rows);
    ASSERT_EQ(document["features"].size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const nlohmann::json& feature = document["features"][i];
        EXPECT_EQ(feature["id"], rows[i].id);
        EXPECT_EQ(feature["properties"]["objectType"], "detection");
        EXPECT_EQ(feature["properties"]["classification"]["name"], "Calcium");
        EXPECT_EQ(feature["properties"]["classification"]["color"].size(), 3U);
        EXPECT_EQ(feature["properties"]["metadata"]["zone"], name(rows[i].zone));
        EXPECT_EQ(feature["properties"]["metadata"]["morphology"], name(rows[i].morphology));
    }
}

TEST(Geojson, ADepositSaysWhetherItIsAdnexalWhereThatIsKnown) {
    DepositRow row = sample_result().deposits.front();
    const auto metadata = [](const DepositRow& deposit) {
        return deposits({deposit})["features"][0]["properties"]["metadata"];
    };
    EXPECT_FALSE(metadata(row).contains("adnexal"));
    row.adnexal = false;
    EXPECT_EQ(metadata(row)["adnexal"], "false");
    row.adnexal = true;
    EXPECT_EQ(metadata(row)["adnexal"], "true");
}

TEST(Geojson, MeasurementsHaveTheNamesThatQuPathUses) {
    DepositRow row = sample_result().deposits.front();
    row.area = SquareMicrons(12.345);
    row.depth = Microns(-7.5);
    const nlohmann::json feature = deposits({row})["features"][0];
    const nlohmann::json measurements = feature["properties"]["measurements"];
    EXPECT_DOUBLE_EQ(measurements["Area \u00b5m^2"].get<double>(), 12.35);
    EXPECT_DOUBLE_EQ(measurements["Signed distance to annotation Epidermis \u00b5m"].get<double>(), -7.5);
    for (const char* key : {"Max diameter \u00b5m", "Circularity", "Solidity", "Optical density mean", "Saturation",
                            "Granule count", "Confidence"}) {
        EXPECT_TRUE(measurements[key].is_number()) << key;
    }
}

TEST(Geojson, UndefinedMeasurementsAreLeftOut) {
    DepositRow row = sample_result().deposits.front();
    row.depth.reset();
    row.solidity = std::numeric_limits<double>::quiet_NaN();
    const nlohmann::json measurements = deposits({row})["features"][0]["properties"]["measurements"];
    EXPECT_FALSE(measurements.contains("Signed distance to annotation Epidermis \u00b5m"));
    EXPECT_FALSE(measurements.contains("Solidity"));
    EXPECT_TRUE(measurements.contains("Circularity"));
}

TEST(Geojson, BoundsOffsetStandsInTheMetadataUnlessZero) {
    const std::vector<DepositRow> rows{sample_result().deposits.front()};
    EXPECT_FALSE(deposits(rows)["features"][0]["properties"]["metadata"].contains("bounds_offset_x_px"));
    const nlohmann::json metadata = deposits(rows, {1200, 0})["features"][0]["properties"]["metadata"];
    EXPECT_EQ(metadata["bounds_offset_x_px"], "1200");
    EXPECT_EQ(metadata["bounds_offset_y_px"], "0");
}

TEST(Geojson, ADepositWithoutOutlineIsAPoint) {
    DepositRow row = sample_result().deposits.front();
    row.outline.clear();
    row.centroid = {10, 20.5};
    EXPECT_EQ(deposits({row})["features"][0]["geometry"],
              nlohmann::json::parse(R"({"type":"Point","coordinates":[10,20.5]})"));
}

TEST(Geojson, ConfusersSayWhatTheyAreAndWhy) {
    const nlohmann::json feature = confusers({sample_confuser(0)})["features"][0];
    EXPECT_EQ(feature["properties"]["classification"]["name"], "Nuclei");
    EXPECT_EQ(feature["properties"]["metadata"]["reason"], "saturation 0.44 \"like\" nuclei");
    EXPECT_EQ(feature["properties"]["measurements"]["Area \u00b5m^2"], 50.0);
}

TEST(Geojson, EveryClassHasItsOwnColour) {
    std::set<nlohmann::json> colours;
    for (int i = 0; i < 10; ++i) {
        ConfuserRow row = sample_confuser(0);
        row.finding = static_cast<FindingClass>(i);
        colours.insert(confusers({row})["features"][0]["properties"]["classification"]["color"]);
    }
    EXPECT_EQ(colours.size(), 10U);
}

std::vector<std::string> layer_names(const nlohmann::json& document) {
    std::vector<std::string> names;
    for (const nlohmann::json& feature : document["features"]) {
        EXPECT_EQ(feature["properties"]["objectType"], "annotation");
        names.push_back(feature["properties"]["classification"]["name"]);
    }
    return names;
}

TEST(Geojson, LayersAreAnnotationsUnderTheirNames) {
    const nlohmann::json document = layers(sample_result().layers);
    EXPECT_EQ(layer_names(document), (std::vector<std::string>{"Epidermis", "Upper dermis", "Deep dermis", "Subcutis",
                                                               "Tissue", "Dermo-epidermal junction"}));
    EXPECT_EQ(document["features"][5]["geometry"]["type"], "LineString");
}

TEST(Geojson, EmptyLayersAreLeftOut) {
    EXPECT_EQ(layer_names(layers(unassessable_result().layers)), std::vector<std::string>{"Tissue"});
}

TEST(Geojson, LayerIdsDependOnTheSeedOnly) {
    const LayerOutlines outlines = sample_result().layers;
    EXPECT_EQ(layers(outlines, "a"), layers(outlines, "a"));
    EXPECT_NE(layers(outlines, "a")["features"][0]["id"], layers(outlines, "b")["features"][0]["id"]);
}

TEST(Geojson, FeaturesAreStreamedOneByOne) {
    std::size_t longest = 0;
    const TextSink sink = [&longest](std::string_view bytes) { longest = std::max(longest, bytes.size()); };
    write_deposits(sink, sample_result({3000, 2000}, 500).deposits, {});
    EXPECT_LT(longest, 2000U);
}

TEST(Geojson, AJunctionThatFollowsFromTheEpidermisIsMarkedAndADrawnOneIsNot) {
    LayerOutlines outlines;
    outlines.junction = {{{0.5, 2.25}, {9.75, 3.5}, {20.0, 3.0}}};
    outlines.drawn_junction = {{{0.25, 8.13}, {20.5, 8.0}}};
    const nlohmann::json features = layers(outlines)["features"];
    ASSERT_EQ(features.size(), 2U);
    EXPECT_EQ(features[0]["properties"]["metadata"]["follows_epidermis"], fingerprint(outlines.junction));
    EXPECT_EQ(features[0]["geometry"]["coordinates"], nlohmann::json::parse("[[1,2],[10,4],[20,3]]"));
    EXPECT_FALSE(features[1]["properties"].contains("metadata"));
    EXPECT_EQ(features[1]["geometry"]["coordinates"], nlohmann::json::parse("[[0.25,8.13],[20.5,8]]"));
    EXPECT_NE(features[0]["id"], features[1]["id"]);
}

}  // namespace
}  // namespace kossa::report
