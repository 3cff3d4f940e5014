#include "kossa/analysis/faint_grains.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/analysis/detail.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using ::testing::SizeIs;

constexpr double faint_radius = 2.0;
constexpr int grain_pitch_um = 14;
constexpr int rows_of_grains = 5;
const std::array<double, 3> faint_grey{0.38, 0.50, 0.38};

void draw_dot(RgbImage& image, const cv::Point& centre, double radius, const cv::Vec3b& colour) {
    for (int y = -10; y < 10; ++y) {
        for (int x = -10; x < 10; ++x) {
            if (std::hypot(x + 0.5, y + 0.5) < radius) {
                image(centre.y + y, centre.x + x) = colour;
            }
        }
    }
}

/// Skin at 1 um a pixel with twenty-five grains of calcium, without nuclei between them, in four squares of 512 pixels.
RgbImage skin_with_grains(const support::Colours& colours = support::he_colours()) {
    RgbImage image = support::stained_slide(colours, {});
    image(cv::Rect(460, 460, 120, 120)) = colours.fibres;
    for (int i = 0; i < rows_of_grains * rows_of_grains; ++i) {
        draw_dot(image, cv::Point(484, 484) + grain_pitch_um * cv::Point(i % rows_of_grains, i / rows_of_grains),
                 1.5 + 0.7 * (i % 4), colours.deposits);
    }
    return image;
}

/// Sixteen grains paler than the seed, a square of four by four from that place on.
void draw_faint_grains(RgbImage& image, const cv::Point& first) {
    for (int i = 0; i < 16; ++i) {
        draw_dot(image, first + grain_pitch_um * cv::Point(i % 4, i / 4), faint_radius, support::colour_of(faint_grey));
    }
}

AnalysisOptions without_faint_grains() {
    AnalysisOptions options;
    options.deposit.faint_grain_over_seed = 1.0;
    return options;
}

std::vector<Finding> calcium_of(const RgbImage& image, AnalysisOptions options,
                                Stain stain = Stain::haematoxylin_eosin) {
    const support::MemorySlide slide(image, support::stained_slide_pixel);
    NoProgress quiet;
    options.stain = stain;
    options.survey.most_samples = 6;  // the painted tissue is the same everywhere
    const SlideSurvey survey = survey_slide(slide, support::stained_slide_pixel, options, quiet);
    std::vector<Finding> findings = measure_detail(slide, survey, options, quiet).findings;
    std::erase_if(findings, [](const Finding& finding) { return !is_calcium(finding); });
    return findings;
}

TEST(FaintGrains, BelongToTheDepositTheyLieIn) {
    RgbImage image = skin_with_grains();
    draw_faint_grains(image, {491, 491});
    const std::vector<Finding> without = calcium_of(image, without_faint_grains());
    ASSERT_THAT(without, SizeIs(1));
    EXPECT_EQ(without[0].granule_count, 25);
    EXPECT_GE(without[0].confidence, 0.9) << without[0].reason;
    const std::vector<Finding> with = calcium_of(image, {});
    ASSERT_THAT(with, SizeIs(1));
    EXPECT_EQ(with[0].granule_count, 25 + 16);
    EXPECT_EQ(with[0].sums.pixels, pixel_count(with[0].runs.all()));
    EXPECT_EQ(with[0].sums.pixels - without[0].sums.pixels, 16 * 12) << "discs 4 pixels across";
    EXPECT_EQ(with[0].confidence, without[0].confidence);
    EXPECT_EQ(seed_colour(with[0].sums).density, seed_colour(without[0].sums).density);
}

TEST(FaintGrains, AreNoneFarFromOthers) {
    RgbImage image = skin_with_grains();
    image(cv::Rect(780, 480, 80, 80)) = support::he_colours().fibres;
    draw_faint_grains(image, {791, 491});
    const std::vector<Finding> found = calcium_of(image, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].granule_count, 25);
}

TEST(FaintGrains, AreNoneInADepositThatIsDoubted) {
    RgbImage image = skin_with_grains();
    draw_faint_grains(image, {491, 491});
    AnalysisOptions options;
    options.deposit.he.grain_area_um2 = {28.0, 1.0};
    const std::vector<Finding> doubted = calcium_of(image, options);
    ASSERT_THAT(doubted, SizeIs(1));
    EXPECT_LT(doubted[0].confidence, options.deposit.faint_grain_confidence);
    EXPECT_EQ(doubted[0].granule_count, 25);
    options.deposit.faint_grain_confidence = doubted[0].confidence;
    EXPECT_EQ(calcium_of(image, options).front().granule_count, 25 + 16);
}

TEST(FaintGrains, AreNoneBesideAMass) {
    RgbImage image = support::stained_slide(support::he_colours(), {{512.0, 512.0, 30.0}});
    draw_dot(image, {550, 512}, faint_radius, support::colour_of(faint_grey));
    const std::vector<Finding> found = calcium_of(image, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].granule_count, 0);
    EXPECT_EQ(found[0].runs, calcium_of(image, without_faint_grains()).front().runs);
}

TEST(FaintGrains, MustBeSharpAllRound) {
    RgbImage image = skin_with_grains();
    const cv::Vec3b paler = support::colour_of({0.28, 0.38, 0.28});
    image(cv::Rect(491, 490, 6, 2)) = paler;
    draw_dot(image, {491, 491}, faint_radius, support::colour_of(faint_grey));
    AnalysisOptions any_form;
    any_form.deposit.classification.round_grains.axis_ratio = 0.1;
    EXPECT_EQ(calcium_of(image, any_form).front().granule_count, 25);
    any_form.deposit.faint_grain_definition = 0.0;
    EXPECT_EQ(calcium_of(image, any_form).front().granule_count, 25 + 1);
}

/// Grains of the deposit where such a rectangle lies among them.
int grains_with(const cv::Rect& rectangle, const AnalysisOptions& options) {
    RgbImage image = skin_with_grains();
    image(rectangle) = support::colour_of(faint_grey);
    return calcium_of(image, options).front().granule_count;
}

TEST(FaintGrains, AreSmallEnoughForBlurAndRound) {
    AnalysisOptions any_form;
    any_form.deposit.classification.round_grains.axis_ratio = 0.1;
    AnalysisOptions any_size;
    any_size.deposit.faint_grain_px = 20.0;
    const cv::Rect square(489, 489, 4, 4);
    const cv::Rect bar(490, 488, 2, 7);
    const cv::Rect large(489, 489, 5, 5);
    EXPECT_EQ(grains_with(square, {}), 25 + 1);
    EXPECT_EQ(grains_with(bar, {}), 25);
    EXPECT_EQ(grains_with(bar, any_form), 25 + 1);
    EXPECT_EQ(grains_with(large, {}), 25);
    EXPECT_EQ(grains_with(large, any_size), 25 + 1);
}

TEST(FaintGrains, AreNotReadOnVonKossa) {
    RgbImage image = skin_with_grains(support::von_kossa_colours());
    draw_dot(image, {491, 491}, faint_radius, support::colour_of({0.45, 0.46, 0.45}));
    const std::vector<Finding> found = calcium_of(image, {}, Stain::von_kossa);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].runs, calcium_of(image, without_faint_grains(), Stain::von_kossa).front().runs);
}

TEST(FaintGrains, AreTheSameForAnyTilingAndThreads) {
    RgbImage image = skin_with_grains();
    draw_faint_grains(image, {491, 491});
    const std::vector<Finding> expected = calcium_of(image, {});
    for (const auto& [tile_px, threads] : {std::pair(100, 1), std::pair(290, 4), std::pair(2048, 2)}) {
        AnalysisOptions options;
        options.working.tile_px = tile_px;
        options.execution.threads = threads;
        options.execution.shuffle_seed = 7;
        const std::vector<Finding> found = calcium_of(image, options);
        ASSERT_THAT(found, SizeIs(1));
        EXPECT_EQ(found[0].runs, expected[0].runs) << tile_px;
        EXPECT_EQ(found[0].sums, expected[0].sums) << tile_px;
    }
}

}  // namespace
}  // namespace kossa
