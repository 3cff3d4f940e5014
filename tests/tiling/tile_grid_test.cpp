#include "kossa/tiling/tile_grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kossa/core/error.hpp"
#include "support/masks.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using WorkingBox = Box<Working>;

class TileGrid : public ::testing::TestWithParam<int> {};

TEST_P(TileGrid, CoversEveryPixelExactlyOnce) {
    const Size<Working> size{517, 333};
    cv::Mat_<int> visits(333, 517, 0);
    for (const WorkingBox& tile : tile_grid(size, GetParam())) {
        ASSERT_FALSE(tile.empty());
        ASSERT_EQ(tile.intersected(whole(size)), tile);
        visits(cv::Rect(static_cast<int>(tile.x), static_cast<int>(tile.y), static_cast<int>(tile.width),
                        static_cast<int>(tile.height))) += 1;
    }
    EXPECT_EQ(cv::countNonZero(visits != 1), 0);
}

TEST_P(TileGrid, IsMadeOfSquaresCutOnlyAtRightAndBottom) {
    const Size<Working> size{517, 333};
    for (const WorkingBox& tile : tile_grid(size, GetParam())) {
        EXPECT_EQ(tile.x % GetParam(), 0);
        EXPECT_EQ(tile.y % GetParam(), 0);
        EXPECT_TRUE(tile.width == GetParam() || tile.right() == size.width);
        EXPECT_TRUE(tile.height == GetParam() || tile.bottom() == size.height);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, TileGrid, ::testing::Values(16, 256, 333, 517, 10000));

TEST(TileGrid, RunsRowByRow) {
    const std::vector<WorkingBox> tiles = tile_grid(Size<Working>{40, 20}, 16);
    EXPECT_THAT(tiles, ElementsAre(WorkingBox{0, 0, 16, 16}, WorkingBox{16, 0, 16, 16}, WorkingBox{32, 0, 8, 16},
                                   WorkingBox{0, 16, 16, 4}, WorkingBox{16, 16, 16, 4}, WorkingBox{32, 16, 8, 4}));
}

TEST(TileGrid, OfNothingIsEmptyAndOfOnePixelIsOne) {
    EXPECT_THAT(tile_grid(Size<Working>{0, 0}, 256), IsEmpty());
    EXPECT_THAT(tile_grid(Size<Working>{1, 1}, 256), ElementsAre(WorkingBox{0, 0, 1, 1}));
}

TEST(TileGrid, RefusesTinyTiles) {
    EXPECT_THROW(tile_grid(Size<Working>{100, 100}, 15), UsageError);
    EXPECT_THROW(tile_grid(Size<Working>{100, 100}, 0), UsageError);
    EXPECT_NO_THROW(tile_grid(Size<Working>{100, 100}, 16));
}

TEST(Boxes, UnitedHoldBothAndNoMore) {
    EXPECT_EQ(united({2, 3, 4, 5}, {-1, 4, 2, 9}), (WorkingBox{-1, 3, 7, 10}));
    EXPECT_EQ(united({2, 3, 4, 5}, {3, 4, 1, 1}), (WorkingBox{2, 3, 4, 5}));
    EXPECT_EQ(united({2, 3, 4, 5}, {-100, 900, 0, 5}), (WorkingBox{2, 3, 4, 5}));
    EXPECT_EQ(united({0, 0, 0, 0}, {2, 3, 4, 5}), (WorkingBox{2, 3, 4, 5}));
}

/// The survey pixel that the centre of a working pixel lies in, the definition.
bool in_region(const Mask& region, double scale_x, double scale_y, std::int64_t x, std::int64_t y) {
    const int column =
        std::min(region.cols - 1, static_cast<int>(std::floor((static_cast<double>(x) + 0.5) * scale_x)));
    const int row = std::min(region.rows - 1, static_cast<int>(std::floor((static_cast<double>(y) + 0.5) * scale_y)));
    return region(row, column) != 0;
}

struct Scales {
    double x;
    double y;
};

/// Survey pixels of a whole and of a broken number of working pixels, of equal and unequal sides.
class Region : public ::testing::TestWithParam<Scales> {
  protected:
    const Scaling<Survey, Working> survey_from_working{GetParam().x, GetParam().y};
    const Size<Working> size{333, 150};
    const Mask region = support::random_mask(
        {static_cast<int>(std::ceil(333 * GetParam().x)), static_cast<int>(std::ceil(150 * GetParam().y))}, 0.02, 11);
};

TEST_P(Region, InATileEqualsTheSlowDefinition) {
    for (const WorkingBox& tile : {WorkingBox{0, 0, 333, 150}, WorkingBox{37, 5, 64, 20}, WorkingBox{332, 149, 1, 1}}) {
        const Mask inside = region_in(tile, region, survey_from_working);
        ASSERT_EQ(inside.size(), cv::Size(static_cast<int>(tile.width), static_cast<int>(tile.height)));
        for (int y = 0; y < inside.rows; ++y) {
            for (int x = 0; x < inside.cols; ++x) {
                ASSERT_EQ(inside(y, x) != 0, in_region(region, GetParam().x, GetParam().y, tile.x + x, tile.y + y));
            }
        }
    }
}

TEST_P(Region, HasAsManyPixelsInATileAsItsMaskThere) {
    for (const WorkingBox& tile : {WorkingBox{0, 0, 333, 150}, WorkingBox{37, 5, 64, 20}, WorkingBox{332, 149, 1, 1},
                                   WorkingBox{-9, -5, 30, 60}, WorkingBox{300, 140, 70, 40}}) {
        EXPECT_EQ(pixels_in(tile, region, survey_from_working),
                  cv::countNonZero(region_in(tile, region, survey_from_working)));
    }
}

TEST_P(Region, HasASmallestBoxInATile) {
    std::vector<WorkingBox> tiles = tile_grid(size, 16);
    tiles.insert(tiles.end(), {{0, 0, 333, 150}, {-9, -5, 30, 60}, {300, 140, 70, 40}});
    for (const WorkingBox& tile : tiles) {
        const WorkingBox part = part_in(tile, region, survey_from_working);
        const cv::Rect inside = cv::boundingRect(region_in(tile, region, survey_from_working));
        const WorkingBox expected{tile.x + inside.x, tile.y + inside.y, inside.width, inside.height};
        EXPECT_TRUE(inside.empty() ? part.empty() : part == expected);
    }
}

TEST_P(Region, IsTouchedByTheTilesThatHoldAPixelOfIt) {
    const std::vector<WorkingBox> tiles = tile_grid(size, 16);
    std::vector<WorkingBox> expected;
    std::copy_if(tiles.begin(), tiles.end(), std::back_inserter(expected), [&](const WorkingBox& tile) {
        return cv::countNonZero(region_in(tile, region, survey_from_working)) > 0;
    });
    ASSERT_FALSE(expected.empty());
    ASSERT_LT(expected.size(), tiles.size());
    EXPECT_EQ(tiles_touching(tiles, region, survey_from_working), expected);
}

INSTANTIATE_TEST_SUITE_P(Scales, Region,
                         ::testing::Values(Scales{0.125, 0.125}, Scales{0.114, 0.0937}, Scales{0.25, 0.5},
                                           Scales{1, 1}));

TEST(Region, IsContinuedBeyondTheImageAsAtItsEdge) {
    const Mask region = support::drawn({"#.", ".."});
    const Mask inside = region_in(WorkingBox{-3, -3, 5, 5}, region, Scaling<Survey, Working>{0.5, 0.5});
    EXPECT_EQ(cv::countNonZero(inside), 25);
    EXPECT_EQ(cv::countNonZero(region_in(WorkingBox{2, 2, 9, 9}, region, Scaling<Survey, Working>{0.5, 0.5})), 0);
}

TEST(Region, WithoutPixelsIsTouchedByNoTile) {
    const std::vector<WorkingBox> tiles = tile_grid(Size<Working>{64, 64}, 16);
    EXPECT_THAT(tiles_touching(tiles, Mask(8, 8, std::uint8_t{0}), Scaling<Survey, Working>{0.125, 0.125}), IsEmpty());
}

}  // namespace
}  // namespace kossa
