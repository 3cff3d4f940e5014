// The folder of outlines for several slides; what is refused is in fixtures/malformed.

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "kossa/report/gzip.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

using support::annotation;
using support::box_geometry;
using support::collection;

TEST(SlideRegions, AFolderHoldsAFileForEachSlide) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "drawn");
    const Words slides{write_skin(folder / "left.png"), write_skin(folder / "right.png")};
    write_bytes(folder / "drawn" / "left.geojson", collection(annotation("Exclude", box_geometry(0, 0, 100, 700))));
    write_bytes(folder / "drawn" / "right.geojson", collection(annotation("Exclude", box_geometry(700, 0, 800, 700))));
    const Answer answer = run_kossa({"score", slides[0], slides[1], "--out", folder / "out", "--mpp", "0.5", "--stain",
                                     "he", "--regions", folder / "drawn"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    const nlohmann::json left = json_of(folder / "out" / "left" / "summary.json");
    const nlohmann::json right = json_of(folder / "out" / "right" / "summary.json");
    EXPECT_EQ(left.at("regions").at("file"), "left.geojson");
    EXPECT_EQ(right.at("regions").at("file"), "right.geojson");
    EXPECT_NE(left.at("regions").at("sha1"), right.at("regions").at("sha1"));
    EXPECT_GT(left.at("skin").at("excluded_area_um2"), 0.0);
}

TEST(SlideRegions, AFileOfTheFolderMayBePacked) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "drawn");
    std::ofstream file(folder / "drawn" / "left.geojson.gz", std::ios::binary);
    const std::string outlines = collection(annotation("Exclude", box_geometry(0, 0, 100, 700)));
    report::write_gzip([&file](std::string_view bytes) { file << bytes; },
                       [&](const report::TextSink& sink) { sink(outlines); });
    file.close();
    const Answer answer = run_kossa({"score", write_skin(folder / "left.png"), "--out", folder / "out", "--mpp", "0.5",
                                     "--stain", "he", "--regions", folder / "drawn"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(json_of(folder / "out" / "left" / "summary.json").at("regions").at("file"), "left.geojson.gz");
}

TEST(SlideRegions, AFailureSaysWhichOutlinesWereGiven) {
    const TemporaryFolder folder;
    write_bytes(folder / "none.svs", "no slide");
    write_bytes(folder / "drawn.geojson", collection(annotation("Exclude", box_geometry(0, 0, 100, 700))));
    const Answer answer =
        run_kossa({"score", folder / "none.svs", "--out", folder / "out", "--regions", folder / "drawn.geojson"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(json_of(folder / "out" / "none" / "summary.json").at("regions").at("file"), "drawn.geojson");
}

TEST(SlideRegions, WhatCannotBeReadMayBeExcluded) {
    const TemporaryFolder folder;
    const std::filesystem::path slide = folder / "skin.tif";
    const RgbImage field = field_of("skin-he.svs");
    RgbImage reduced;
    cv::resize(field, reduced, {}, 0.5, 0.5, cv::INTER_AREA);
    TiffLayout layout;
    layout.compression = COMPRESSION_JPEG;
    layout.photometric = PHOTOMETRIC_YCBCR;
    layout.pixels_per_cm = 1e4F;  // 1 um a pixel
    write_tiff(slide, {field, reduced}, layout);
    constexpr std::uint32_t columns = 20;  // of tiles of 64 pixels
    for (std::uint32_t tile = 0; tile < 17 * columns; ++tile) {
        if (tile % columns >= 13) {
            destroy_tile(slide, tile);
        }
    }
    const Answer whole = run_kossa({"score", slide, "--out", folder / "whole"});
    EXPECT_EQ(whole.status, 1);
    EXPECT_THAT(whole.err, ::testing::ContainsRegex("4[0-9][.][0-9] % of the tissue cannot be read"));
    write_bytes(folder / "half.geojson", collection(annotation("Exclude", box_geometry(700, 0, 1300, 1100))));
    const Answer half = run_kossa({"score", slide, "--out", folder / "half", "--regions", folder / "half.geojson"});
    EXPECT_EQ(half.status, 0) << half.err;
    const nlohmann::json summary = json_of(folder / "half" / "skin" / "summary.json");
    EXPECT_EQ(summary.at("analysed_fraction"), 1.0);
    EXPECT_THAT(summary.at("flags"), ::testing::Not(::testing::Contains("partly-unreadable")));
    EXPECT_GT(summary.at("deposit_count"), 10);
}

}  // namespace
}  // namespace kossa
