#include "../../src/skin/nearest_label.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "support/masks.hpp"

namespace kossa::nearest_label_test {
namespace {

/// The number, from 0, of each pixel of the mask, elsewhere -1.
LabelRaster numbers_of(const Mask& mask) {
    LabelRaster numbers(mask.size(), -1);
    std::int32_t next = 0;
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            numbers(y, x) = mask(y, x) != 0 ? next++ : -1;
        }
    }
    return numbers;
}

/// The numbers of the nearest as OpenCV has them, from 1.
LabelRaster nearest_by_opencv(const Mask& mask) {
    FloatRaster unused;
    LabelRaster labels;
    cv::distanceTransform(Mask(~mask), unused, labels, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
    return labels;
}

TEST(SpreadLabels, IsToTheLastPixelThatOfOpenCv) {
    for (const cv::Size& size : {cv::Size(701, 303), cv::Size(64, 90), cv::Size(3, 2), cv::Size(1, 9)}) {
        for (const double share : {0.0, 0.0001, 0.001, 0.03, 0.5, 1.0}) {
            const Mask mask = support::random_mask(size, share, 5);
            LabelRaster labels = numbers_of(mask);
            spread_labels(labels);
            labels += 1;
            EXPECT_THAT(labels, support::RasterNear(nearest_by_opencv(mask), 0.0)) << size << share;
        }
    }
}

/// As along an outline.
TEST(SpreadLabels, TakesTheSameOfEquals) {
    const cv::Size size(400, 300);
    Mask mask(size, std::uint8_t{0});
    cv::circle(mask, {180, 140}, 90, cv::Scalar(255));
    cv::line(mask, {20, 280}, {380, 10}, cv::Scalar(255));
    LabelRaster labels = numbers_of(mask);
    spread_labels(labels);
    labels += 1;
    EXPECT_THAT(labels, support::RasterNear(nearest_by_opencv(mask), 0.0));
}

TEST(SpreadLabels, ReachFurtherThanAnySectionIsLong) {
    LabelRaster labels(1, 40'000, -1);
    labels(0, 0) = 7;
    spread_labels(labels);
    EXPECT_EQ(labels(0, 32'766), 7);
    EXPECT_EQ(labels(0, 39'999), -1) << "beyond the reach there is no label";
}

}  // namespace
}  // namespace kossa::nearest_label_test
