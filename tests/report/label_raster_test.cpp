#include "kossa/report/label_raster.hpp"

#include <gtest/gtest.h>

#include "kossa/core/rasterise.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

const Size<Level0> label_slide{3000, 2000};
const Size<Working> label_grid{1500, 1000};
const Scaling<Level0, Working> label_scale{2.0, 2.0};

int label_at(const LabelRaster& labels, std::int64_t x, std::int64_t y) {
    return labels.part({x, y, 1, 1})(0, 0);
}

TEST(Labels, AreThoseOfTheDocuments) {
    EXPECT_EQ(label_legend(),
              "0 nothing, 30 epidermis, 60 upper dermis, 90 deep dermis, 120 subcutis, 150 unassessable, "
              "210 deposit: epidermis, 220 deposit: upper dermis, 230 deposit: deep dermis, 240 deposit: subcutis, "
              "250 deposit: unassessable");
}

TEST(LabelRaster, NamesTheLayerOfEveryPixel) {
    const SlideResult result = sample_result(label_slide, 0);
    const LabelRaster labels(result, label_grid, label_scale);
    EXPECT_EQ(label_at(labels, 750, 50), 0) << "glass";
    EXPECT_EQ(label_at(labels, 750, 99), 0);
    EXPECT_EQ(label_at(labels, 750, 100), 30) << "the first row of the epidermis, at 200 on level 0";
    EXPECT_EQ(label_at(labels, 750, 179), 30);
    EXPECT_EQ(label_at(labels, 750, 180), 60);
    EXPECT_EQ(label_at(labels, 750, 450), 90);
    EXPECT_EQ(label_at(labels, 750, 800), 120);
    EXPECT_EQ(label_at(labels, 750, 949), 120);
    EXPECT_EQ(label_at(labels, 750, 950), 0);
}

TEST(LabelRaster, TissueWithoutLayersIsUnassessable) {
    const SlideResult result = unassessable_result();
    const LabelRaster labels(result, label_grid, label_scale);
    const cv::Mat_<std::uint8_t> all = labels.part(whole(label_grid));
    EXPECT_EQ(cv::countNonZero(all), cv::countNonZero(all == 150) + cv::countNonZero(all == 250));
    EXPECT_GT(cv::countNonZero(all == 250), 0);
}

TEST(LabelRaster, DepositsAreTheirOutlinesRasterised) {
    const SlideResult result = sample_result(label_slide, 40);
    const cv::Mat_<std::uint8_t> all = LabelRaster(result, label_grid, label_scale).part(whole(label_grid));
    Mask expected(all.size(), std::uint8_t{0});
    for (const DepositRow& deposit : result.deposits) {
        expected |= rasterised(deposit.outline, label_grid, label_scale.inverse());
    }
    EXPECT_GT(cv::countNonZero(expected), 1000);
    EXPECT_EQ(cv::countNonZero((all > 200) != expected), 0);
    const Point<Level0>& centre = result.deposits.front().centroid;
    EXPECT_EQ(all(static_cast<int>(centre.y / 2), static_cast<int>(centre.x / 2)),
              deposit_label(result.deposits.front().zone));
}

TEST(LabelRaster, APartIsThatOfTheWhole) {
    const SlideResult result = sample_result(label_slide, 40);
    const LabelRaster labels(result, label_grid, label_scale);
    const cv::Mat_<std::uint8_t> all = labels.part(whole(label_grid));
    const cv::Mat_<std::uint8_t> part = labels.part({700, 333, 401, 257});
    EXPECT_EQ(cv::countNonZero(part != all(cv::Rect(700, 333, 401, 257))), 0);
    EXPECT_EQ(cv::countNonZero(labels.part({1500, 0, 64, 1000})), 0) << "beyond the slide";
}

TEST(FoldedLabels, ADepositStaysAndElseTheMostFrequentDoes) {
    const cv::Mat_<std::uint8_t> fine = (cv::Mat_<std::uint8_t>(2, 10) << 0, 0, 30, 60, 60, 0, 220, 240, 90, 60,  //
                                         0, 210, 60, 60, 0, 60, 60, 60, 90, 60);
    const cv::Mat_<std::uint8_t> half = folded_labels(fine);
    ASSERT_EQ(half.size(), cv::Size(5, 1));
    EXPECT_EQ(half(0, 0), 210);
    EXPECT_EQ(half(0, 1), 60);
    EXPECT_EQ(half(0, 2), 60) << "the first of two as frequent";
    EXPECT_EQ(half(0, 3), 240);
    EXPECT_EQ(half(0, 4), 90);
}

}  // namespace
}  // namespace kossa::report
