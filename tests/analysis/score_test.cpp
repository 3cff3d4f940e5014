#include "kossa/analysis/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/core/error.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr int few_samples = 6;  // the painted tissue is the same everywhere

AnalysisOptions on_threads(int threads) {
    AnalysisOptions options;
    options.execution.threads = threads;
    options.survey.most_samples = few_samples;
    return options;
}

SlideResult score_of(const SlideSource& slide, const AnalysisOptions& options = on_threads(1)) {
    NoProgress quiet;
    return score_slide(slide, options, quiet);
}

std::string code_of_refusal(const SlideSource& slide) {
    try {
        score_of(slide);
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

/// One slide scored once for all tests, its own words on itself filled in.
class ScoredSlide : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        slide.emplace(support::silver_slide(), support::stained_slide_pixel);
        slide->editable_info().flags = {"objective-power-contradicts-pixel-size"};
        slide->editable_info().objective_power = 10.0;
        slide->editable_info().bounds_offset = {7.0, 9.0};
        shared = score_of(*slide);
    }
    static void TearDownTestSuite() {
        shared.reset();
        slide.reset();
    }

    static inline std::optional<MemorySlide> slide;
    static inline std::optional<SlideResult> shared;
    const SlideResult& result = *shared;
    const SlideSummary& summary = shared->summary;
};

TEST_F(ScoredSlide, IsDescribedInFull) {
    EXPECT_EQ(summary.status, "ok");
    EXPECT_THAT(summary.error + summary.error_code, IsEmpty());
    EXPECT_EQ(summary.slide.name, "memory.tif");
    EXPECT_EQ(summary.slide.quickhash, "0123");
    EXPECT_EQ(summary.slide.size, (Size<Level0>{1800, 1100}));
    EXPECT_EQ(summary.slide.mpp_x, 1.0);
    EXPECT_EQ(summary.slide.mpp_source, "--mpp");
    EXPECT_EQ(summary.slide.objective_power, 10.0);
    EXPECT_EQ(summary.slide.bounds_offset, (Point<Level0>{7.0, 9.0}));
    EXPECT_THAT(summary.flags, Contains("objective-power-contradicts-pixel-size"));
    EXPECT_EQ(summary.kossa_version, version());
    EXPECT_EQ(summary.parameters.size(), parameter_values({}).size());
    EXPECT_EQ(summary.stain.stain, "von-kossa");
    EXPECT_EQ(summary.stain.source, "recognised");
    EXPECT_THAT(summary.stain.vectors, IsEmpty());
    EXPECT_EQ(summary.working_um_per_px, 1.0);
    EXPECT_EQ(summary.analysed_fraction, 1.0);
}

TEST_F(ScoredSlide, GivesEachSilverDepositItsAreaDepthAndZone) {
    ASSERT_TRUE(result.summary.skin.assessable) << result.summary.skin.reason;
    const std::vector<support::Disc> truth = support::three_deposits();
    ASSERT_EQ(result.deposits.size(), truth.size());
    EXPECT_EQ(result.summary.deposit_count, 3);
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const DepositRow& row = result.deposits[i];
        EXPECT_NEAR(row.centroid.x, truth[i].x, 1.0);
        EXPECT_NEAR(row.centroid.y, truth[i].y, 1.0);
        EXPECT_NEAR(row.area.value(), CV_PI * truth[i].radius * truth[i].radius, 0.1 * row.area.value());
        const double depth = truth[i].y - support::section_top - support::epidermis_thickness;
        EXPECT_NEAR(row.depth.value().value(), depth, 30.0);
        EXPECT_EQ(row.zone, depth < 500 ? Zone::upper_dermis : Zone::deep_dermis);
        EXPECT_EQ(row.morphology, Morphology::amorphous);
    }
    EXPECT_THAT(result.layers.epidermis, Not(IsEmpty()));
    EXPECT_THAT(result.layers.junction, Not(IsEmpty()));
}

TEST_F(ScoredSlide, SaysWhatOtherSeedsWouldCount) {
    EXPECT_EQ(summary.seed_od, 0.60);
    ASSERT_EQ(summary.at_other_seeds.size(), 3U);  // 0.45, 15 % below, 15 % above
    for (const AreaAtSeed& at : summary.at_other_seeds) {
        EXPECT_DOUBLE_EQ(at.change, at.seed_od / 0.60 - 1.0);
        EXPECT_EQ(at.count, 3) << "all silver is darker than any of the seeds";
        EXPECT_EQ(at.area, summary.deposit_area);
    }
}

TEST_F(ScoredSlide, IsTheSameForAnyNumberOfThreads) {
    const SlideResult& one = result;
    const SlideResult two = score_of(*slide, on_threads(2));
    ASSERT_EQ(one.deposits.size(), two.deposits.size());
    for (std::size_t i = 0; i < one.deposits.size(); ++i) {
        EXPECT_EQ(one.deposits[i].id, two.deposits[i].id);
        EXPECT_EQ(one.deposits[i].depth, two.deposits[i].depth);
    }
    EXPECT_EQ(one.summary.deposit_area, two.summary.deposit_area);
    EXPECT_EQ(one.summary.area_fraction, two.summary.area_fraction);
}

TEST_F(ScoredSlide, IdsChangeWithTheParameters) {
    AnalysisOptions other = on_threads(1);
    other.summary.deep_sampled_um = 1400.0;
    EXPECT_NE(result.deposits.at(0).id, score_of(*slide, other).deposits.at(0).id);
}

TEST(ScoreSlide, FailsWhenTooMuchTissueCannotBeRead) {
    NoProgress quiet;
    AnalysisOptions options = on_threads(1);
    options.working.tile_px = 128;
    MemorySlide damaged(support::silver_slide(), support::stained_slide_pixel,
                        {4});  // the survey reads the small level
    damaged.damage({0, 900, 400, 1});
    options.working.most_unreadable = 0.5;
    const SlideSummary partly = score_slide(damaged, options, quiet).summary;
    EXPECT_THAT(partly.flags, Contains("partly-unreadable"));
    EXPECT_LT(partly.analysed_fraction, 1.0);
    options.working.most_unreadable = 0.0;
    try {
        score_slide(damaged, options, quiet);
        FAIL() << "not refused";
    } catch (const SlideError& error) {
        EXPECT_EQ(error.code(), "corrupt");
        EXPECT_THAT(error.what(), HasSubstr("tile damaged on purpose"));
    }
}

TEST(ScoreSlide, RefusesASlideOfUnknownPixelSize) {
    MemorySlide slide(RgbImage(100, 100, cv::Vec3b::all(240)), std::nullopt);
    slide.editable_info().pixel_size_note = "72 dpi is a default";
    EXPECT_EQ(code_of_refusal(slide), "unknown-pixel-size");
    try {
        score_of(slide);
    } catch (const RefusedSlide& error) {
        EXPECT_THAT(error.what(), HasSubstr("72 dpi is a default"));
        EXPECT_THAT(error.what(), HasSubstr("--mpp"));
    }
}

TEST(ScoreSlide, RefusesABlankSlide) {
    EXPECT_EQ(code_of_refusal(MemorySlide(RgbImage(500, 500, cv::Vec3b::all(240)))), "no-tissue");
}

TEST(ScoreSlide, NamesTheVectorsOfHaematoxylinAndEosin) {
    const MemorySlide slide(support::stained_slide(support::he_colours(), {}), support::stained_slide_pixel);
    const StainReport stain = score_of(slide).summary.stain;
    EXPECT_EQ(stain.stain, "he");
    EXPECT_THAT(stain.stain_names, ::testing::ElementsAre("Hematoxylin", "Eosin", "Residual"));
    ASSERT_EQ(stain.vectors.size(), 3U);
    for (const auto& [r, g, b] : stain.vectors) {
        EXPECT_NEAR(r * r + g * g + b * b, 1.0, 1e-9);
    }
    EXPECT_GT(stain.vectors[0][0], stain.vectors[1][0]) << "haematoxylin absorbs more red than eosin";
    EXPECT_EQ(stain.white_point_source, "glass");
}

/// A violet plaque of 600 by 100 um at the lower cut edge of the dermis, on a slide whose nuclei are not resolved.
RgbImage plaque_at_a_cut_edge() {
    RgbImage image = support::stained_slide(support::he_colours(), {});
    image(cv::Rect(600, 880, 600, 100)).setTo(support::colour_of({0.75, 0.95, 0.50}));
    return image;
}

TEST(ScoreSlide, CalciumAtACutEdgeIsNoEpidermisWhereNucleiAreNotResolved) {
    const MemorySlide slide(plaque_at_a_cut_edge(), support::stained_slide_pixel);
    const SlideResult result = score_of(slide);
    ASSERT_THAT(result.deposits, SizeIs(1));
    EXPECT_EQ(result.deposits[0].zone, Zone::deep_dermis);
    EXPECT_NEAR(result.deposits[0].depth.value().value(), 930.0 - 200.0, 15.0);
}

TEST(FailedResult, SaysWhatIsKnown) {
    const MemorySlide slide(RgbImage(30, 40));
    SlideInfo info = slide.info();
    info.flags = {"a-flag"};
    const SlideResult result = failed_result("x.svs", info, {}, "corrupt", "it broke");
    EXPECT_EQ(result.summary.status, "failed");
    EXPECT_EQ(result.summary.error_code, "corrupt");
    EXPECT_EQ(result.summary.error, "it broke");
    EXPECT_EQ(result.summary.slide.size, (Size<Level0>{40, 30}));
    EXPECT_THAT(result.summary.flags, Contains("a-flag"));
    EXPECT_EQ(result.summary.parameters.size(), parameter_values({}).size());
    EXPECT_THAT(result.deposits, IsEmpty());
}

TEST(FailedResult, NamesASlideThatCouldNotBeOpened) {
    const SlideResult result = failed_result("x.svs", std::nullopt, {}, "not-a-slide", "a text file");
    EXPECT_EQ(result.summary.slide.name, "x.svs");
    EXPECT_EQ(result.summary.slide.size, (Size<Level0>{0, 0}));
    EXPECT_FALSE(result.summary.slide.mpp_x.has_value());
    EXPECT_EQ(result.summary.kossa_version, version());
}

TEST(ReadPicture, FitsTheLongestSide) {
    const MemorySlide slide(RgbImage(300, 1000, cv::Vec3b(9, 8, 7)));
    const Picture picture = read_picture(slide, 100, {});
    EXPECT_EQ(picture.image.size(), cv::Size(100, 30));
    EXPECT_EQ(picture.level0_per_pixel_x, 10.0);
    EXPECT_EQ(picture.level0_per_pixel_y, 10.0);
    EXPECT_EQ(picture.image(29, 99), cv::Vec3b(9, 8, 7));
}

TEST(ReadPicture, DoesNotEnlargeASmallSlide) {
    const Picture picture = read_picture(MemorySlide(RgbImage(30, 100, cv::Vec3b(9, 8, 7))), 2500, {});
    EXPECT_EQ(picture.image.size(), cv::Size(100, 30));
    EXPECT_EQ(picture.level0_per_pixel_x, 1.0);
}

TEST(Version, IsThreeNumbers) {
    EXPECT_THAT(version(), ::testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

SlideResult scored_by(const MemorySlide& slide, const StainProfile& profile) {
    AnalysisOptions options;
    options.stain_profile = profile;
    NoProgress quiet;
    return score_slide(slide, options, quiet);
}

TEST(ScoreSlide, SaysThatTheVectorsAreThoseOfAProfile) {
    const MemorySlide slide(support::stained_slide(support::he_colours(), {}), support::stained_slide_pixel);
    EXPECT_NE(score_of(slide).summary.stain.matrix_source, "profile");
    const StainProfile profile = checked_profile(Stain::haematoxylin_eosin, {{0.65, 0.7, 0.29}, {0.2, 0.8, 0.5}});
    const StainReport stain = scored_by(slide, profile).summary.stain;
    EXPECT_EQ(stain.matrix_source, "profile");
    EXPECT_NEAR(stain.vectors.at(0)[0], profile.vectors[0][0], 1e-12);
}

TEST(ScoreSlide, AProfileOfSilverIsNamedAndChangesNoMeasurement) {
    const MemorySlide slide(support::silver_slide(), support::stained_slide_pixel);
    const SlideSummary without = score_of(slide).summary;
    EXPECT_EQ(without.stain.matrix_source, "");
    EXPECT_THAT(without.stain.vectors, IsEmpty());
    const SlideSummary with = scored_by(slide, checked_profile(Stain::von_kossa, {{0.9, 1.0, 0.9}})).summary;
    EXPECT_EQ(with.stain.matrix_source, "profile");
    EXPECT_THAT(with.stain.stain_names, ::testing::ElementsAre("Silver"));
    EXPECT_EQ(with.deposit_count, without.deposit_count);
    EXPECT_EQ(with.deposit_area.value(), without.deposit_area.value());
}

}  // namespace
}  // namespace kossa
