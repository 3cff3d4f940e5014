#include "../../src/skin/excluded_epidermis.hpp"

#include <gtest/gtest.h>

namespace kossa::excluded_epidermis_test {
namespace {

const cv::Size grid(100, 40);

Mask box(int x, int y, int width, int height) {
    Mask mask(grid, std::uint8_t{0});
    mask(cv::Rect(x, y, width, height)).setTo(255);
    return mask;
}

int pixels(const Mask& mask) {
    return cv::countNonZero(mask);
}

TEST(ExcludedEpidermis, GoesOnBetweenWhatStaysOnBothSides) {
    const ExcludedEpidermis excluded =
        excluded_epidermis(box(40, 10, 20, 8), Mask(box(0, 10, 40, 8) | box(60, 10, 40, 8)));
    EXPECT_EQ(pixels(excluded.bridged), 20 * 8);
    EXPECT_EQ(pixels(excluded.ending), 0);
}

TEST(ExcludedEpidermis, MayGoOnBesideWhatStaysOnOneSide) {
    const ExcludedEpidermis excluded = excluded_epidermis(box(40, 10, 60, 8), box(0, 10, 40, 8));
    EXPECT_EQ(pixels(excluded.bridged), 0);
    EXPECT_EQ(pixels(excluded.ending), 60 * 8);
}

TEST(ExcludedEpidermis, IsNoneWhereTheWholeStretchIs) {
    const ExcludedEpidermis excluded = excluded_epidermis(box(40, 10, 20, 8), box(0, 30, 100, 8));
    EXPECT_EQ(pixels(Mask(excluded.bridged | excluded.ending)), 0);
}

TEST(ExcludedEpidermis, ARaggedEdgeOnOneSideIsOneSide) {
    Mask left = box(0, 10, 40, 8);
    left(cv::Rect(36, 13, 4, 2)).setTo(0);
    EXPECT_EQ(pixels(excluded_epidermis(box(40, 10, 60, 8), left).bridged), 0);
}

}  // namespace
}  // namespace kossa::excluded_epidermis_test
