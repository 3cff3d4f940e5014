#include "kossa/phantom/render.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

double largest_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_INF);
}

PhantomOptions with_everything(double rotation) {
    PhantomOptions options = small_options(Preset::superficial, 500.0, 400.0);
    options.confusers = {true, true, true, true, true, true};
    options.rotation_degrees = rotation;
    return options;
}

class RenderAtAngle : public ::testing::TestWithParam<double> {};

TEST_P(RenderAtAngle, ARegionEqualsTheCropOfTheWhole) {
    const PhantomOptions options = with_everything(GetParam());
    const Specimen specimen = make_specimen(options);
    const Renderer renderer(specimen, options);
    const Size<Level0> size = placement_of(options).image_size();
    const RgbImage all = renderer(whole(size));
    constexpr int side = 97;
    for (int y = 0; y + side <= size.height; y += side) {
        for (int x = 0; x + side <= size.width; x += side) {
            const RgbImage part = renderer({x, y, side, side});
            ASSERT_EQ(largest_difference(all(cv::Rect(x, y, side, side)), part), 0.0) << x << ", " << y;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Angles, RenderAtAngle, ::testing::Values(0.0, 33.0));

TEST(Render, IsTheSameTwice) {
    const PhantomOptions options = with_everything(0.0);
    const Box<Level0> box{50, 50, 300, 200};
    EXPECT_EQ(
        largest_difference(render(make_specimen(options), options, box), render(make_specimen(options), options, box)),
        0.0);
}

TEST(Render, DiffersBetweenSeeds) {
    PhantomOptions options = small_options();
    const RgbImage first = render(make_specimen(options), options, {100, 100, 200, 200});
    options.seed = 2;
    EXPECT_GT(largest_difference(first, render(make_specimen(options), options, {100, 100, 200, 200})), 20.0);
}

TEST(Render, GlassAroundThePieceIsClean) {
    const PhantomOptions options = small_options();
    const RgbImage corner = render(make_specimen(options), options, {0, 0, 60, 12});
    const cv::Scalar mean = cv::mean(corner);
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(mean[c], options.white_point[c], 2.5);
    }
}

TEST(Render, CalciumIsBlackUnderVonKossaAndItsSurroundingsAreNot) {
    PhantomOptions options = roomy_options(Preset::superficial);
    options.stain = Stain::von_kossa;
    options.pixel_size = Microns(0.5);
    const Specimen specimen = make_specimen(options);
    const auto largest = std::ranges::max_element(
        specimen.deposits, {}, [](const Deposit& d) { return d.kind == DepositKind::granular ? 0.0 : d.reach; });
    const Box<Level0> box = placement_of(options).box_around(largest->centre, largest->reach + 10.0);
    const RgbImage image = render(specimen, options, box);
    const Mask calcium = rasterised(*largest, placement_of(options), box);
    Mask core;
    cv::erode(calcium, core, cv::Mat(), cv::Point(-1, -1), 4);
    ASSERT_GT(cv::countNonZero(core), 20);
    EXPECT_LT(cv::mean(image, core)[1], 25.0);
    EXPECT_GT(cv::mean(image, calcium == 0)[0], 150.0);
}

}  // namespace
}  // namespace kossa::phantom
