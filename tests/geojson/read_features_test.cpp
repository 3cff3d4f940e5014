#include "kossa/geojson/read_features.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "support/masks.hpp"
#include "support/polygons.hpp"
#include "support/refusal.hpp"
#include "support/text_file.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;
using P = Point<Level0>;

constexpr std::string_view square = R"({"type":"Polygon","coordinates":[[[0,0],[8,0],[8,6.5],[0,6.5],[0,0]]]})";

std::string feature(std::string_view geometry, std::string_view properties = "{}") {
    return fmt::format(R"({{"type":"Feature","id":"a-1","geometry":{},"properties":{}}})", geometry, properties);
}

std::string collection(const std::string& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", features);
}

std::string array(const std::vector<std::string>& features) {
    return fmt::format("[{}]", fmt::join(features, ","));
}

std::vector<Feature> read(const std::string& text, const GeojsonLimits& limits = {}) {
    return features_of(text, "outlines.geojson", limits);
}

Feature only(const std::string& text) {
    const std::vector<Feature> features = read(text);
    EXPECT_THAT(features, SizeIs(1));
    return features.empty() ? Feature{} : features.front();
}

Feature with_geometry(std::string_view geometry) {
    return only(feature(geometry));
}

Feature with_properties(std::string_view properties) {
    return only(feature(square, properties));
}

std::string refusal_of_text(const std::string& text, const GeojsonLimits& limits = {}) {
    return support::refusal([&] { read(text, limits); });
}

TEST(ReadFeatures, TakesACollectionAnArrayAndASingleFeature) {
    const std::string two = feature(square) + "," + feature(square);
    EXPECT_THAT(read(collection(two)), SizeIs(2));
    EXPECT_THAT(read(array({two})), SizeIs(2));
    EXPECT_THAT(read(feature(square)), SizeIs(1));
    EXPECT_THAT(read(collection("")), IsEmpty());
    EXPECT_THAT(read("[]"), IsEmpty());
}

TEST(ReadFeatures, KeepsTheOrderOfMembersOutOfIt) {
    EXPECT_THAT(read(R"({"features":[)" + feature(square) + R"(],"crs":{"a":[1]},"type":"FeatureCollection"})"),
                SizeIs(1));
}

TEST(ReadFeatures, ReadsWhatQuPathExports) {
    const Feature read =
        with_properties(R"({"objectType":"annotation","name":"left arm","color":[1,2,3],"isLocked":true,
        "classification":{"name":"Epidermis","color":[120,60,180]},
        "measurements":{"Area µm^2":12.5,"Count":3,"Circularity":NaN,"Solidity":"NaN","Length":null},
        "metadata":{"ANNOTATION_DESCRIPTION":"drawn twice"},"metadata":{"grade":2}})");
    EXPECT_EQ(read.id, "a-1");
    EXPECT_EQ(read.name, "left arm");
    EXPECT_EQ(read.class_name, "Epidermis");
    EXPECT_THAT(read.measurements, ElementsAre(Pair("Area µm^2", 12.5), Pair("Count", 3.0)));
    EXPECT_THAT(read.metadata, ElementsAre(Pair("ANNOTATION_DESCRIPTION", "drawn twice"), Pair("grade", "2")));
}

TEST(ReadFeatures, ReadsEveryWayAClassIsWritten) {
    EXPECT_EQ(with_properties(R"({"classification":"Calcium"})").class_name, "Calcium");
    EXPECT_EQ(with_properties(R"({"classification":{"names":["Calcium","granular"]}})").class_name,
              "Calcium: granular");
    EXPECT_EQ(with_properties(R"({"classification":null})").class_name, "");
    EXPECT_EQ(with_properties("null").class_name, "");
}

TEST(ReadFeatures, ReadsMeasurementsWrittenAsAList) {
    EXPECT_THAT(with_properties(R"({"measurements":[{"name":"a","value":1},{"name":"b","value":"NaN"}]})").measurements,
                ElementsAre(Pair("a", 1.0)));
}

TEST(ReadFeatures, ClosesRingsAndTurnsThemAsPolygonsRun) {
    const Feature closed =
        with_geometry(R"({"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[2,2],[2,4],[4,4]]]})");
    const Feature turned =
        with_geometry(R"({"type":"Polygon","coordinates":[[[0,0],[0,9],[9,9],[9,0]],[[2,2],[4,4],[2,4],[2,4]]]})");
    for (const Feature& one : {closed, turned}) {
        ASSERT_THAT(one.polygons, SizeIs(1));
        EXPECT_THAT(one.polygons[0].shell, SizeIs(4));
        EXPECT_EQ(support::signed_area(one.polygons[0].shell), 81.0);
        ASSERT_THAT(one.polygons[0].holes, SizeIs(1));
        EXPECT_EQ(support::signed_area(one.polygons[0].holes[0]), -2.0);
    }
}

TEST(ReadFeatures, ReadsEveryGeometryAndSkipsPoints) {
    const std::string line = R"({"type":"LineString","coordinates":[[1,2],[3,4.5]]})";
    const std::string lines = R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]})";
    const std::string polygons =
        R"({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1]]],[[[5,5],[6,5],[6,6]]]]})";
    EXPECT_THAT(with_geometry(line).lines, ElementsAre(Polyline<Level0>{P{1, 2}, P{3, 4.5}}));
    EXPECT_THAT(with_geometry(lines).lines, SizeIs(2));
    EXPECT_THAT(with_geometry(polygons).polygons, SizeIs(2));
    const Feature all = with_geometry(
        fmt::format(R"({{"type":"GeometryCollection","geometries":[{},{},{},{{"type":"Point","coordinates":[1,2]}}]}})",
                    line, polygons, square));
    EXPECT_THAT(all.lines, SizeIs(1));
    EXPECT_THAT(all.polygons, SizeIs(3));
    for (const char* nothing :
         {"null", R"({"type":"MultiPoint","coordinates":[[1,2]]})", R"({"type":"Polygon","coordinates":[]})"}) {
        EXPECT_THAT(with_geometry(nothing).polygons, IsEmpty());
    }
}

struct Case {
    const char* description;
    std::string text;
    const char* sentence;
};

std::string polygon(std::string_view ring) {
    return feature(fmt::format(R"({{"type":"Polygon","coordinates":[{}]}})", ring));
}

TEST(ReadFeatures, RefusesWhatCannotBeUsedAndSaysWhy) {
    const std::vector<Case> cases{
        {"two vertices", polygon("[[0,0],[1,1],[0,0]]"),
         "feature 1 (id a-1) has a ring of fewer than three different positions"},
        {"a number too few", polygon("[[0,0],[1],[1,1]]"),
         "feature 1 (id a-1) has a position that is no pair of numbers"},
        {"not a number", polygon("[[0,0],[1,NaN],[1,1]]"), "has a position that is no pair of numbers"},
        {"far away", polygon("[[0,0],[1,3e9],[1,1]]"), "has the position 1, 3000000000, far outside of any slide"},
        {"a line of one", feature(R"({"type":"LineString","coordinates":[[1,2],[1,2]]})"),
         "has a line of one position"},
        {"no coordinates", feature(R"({"type":"Polygon"})"), "has coordinates that are no array"},
        {"a circle", feature(R"({"type":"Circle","coordinates":[1,2]})"),
         "has a geometry of the unknown type \"Circle\""},
        {"a geometry alone", array({std::string(square)}), "feature 1 is not of the type \"Feature\""},
        {"a number as feature", "[1]", "feature 1 is not of the type \"Feature\""},
        {"the second is bad", array({feature(square), "null"}), "feature 2 is not of the type \"Feature\""},
        {"no features", R"({"type":"FeatureCollection"})", "outlines.geojson holds no features"},
        {"a number", "17", "outlines.geojson holds no features"},
    };
    for (const Case& one : cases) {
        const std::string sentence = refusal_of_text(one.text);
        EXPECT_THAT(sentence, StartsWith("outlines.geojson ")) << one.description;
        EXPECT_THAT(sentence, HasSubstr(one.sentence)) << one.description;
        EXPECT_THAT(sentence, HasSubstr("; export the outlines again")) << one.description;
    }
}

TEST(ReadFeatures, NamesThePlaceOfWhatIsNotJson) {
    EXPECT_THAT(refusal_of_text("[\n  {]"), StartsWith("outlines.geojson is not valid JSON at line 2, column 4;"));
    EXPECT_THAT(refusal_of_text("{\"a\": 1e999}"), HasSubstr("where a number is too large"));
    EXPECT_THAT(refusal_of_text("[\"\xC3\x28\"]"), HasSubstr("is not valid JSON at line 1, column 4"));
    EXPECT_THAT(refusal_of_text(feature(square) + "x"), HasSubstr("is not valid JSON"));
    EXPECT_THAT(refusal_of_text(feature(square).substr(0, 40)), HasSubstr("breaks off after 40 bytes"));
    EXPECT_THAT(refusal_of_text(""), HasSubstr("breaks off after 0 bytes"));
}

TEST(ReadFeatures, StopsAtEachBound) {
    GeojsonLimits limits;
    limits.depth = 5;
    EXPECT_THAT(refusal_of_text(feature(square), limits), IsEmpty());
    EXPECT_THAT(refusal_of_text(collection(feature(square)), limits), HasSubstr("is nested deeper than 5 levels"));
    limits = {};
    limits.features = 2;
    EXPECT_THAT(refusal_of_text(array({feature(square), feature(square)}), limits), IsEmpty());
    EXPECT_THAT(refusal_of_text(array({feature(square), feature(square), feature(square)}), limits),
                HasSubstr("holds more than 2 features"));
    limits = {};
    limits.values_per_feature = 30;
    EXPECT_THAT(refusal_of_text(array({feature(square), feature(square)}), limits), IsEmpty());
    EXPECT_THAT(refusal_of_text(polygon("[[0,0],[1,0],[1,1],[1,2],[1,3],[1,4],[1,5],[1,6]]"), limits),
                HasSubstr("more than 30 values in one feature"));
}

TEST(ReadFeatures, ManyNestedBracketsEndInARefusal) {
    for (const char* bracket : {"[", "{\"a\":"}) {
        std::string text;
        for (int i = 0; i < 100'000; ++i) {
            text += bracket;
        }
        EXPECT_THAT(refusal_of_text(text), HasSubstr("is nested deeper than 64 levels"));
    }
}

TEST(ReadFeatures, ReadsTheFileAndNamesIt) {
    const support::TextFile good("\xEF\xBB\xBF" + collection(feature(square)));
    EXPECT_THAT(read_features(good.path()), SizeIs(1));
    const support::TextFile bad("[");
    EXPECT_THAT(support::refusal([&] { read_features(bad.path()); }), StartsWith(bad.path().string() + " breaks off"));
    GeojsonLimits limits;
    limits.bytes = 10;
    EXPECT_THAT(support::refusal([&] { read_features(good.path(), limits); }),
                HasSubstr("more than the 10 that kossa reads"));
}

/// A valid file that holds one of everything.
std::string everything() {
    return collection(
        feature(square, R"({"classification":{"name":"Calcium","color":[1,2,3]},"name":"µ",
        "measurements":{"a":1.5e3,"b":NaN},"metadata":{"k":"v"}})") +
        ",\n" +
        feature(R"({"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]]})") +
        "," +
        feature(R"({"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4]]},
        {"type":"Point","coordinates":[0,0]}]})",
                R"({"classification":"Epidermis"})"));
}

/// One of the changes that happen to files: bytes changed, lost, repeated, moved, or a piece that means something put
/// in.
std::string mutated(std::string text, std::mt19937_64& random) {
    const std::vector<std::string> pieces{"[",
                                          "]",
                                          "{",
                                          "}",
                                          "\"",
                                          ",",
                                          ":",
                                          "null",
                                          "-1e308",
                                          "1e-400",
                                          "NaN",
                                          "\\u0000",
                                          "\\",
                                          "99999999999999999999",
                                          "\"type\"",
                                          "\"coordinates\":",
                                          "\"features\":",
                                          "[[[",
                                          "\xFF",
                                          "Feature"};
    const auto any = [&random](std::size_t end) {
        return static_cast<std::size_t>(random() % std::max<std::size_t>(1, end));
    };
    const std::size_t at = any(text.size());
    const std::size_t length = 1 + any(12);
    switch (any(6)) {
        case 0:
            text[at] = static_cast<char>(any(256));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(any(text.size()), text.substr(at, length * 5));
            break;
        case 3:
            text.insert(at, pieces[any(pieces.size())]);
            break;
        case 4:
            text.replace(at, length, pieces[any(pieces.size())]);
            break;
        default:
            text.resize(at);
            break;
    }
    return text.empty() ? " " : text;
}

TEST(ReadFeatures, EveryDamagedFileIsReadOrRefusedInOneSentence) {
    std::mt19937_64 random(1);
    const std::string whole = everything();
    ASSERT_THAT(read(whole), SizeIs(3));
    int refused = 0;
    constexpr int rounds = 6000;
    for (int i = 0; i < rounds; ++i) {
        std::string text = mutated(whole, random);
        for (auto more = random() % 4; more > 0; --more) {
            text = mutated(text, random);
        }
        const std::string sentence = refusal_of_text(text);
        refused += sentence.empty() ? 0 : 1;
        ASSERT_EQ(sentence.find('\n'), std::string::npos) << sentence;
    }
    EXPECT_GT(refused, rounds / 2);
    EXPECT_LT(refused, rounds);
}

TEST(PlainClass, IsInLowerCaseWithoutBlanksRoundIt) {
    EXPECT_EQ(plain_class(" Calcium\t"), "calcium");
    EXPECT_EQ(plain_class("Upper dermis"), "upper dermis");
    EXPECT_EQ(plain_class(" "), "");
}

TEST(ClassOrName, IsTheNameWhereThereIsNoClass) {
    Feature feature;
    feature.name = "drawn";
    EXPECT_EQ(class_or_name(feature), "drawn");
    feature.class_name = "Tissue";
    EXPECT_EQ(class_or_name(feature), "Tissue");
}

}  // namespace
}  // namespace kossa
