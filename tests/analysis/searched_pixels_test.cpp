#include "kossa/analysis/searched_pixels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/tiling/tile_grid.hpp"
#include "support/masks.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

class SearchedPixelsTest : public testing::Test {
  protected:
    support::MemorySlide slide{support::stained_slide(support::he_colours(), support::three_deposits()),
                               support::stained_slide_pixel};
    NoProgress quiet;
    SlideSurvey survey = survey_slide(slide, support::stained_slide_pixel, {}, quiet);
    WorkingReader reader{slide, survey.grid};

    SearchedPixels searched(const Box<Working>& box, bool in_squares = false) {
        return read_searched(slide, reader, survey, box, in_squares);
    }
};

template <class Pixels>
int different(const Pixels& a, const Pixels& b) {
    return cv::countNonZero(cv::Mat(a != b).reshape(1));
}

TEST_F(SearchedPixelsTest, AreThoseOfTheSlideAndOfTheRegion) {
    const Box<Working> box{100, 90, 300, 200};
    const SearchedPixels found = searched(box);
    EXPECT_EQ(different(found.pixels, reader.read(box)), 0);
    EXPECT_EQ(different(found.region, region_in(box, survey.region, survey.frames.survey_from_working)), 0);
    EXPECT_TRUE(found.unreadable.empty());
    EXPECT_EQ(different(found.pixels, searched(box, true).pixels), 0);
}

TEST_F(SearchedPixelsTest, BeyondTheImageAreThoseWithinInAMirror) {
    const SearchedPixels beyond = searched({-20, 300, 60, 50});
    const SearchedPixels within = searched({0, 300, 40, 50});
    RgbImage mirrored;
    cv::flip(within.pixels(cv::Rect(0, 0, 20, 50)), mirrored, 1);
    EXPECT_EQ(different(RgbImage(beyond.pixels(cv::Rect(0, 0, 20, 50))), mirrored), 0);
    EXPECT_EQ(different(RgbImage(beyond.pixels(cv::Rect(20, 0, 40, 50))), within.pixels), 0);
}

TEST_F(SearchedPixelsTest, ThatCannotBeReadAreNotSearched) {
    slide.damage({400, 300, 1, 1});
    const Box<Working> box{200, 200, 400, 400};
    const SearchedPixels found = searched(box);
    ASSERT_EQ(found.unreadable.size(), 1U);
    EXPECT_EQ(found.unreadable[0].box, (Box<Working>{256, 256, 256, 256}));
    const cv::Rect square = rect_within(found.unreadable[0].box, box);
    EXPECT_EQ(cv::countNonZero(found.region(square)), 0);
    EXPECT_GT(cv::countNonZero(found.region), 0);
    EXPECT_EQ(found.pixels(square.tl() + cv::Point(5, 5)), cv::Vec3b::all(255));
}

TEST_F(SearchedPixelsTest, LeftOutAreThoseThatABoxShares) {
    Mask mask(10, 20, std::uint8_t{255});
    leave_out(mask, {100, 100, 20, 10}, {110, 95, 50, 10});
    EXPECT_EQ(cv::countNonZero(mask), 10 * 20 - 10 * 5);
    leave_out(mask, {100, 100, 20, 10}, {0, 0, 50, 50});
    EXPECT_EQ(cv::countNonZero(mask), 10 * 20 - 10 * 5);
}

}  // namespace
}  // namespace kossa
