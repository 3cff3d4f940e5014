#include "kossa/analysis/zoom_tiles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/memory_slide.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Le;
using ::testing::Not;
using ::testing::SizeIs;

/// A square of `side` working pixels with its corner at (x, y).
Finding square(std::int32_t x, std::int32_t y, std::int32_t side, FindingClass finding = FindingClass::calcium) {
    Finding result;
    result.runs = support::filled(x, y, side, side);
    result.sums.pixels = static_cast<std::int64_t>(side) * side;
    result.finding = finding;
    return result;
}

/// Of a slide of 4096 by 2048 level-0 pixels; survey pixels of 16. Tissue is the left half, epidermis its top row.
SlideEvidence evidence_with(std::vector<Finding> findings, double level0_per_working = 1.0) {
    SlideEvidence evidence{{},
                           {{4096, 2048},
                            PixelSize(Microns(0.5)),
                            {level0_per_working, level0_per_working},
                            {level0_per_working / 16.0, level0_per_working / 16.0}},
                           {16.0, 16.0},
                           {},
                           {},
                           {},
                           {},
                           {},
                           {},
                           ""};
    evidence.summary.slide.size = {4096, 2048};
    evidence.findings = std::move(findings);
    evidence.skin.tissue.tissue = Mask(128, 256, std::uint8_t{0});
    evidence.skin.tissue.tissue.fill(cv::Rect(0, 0, 128, 128), 1);
    evidence.skin.epidermis = Mask(128, 256, std::uint8_t{0});
    evidence.skin.epidermis.fill(cv::Rect(0, 0, 128, 2), 1);
    return evidence;
}

std::set<int> sizes_of(const std::vector<ZoomTilePlace>& places) {
    std::set<int> sizes;
    for (const ZoomTilePlace& place : places) {
        sizes.insert(place.halvings);
    }
    return sizes;
}

TEST(PlanZoomTiles, GoesFromFinerThanThePictureToWorkingResolution) {
    EXPECT_THAT(sizes_of(plan_zoom_tiles(evidence_with({}), 512).of_tissue), ElementsAre(0, 1, 2));
    EXPECT_THAT(sizes_of(plan_zoom_tiles(evidence_with({}, 2.0), 512).of_tissue), ElementsAre(1, 2));
    EXPECT_THAT(sizes_of(plan_zoom_tiles(evidence_with({}), 3500).of_tissue), IsEmpty());  // the picture has it all
    EXPECT_THAT(sizes_of(plan_zoom_tiles(evidence_with({}), 2000).of_tissue), ElementsAre(0));
}

TEST(PlanZoomTiles, CoversTheTissueAndNoGlass) {
    const std::vector<ZoomTilePlace> places = plan_zoom_tiles(evidence_with({}), 2000).of_tissue;
    EXPECT_THAT(places, SizeIs(8 * 8));
    for (const ZoomTilePlace& place : places) {
        EXPECT_LT(place.column, 8);
    }
}

TEST(PlanZoomTiles, BeginsCoarseAndNearTheEpidermis) {
    const std::vector<ZoomTilePlace> places = plan_zoom_tiles(evidence_with({}), 512).of_tissue;
    EXPECT_EQ(places.front(), (ZoomTilePlace{2, 0, 0}));
    EXPECT_EQ(places.back(), (ZoomTilePlace{0, 7, 7}));
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end(), [](const ZoomTilePlace& a, const ZoomTilePlace& b) {
        return a.halvings > b.halvings || (a.halvings == b.halvings && a.row < b.row);
    }));
}

TEST(PlanZoomTiles, HoldsEveryTileThatAnObjectTouchesTheLargestFirst) {
    const ZoomTilePlan plan = plan_zoom_tiles(
        evidence_with({square(10, 10, 4), square(3000, 500, 30), square(700, 700, 90, FindingClass::carbon),
                       square(1000, 1000, 500, FindingClass::nuclei)}),
        2000);
    EXPECT_THAT(plan.of_objects, ElementsAre(ZoomTilePlace{0, 11, 1}, ZoomTilePlace{0, 11, 2}, ZoomTilePlace{0, 0, 0},
                                             ZoomTilePlace{0, 2, 2}, ZoomTilePlace{0, 3, 2}, ZoomTilePlace{0, 2, 3},
                                             ZoomTilePlace{0, 3, 3}));
    EXPECT_THAT(plan.of_tissue, IsSupersetOf(plan.of_objects));  // also the one on glass
}

TEST(PlanZoomTiles, StaysWithinTheSlide) {
    const ZoomTilePlan plan = plan_zoom_tiles(evidence_with({square(4090, 2040, 8), square(-5, -5, 8)}), 2000);
    EXPECT_THAT(plan.of_objects, ElementsAre(ZoomTilePlace{0, 15, 7}, ZoomTilePlace{0, 0, 0}));
}

RgbImage ramps() {
    RgbImage image(700, 900);
    for (int y = 0; y < image.rows; ++y) {
        for (int x = 0; x < image.cols; ++x) {
            image(y, x) = cv::Vec3b(static_cast<std::uint8_t>(x % 251), static_cast<std::uint8_t>(y % 241), 7);
        }
    }
    return image;
}

/// A picture file that is the pixels themselves, after its width.
std::string raw(const RgbImage& image) {
    return std::to_string(image.cols) + " " + std::string(image.ptr<char>(), image.total() * image.elemSize());
}

std::vector<ZoomTilePlace> all_places(int halvings) {
    std::vector<ZoomTilePlace> places;
    for (std::int64_t row = 0; row * (zoom_tile_px << halvings) < 700; ++row) {
        for (std::int64_t column = 0; column * (zoom_tile_px << halvings) < 900; ++column) {
            places.push_back({halvings, column, row});
        }
    }
    return places;
}

constexpr ZoomBudget plenty{1'000'000'000, 1'000'000'000};

std::vector<ZoomTile> read(const SlideSource& slide, const ZoomTilePlan& plan, const ZoomBudget& budget = plenty) {
    return read_zoom_tiles(slide, plan, budget, raw, {});
}

TEST(ReadZoomTiles, GivesThePixelsOfTheSlideAsTheyAre) {
    const std::vector<ZoomTile> tiles = read(MemorySlide(ramps()), {{}, all_places(0)});
    ASSERT_EQ(tiles.size(), 12U);
    for (const ZoomTile& tile : tiles) {
        const cv::Rect shown =
            cv::Rect(static_cast<int>(256 * tile.place.column), static_cast<int>(256 * tile.place.row), 256, 256) &
            cv::Rect(0, 0, 900, 700);
        EXPECT_EQ(tile.jpeg, raw(RgbImage(ramps()(shown)).clone())) << tile.place.column << " " << tile.place.row;
    }
}

TEST(ReadZoomTiles, AveragesWhereNoLevelIsThatCoarse) {
    const MemorySlide fine(ramps());
    const MemorySlide pyramid(ramps(), PixelSize(Microns(0.5)), {2});
    const ZoomTilePlan plan{{}, {{1, 0, 0}}};
    const std::string averaged = read(fine, plan).front().jpeg;
    EXPECT_EQ(averaged, read(pyramid, plan).front().jpeg);
    EXPECT_EQ(pyramid.reads(0), 0);
}

TEST(ReadZoomTiles, StopsBeforeTheBudgetIsExceeded) {
    const MemorySlide slide(ramps());
    const ZoomTilePlan plan{{}, all_places(0)};
    const auto one = static_cast<std::int64_t>(read(slide, plan).front().jpeg.size());
    EXPECT_THAT(read(slide, plan, {2 * one, 1'000'000}), SizeIs(2));
    EXPECT_THAT(read(slide, plan, {2 * one - 1, 1'000'000}), SizeIs(1));
    EXPECT_THAT(read(slide, plan, {100 * one, 3 * 65536}), SizeIs(3));
    EXPECT_THAT(read(slide, plan, {0, 1'000'000}), IsEmpty());
}

TEST(ReadZoomTiles, LeavesHalfOfTheBudgetForTheTissue) {
    const MemorySlide slide(ramps());
    const ZoomTilePlan plan{{{0, 0, 1}, {0, 1, 1}, {0, 2, 1}}, {{0, 0, 0}, {0, 0, 1}, {0, 1, 0}}};
    const auto one = static_cast<std::int64_t>(read(slide, plan).front().jpeg.size());
    std::vector<ZoomTilePlace> places;
    for (const ZoomTile& tile : read(slide, plan, {4 * one, 1'000'000})) {
        places.push_back(tile.place);
    }
    EXPECT_THAT(places, ElementsAre(ZoomTilePlace{0, 0, 0}, ZoomTilePlace{0, 0, 1}, ZoomTilePlace{0, 1, 0},
                                    ZoomTilePlace{0, 1, 1}));
}

TEST(ReadZoomTiles, LeavesOutWhatCannotBeRead) {
    MemorySlide slide(ramps());
    slide.damage({300, 10, 5, 5});
    const std::vector<ZoomTile> tiles = read(slide, {{}, all_places(0)});
    EXPECT_THAT(tiles, SizeIs(11));
    EXPECT_THAT(tiles, Not(Contains(::testing::Field(&ZoomTile::place, ZoomTilePlace{0, 1, 0}))));
}

TEST(ReadZoomTiles, AreTheSameForAnyNumberOfThreads) {
    const MemorySlide slide(ramps());
    const ZoomTilePlan plan{{{0, 2, 2}}, all_places(0)};
    const ZoomBudget budget{1'200'000, 1'000'000};
    const std::vector<ZoomTile> one = read_zoom_tiles(slide, plan, budget, raw, {.threads = 1, .shuffle_seed = {}});
    EXPECT_EQ(one, read_zoom_tiles(slide, plan, budget, raw, {.threads = 4, .shuffle_seed = 3}));
    EXPECT_GT(one.size(), 3U);
    EXPECT_LT(one.size(), 12U);
}

}  // namespace
}  // namespace kossa
