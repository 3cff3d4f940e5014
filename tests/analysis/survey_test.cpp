#include "kossa/analysis/survey.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kossa/core/error.hpp"
#include "kossa/skin/distance.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const PixelSize pixel = support::stained_slide_pixel;

constexpr int few_survey_samples = 6;  // the painted tissue is the same everywhere

AnalysisOptions on_one_thread() {
    AnalysisOptions options;
    options.execution.threads = 1;
    options.survey.most_samples = few_survey_samples;
    return options;
}

SlideSurvey surveyed(const RgbImage& image, const AnalysisOptions& options = on_one_thread()) {
    NoProgress quiet;
    return survey_slide(MemorySlide(image, pixel), pixel, options, quiet);
}

void expect_refused(const RgbImage& image, const std::string& code, const std::string& says,
                    const AnalysisOptions& options = on_one_thread()) {
    try {
        surveyed(image, options);
        FAIL() << "not refused";
    } catch (const RefusedSlide& refusal) {
        EXPECT_EQ(refusal.code(), code);
        EXPECT_THAT(refusal.what(), HasSubstr(says));
    }
}

const RgbImage blank(1000, 1000, cv::Vec3b::all(support::glass_level));

TEST(Survey, RefusesFluorescence) {
    RgbImage dark(1000, 1000, cv::Vec3b(2, 3, 5));
    dark(cv::Rect(300, 300, 300, 300)) = cv::Vec3b(0, 220, 10);
    expect_refused(dark, "fluorescence", "light on a black background");
}

TEST(Survey, RefusesABlankSlide) {
    expect_refused(blank, "no-tissue", "no tissue found");
    expect_refused(RgbImage(1000, 1000, cv::Vec3b(255, 255, 255)), "no-tissue", "no tissue found");
}

TEST(Survey, SaysOfAPictureTooSmallToFindTissueOnThatItIs) {
    expect_refused(blank(cv::Rect(0, 0, 300, 300)).clone(), "no-tissue", "too small to find tissue on it: it shows");
}

TEST(Survey, RefusesASlideWithNothingButDirt) {
    RgbImage dirt = blank.clone();
    dirt(cv::Rect(400, 400, 100, 100)) = cv::Vec3b(150, 100, 140);
    expect_refused(dirt, "no-tissue", "0.1 mm2");
}

TEST(Survey, RefusesAStainItDoesNotKnowAndSaysHowToInsist) {
    expect_refused(support::stained_slide(support::green_colours(), {}), "stain-not-recognised", "--stain he");
}

TEST(Survey, RecognisesVonKossaByOneDepositThatLiesInNoSample) {
    const RgbImage image = support::stained_slide(support::von_kossa_colours(), {{1500.0, 800.0, 8.0}});
    AnalysisOptions options = on_one_thread();
    options.survey.sample_px = 128;
    const SlideSurvey by_one = surveyed(image, options);
    EXPECT_EQ(by_one.stain.stain, Stain::von_kossa);
    EXPECT_THAT(by_one.flags, Not(Contains("stain-by-traces-of-black")));
    options.recognition.sure_black_share = 0.1;
    EXPECT_THAT(surveyed(image, options).flags, Contains("stain-by-traces-of-black"));
    expect_refused(support::stained_slide(support::von_kossa_colours(), {}), "stain-not-recognised",
                   "von Kossa without silver looks so");
    expect_refused(support::stained_slide(support::von_kossa_colours(), {}), "stain-not-recognised",
                   "--stain von-kossa");
}

TEST(Survey, BelievesTheUserAboutTheStain) {
    AnalysisOptions options = on_one_thread();
    options.stain = Stain::haematoxylin_eosin;
    const SlideSurvey survey = surveyed(support::stained_slide(support::green_colours(), {}), options);
    EXPECT_EQ(survey.stain.stain, Stain::haematoxylin_eosin);
    EXPECT_FALSE(survey.stain.recognised);
    EXPECT_THAT(survey.flags, Not(Contains("stain-contradicts-colours"))) << "they are those of neither";
    EXPECT_THAT(survey.flags, Contains("stain-not-confirmed"));
    options.stain = Stain::von_kossa;
    EXPECT_THAT(surveyed(support::stained_slide(support::von_kossa_colours(), {}), options).flags,
                Not(Contains("stain-not-confirmed")))
        << "von Kossa without silver";
}

TEST(Survey, RefusesAPictureWithoutColourWhateverStainIsGiven) {
    RgbImage grey = support::stained_slide(support::he_colours(), support::three_deposits());
    for (cv::Vec3b& rgb : grey) {
        const auto mean = static_cast<std::uint8_t>((rgb[0] + rgb[1] + rgb[2]) / 3);
        rgb = {mean, mean, mean};
    }
    AnalysisOptions options = on_one_thread();
    for (const std::optional<Stain> stain :
         {std::optional<Stain>(), std::optional(Stain::haematoxylin_eosin), std::optional(Stain::von_kossa)}) {
        options.stain = stain;
        expect_refused(grey, "no-colour", "scan or export it in colour", options);
    }
}

TEST(Survey, FlagsAStainThatTheColoursContradict) {
    AnalysisOptions options = on_one_thread();
    const RgbImage he = support::stained_slide(support::he_colours(), support::three_deposits());
    const RgbImage von_kossa = support::stained_slide(support::von_kossa_colours(), support::three_deposits());
    options.stain = Stain::haematoxylin_eosin;
    EXPECT_THAT(surveyed(von_kossa, options).flags, Contains("stain-contradicts-colours"));
    EXPECT_THAT(surveyed(he, options).flags, Not(Contains("stain-contradicts-colours")));
    options.stain = Stain::von_kossa;
    EXPECT_THAT(surveyed(he, options).flags, Contains("stain-contradicts-colours"));
    EXPECT_THAT(surveyed(von_kossa).flags, Not(Contains("stain-by-traces-of-black")));
}

class SurveyedSection : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = surveyed(support::stained_slide(support::he_colours(), support::three_deposits()));
    }
    static void TearDownTestSuite() { shared.reset(); }

    static inline std::optional<SlideSurvey> shared;
    const SlideSurvey& he = *shared;
};

TEST_F(SurveyedSection, IsRecognisedAsHaematoxylinAndEosin) {
    EXPECT_EQ(he.stain.stain, Stain::haematoxylin_eosin);
    EXPECT_TRUE(he.stain.recognised);
    EXPECT_TRUE(he.stain.matrix.has_value());
    EXPECT_EQ(he.stain.matrix_reason.empty(), he.stain.matrix_source == MatrixSource::estimated);
}

TEST_F(SurveyedSection, TakesTheWhitePointFromGlass) {
    EXPECT_EQ(he.stain.white.source, WhitePointSource::glass);
    for (const double level : he.stain.white.white.intensity) {
        EXPECT_NEAR(level, support::glass_level, 0.01);
    }
    EXPECT_THAT(he.flags, Not(Contains("white-point-not-from-glass")));
}

TEST_F(SurveyedSection, SeedIsNeverPalerThanDarkNuclei) {
    const AnalysisOptions options;
    EXPECT_GE(he.stain.segmentation.seed_od, options.deposit.least_he_seed_od);
    EXPECT_GE(he.stain.segmentation.seed_od, options.deposit.seed_over_nuclei * he.stain.dark_nuclear_od.value_or(0.0));
}

/// What is known of the stain of a section with nuclei, its optical densities multiplied by `strength`.
StainModel stain_of(double strength, const PixelSize& of_pixel, const AnalysisOptions& options = on_one_thread()) {
    RgbImage image = support::stained_slide(support::he_colours(), {});
    const cv::Vec3b nuclear = support::colour_of({0.378, 0.586, 0.296});
    for (int y = 12; y < image.rows; y += 24) {
        for (int x = 12; x < image.cols; x += 24) {
            if (image(y, x)[1] < support::glass_level - 20) {
                cv::circle(image, {x, y}, 5, cv::Scalar(nuclear), cv::FILLED);
            }
        }
    }
    for (cv::Vec3b& level : image) {
        for (int c = 0; c < 3; ++c) {
            const double od = std::log10(static_cast<double>(support::glass_level) / level[c]);
            level[c] = cv::saturate_cast<std::uint8_t>(support::glass_level * std::pow(10.0, -strength * od));
        }
    }
    NoProgress quiet;
    return survey_slide(MemorySlide(image, of_pixel), of_pixel, options, quiet).stain;
}

TEST(Survey, LimitsGoDownWithAPaleStain) {
    const PixelSize half(Microns(0.5));
    const StainModel usual = stain_of(1.0, half);
    const StainModel pale = stain_of(0.6, half);
    EXPECT_NEAR(pale.segmentation.seed_od / usual.segmentation.seed_od, 0.6, 0.03);
    EXPECT_NEAR(pale.segmentation.body_od / usual.segmentation.body_od, 0.6, 0.03);
    EXPECT_LT(pale.segmentation.surroundings_od, 0.9 * usual.segmentation.surroundings_od);
    EXPECT_EQ(usual.mass_od, AnalysisOptions().deposit.mass_od);
    EXPECT_EQ(usual.cell_mass_od, AnalysisOptions().deposit.cell_mass_od);
    EXPECT_EQ(pale.cell_mass_od, pale.mass_od);
    EXPECT_GT(pale.mass_od / pale.segmentation.seed_od, 1.2) << "single nuclei of a pale stain reach the seed";
}

TEST(Survey, LimitsGoDownWithAPaleStainWhereNucleiAreNotResolved) {
    const AnalysisOptions options;
    const PixelSize coarse(Microns(1.0));
    const StainModel usual = stain_of(1.0, coarse);
    const StainModel pale = stain_of(0.6, coarse);
    const double dark = pale.dark_nuclear_od.value() / options.nuclei.blurred_share;
    EXPECT_NEAR(pale.dark_nuclear_od.value() / usual.dark_nuclear_od.value(), 0.6, 0.03);
    EXPECT_LT(dark, options.nuclei.pale_od);
    EXPECT_DOUBLE_EQ(pale.segmentation.seed_od,
                     options.deposit.least_he_seed_od * std::min(1.0, dark / options.nuclei.pale_od));
    EXPECT_NEAR(pale.strength / usual.strength, 0.6, 0.03);
    EXPECT_LT(pale.segmentation.body_od, usual.segmentation.body_od);
    EXPECT_LT(pale.mass_od, usual.mass_od);
}

TEST(Survey, WhatBlurTookOfNucleiIsAddedToTheirDensity) {
    const PixelSize coarse(Microns(1.0));
    AnalysisOptions options = on_one_thread();
    const StainModel with_it = stain_of(1.0, coarse, options);
    options.nuclei.blurred_share = 1.0;
    const StainModel without = stain_of(1.0, coarse, options);
    EXPECT_EQ(with_it.dark_nuclear_od, without.dark_nuclear_od);
    EXPECT_DOUBLE_EQ(with_it.strength * AnalysisOptions().nuclei.blurred_share, without.strength);
    options.nuclei.blurred_share = 0.5;
    const PixelSize half(Microns(0.5));
    EXPECT_EQ(stain_of(1.0, half, options).strength, stain_of(1.0, half).strength);
}

TEST_F(SurveyedSection, FindsTissueAndEpidermis) {
    const double um2 =
        (support::section_right - support::section_left) * (support::section_bottom - support::section_top);
    const double pixel_um2 = (he.pixel * he.pixel).value();
    EXPECT_NEAR(count_non_zero(he.tissue) * pixel_um2, um2, 0.03 * um2);
    EXPECT_EQ(find_layers(he.layers, on_one_thread()).reason, "");
}

TEST(Survey, InkAlongACutEdgeIsNoEpidermis) {
    const cv::Vec3b green = support::colour_of({0.90, 0.35, 0.40});
    const cv::Vec3b blue = support::colour_of({0.70, 0.45, 0.20});
    const cv::Vec3b pale_black = support::colour_of({0.32, 0.30, 0.29});
    for (const cv::Vec3b& ink : {green, blue, pale_black}) {
        RgbImage image = support::stained_slide(support::he_colours(), {});
        const cv::Rect rim(120, 900, 1560, 80);
        image(rim) = ink;
        const SlideSurvey survey = surveyed(image);
        const double um2 = (survey.pixel * survey.pixel).value();
        const Mask epidermis = find_layers(survey.layers, on_one_thread()).epidermis;
        const Mask lower_half(epidermis.rowRange(epidermis.rows / 2, epidermis.rows));
        EXPECT_GT(cv::countNonZero(epidermis) * um2, 16'000.0);
        EXPECT_EQ(cv::countNonZero(lower_half), 0);
    }
}

TEST_F(SurveyedSection, RegionIsTheTissueAndAMarginRoundIt) {
    const Mask solid = he.layers.tissue.solid;
    const Mask region = he.region;
    EXPECT_EQ(cv::countNonZero(solid & ~region), 0);
    EXPECT_GT(cv::countNonZero(region), cv::countNonZero(solid));
    const Mask within(distance_to(solid, he.pixel) <= SurveyOptions{}.region_margin_um);
    EXPECT_EQ(cv::countNonZero(region != within), 0);
}

TEST_F(SurveyedSection, FramesFitEachOther) {
    const Point<Working> there{300.0, 200.0};
    const Point<Level0> straight = he.frames.level0_from_working(there);
    const Point<Level0> round = he.level0_from_survey(he.frames.survey_from_working(there));
    EXPECT_NEAR(straight.x, round.x, 1e-9);
    EXPECT_NEAR(straight.y, round.y, 1e-9);
    EXPECT_EQ(he.frames.working_size, he.grid.size);
    EXPECT_NEAR(he.level0_from_survey.x * pixel.x().value(), he.pixel.value(), 1e-9);
}

TEST(Survey, RecognisesVonKossaAndDoesNotUnmixIt) {
    const SlideSurvey survey = surveyed(support::silver_slide());
    EXPECT_EQ(survey.stain.stain, Stain::von_kossa);
    EXPECT_FALSE(survey.stain.matrix || survey.stain.dark_nuclear_od);
    EXPECT_EQ(survey.stain.segmentation.seed_od, AnalysisOptions{}.deposit.segmentation.seed_od);
}

TEST(Survey, FlagsAPixelTooCoarseForGranules) {
    const RgbImage image = support::stained_slide(support::he_colours(), {});
    AnalysisOptions options = on_one_thread();
    EXPECT_THAT(surveyed(image, options).flags, Not(Contains("pixel-size-too-coarse-for-granules")));
    options.working.coarse_um = 0.9;
    EXPECT_THAT(surveyed(image, options).flags, Contains("pixel-size-too-coarse-for-granules"));
}

TEST(Survey, FlagsAWhitePointThatIsNotFromGlass) {
    AnalysisOptions options = on_one_thread();
    options.white_point.least_glass_mm2 = 10.0;
    EXPECT_THAT(surveyed(support::stained_slide(support::he_colours(), {}), options).flags,
                Contains("white-point-not-from-glass"));
}

TEST(Survey, DoublesItsPixelUntilTheSlideFits) {
    const RgbImage image = support::stained_slide(support::he_colours(), {});
    AnalysisOptions options = on_one_thread();
    options.survey.most_pixels = 20'000;  // 30,938 at 8 um
    EXPECT_EQ(surveyed(image, options).pixel, Microns(2 * options.survey.pixel_um));
}

TEST(Survey, WhatWasNeverScannedIsNoGlass) {
    RgbImage image = support::stained_slide(support::he_colours(), {});
    image.rowRange(1060, 1100) = cv::Vec3b(255, 255, 255);
    image.colRange(1760, 1800) = cv::Vec3b(255, 255, 255);
    EXPECT_NEAR(surveyed(image).stain.white.white.intensity[0], support::glass_level, 0.01);
}

AnalysisOptions with_profile(Stain stain, const std::vector<OdVector>& vectors) {
    AnalysisOptions options = on_one_thread();
    options.stain_profile = checked_profile(stain, vectors);
    return options;
}

TEST_F(SurveyedSection, GoesByTheStainProfileInPlaceOfEstimating) {
    const OdVector haematoxylin(0.55, 0.75, 0.36);
    const OdVector eosin(0.20, 0.85, 0.48);
    const SlideSurvey survey = surveyed(support::stained_slide(support::he_colours(), support::three_deposits()),
                                        with_profile(Stain::haematoxylin_eosin, {haematoxylin, eosin}));
    EXPECT_EQ(survey.stain.matrix_source, MatrixSource::profile);
    EXPECT_LT(cv::norm(survey.stain.matrix->row(0) - normalised(haematoxylin)), 1e-12);
    EXPECT_LT(cv::norm(survey.stain.matrix->row(1) - normalised(eosin)), 1e-12);
    EXPECT_THAT(survey.flags, Not(Contains("stain-vectors-not-estimated")));
    EXPECT_EQ(survey.stain.white.white, he.stain.white.white) << "the white point belongs to the scan";
    EXPECT_EQ(survey.stain.dark_nuclear_od, he.stain.dark_nuclear_od);
}

TEST(Survey, AProfileOfAnotherStainIsRefused) {
    try {
        surveyed(support::silver_slide(),
                 with_profile(Stain::haematoxylin_eosin, {{0.65, 0.7, 0.29}, {0.2, 0.8, 0.5}}));
        FAIL() << "not refused";
    } catch (const RefusedSlide& refusal) {
        EXPECT_EQ(refusal.code(), "stain-profile");
        EXPECT_THAT(refusal.what(), HasSubstr("with a profile of its stain or with none"));
    }
}

TEST(Survey, SeesTheColourOfSilver) {
    AnalysisOptions everywhere = on_one_thread();
    everywhere.survey.most_samples = AnalysisOptions{}.survey.most_samples;  // few may hold no silver
    const SlideSurvey seen = surveyed(support::silver_slide(), everywhere);
    ASSERT_TRUE(seen.stain.silver.has_value());
    EXPECT_LT(angle_degrees(*seen.stain.silver, {0.90, 0.92, 0.90}), 1.0);
    const SlideSurvey told = surveyed(support::silver_slide(), with_profile(Stain::von_kossa, {{1.0, 1.0, 1.0}}));
    EXPECT_LT(angle_degrees(*told.stain.silver, {1.0, 1.0, 1.0}), 1e-4);
    EXPECT_EQ(told.stain.matrix_source, MatrixSource::profile);
    EXPECT_FALSE(told.stain.matrix.has_value());
}

}  // namespace
}  // namespace kossa
