#include <gtest/gtest.h>

#include <numbers>
#include <opencv2/core.hpp>

#include "kossa/phantom/deposit.hpp"
#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

const Placement placement(Microns(400), Microns(400), Microns(0.5), 0.0);

Deposit of_kind(DepositKind kind, double radius) {
    Deposit deposit{kind, {200.0, 200.0}, 1.6 * radius, radius, 1.0, 0.0, 1.0, 11, {}, {}};
    if (kind != DepositKind::amorphous) {
        deposit.parts = {{{200.0, 200.0}, radius}};
    }
    return deposit;
}

double area_of(const Deposit& deposit) {
    return cv::countNonZero(rasterised(deposit, placement, whole(placement.image_size()))) * 0.25;
}

TEST(Deposit, RasterIsTheSetOfPixelCentresItContains) {
    for (const DepositKind kind : {DepositKind::dense, DepositKind::amorphous, DepositKind::granular}) {
        const Deposit deposit = of_kind(kind, 30.0);
        const Mask mask = rasterised(deposit, placement, whole(placement.image_size()));
        int different = 0;
        for (int y = 0; y < mask.rows; ++y) {
            for (int x = 0; x < mask.cols; ++x) {
                different += (mask(y, x) != 0) != contains(deposit, placement.world_from_pixel_centre(x, y)) ? 1 : 0;
            }
        }
        EXPECT_EQ(different, 0) << name_of(kind);
        EXPECT_GT(cv::countNonZero(mask), 1000) << name_of(kind);
    }
}

TEST(Deposit, PartOfARasterIsTheRasterOfThePart) {
    const Deposit deposit = of_kind(DepositKind::amorphous, 40.0);
    const Mask all = rasterised(deposit, placement, whole(placement.image_size()));
    const Mask part = rasterised(deposit, placement, {370, 380, 50, 70});
    EXPECT_EQ(cv::norm(all(cv::Rect(370, 380, 50, 70)), part, cv::NORM_INF), 0.0);
}

TEST(Deposit, AGranuleHasAboutTheAreaOfItsDisc) {
    const double area = area_of(of_kind(DepositKind::granular, 8.0));
    EXPECT_NEAR(area, std::numbers::pi * 64.0, 0.25 * std::numbers::pi * 64.0);
}

TEST(Deposit, LargePlatesAreCracked) {
    Deposit plate = of_kind(DepositKind::amorphous, 100.0);
    int cracked = 0;
    for (plate.seed = 1; plate.seed <= 10; ++plate.seed) {
        const double centre_area = cv::countNonZero(rasterised(plate, placement, {340, 340, 120, 120}));
        cracked += centre_area < 120.0 * 120.0 ? 1 : 0;
    }
    EXPECT_GE(cracked, 3);
}

TEST(Deposit, NothingLiesBeyondItsReach) {
    Deposit cut = of_kind(DepositKind::dense, 30.0);
    cut.reach = 20.0;
    EXPECT_LE(area_of(cut), std::numbers::pi * 20.0 * 20.0 + 20.0);
    EXPECT_FALSE(contains(cut, {225.0, 200.0}));
}

}  // namespace
}  // namespace kossa::phantom
