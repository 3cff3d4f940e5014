#include "kossa/analysis/regions_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "kossa/core/error.hpp"
#include "kossa/core/fingerprint.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

using support::annotation;
using support::box_geometry;
using support::collection;
using support::line_geometry;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string box = box_geometry(0, 0, 10, 10);
const std::string line = line_geometry(5, 20, 90);

RegionsFile read(const std::string& features) {
    return regions_of(collection(features), "drawn/outlines.geojson");
}

std::string refusal(const std::string& features) {
    try {
        read(features);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(RegionsFile, SortsOutlinesByTheirClassInAnyCase) {
    const Regions regions =
        read(annotation("tissue", box) + "," + annotation("EXCLUDE ", box) + "," +
             annotation("Exclude", box_geometry(50, 50, 60, 60)) + "," + annotation("Epidermis", box) + "," +
             annotation("subCutis", box) + "," + annotation("dermo-epidermal Junction", line))
            .regions;
    EXPECT_EQ(regions.tissue.size(), 1U);
    EXPECT_EQ(regions.exclude.size(), 2U);
    EXPECT_EQ(regions.epidermis.size(), 1U);
    EXPECT_EQ(regions.subcutis.size(), 1U);
    EXPECT_THAT(regions.junction, ElementsAre(Polyline<Level0>{{5.0, 20.0}, {90.0, 20.0}}));
}

TEST(RegionsFile, ANameStandsInForAMissingClass) {
    EXPECT_EQ(read(annotation("", box, R"(,"name":"Epidermis")")).regions.epidermis.size(), 1U);
}

TEST(RegionsFile, AnUnknownClassIsAnErrorThatListsTheKnownOnes) {
    EXPECT_THAT(refusal(annotation("Epidermis", box) + "," + annotation("Epidemis", box)),
                AllOf(HasSubstr("outlines.geojson: the class 'Epidemis' is none of"),
                      HasSubstr("Tissue, Exclude, Epidermis, Subcutis, Dermo-epidermal junction")));
    EXPECT_THAT(refusal(annotation("", box)), HasSubstr("an outline has no class"));
}

TEST(RegionsFile, AreasAreNoLinesAndLinesNoAreas) {
    EXPECT_THAT(refusal(annotation("Epidermis", line)), HasSubstr("Epidermis must be drawn as an area"));
    EXPECT_THAT(refusal(annotation("Dermo-epidermal junction", box)), HasSubstr("must be drawn as a line"));
}

TEST(RegionsFile, WhatOutlinesNothingIsAnError) {
    EXPECT_THAT(refusal(""), HasSubstr("holds no outline"));
    EXPECT_THAT(refusal(annotation("Upper dermis", box)),
                HasSubstr("nothing but Upper dermis, which nobody can go by"));
    EXPECT_THAT(refusal(annotation("Uncertain", box)), HasSubstr("nothing but Uncertain, which nobody can go by"));
    EXPECT_THAT(refusal(annotation("Tissue", R"({"type":"Point","coordinates":[1,2]})")),
                HasSubstr("an object of class Tissue is made of points"));
    EXPECT_THROW(regions_of("", "empty.geojson"), UsageError);
    EXPECT_THROW(regions_of("skin", "no.geojson"), UsageError);
    EXPECT_THROW(read_regions("no-such-file.geojson"), UsageError);
}

TEST(RegionsFile, WhatKossaWritesBesidesIsListedAsIgnored) {
    const RegionsFile file =
        read(annotation("Tissue", box) + "," + annotation("Upper dermis", box) + "," + annotation("Deep dermis", box) +
             "," + annotation("Uncertain", box) + "," + annotation("upper dermis", box));
    EXPECT_THAT(file.report.ignored, ElementsAre("Deep dermis", "Uncertain", "Upper dermis"));
}

TEST(RegionsFile, SaysWhatObjectsAre) {
    const RegionsFile file = read(annotation("Calcium", box) + "," + annotation("nuclei", box) + "," +
                                  annotation("Pigment", box) + "," + annotation("calcium", box));
    ASSERT_EQ(file.objects.size(), 3U);
    EXPECT_EQ(file.objects[0].finding, FindingClass::calcium);
    EXPECT_EQ(file.objects[0].outlines.size(), 2U);
    EXPECT_EQ(file.objects[1].finding, FindingClass::nuclei);
    EXPECT_EQ(file.objects[2].finding, FindingClass::pigment);
    EXPECT_THAT(file.report.ignored, IsEmpty());
    EXPECT_THAT(refusal(annotation("Calcium", line)), HasSubstr("Calcium must be drawn as an area"));
}

TEST(RegionsFile, AJunctionThatFollowsFromTheEpidermisCountsOnlyWhenSomebodyChangedIt) {
    const std::string mark = fingerprint({{{5.0, 20.0}, {90.0, 20.0}}});
    const std::string marked = R"(,"metadata":{"follows_epidermis":")" + mark + R"("})";
    const RegionsFile carried =
        read(annotation("Epidermis", box) + "," + annotation("Dermo-epidermal junction", line, marked));
    EXPECT_THAT(carried.regions.junction, IsEmpty());
    EXPECT_THAT(carried.report.ignored, ElementsAre("Dermo-epidermal junction"));
    const RegionsFile changed = read(annotation("Epidermis", box) + "," +
                                     annotation("Dermo-epidermal junction", line_geometry(5, 21, 90), marked));
    EXPECT_EQ(changed.regions.junction.size(), 1U);
    EXPECT_THAT(changed.report.ignored, IsEmpty());
}

TEST(RegionsFile, IsReportedByItsNameAndTheSha1OfItsBytes) {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "kossa_regions_file_test.geojson";
    const std::string text = "\xEF\xBB\xBF" + collection(annotation("Tissue", box));
    std::ofstream(path, std::ios::binary) << text;
    const RegionsFile file = read_regions(path);
    std::filesystem::remove(path);
    EXPECT_EQ(file.report.file, "kossa_regions_file_test.geojson");
    EXPECT_EQ(file.report.sha1.size(), 40U);
    EXPECT_NE(file.report.sha1, regions_of(text.substr(3), path).report.sha1) << "the byte order mark is part of it";
}

TEST(RegionsFile, PositionsOfLinesAreThoseThatAreWritten) {
    const std::string fine = R"({"type":"LineString","coordinates":[[1.23456,2],[3,4.005001]]})";
    const Polyline<Level0> drawn = read(annotation("Dermo-epidermal junction", fine)).regions.junction.at(0);
    EXPECT_DOUBLE_EQ(drawn[0].x, 1.23);
    EXPECT_DOUBLE_EQ(drawn[1].y, 4.01);
}

}  // namespace
}  // namespace kossa
