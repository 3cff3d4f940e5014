#include "kossa/report/scale_bar.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kossa::report {
namespace {

TEST(ScaleBar, IsTheRoundLengthNearestToAFifthOfTheWidth) {
    const ScaleBar bar = scale_bar(2.0, 2500);  // a fifth is 1000 um
    EXPECT_EQ(bar.length_um, 1000.0);
    EXPECT_EQ(bar.length_px, 500);
    EXPECT_EQ(bar.label, "1 mm");
}

TEST(ScaleBar, LabelsShortBarsInMicrometres) {
    EXPECT_EQ(scale_bar(0.5, 2500).label, "200 um");
    EXPECT_EQ(scale_bar(0.04, 100).label, "1 um");
    EXPECT_EQ(scale_bar(10.0, 2500).label, "5 mm");
}

class AnyPixelSize : public testing::TestWithParam<double> {};

TEST_P(AnyPixelSize, HasTheRightLengthAndFitsThePicture) {
    for (const int width : {100, 375, 1080, 2500}) {
        const ScaleBar bar = scale_bar(GetParam(), width);
        EXPECT_NEAR(bar.length_px * GetParam(), bar.length_um, GetParam() / 2.0);
        EXPECT_GE(bar.length_px, 0.12 * width);
        EXPECT_LE(bar.length_px, 0.33 * width);
        const double mantissa = bar.length_um / std::pow(10.0, std::floor(std::log10(bar.length_um) + 1e-9));
        EXPECT_TRUE(std::abs(mantissa - 1) < 1e-9 || std::abs(mantissa - 2) < 1e-9 || std::abs(mantissa - 5) < 1e-9);
    }
}

INSTANTIATE_TEST_SUITE_P(ScaleBar, AnyPixelSize, testing::Values(0.1, 0.25, 0.499, 1.7, 7.3, 40.0));

}  // namespace
}  // namespace kossa::report
