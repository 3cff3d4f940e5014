#include "kossa/analysis/samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <set>

#include "kossa/core/error.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using ::testing::ElementsAre;
using ::testing::SizeIs;

/// A slide of 640 x 320 pixels of 0.5 um, ten squares of 128 (the lower half as high as 64), seen at 4 um.
class SampledSlide : public ::testing::Test {
  protected:
    WorkingGrid grid{0, 1, {640, 192}, PixelSize(Microns(0.5)), {1.0, 1.0}, false};
    Scaling<Survey, Working> survey_from_working{0.125, 0.125};
    Mask tissue = Mask(24, 80, std::uint8_t{255});
    RgbImage darkest = RgbImage(24, 80, cv::Vec3b::all(200));
    OpticalDensity density{WhitePoint{{240.0, 240.0, 240.0}}};
    SurveyOptions options;

    void SetUp() override {
        options.sample_px = 128;
        options.most_samples = 3;
    }
    SampleSquares blackest() const {
        return blackest_samples(grid, tissue, darkest, density, survey_from_working, options);
    }
};

TEST_F(SampledSlide, EvenlySpreadSamplesAreHalfTissue) {
    EXPECT_THAT(evenly_spread_samples(grid, tissue, survey_from_working, options), SizeIs(3));
    tissue(cv::Rect(0, 0, 64, 24)) = 0;
    EXPECT_THAT(evenly_spread_samples(grid, tissue, survey_from_working, options),
                ElementsAre(Box<Working>{512, 0, 128, 128}, Box<Working>{512, 128, 128, 64}));
}

TEST_F(SampledSlide, NarrowTissueIsSampledWhereverItLies) {
    for (const int top : {4, 14}) {  // in one row of squares, and across the border of two
        tissue = std::uint8_t{0};
        tissue(cv::Rect(0, top, 80, 4)) = std::uint8_t{255};
        EXPECT_THAT(evenly_spread_samples(grid, tissue, survey_from_working, options), SizeIs(3)) << top;
    }
    tissue = std::uint8_t{0};
    EXPECT_THAT(evenly_spread_samples(grid, tissue, survey_from_working, options), SizeIs(0));
}

/// Of 40 columns and 48 rows 48 squares are chosen: row by row they would all be those of one column.
TEST(EvenlySpreadSamples, LieInAllPartsOfTheTissue) {
    const WorkingGrid grid{0, 1, {40 * 128, 48 * 128}, PixelSize(Microns(0.5)), {1.0, 1.0}, false};
    const Mask tissue(48 * 16, 40 * 16, std::uint8_t{255});
    SurveyOptions options;
    options.sample_px = 128;
    options.most_samples = 48;
    std::set<std::int64_t> columns;
    std::set<std::int64_t> rows;
    for (const Box<Working>& square : evenly_spread_samples(grid, tissue, {0.125, 0.125}, options)) {
        columns.insert(square.x);
        rows.insert(square.y);
    }
    EXPECT_GE(columns.size(), 10U);
    EXPECT_GE(rows.size(), 10U);
}

TEST_F(SampledSlide, TheBlackestComeFirst) {
    darkest(3, 40) = {60, 60, 60};
    darkest(20, 79) = {20, 20, 20};
    darkest(0, 0) = {150, 2, 2};  // red: its palest channel counts
    EXPECT_THAT(blackest(), ElementsAre(Box<Working>{512, 128, 128, 64}, Box<Working>{256, 0, 128, 128},
                                        Box<Working>{0, 0, 128, 128}));
}

TEST_F(SampledSlide, WhatIsNoTissueIsLeftOut) {
    darkest(20, 79) = {20, 20, 20};
    tissue = std::uint8_t{0};
    tissue(cv::Rect(0, 0, 1, 1)) = 255;
    EXPECT_THAT(blackest(), ElementsAre(Box<Working>{0, 0, 128, 128}));
    tissue = std::uint8_t{0};
    EXPECT_THAT(blackest(), SizeIs(0));
}

TEST_F(SampledSlide, SquaresThatCannotBeReadAreLeftOutUnlessNoneCan) {
    MemorySlide slide(RgbImage(192, 640, cv::Vec3b::all(120)));
    const SampleSquares squares{{0, 0, 128, 128}, {512, 0, 128, 128}};
    EXPECT_THAT(read_samples(slide, grid, squares, density, {2, {}}), SizeIs(2));
    slide.damage({0, 0, 200, 100});
    EXPECT_THAT(read_samples(slide, grid, squares, density, {2, {}}), SizeIs(1));
    EXPECT_THROW(read_samples(slide, grid, {squares[0]}, density, {2, {}}), SlideError);
}

}  // namespace
}  // namespace kossa
