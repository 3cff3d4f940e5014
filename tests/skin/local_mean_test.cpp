#include "kossa/skin/local_mean.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "support/masks.hpp"
#include "support/whole_section.hpp"

namespace kossa::local_mean_test {
namespace {

using support::local_mean;

using namespace literals;

constexpr Microns pixel = 4_um;
const cv::Size size(200, 120);
const Mask everywhere(size, std::uint8_t{255});

/// 1 to the right of the middle, 0 to the left.
FloatRaster step() {
    FloatRaster value(size, 0.0F);
    value.colRange(size.width / 2, size.width) = 1.0F;
    return value;
}

double normal_distribution(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

void expect_blurred_step(Microns sigma, double accuracy) {
    const FloatRaster mean = local_mean(step(), everywhere, sigma, pixel);
    for (int x = 40; x < 160; x += 7) {
        const double away_um = (x + 0.5 - size.width / 2) * pixel.value();
        EXPECT_NEAR(mean(60, x), normal_distribution(away_um / sigma.value()), accuracy) << "at column " << x;
    }
}

TEST(LocalMean, IsWeightedByAGaussian) {
    expect_blurred_step(12_um, 0.01);
}

TEST(LocalMean, OfAWideGaussianIsTheSame) {
    expect_blurred_step(80_um, 0.01);
}

/// On a coarser grid and back.
void blur_on_coarse(FloatRaster& raster, const cv::Size& coarse, double sigma_px) {
    const cv::Size fine = raster.size();
    FloatRaster shrunk;
    cv::resize(raster, shrunk, coarse, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(shrunk, shrunk, {0, 0}, sigma_px * coarse.width / fine.width,
                     sigma_px * coarse.height / fine.height, cv::BORDER_REPLICATE);
    cv::resize(shrunk, raster, fine, 0, 0, cv::INTER_LINEAR);
}

void expect_that_of_the_whole(const cv::Size& tall) {
    FloatRaster value(tall);
    cv::RNG(3).fill(value, cv::RNG::UNIFORM, 0.0, 1.0);
    const Mask counted = support::random_mask(tall, 0.05, 4);
    for (const int factor : {2, 3, 7}) {
        FloatRaster sum(tall, 0.0F);
        FloatRaster weight(tall, 0.0F);
        value.copyTo(sum, counted);
        weight.setTo(1.0F, counted);
        const cv::Size coarse((tall.width + factor - 1) / factor, (tall.height + factor - 1) / factor);
        blur_on_coarse(sum, coarse, factor * 8.0);
        blur_on_coarse(weight, coarse, factor * 8.0);
        EXPECT_THAT(local_mean(value, counted, pixel * 8.0 * factor, pixel),
                    support::RasterNear(FloatRaster(sum / weight), 0.0))
            << tall << factor;
    }
}

TEST(LocalMean, OfAWideGaussianIsThatOfTheWholeRaster) {
    expect_that_of_the_whole({97, 300});
    expect_that_of_the_whole({126, 294});
    expect_that_of_the_whole({128, 301});
}

/// The whole raster at once.
FloatRaster slow_mean(const FloatRaster& value, const Mask& counted, double sigma_px) {
    FloatRaster sum(value.size(), 0.0F);
    FloatRaster weight(value.size(), 0.0F);
    value.copyTo(sum, counted);
    weight.setTo(1.0F, counted);
    cv::GaussianBlur(sum, sum, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weight, weight, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    FloatRaster mean(sum / weight);
    mean.setTo(std::numeric_limits<float>::quiet_NaN(), ~Mask(weight > 1e-6F));
    return mean;
}

TEST(LocalMean, IsToTheLastBitThatOfTheWholeRaster) {
    const cv::Size tall(97, 700);
    FloatRaster value(tall);
    cv::RNG(3).fill(value, cv::RNG::UNIFORM, 0.0, 1.0);
    const Mask counted = support::random_mask(tall, 0.05, 4);
    for (const int threads : {1, 2}) {
        cv::setNumThreads(threads);
        for (const double sigma_px : {1.0, 1.7, 7.5}) {
            EXPECT_THAT(local_mean(value, counted, pixel * sigma_px, pixel),
                        support::RasterNear(slow_mean(value, counted, sigma_px), 0.0));
        }
    }
    cv::setNumThreads(1);
}

TEST(LocalMean, AtSomePixelsIsToTheLastBitThatOfTheWholeRaster) {
    const cv::Size wide(701, 300);
    FloatRaster value(wide);
    cv::RNG(3).fill(value, cv::RNG::UNIFORM, 0.0, 1.0);
    const Mask counted = support::random_mask(wide, 0.05, 4);
    Mask wanted = support::random_mask(wide, 0.002, 5);
    wanted.colRange(250, 530) = std::uint8_t{0};
    for (const double sigma_px : {1.0, 1.7, 7.5, 24.0}) {
        FloatRaster all = local_mean(value, counted, pixel * sigma_px, pixel);
        FloatRaster some(wide, 0.0F);
        const MeanInBox mean = local_mean_in_boxes(value, counted, pixel * sigma_px, pixel);
        over_boxes(wanted, [&](const cv::Rect& box) { mean(box).copyTo(some(box)); });
        for (FloatRaster* raster : {&all, &some}) {
            raster->setTo(0.0F, ~wanted);
        }
        EXPECT_THAT(some, support::RasterNear(all, 0.0)) << sigma_px;
    }
}

/// The mean in a window that shows all that counts, on a raster whose cells are of whole pixels or not.
void expect_the_same_in_a_window(const cv::Size& whole, double sigma_px) {
    const cv::Rect shown(301, 177, 150, 120);
    const cv::Rect window = cv::Rect(60, 0, 600, 500) & cv::Rect({0, 0}, whole);
    FloatRaster value(whole);
    cv::RNG(3).fill(value, cv::RNG::UNIFORM, 0.0, 1.0);
    Mask counted(whole, std::uint8_t{0});
    support::random_mask(shown.size(), 0.05, 4).copyTo(counted(shown));
    const FloatRaster mean = local_mean(value, counted, pixel * sigma_px, pixel);
    const FloatRaster part =
        local_mean(value(window), counted(window), pixel * sigma_px, pixel, SurveyWindow{window, whole});
    EXPECT_THAT(part(shown - window.tl()), support::RasterNear(FloatRaster(mean(shown)), 0.0)) << sigma_px;
}

TEST(LocalMean, InAWindowIsToTheLastBitThatOfTheWhole) {
    for (const double sigma_px : {1.5, 7.5, 24.0, 40.0}) {
        expect_the_same_in_a_window({901, 701}, sigma_px);
        expect_the_same_in_a_window({900, 720}, sigma_px);
    }
}

/// What is asked of the mean in the whole, in a window of it, and where the Gaussian is narrow or wide.
void expect_the_same_of_some(const SurveyWindow& window, double sigma_px) {
    const cv::Size part = window.box.size();
    FloatRaster value(part);
    cv::RNG(3).fill(value, cv::RNG::UNIFORM, 0.0, 1.0);
    const Mask counted = support::random_mask(part, 0.05, 4);
    const Mask wanted = support::random_mask(part, 0.3, 5);
    const FloatRaster mean = local_mean(value, counted, pixel * sigma_px, pixel, window);
    std::vector<cv::Point> points;
    cv::findNonZero(wanted, points);
    const std::vector<float> means = local_means(points, value, counted, pixel * sigma_px, pixel, window);
    std::vector<float> expected;
    std::ranges::transform(points, std::back_inserter(expected), [&](const cv::Point& p) { return mean(p); });
    EXPECT_THAT(FloatRaster(means, true), support::RasterNear(FloatRaster(expected, true), 0.0)) << sigma_px;
    EXPECT_THAT(at_most_mean(wanted, 1.3, value, counted, pixel * sigma_px, pixel, window),
                support::SameMask(Mask(wanted & Mask(value <= FloatRaster(mean * 1.3)))))
        << sigma_px;
}

TEST(LocalMean, OfSomePixelsIsToTheLastBitThatOfAll) {
    for (const double sigma_px : {1.5, 24.0, 40.0}) {
        expect_the_same_of_some(whole_window({401, 300}), sigma_px);
        expect_the_same_of_some({{60, 0, 400, 300}, {901, 701}}, sigma_px);
        expect_the_same_of_some({{60, 0, 400, 300}, {900, 720}}, sigma_px);
    }
}

TEST(LocalMean, LeavesOutWhatDoesNotCount) {
    const Mask counted = support::mask_where(size, [](double x, double y) { return std::fmod(x + y, 3.0) < 1.5; });
    FloatRaster value(size, 0.25F);
    value.setTo(100.0F, ~counted);
    for (const Microns sigma : {12_um, 100_um}) {
        const FloatRaster mean = local_mean(value, counted, sigma, pixel);
        EXPECT_THAT(mean, support::RasterNear(FloatRaster(size, 0.25F), 1e-4));
    }
}

TEST(LocalMean, IsNoNumberOutOfReach) {
    Mask corner(size, std::uint8_t{0});
    corner(0, 0) = 255;
    const FloatRaster mean = local_mean(FloatRaster(size, 2.0F), corner, 12_um, pixel);
    EXPECT_NEAR(mean(0, 0), 2.0, 1e-5);
    EXPECT_TRUE(std::isnan(mean(0, 40)));
    const Mask nothing(size, std::uint8_t{0});
    EXPECT_EQ(cv::countNonZero(local_mean(step(), nothing, 100_um, pixel) == 0.0F), 0);
}

}  // namespace
}  // namespace kossa::local_mean_test
