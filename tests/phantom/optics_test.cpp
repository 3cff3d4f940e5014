#include "kossa/phantom/optics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>

namespace kossa::phantom {
namespace {

PhantomOptions clear_options() {
    PhantomOptions options;
    options.noise_sigma = 0.0;
    return options;
}

RgbImage patch(const PhantomOptions& options, const Density& density, const Box<Level0>& box) {
    const Optics optics(options);
    const int side = static_cast<int>(box.width) + 2 * optics.halo();
    return optics.image(DensityRaster(side, side, density), box);
}

TEST(Optics, PureStainPatchGivesItsColourByBeerAndLambert) {
    const PhantomOptions options = clear_options();
    for (const Stain stain : {Stain::haematoxylin_eosin, Stain::von_kossa}) {
        const Palette palette(stain, 1.0);
        for (std::size_t i = 0; i < static_cast<std::size_t>(Material::count); ++i) {
            const Density density = palette[static_cast<Material>(i)];
            const cv::Vec3b pixel = patch(options, density, {0, 0, 8, 8})(4, 4);
            for (int c = 0; c < 3; ++c) {
                const double expected = options.white_point[c] * std::pow(10.0, -density[c]);
                EXPECT_NEAR(pixel[c], expected, 0.51 + 0.008 * expected) << i << " channel " << c;
            }
        }
    }
}

TEST(Optics, CleanGlassIsTheWhitePointWithinTheLampsUnevenness) {
    const PhantomOptions options = clear_options();
    const RgbImage image = patch(options, {0.F, 0.F, 0.F}, {5000, 3000, 64, 64});
    const cv::Scalar mean = cv::mean(image);
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(mean[c], options.white_point[c], 0.008 * 255.0);
    }
}

TEST(Optics, BlurKeepsTheLightAndSpreadsItBySigma) {
    PhantomOptions options = clear_options();
    options.white_point = {250, 250, 250};
    options.blur_sigma = Microns(1.0);  // 2 pixels
    const Optics optics(options);
    const int side = 21 + 2 * optics.halo();
    DensityRaster densities(side, side, Density(4.F, 4.F, 4.F));
    densities.col(side / 2).setTo(cv::Scalar::all(0.0));  // one bright line
    const RgbImage image = optics.image(densities, {0, 0, 21, 21});
    double light = 0.0;
    double spread = 0.0;
    for (int x = 0; x < image.cols; ++x) {
        light += image(10, x)[1];
        spread += image(10, x)[1] * (x - 10.0) * (x - 10.0);
    }
    EXPECT_NEAR(light, 250.0, 6.0);
    EXPECT_NEAR(std::sqrt(spread / light), 2.0, 0.15);
}

TEST(Optics, NoiseHasTheSigmaAskedFor) {
    PhantomOptions options;
    options.noise_sigma = 4.0;
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(patch(options, {0.3F, 0.3F, 0.3F}, {0, 0, 128, 128}), mean, deviation);
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(deviation[c], 4.0, 0.15);
    }
}

TEST(Optics, NoiseBelongsToThePixelAndNotToTheRegion) {
    const PhantomOptions options;
    const RgbImage large = patch(options, {0.2F, 0.3F, 0.1F}, {100, 200, 32, 32});
    const RgbImage small = patch(options, {0.2F, 0.3F, 0.1F}, {110, 205, 8, 8});
    EXPECT_EQ(cv::norm(large(cv::Rect(10, 5, 8, 8)), small, cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace kossa::phantom
