#include "kossa/analysis/detail.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "kossa/core/error.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::Pointwise;

MATCHER_P(DoubleNear, tolerance, "") {
    return std::abs(std::get<0>(arg) - std::get<1>(arg)) <= tolerance;
}

using support::MemorySlide;
using ::testing::IsEmpty;

class CountingProgress : public Progress {
  public:
    void begin(std::string_view stage, std::int64_t steps) override {
        stage_ = stage;
        steps_ = steps;
    }
    void advance() override { ++advanced_; }
    void end() override { ended_ = true; }

    std::string stage_;
    std::int64_t steps_ = 0;
    std::atomic<std::int64_t> advanced_{0};
    bool ended_ = false;
};

AnalysisOptions with(int tile_px, int threads) {
    AnalysisOptions options;
    options.working.tile_px = tile_px;
    options.execution.threads = threads;
    return options;
}

/// What a finding says, without the rows of its pixels.
std::string described(const Finding& finding) {
    return fmt::format("{} {} px at {} {}, od {} {} {}, seeds {}, open {}, grains {}, {:.9f} ({})",
                       name(finding.finding), finding.sums.pixels, finding.sums.x2, finding.sums.y2,
                       finding.sums.milli_od[0], finding.sums.milli_od[1], finding.sums.milli_od[2], finding.sums.seeds,
                       finding.sums.open_edges, finding.granule_count, finding.confidence, finding.reason);
}

std::vector<Finding> only_calcium(std::vector<Finding> findings) {
    std::erase_if(findings, [](const Finding& f) { return f.finding != FindingClass::calcium; });
    return findings;
}

class DetailPass : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        image = support::stained_slide(support::he_colours(), support::three_deposits());
        NoProgress quiet;
        survey = survey_slide(MemorySlide(*image, support::stained_slide_pixel), support::stained_slide_pixel,
                              with(1024, 1), quiet);
    }
    static void TearDownTestSuite() {
        survey.reset();
        image.reset();
    }

    Detail measured(const SlideSurvey& of, const AnalysisOptions& options) const {
        NoProgress quiet;
        return measure_detail(slide, of, options, quiet);
    }

    static inline std::optional<RgbImage> image;
    static inline std::optional<SlideSurvey> survey;
    MemorySlide slide{*image, support::stained_slide_pixel};
};

TEST_F(DetailPass, FindsEachDepositOnceAtItsPlaceAndSize) {
    const Detail detail = measured(*survey, with(256, 1));
    for (const support::Disc& disc : support::three_deposits()) {
        int found = 0;
        for (const Finding& finding : detail.findings) {
            const double pixels = static_cast<double>(finding.sums.pixels);
            const double x = static_cast<double>(finding.sums.x2) / pixels / 2.0;
            const double y = static_cast<double>(finding.sums.y2) / pixels / 2.0;
            if (std::hypot(x - disc.x, y - disc.y) < 2.0) {
                ++found;
                EXPECT_NEAR(pixels, CV_PI * disc.radius * disc.radius, 0.1 * CV_PI * disc.radius * disc.radius);
            }
        }
        EXPECT_EQ(found, 1) << "at " << disc.x << ", " << disc.y;
    }
    EXPECT_THAT(detail.unreadable, IsEmpty());
}

TEST_F(DetailPass, GivesTheSameForAnyTilingThreadsAndOrder) {
    std::vector<AnalysisOptions> ways{with(100, 1), with(5000, 1), with(333, 8)};
    ways.push_back(with(128, 2));
    ways.back().execution.shuffle_seed = 3;
    const Detail expected = measured(*survey, with(1024, 1));
    ASSERT_GE(expected.findings.size(), 3U);
    for (const AnalysisOptions& way : ways) {
        const Detail detail = measured(*survey, way);
        ASSERT_EQ(detail.findings.size(), expected.findings.size()) << way.working.tile_px;
        for (std::size_t i = 0; i < detail.findings.size(); ++i) {
            EXPECT_EQ(described(detail.findings[i]), described(expected.findings[i])) << way.working.tile_px;
            EXPECT_EQ(detail.findings[i].runs, expected.findings[i].runs);
        }
    }
}

TEST_F(DetailPass, OtherSeedsGiveWhatARunWithThemWouldFind) {
    AnalysisOptions options = with(256, 2);
    options.deposit.seed_variation = 0.5;
    const Detail detail = measured(*survey, options);
    ASSERT_EQ(detail.other_seeds.size(), 2U);
    const double own = survey->stain.segmentation.seed_od;
    EXPECT_DOUBLE_EQ(detail.other_seeds[0].seed_od, 0.5 * own);
    EXPECT_DOUBLE_EQ(detail.other_seeds[1].seed_od, 1.5 * own);
    for (const OtherSeed& other : detail.other_seeds) {
        SlideSurvey with_it = *survey;
        with_it.stain.segmentation.seed_od = other.seed_od;
        const std::vector<Finding> calcium = only_calcium(other.findings);
        std::vector<Finding> expected = only_calcium(measured(with_it, with(1024, 1)).findings);
        ASSERT_EQ(calcium.size(), expected.size()) << other.seed_od;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            expected[i].reason.clear();  // nobody is told of these
            EXPECT_EQ(described(calcium[i]), described(expected[i]));
        }
    }
}

TEST_F(DetailPass, OtherSeedsChangeNothingElse) {
    AnalysisOptions without = with(256, 1);
    without.deposit.seed_variation = 0.0;
    const Detail plain = measured(*survey, without);
    const Detail varied = measured(*survey, with(256, 1));
    EXPECT_THAT(plain.other_seeds, IsEmpty());
    ASSERT_EQ(plain.findings.size(), varied.findings.size());
    for (std::size_t i = 0; i < plain.findings.size(); ++i) {
        EXPECT_EQ(described(plain.findings[i]), described(varied.findings[i]));
    }
}

TEST(OtherSeeds, HoldThePaleSilverSeedOnVonKossaOnly) {
    StainModel stain;
    stain.segmentation.seed_od = 0.60;
    EXPECT_THAT(other_seeds_of(stain, {}), Pointwise(DoubleNear(1e-12), {0.51, 0.69}));
    stain.stain = Stain::von_kossa;
    EXPECT_THAT(other_seeds_of(stain, {}), Pointwise(DoubleNear(1e-12), {0.45, 0.51, 0.69}));
    stain.segmentation.seed_od = 0.50;
    EXPECT_THAT(other_seeds_of(stain, {}), Pointwise(DoubleNear(1e-12), {0.425, 0.575})) << "it is as low already";
}

constexpr support::Disc small_deposit{400.0, 330.0, 9.0};

/// Violet bands as dark as a seed, joined by an upright one, behind a small deposit: one ragged body with it.
RgbImage deposit_on_dark_bands() {
    RgbImage behind = support::stained_slide(support::he_colours(), {});
    const cv::Vec3b band = support::colour_of({0.53, 0.80, 0.24});
    for (int y = -48; y < 48; y += 16) {
        behind(cv::Rect(static_cast<int>(small_deposit.x) - 90, static_cast<int>(small_deposit.y) + y, 180, 10)) = band;
    }
    behind(cv::Rect(static_cast<int>(small_deposit.x) - 3, static_cast<int>(small_deposit.y) - 48, 6, 96)) = band;
    const RgbImage with_deposit = support::stained_slide(support::he_colours(), {small_deposit});
    const RgbImage without = support::stained_slide(support::he_colours(), {});
    for (int y = 0; y < behind.rows; ++y) {
        for (int x = 0; x < behind.cols; ++x) {
            if (with_deposit(y, x) != without(y, x)) {
                behind(y, x) = with_deposit(y, x);
            }
        }
    }
    return behind;
}

TEST_F(DetailPass, FindsTheDenseCoreOfABodyThatIsNoCalciumWhereNucleiAreResolved) {
    const RgbImage banded = deposit_on_dark_bands();
    const MemorySlide dark(banded, support::stained_slide_pixel);
    NoProgress quiet;
    AnalysisOptions options = with(256, 1);
    const auto calcium = [&] { return only_calcium(measure_detail(dark, *survey, options, quiet).findings); };
    EXPECT_THAT(calcium(), IsEmpty()) << "a nucleus of 6 pixels is too small for its colour";
    options.deposit.classification.hue_from_px = 6.0;
    const std::vector<Finding> found = calcium();
    ASSERT_EQ(found.size(), 1U);
    const double area = CV_PI * small_deposit.radius * small_deposit.radius;
    EXPECT_NEAR(static_cast<double>(found.front().sums.pixels), area, 0.1 * area);
    options.deposit.core_over_seed = 2.0;
    EXPECT_THAT(calcium(), IsEmpty()) << "the bands and the deposit are one body";
}

constexpr int grey_side = 26;

/// A grey square on violet bands that are denser than it, joined by an upright one: one ragged body with it.
RgbImage grey_body_on_denser_bands(int top) {
    RgbImage image = support::stained_slide(support::he_colours(), {});
    const cv::Vec3b band = support::colour_of({0.90, 1.60, 0.65});
    for (int y = 0; y < 50; y += 22) {
        image(cv::Rect(360, top + y, 180, 5)) = band;
    }
    image(cv::Rect(449, top, 4, 50)) = band;
    image(cv::Rect(438, top + 12, grey_side, grey_side)) = support::he_colours().deposits;
    return image;
}

TEST_F(DetailPass, FindsTheGreyCoreOfABodyThatIsNoCalciumButAtTheEdge) {
    NoProgress quiet;
    AnalysisOptions options = with(256, 1);
    options.deposit.classification.hue_from_px = 6.0;
    const auto calcium = [&](int top) {
        const MemorySlide slide(grey_body_on_denser_bands(top), support::stained_slide_pixel);
        return only_calcium(measure_detail(slide, *survey, options, quiet).findings);
    };
    const std::vector<Finding> found = calcium(500);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(static_cast<double>(found.front().sums.pixels), grey_side * grey_side, 0.15 * grey_side * grey_side);
    EXPECT_THAT(calcium(static_cast<int>(support::section_bottom) - 40), IsEmpty()) << "it may be margin ink there";
    options.deposit.grey_core_od = options.deposit.pale_core_od = 2.0;
    EXPECT_THAT(calcium(500), IsEmpty()) << "it is one body with what is violet";
}

/// Of the largest deposit.
PixelSums largest_of(const std::vector<Finding>& findings) {
    const std::vector<Finding> calcium = only_calcium(findings);
    return std::ranges::max_element(calcium, {}, [](const Finding& f) { return f.sums.pixels; })->sums;
}

TEST_F(DetailPass, TissueGoesOnBeyondTheBorderOfTheImage) {
    NoProgress quiet;
    const RgbImage right_half = (*image)(cv::Rect(1300, 0, 500, image->rows)).clone();  // through the largest deposit
    const MemorySlide field(right_half, support::stained_slide_pixel);
    const PixelSums whole = largest_of(measured(*survey, with(1024, 1)).findings);
    for (const int tile_px : {64, 256, 1024}) {
        const AnalysisOptions options = with(tile_px, 1);
        const SlideSurvey surveyed = survey_slide(field, support::stained_slide_pixel, options, quiet);
        const PixelSums half = largest_of(measure_detail(field, surveyed, options, quiet).findings);
        EXPECT_NEAR(static_cast<double>(half.pixels), static_cast<double>(whole.pixels) / 2.0, 30.0);
        EXPECT_NEAR(rim_density(half, 0.0), rim_density(whole, 0.0), 0.02) << "what lies round it is no glass";
    }
}

TEST_F(DetailPass, LeavesOutWhatLiesOutsideTheRegion) {
    SlideSurvey blind = *survey;
    blind.region = Mask(blind.region.size(), 0);
    const Detail detail = measured(blind, with(256, 1));
    EXPECT_THAT(detail.findings, IsEmpty());
}

TEST_F(DetailPass, WhatReachesBeyondTheRegionIsTheSameWhereTheRegionEndsWithATile) {
    SlideSurvey half = *survey;
    const auto middle = static_cast<int>(std::lround(1300.0 * half.frames.survey_from_working.x));
    const int border = static_cast<int>(std::lround(middle / half.frames.survey_from_working.x));
    half.region.fill(cv::Rect(middle, 0, half.region.cols - middle, half.region.rows), 0);
    half.tissue.fill(cv::Rect(middle, 0, half.region.cols - middle, half.region.rows), 0);
    const PixelSums whole_tile = largest_of(measured(half, with(5000, 1)).findings);
    EXPECT_EQ(largest_of(measured(half, with(border, 1)).findings), whole_tile);
    EXPECT_EQ(largest_of(measured(half, with(100, 1)).findings), whole_tile);
}

TEST_F(DetailPass, ListsTilesThatCannotBeReadAndMeasuresTheRest) {
    const std::size_t all = measured(*survey, with(256, 1)).findings.size();
    slide.damage({400, 300, 1, 1});
    const Detail detail = measured(*survey, with(256, 1));
    EXPECT_THAT(detail.unreadable, ElementsAre(Box<Working>{256, 256, 256, 256}));
    EXPECT_EQ(detail.why_unreadable, "tile damaged on purpose");
    EXPECT_EQ(detail.findings.size(), all - 1);
}

TEST_F(DetailPass, LeavesOutTheSameForAnyTiling) {
    slide.damage({400, 300, 300, 230});
    const Detail expected = measured(*survey, with(1024, 1));
    ASSERT_EQ(expected.unreadable.size(), 4U);
    for (const AnalysisOptions& way : {with(100, 1), with(256, 2), with(333, 8)}) {
        const Detail detail = measured(*survey, way);
        EXPECT_EQ(detail.unreadable, expected.unreadable) << way.working.tile_px;
        EXPECT_EQ(detail.why_unreadable, expected.why_unreadable);
        ASSERT_EQ(detail.findings.size(), expected.findings.size()) << way.working.tile_px;
        for (std::size_t i = 0; i < expected.findings.size(); ++i) {
            EXPECT_EQ(described(detail.findings[i]), described(expected.findings[i]));
        }
        EXPECT_EQ(detail.quality.stained, expected.quality.stained);
    }
}

TEST_F(DetailPass, HoldsOnlyWhatLiesWhereItIsAskedFor) {
    Detail detail = measured(*survey, with(256, 1));
    const std::size_t all = detail.findings.size();
    const Point<Working> place = centroid(detail.findings.back().sums);
    const Scaling<Survey, Working>& scale = survey->frames.survey_from_working;
    Mask searched(survey->region.size(), 255);
    searched(static_cast<int>(place.y * scale.y), static_cast<int>(place.x * scale.x)) = 0;
    keep_within(detail, searched, scale);
    EXPECT_EQ(detail.findings.size(), all - 1);
    keep_within(detail, Mask(searched.size(), 0), scale);
    EXPECT_THAT(detail.findings, IsEmpty());
    for (const OtherSeed& other : detail.other_seeds) {
        EXPECT_THAT(other.findings, IsEmpty());
    }
}

TEST_F(DetailPass, DoesOnceWhatIsToBeDoneMeanwhile) {
    for (const int threads : {1, 4}) {
        NoProgress quiet;
        int done = 0;
        measure_detail(slide, *survey, with(256, threads), quiet, [&] { ++done; });
        EXPECT_EQ(done, 1);
    }
}

TEST_F(DetailPass, PassesOnWhatFailsMeanwhile) {
    NoProgress quiet;
    const auto fail = [] { throw RefusedSlide("on-purpose", "refused on purpose"); };
    EXPECT_THROW(measure_detail(slide, *survey, with(256, 2), quiet, fail), RefusedSlide);
}

TEST_F(DetailPass, TellsItsProgressTileByTile) {
    CountingProgress progress;
    measure_detail(slide, *survey, with(256, 2), progress);
    EXPECT_EQ(progress.stage_, "tiles");
    EXPECT_GT(progress.steps_, 20);
    EXPECT_LE(progress.steps_, 8 * 5);
    EXPECT_EQ(progress.advanced_, progress.steps_);
    EXPECT_TRUE(progress.ended_);
}

}  // namespace
}  // namespace kossa
