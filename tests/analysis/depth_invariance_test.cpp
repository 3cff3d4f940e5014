// However a section lies on the slide, and however finely it is scanned, depth is the same: a phantom, placed anew.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kossa/analysis/survey.hpp"
#include "kossa/phantom/render.hpp"
#include "kossa/phantom/specimen.hpp"
#include "kossa/phantom/truth.hpp"
#include "support/masks.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

phantom::PhantomOptions placed(double rotation_degrees, double pixel_um = 1.0) {
    phantom::PhantomOptions options;
    options.preset = phantom::Preset::deep;
    options.seed = 3;
    options.width = Microns(2200.0);
    options.height = Microns(1600.0);
    options.pixel_size = Microns(pixel_um);
    options.rotation_degrees = rotation_degrees;
    return options;
}

RgbImage picture(const phantom::PhantomOptions& options) {
    const Size<Level0> size = phantom::placement_of(options).image_size();
    return phantom::render(phantom::make_specimen(options), options, {0, 0, size.width, size.height});
}

/// Depth at level-0 positions of a slide.
std::vector<double> depths_at(const RgbImage& image, double pixel_um, const std::vector<Point<Level0>>& positions) {
    const PixelSize pixel{Microns(pixel_um)};
    const support::MemorySlide slide(image, pixel);
    AnalysisOptions options;
    options.stain = Stain::haematoxylin_eosin;
    options.survey.most_samples = 6;
    NoProgress quiet;
    const SlideSurvey survey = survey_slide(slide, pixel, options, quiet);
    const SkinMap skin = compose_skin(find_layers(survey.layers, options), {}, options.skin);
    EXPECT_TRUE(skin.report.assessable) << skin.report.reason;
    std::vector<double> depths;
    for (const Point<Level0>& position : positions) {
        const Point<Survey> at = survey.level0_from_survey.inverse()(position);
        depths.push_back(skin.depth(static_cast<int>(at.y), static_cast<int>(at.x)));
    }
    return depths;
}

/// Centroids of the phantom's deposits as they lie on this slide.
std::vector<Point<Level0>> deposits_on(const phantom::PhantomOptions& options) {
    const phantom::Specimen specimen = phantom::make_specimen(options);
    const phantom::Placement placement = phantom::placement_of(options);
    std::vector<Point<Level0>> result;
    std::transform(specimen.deposits.begin(), specimen.deposits.end(), std::back_inserter(result),
                   [&](const phantom::Deposit& deposit) { return placement.level0_from_world(deposit.centre); });
    return result;
}

/// No depth by more than the step of a survey pixel, and all together by no more than 5 um.
void expect_same(const std::vector<double>& depths, const std::vector<double>& expected) {
    ASSERT_GE(expected.size(), 8U);
    ASSERT_EQ(depths.size(), expected.size());
    std::vector<double> differences;
    for (std::size_t i = 0; i < depths.size(); ++i) {
        differences.push_back(std::abs(depths[i] - expected[i]));
        EXPECT_LT(differences.back(), 12.0) << "deposit " << i << " at " << expected[i];
    }
    std::sort(differences.begin(), differences.end());
    EXPECT_LT(differences[differences.size() / 2], 5.0);
}

class PlacedPhantom : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        image = picture(placed(0.0));
        deposits = deposits_on(placed(0.0));
        upright = depths_at(image, 1.0, deposits);
    }
    static void TearDownTestSuite() { image.release(); }
    static inline RgbImage image;
    static inline std::vector<Point<Level0>> deposits;
    static inline std::vector<double> upright;
};

TEST_F(PlacedPhantom, HasTheSameDepthsTurned) {
    expect_same(depths_at(picture(placed(37.0)), 1.0, deposits_on(placed(37.0))), upright);
}

TEST_F(PlacedPhantom, HasTheSameDepthsTurnedByARightAngle) {
    RgbImage turned;
    cv::rotate(image, turned, cv::ROTATE_90_CLOCKWISE);
    std::vector<Point<Level0>> positions = deposits;
    for (Point<Level0>& position : positions) {
        position = {image.rows - position.y, position.x};
    }
    expect_same(depths_at(turned, 1.0, positions), upright);
}

TEST_F(PlacedPhantom, HasTheSameDepthsMirrored) {
    std::vector<Point<Level0>> mirrored = deposits;
    for (Point<Level0>& position : mirrored) {
        position.x = image.cols - position.x;
    }
    expect_same(depths_at(support::mirrored(image), 1.0, mirrored), upright);
}

TEST_F(PlacedPhantom, HasTheSameDepthsAtHalfTheResolution) {
    expect_same(depths_at(picture(placed(0.0, 2.0)), 2.0, deposits_on(placed(0.0, 2.0))), upright);
}

}  // namespace
}  // namespace kossa
