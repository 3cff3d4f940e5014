#include "kossa/measure/image_border.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

/// 20 x 10 pixels with tissue in a rectangle.
Mask block(const cv::Rect& tissue) {
    Mask mask(10, 20, std::uint8_t{0});
    mask(tissue).setTo(255);
    return mask;
}

double share_at_image_border(const Mask& tissue) {
    return kossa::share_at_image_border(tissue, {whole_window(tissue.size())});
}

TEST(ShareAtImageBorder, OfATissueThatFillsTheImageIsAllOfItsOutline) {
    EXPECT_EQ(share_at_image_border(block({0, 0, 20, 10})), 1.0);
}

TEST(ShareAtImageBorder, OfATissueThatKeepsOffTheBorderIsNothing) {
    EXPECT_EQ(share_at_image_border(block({1, 1, 18, 8})), 0.0);
    EXPECT_EQ(share_at_image_border(block({0, 0, 0, 0})), 0.0);
}

TEST(ShareAtImageBorder, CountsTheSidesThatTheBorderCuts) {
    EXPECT_DOUBLE_EQ(share_at_image_border(block({5, 0, 10, 4})), 10.0 / 28.0);
    EXPECT_DOUBLE_EQ(share_at_image_border(block({15, 6, 5, 4})), 9.0 / 18.0);
}

TEST(ShareAtImageBorder, HolesAreNoOutlineUnlessTheyOpenToTheOutside) {
    Mask holed = block({0, 0, 10, 10});
    holed(cv::Rect(3, 3, 2, 2)).setTo(0);
    EXPECT_DOUBLE_EQ(share_at_image_border(holed), 30.0 / 40.0);
    holed(cv::Rect(5, 3, 5, 2)).setTo(0);
    EXPECT_DOUBLE_EQ(share_at_image_border(holed), 30.0 / (30.0 + 8.0 + 2.0 + 14.0));
}

}  // namespace
}  // namespace kossa
