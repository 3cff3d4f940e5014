#include "kossa/analysis/doubtful_tiles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/analysis/judge.hpp"
#include "kossa/analysis/score.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Box<LevelPixels> in_the_tissue{512, 512, 128, 128};
constexpr Box<LevelPixels> beside_the_tissue{0, 256, 120, 128};
constexpr Box<LevelPixels> off_the_tissue{0, 640, 64, 64};  // 56 um
constexpr Box<LevelPixels> far_off{0, 0, 8, 8};

AnalysisOptions with_tiles_of(int tile_px) {
    AnalysisOptions options;
    options.working.tile_px = tile_px;
    options.survey.most_samples = 6;
    return options;
}

/// Of a slide whose file holds nothing for these tiles, which are painted with the background.
SlideEvidence evidence_without(const std::vector<Box<LevelPixels>>& tiles, int tile_px = 1024) {
    RgbImage image = support::silver_slide();
    for (const Box<LevelPixels>& tile : tiles) {
        image(cv::Rect(static_cast<int>(tile.x), static_cast<int>(tile.y), static_cast<int>(tile.width),
                       static_cast<int>(tile.height)))
            .setTo(cv::Scalar::all(255));
    }
    MemorySlide slide(image, support::stained_slide_pixel);
    slide.leave_out(tiles);
    NoProgress quiet;
    return examine_slide(slide, with_tiles_of(tile_px), std::nullopt, quiet);
}

SlideSummary judged(const SlideEvidence& evidence) {
    AnalysisOptions options = with_tiles_of(1024);
    options.working.most_unreadable = 0.05;
    return judge(evidence, std::nullopt, options).summary;
}

TEST(DoubtfulTiles, WithoutBytesAreCountedWhereTheTissueReachesThemAndRaiseAFlag) {
    const SlideEvidence evidence = evidence_without({far_off, beside_the_tissue, in_the_tissue, off_the_tissue});
    EXPECT_THAT(evidence.empty_tiles, ElementsAre(Box<Working>{0, 256, 120, 128}, Box<Working>{512, 512, 128, 128},
                                                  Box<Working>{0, 640, 64, 64}));
    const SlideSummary summary = judged(evidence);
    EXPECT_EQ(summary.empty_tiles, 2);
    EXPECT_THAT(summary.flags, Contains("empty-tiles-at-tissue"));
    EXPECT_EQ(evidence_without({far_off, beside_the_tissue, in_the_tissue, off_the_tissue}, 100).empty_tiles,
              evidence.empty_tiles);
}

TEST(DoubtfulTiles, WithoutBytesOffTheTissueAreSilent) {
    const SlideSummary summary = judged(evidence_without({far_off, off_the_tissue}));
    EXPECT_EQ(summary.empty_tiles, 0);
    EXPECT_THAT(summary.flags, Not(Contains("empty-tiles-at-tissue")));
}

TEST(DoubtfulTiles, WithoutBytesAreNoneWhereOtherLevelsFillThem) {
    MemorySlide slide(support::silver_slide(), support::stained_slide_pixel);
    slide.leave_out({in_the_tissue});
    NoProgress quiet;
    EXPECT_THAT(examine_slide(slide, with_tiles_of(1024), std::nullopt, quiet).empty_tiles, IsEmpty());
}

TEST(DoubtfulTiles, ThatTheDecoderWarnsOfAreCountedInTheTissueAndRaiseAFlag) {
    MemorySlide slide(support::silver_slide(), support::stained_slide_pixel, {4});
    slide.scratch({far_off, beside_the_tissue, in_the_tissue, {640, 512, 128, 128}});
    slide.damage({700, 600, 1, 1});  // the last cannot be read at all
    NoProgress quiet;
    const SlideEvidence evidence = examine_slide(slide, with_tiles_of(64), std::nullopt, quiet);
    EXPECT_THAT(evidence.damaged_tiles, ElementsAre(Box<Working>{0, 256, 120, 128}, Box<Working>{512, 512, 128, 128}));
    const SlideSummary summary = judged(evidence);
    EXPECT_EQ(summary.damaged_tiles, 1);
    EXPECT_THAT(summary.flags, Contains("damaged-tiles-in-tissue"));
    EXPECT_THAT(summary.flags, Contains("partly-unreadable"));
}

}  // namespace
}  // namespace kossa
