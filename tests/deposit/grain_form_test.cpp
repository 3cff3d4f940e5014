#include "kossa/deposit/grain_form.hpp"

#include <gtest/gtest.h>

#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;

const PixelSize form_pixel(0.5_um);

bool is_round(const Component& component) {
    return is_round_grain(component.runs, {}, {}, form_pixel);
}

TEST(GrainForm, OfARoundGrainIsAsWideAsLong) {
    EXPECT_TRUE(is_round(support::block(0, 0, 8, 8)));
    EXPECT_TRUE(is_round(support::block(0, 0, 10, 7)));
    EXPECT_FALSE(is_round(support::block(0, 0, 10, 5)));
    EXPECT_FALSE(is_round(support::block(0, 0, 5, 10)));
}

TEST(GrainForm, IsReadOfNeitherTheSmallestNorOfNuclei) {
    EXPECT_FALSE(is_round(support::block(0, 0, 7, 1)));
    EXPECT_FALSE(is_round(support::block(0, 0, 2, 3))) << "1.5 um2";
    EXPECT_TRUE(is_round(support::block(0, 0, 3, 3))) << "2.25 um2";
    EXPECT_TRUE(is_round(support::block(0, 0, 10, 11))) << "27.5 um2";
    EXPECT_FALSE(is_round(support::block(0, 0, 10, 12))) << "30 um2: a lymphocyte has 28";
}

TEST(AxisRatios, GiveTheMedianOfAllAndOfTheRoundOnes) {
    const RoundGrainOptions options;
    const CellOptions cells;
    AxisRatios ratios(options, cells, form_pixel);
    EXPECT_EQ(ratios.count(), 0U);
    EXPECT_EQ(ratios.median(), 0.0);
    EXPECT_EQ(ratios.median_of_round(), 0.0);
    for (const cv::Size& size :
         {cv::Size(10, 10), cv::Size(10, 8), cv::Size(10, 7), cv::Size(20, 5), cv::Size(20, 4), cv::Size(2, 2)}) {
        ratios.add(support::block(0, 0, size.width, size.height).runs);
    }
    EXPECT_EQ(ratios.count(), 5U) << "the form of the smallest is not read";
    EXPECT_NEAR(ratios.median(), 0.7, 1e-9);
    EXPECT_NEAR(ratios.median_of_round(), 0.8, 1e-9);
}

}  // namespace
}  // namespace kossa
