#include "kossa/analysis/second_reading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kossa/analysis/detail.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const PixelSize reading_pixel(Microns(0.5));
constexpr int grain_pitch = 18;

/// Skin whose nuclei are nearly black, at 0.5 um a pixel.
RgbImage skin_with_black_nuclei() {
    support::Colours colours = support::he_colours();
    colours.nuclei = support::colour_of({0.80, 1.25, 0.65});
    RgbImage image;
    cv::resize(support::stained_slide(colours, {}), image, {}, 2.0, 2.0, cv::INTER_NEAREST);
    return image(cv::Rect(0, 0, 2000, 1400)).clone();
}

/// Sixteen grey ellipses, paler than the nuclei, in a square between nuclei, the first of them there; half axes in
/// pixels.
void draw_grains(RgbImage& image, const cv::Point& first, double widest, double height_over_width) {
    const cv::Vec3b grey = support::colour_of({0.48, 0.66, 0.48});
    for (int i = 0; i < 16; ++i) {
        const double width = widest - 0.25 * (i % 8);
        const cv::Size axes(cvRound(16.0 * width), cvRound(16.0 * width * height_over_width));
        const cv::Point centre = first + grain_pitch * cv::Point(i % 4, i / 4);
        cv::ellipse(image, 16 * centre, axes, 0, 0, 360, grey, cv::FILLED, cv::LINE_AA, 4);
    }
}

/// The calcium of the image for each size of tiles.
std::vector<std::vector<Finding>> calcium_by_tiling(const RgbImage& image, AnalysisOptions options,
                                                    const std::vector<int>& tile_sizes) {
    const support::MemorySlide slide(image, reading_pixel);
    NoProgress quiet;
    options.stain = Stain::haematoxylin_eosin;
    options.survey.most_samples = 6;  // the painted tissue is the same everywhere
    const SlideSurvey survey = survey_slide(slide, reading_pixel, options, quiet);
    std::vector<std::vector<Finding>> calcium;
    for (const int tile_px : tile_sizes) {
        options.working.tile_px = tile_px;
        std::vector<Finding>& findings = calcium.emplace_back(measure_detail(slide, survey, options, quiet).findings);
        std::erase_if(findings, [](const Finding& f) { return f.finding != FindingClass::calcium; });
    }
    return calcium;
}

std::vector<Finding> calcium_in(const RgbImage& image, const AnalysisOptions& options) {
    return calcium_by_tiling(image, options, {512}).front();
}

TEST(SecondReading, FindsRoundGrainsThatArePalerThanNuclei) {
    RgbImage image = skin_with_black_nuclei();
    EXPECT_THAT(calcium_in(image, {}), IsEmpty());
    draw_grains(image, {893, 893}, 3.0, 1.0);
    const std::vector<Finding> found = calcium_in(image, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].morphology, Morphology::granular);
    EXPECT_EQ(found[0].granule_count, 16);
    AnalysisOptions without;
    without.deposit.classification.round_grains.seed_od = 2.0;
    EXPECT_THAT(calcium_in(image, without), IsEmpty()) << "the seed lies above the nuclei";
}

/// The one deposit in the image is the same for tiles of any size.
void expect_one_for_any_tiling(const RgbImage& image) {
    const std::vector<std::vector<Finding>> calcium = calcium_by_tiling(image, {}, {2048, 100, 290});
    for (const std::vector<Finding>& tiled : calcium) {
        ASSERT_THAT(tiled, SizeIs(1));
        EXPECT_EQ(tiled[0].runs, calcium[0][0].runs);
        EXPECT_EQ(tiled[0].confidence, calcium[0][0].confidence);
    }
}

TEST(SecondReading, FindsTheSameGrainsForAnyTiling) {
    RgbImage image = skin_with_black_nuclei();
    draw_grains(image, {893, 893}, 3.0, 1.0);
    expect_one_for_any_tiling(image);
}

TEST(SecondReading, LeavesScrapsAsPaleAlone) {
    RgbImage image = skin_with_black_nuclei();
    draw_grains(image, {893, 893}, 2.8, 1.8);
    EXPECT_THAT(calcium_in(image, {}), IsEmpty());
    AnalysisOptions any_form;
    any_form.deposit.classification.round_grains.axis_ratio = 0.0;
    any_form.deposit.classification.round_grains.round_axis_ratio =
        any_form.deposit.classification.round_grains.group_axis_ratio = {0.0, 0.1};
    EXPECT_THAT(calcium_in(image, any_form), SizeIs(1)) << "they differ from grains by their form alone";
}

constexpr std::array<double, 3> plate_grey{0.47, 0.65, 0.47};
constexpr std::array<double, 3> plate_violet{0.40, 0.62, 0.34};

RgbImage skin_with_plate(const std::array<double, 3>& od, int side) {
    RgbImage image = skin_with_black_nuclei();
    image(cv::Rect(905, 905, side, side)) = support::colour_of({od[0], od[1], od[2]});
    return image;
}

/// A plate of that colour is found as it is, and without its seeds not at all.
void expect_plate(const std::array<double, 3>& od, const AnalysisOptions& without) {
    const RgbImage image = skin_with_plate(od, 24);  // too narrow for a seed that leaves no gap
    const std::vector<Finding> found = calcium_in(image, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_NEAR(static_cast<double>(found[0].sums.pixels), 24.0 * 24.0, 40.0);
    EXPECT_EQ(found[0].morphology, Morphology::amorphous);
    EXPECT_THAT(calcium_in(image, without), IsEmpty());
}

TEST(SecondReading, FindsPlatesThatArePalerThanNuclei) {
    AnalysisOptions without;
    without.deposit.classification.plates.seed_od = 2.0;
    expect_plate(plate_violet, without);
    without.deposit.pale_core_od = 0.57;
    expect_plate(plate_grey, without);
}

TEST(SecondReading, LeavesPlatesThatAreGreyButPalerThanGreyCores) {
    const RgbImage image = skin_with_plate({0.40, 0.60, 0.38}, 24);
    EXPECT_THAT(calcium_in(image, {}), IsEmpty());
    AnalysisOptions paler;
    paler.deposit.pale_core_od = 0.45;
    EXPECT_THAT(calcium_in(image, paler), SizeIs(1));
}

TEST(SecondReading, FindsTheSamePlateForAnyTiling) {
    expect_one_for_any_tiling(skin_with_plate(plate_violet, 60));
}

/// A square of dense calcium of 60 by 60 pixels, on a strip of keratin of 40 by 40 of them, half as dark as a seed.
RgbImage skin_with_calcium_on_keratin() {
    RgbImage image;
    cv::resize(support::stained_slide(support::he_colours(), {}), image, {}, 2.0, 2.0, cv::INTER_NEAREST);
    image = image(cv::Rect(0, 0, 2000, 1400)).clone();
    for (int x = 960; x < 1000; x += 4) {
        image(cv::Rect(x, 910, 4, 40)) = support::colour_of({0.41, 0.59, 0.28});
        image(cv::Rect(x + 2, 910, 2, 40)) = support::colour_of({0.49, 0.70, 0.34});
    }
    image(cv::Rect(900, 900, 60, 60)) = support::he_colours().deposits;
    return image;
}

TEST(SecondReading, HoldsAMassToItsDenseCore) {
    const RgbImage image = skin_with_calcium_on_keratin();
    AnalysisOptions without;
    without.deposit.touching_over_core = 0.0;
    const std::vector<Finding> with_keratin = calcium_in(image, without);
    ASSERT_THAT(with_keratin, SizeIs(1));
    EXPECT_NEAR(static_cast<double>(with_keratin[0].sums.pixels), 60.0 * 60.0 + 40.0 * 40.0, 200.0);
    const std::vector<Finding> found = calcium_in(image, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_NEAR(static_cast<double>(found[0].sums.pixels), 60.0 * 60.0 + 4.0 * 40.0, 80.0) << "and a reach beyond";
    expect_one_for_any_tiling(image);
}

TEST(SecondReading, IsMadeOnHeWhereNucleiAreResolved) {
    const support::MemorySlide slide(skin_with_black_nuclei(), reading_pixel);
    NoProgress quiet;
    SlideSurvey survey = survey_slide(slide, reading_pixel, {}, quiet);
    EXPECT_EQ(survey.stain.stain, Stain::haematoxylin_eosin);
    EXPECT_TRUE(second_reading(survey, {}));
    survey.grid.pixel = PixelSize(Microns(1.0));
    EXPECT_FALSE(second_reading(survey, {}));
    survey.grid.pixel = PixelSize(Microns(0.5));
    survey.stain.stain = Stain::von_kossa;
    EXPECT_FALSE(second_reading(survey, {}));
}

TEST(SecondReading, SaysFromWhichDensityOnItFindsAnything) {
    DepositOptions options;
    SegmentationOptions usual;
    usual.seed_od = 0.8;
    EXPECT_DOUBLE_EQ(SecondReading(usual, options, reading_pixel).palest_seed_od(),
                     options.classification.plates.seed_od);
    options.classification.plates.seed_od = 2.0;
    EXPECT_DOUBLE_EQ(SecondReading(usual, options, reading_pixel).palest_seed_od(),
                     options.classification.round_grains.seed_od);
    options.classification.round_grains.seed_od = 2.0;
    EXPECT_DOUBLE_EQ(SecondReading(usual, options, reading_pixel).palest_seed_od(), options.pale_core_od);
    options.pale_core_od = 2.0;
    EXPECT_DOUBLE_EQ(SecondReading(usual, options, reading_pixel).palest_seed_od(), options.grey_core_od);
}

}  // namespace
}  // namespace kossa
