#include "kossa/analysis/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kossa/analysis/score.hpp"
#include "kossa/core/error.hpp"
#include "support/outlines.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using support::rectangle;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

AnalysisOptions quick() {
    AnalysisOptions options;
    options.execution.threads = 1;
    options.survey.most_samples = 6;
    return options;
}

std::optional<RegionsFile> drawn(const std::function<void(Regions&)>& draw) {
    RegionsFile file;
    file.report.file = "drawn.geojson";
    file.report.sha1 = std::string(40, 'a');
    draw(file.regions);
    return file;
}

SlideEvidence examined(const SlideSource& slide, const std::optional<RegionsFile>& regions,
                       const AnalysisOptions& options = quick()) {
    NoProgress quiet;
    return examine_slide(slide, options, regions, quiet);
}

/// The painted slide (1 um a pixel) examined once for all tests: deposits at 400, 330; 1024, 512 and 1300, 880.
class JudgedSlide : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = examined(MemorySlide(support::silver_slide(), support::stained_slide_pixel), {});
    }
    static void TearDownTestSuite() { shared.reset(); }

    static inline std::optional<SlideEvidence> shared;
    const SlideEvidence& evidence = *shared;
};

TEST_F(JudgedSlide, WithoutOutlinesIsTheScore) {
    NoProgress quiet;
    const SlideResult scored =
        score_slide(MemorySlide(support::silver_slide(), support::stained_slide_pixel), quick(), quiet);
    const SlideResult judged = judge_again(evidence, {});
    ASSERT_EQ(judged.deposits.size(), scored.deposits.size());
    EXPECT_EQ(judged.deposits.at(0).id, scored.deposits.at(0).id);
    EXPECT_EQ(judged.deposits.at(0).depth, scored.deposits.at(0).depth);
    EXPECT_EQ(judged.summary.area_fraction, scored.summary.area_fraction);
    EXPECT_FALSE(judged.summary.regions.has_value());
}

TEST_F(JudgedSlide, ExcludedDepositsDoNotCountAndTheOthersKeepTheirNames) {
    const SlideResult all = judge_again(evidence, {});
    const auto regions = drawn([](Regions& r) { r.exclude = rectangle(900, 400, 1200, 700); });
    const SlideResult rest = judge_again(evidence, regions);
    ASSERT_EQ(all.deposits.size(), 3U);
    ASSERT_EQ(rest.deposits.size(), 2U);
    EXPECT_EQ(rest.deposits[0].id, all.deposits[0].id);
    EXPECT_EQ(rest.deposits[1].id, all.deposits[2].id);
    EXPECT_EQ(rest.deposits[1].depth, all.deposits[2].depth);
    EXPECT_NEAR(rest.summary.tissue_area.value(), all.summary.tissue_area.value() - 300.0 * 300.0, 2000.0);
    EXPECT_EQ(rest.summary.deposit_count, 2);
    EXPECT_DOUBLE_EQ(rest.summary.area_fraction, rest.summary.deposit_area / rest.summary.tissue_area);
    EXPECT_EQ(rest.summary.regions->file, "drawn.geojson");
}

TEST_F(JudgedSlide, ConfusersOfExcludedRegionsDoNotCountEither) {
    SlideEvidence nuclei = evidence;
    for (Finding& finding : nuclei.findings) {
        finding.finding = FindingClass::nuclei;
    }
    const auto regions = drawn([](Regions& r) { r.exclude = rectangle(900, 400, 1200, 700); });
    EXPECT_EQ(judge_again(nuclei, regions).confusers.size(), judge_again(nuclei, {}).confusers.size() - 1);
}

TEST_F(JudgedSlide, ExcludedDepositsDoNotCountForOtherSeedsEither) {
    const SlideResult all = judge_again(evidence, {});
    const auto regions = drawn([](Regions& r) { r.exclude = rectangle(900, 400, 1200, 700); });
    const SlideResult rest = judge_again(evidence, regions);
    ASSERT_EQ(all.summary.at_other_seeds.size(), evidence.other_seeds.size());
    ASSERT_GT(evidence.other_seeds.size(), 0U);
    for (std::size_t i = 0; i < evidence.other_seeds.size(); ++i) {
        EXPECT_EQ(all.summary.at_other_seeds[i].count, 3);
        EXPECT_EQ(rest.summary.at_other_seeds[i].count, 2);
        EXPECT_EQ(rest.summary.at_other_seeds[i].change, all.summary.at_other_seeds[i].change);
    }
}

TEST_F(JudgedSlide, CarbonThatIsExcludedLeavesNoDoubt) {
    AnalysisOptions options = quick();
    options.deposit.carbon = {.fewest_ragged = 1, .ragged_share = 0.3};
    SlideEvidence with_carbon = evidence;
    with_carbon.summary.stain.stain = "he";
    ASSERT_EQ(with_carbon.findings.size(), 3U);
    with_carbon.findings[1].finding = FindingClass::carbon;
    const SlideResult all = judge(with_carbon, {}, options);
    EXPECT_THAT(all.summary.flags, Contains("confirm-on-von-kossa"));
    EXPECT_EQ(all.summary.deposit_count, 0);
    EXPECT_EQ(all.summary.at_other_seeds[0].count, 0);
    const auto regions = drawn([](Regions& r) { r.exclude = rectangle(900, 400, 1200, 700); });
    const SlideResult rest = judge(with_carbon, regions, options);
    EXPECT_THAT(rest.summary.flags, Not(Contains("confirm-on-von-kossa")));
    EXPECT_EQ(rest.summary.deposit_count, 2);
}

/// Particles in a cell of 10 by 10 um at that place.
Finding dust_at(int x, int y) {
    constexpr int side_px = 10;
    Finding finding;
    finding.finding = FindingClass::calcium;
    finding.confidence = 1.0;
    finding.look = 1.0;
    finding.reason = "black";
    std::vector<Run<Working>> runs;
    for (int row = 0; row < side_px; ++row) {
        for (int column = 0; column < side_px; column += row == 0 ? side_px : 2) {
            runs.push_back({y + row, x + column, x + column + (row == 0 ? side_px : 1)});
            finding.sums.pixels += runs.back().length();
        }
    }
    finding.runs = runs;
    finding.sums.x2 = finding.sums.pixels * (2 * x + side_px);
    finding.sums.y2 = finding.sums.pixels * (2 * y + side_px);
    finding.sums.milli_od = {600 * finding.sums.pixels, 600 * finding.sums.pixels, 600 * finding.sums.pixels};
    finding.sums.seeds = finding.sums.pixels;
    finding.sums.seed_milli_od = finding.sums.milli_od;
    finding.sums.rim_edges = 10;
    return finding;
}

TEST_F(JudgedSlide, BlackBodiesPutARecognisedStainInDoubt) {
    SlideEvidence black = evidence;
    black.summary.stain.stain = "he";
    black.summary.stain.source = "recognised";
    for (int i = 0; i < 3; ++i) {
        Finding body = dust_at(500 + 60 * i, 700);
        body.finding = FindingClass::dust;
        for (std::int64_t& sum : body.sums.seed_milli_od) {
            sum *= 2;
        }
        black.findings.push_back(body);
    }
    EXPECT_THAT(judge_again(black, {}).summary.flags, Contains("black-as-silver"));
    SlideEvidence said = black;
    said.summary.stain.source = "--stain";
    EXPECT_THAT(judge_again(said, {}).summary.flags, Not(Contains("black-as-silver")));
    black.findings.pop_back();
    EXPECT_THAT(judge_again(black, {}).summary.flags, Not(Contains("black-as-silver")));
}

/// What counts of a body of that colour, 0.03 mm2, that is cut by the left edge of the section.
SlideSummary with_body_at_the_edge(const std::array<double, 3>& od) {
    support::Colours colours = support::von_kossa_colours();
    colours.deposits = support::colour_of(od);
    const MemorySlide slide(support::stained_slide(colours, {{support::section_left + 95.0, 600.0, 100.0}}),
                            support::stained_slide_pixel);
    AnalysisOptions options = quick();
    options.stain = Stain::von_kossa;
    return judge_again(examined(slide, {}, options), {}).summary;
}

TEST(JudgedSilver, AsDenseAsAPenAtTheEdgeOfTheSectionIsCalciumWhereItIsNeutral) {
    EXPECT_NEAR(with_body_at_the_edge({1.20, 1.20, 1.20}).deposit_area.value(), 31416.0, 400.0);
    EXPECT_EQ(with_body_at_the_edge({0.93, 1.43, 1.09}).deposit_count, 0) << "as coloured as a black pen";
}

/// Three bodies named nuclei in the middle of the section, of that seed.
void add_three(std::vector<Finding>& findings, std::int64_t pixels, const std::array<std::int64_t, 3>& milli_od) {
    for (int i = 0; i < 3; ++i) {
        Finding body = dust_at(500 + 60 * i, 700);
        body.finding = FindingClass::nuclei;
        body.sums.pixels = pixels;
        body.sums.seeds = 1;
        body.sums.seed_milli_od = milli_od;
        findings.push_back(body);
    }
}

TEST_F(JudgedSlide, BrownBodiesAreDoubtedOnVonKossa) {
    SlideEvidence brown = evidence;
    add_three(brown.findings, 100'000, {600, 900, 900});
    EXPECT_THAT(judge_again(brown, {}).summary.flags, Contains("brown-as-silver"));
    EXPECT_THAT(judge_again(evidence, {}).summary.flags, Not(Contains("brown-as-silver")));
}

TEST_F(JudgedSlide, PaleGreyBodiesAreDoubtedOnVonKossa) {
    SlideEvidence pale = evidence;
    const auto low = std::ranges::find(pale.other_seeds, DepositOptions().low_silver_seed_od, &OtherSeed::seed_od);
    ASSERT_NE(low, pale.other_seeds.end());
    add_three(low->findings, 1000, {500, 500, 500});
    EXPECT_THAT(judge_again(pale, {}).summary.flags, Contains("pale-as-silver"));
    EXPECT_THAT(judge_again(evidence, {}).summary.flags, Not(Contains("pale-as-silver")));
}

TEST_F(JudgedSlide, ParticlesInCellsAreCarbonOnVonKossa) {
    SlideEvidence with_dust = evidence;
    with_dust.summary.stain.stain = "vk";
    for (int i = 0; i < 5; ++i) {
        with_dust.findings.push_back(dust_at(500 + 60 * i, 700));
    }
    const SlideResult result = judge_again(with_dust, {});
    EXPECT_THAT(result.summary.flags, Contains("carbon-beside-silver"));
    EXPECT_EQ(result.summary.deposit_count, 3);
    with_dust.findings.pop_back();
    const SlideResult few = judge_again(with_dust, {});
    EXPECT_THAT(few.summary.flags, Not(Contains("carbon-beside-silver")));
    EXPECT_EQ(few.summary.deposit_count, 7);
    for (int i = 0; i < 5; ++i) {
        with_dust.findings.push_back(dust_at(500 + 60 * i, 800));
        with_dust.findings.back().finding = FindingClass::carbon;
    }
    EXPECT_THAT(judge_again(with_dust, {}).summary.flags, Not(Contains("carbon-beside-silver")))
        << "named so for their outline, not as particles";
}

TEST_F(JudgedSlide, ParticlesThatAreExcludedTakeNoDepositsElsewhere) {
    SlideEvidence with_dust = evidence;
    with_dust.summary.stain.stain = "vk";
    for (int i = 0; i < 6; ++i) {
        with_dust.findings.push_back(dust_at(500 + 60 * i, 700));
    }
    ASSERT_EQ(judge_again(with_dust, {}).summary.deposit_count, 3);
    const auto regions = drawn([](Regions& r) { r.exclude = rectangle(590, 680, 900, 740); });
    EXPECT_EQ(judge_again(with_dust, regions).summary.deposit_count, 5) << "four are out, two are too few to be carbon";
}

TEST_F(JudgedSlide, SaysWhereNucleiAreAsDarkAsCalcium) {
    SlideEvidence dark = evidence;
    dark.summary.seed_od = DepositOptions{}.largest_he_seed_od;
    EXPECT_THAT(judge_again(dark, {}).summary.flags, Not(Contains("nuclei-as-dark-as-calcium"))) << "von Kossa";
    dark.summary.stain.stain = "he";
    EXPECT_THAT(judge_again(dark, {}).summary.flags, Contains("nuclei-as-dark-as-calcium"));
    dark.summary.seed_od -= 0.01;
    EXPECT_THAT(judge_again(dark, {}).summary.flags, Not(Contains("nuclei-as-dark-as-calcium")));
}

TEST_F(JudgedSlide, FlagsOfQualityFollowFromWhatWasMeasured) {
    SlideEvidence blurred = evidence;
    blurred.summary.quality.blurred_share = 0.5;
    EXPECT_THAT(judge_again(blurred, {}).summary.flags, Contains("partly-blurred"));
    EXPECT_THAT(judge_again(evidence, {}).summary.flags, Not(Contains("partly-blurred")));
}

TEST_F(JudgedSlide, DepositsOutsideTheOutlinedTissueDoNotCount) {
    const auto regions = drawn([](Regions& r) { r.tissue = rectangle(120, 120, 1060, 980); });
    const SlideResult part = judge_again(evidence, regions);
    EXPECT_EQ(part.deposits.size(), 2U);  // the second lies across the outline, mostly within
    EXPECT_NEAR(part.summary.tissue_area.value(), 940.0 * 860.0, 0.01 * 940.0 * 860.0);
}

TEST_F(JudgedSlide, TissueBeyondWhatWasLookedAtNeedsTheSlide) {
    const auto beyond = drawn([](Regions& r) { r.tissue = rectangle(120, 120, 1795, 980); });
    const auto a_little = drawn([](Regions& r) { r.tissue = rectangle(120, 120, 1780, 980); });
    SlideEvidence narrow = evidence;
    narrow.searched = evidence.skin.tissue.solid;
    EXPECT_NO_THROW(judge_again(evidence, a_little));  // within the margin in which deposits were looked for
    try {
        judge_again(narrow, beyond);
        FAIL() << "was judged without pixels";
    } catch (const RefusedSlide& error) {
        EXPECT_EQ(error.code(), "regions");
        EXPECT_THAT(error.what(), HasSubstr("score the slide anew"));
    }
}

TEST(Judge, TissueThatWasLookedAtBecauseItWasOutlinedMustBeOutlinedAgain) {
    AnalysisOptions options = quick();
    options.survey.region_margin_um = 20.0;
    const MemorySlide slide(support::silver_slide(), support::stained_slide_pixel);
    const auto wide = drawn([](Regions& r) { r.tissue = rectangle(20, 20, 1780, 1080); });
    const SlideEvidence evidence = examined(slide, wide, options);
    EXPECT_GT(count_non_zero(evidence.also_searched), 0);
    EXPECT_EQ(cv::countNonZero(Mask(evidence.also_searched) & evidence.searched), 0);
    EXPECT_NO_THROW(judge_again(evidence, wide));
    const auto said = [&](const std::optional<RegionsFile>& regions) {
        try {
            judge_again(evidence, regions);
            return std::string("nothing");
        } catch (const RefusedSlide& refusal) {
            return std::string(refusal.what());
        }
    };
    EXPECT_THAT(said({}), HasSubstr("they are not given now; give them, or score the slide anew without them"));
    EXPECT_THAT(said(drawn([](Regions& r) { r.tissue = rectangle(30, 20, 1780, 1080); })),
                HasSubstr("reach elsewhere than deposits were looked for"));
}

TEST(Judge, TheSameOutlinesGiveTheSameBeforeAndAfterTheDetailPass) {
    const MemorySlide slide(support::silver_slide(), support::stained_slide_pixel);
    const auto regions = drawn([](Regions& r) {
        r.tissue = rectangle(100, 100, 1500, 1000);
        r.exclude = rectangle(900, 400, 1200, 700);
        r.junction = {{{110.0, 230.0}, {1690.0, 230.0}}};
    });
    const SlideResult at_once = judge(examined(slide, regions), regions, quick());
    const SlideResult later = judge_again(examined(slide, {}), regions);
    ASSERT_EQ(at_once.deposits.size(), later.deposits.size());
    for (std::size_t i = 0; i < later.deposits.size(); ++i) {
        EXPECT_EQ(at_once.deposits[i].id, later.deposits[i].id);
        EXPECT_EQ(at_once.deposits[i].depth, later.deposits[i].depth);
    }
    EXPECT_EQ(at_once.summary.area_fraction, later.summary.area_fraction);
    EXPECT_EQ(at_once.summary.skin.epidermis_length, later.summary.skin.epidermis_length);
}

TEST_F(JudgedSlide, WhatAPersonSaysObjectsAreHoldsForOtherSeedsToo) {
    const SlideResult all = judge_again(evidence, {});
    std::optional<RegionsFile> regions = drawn([](Regions&) {});
    regions->objects = {{FindingClass::nuclei, rectangle(900, 400, 1200, 700)}};
    const SlideResult rest = judge_again(evidence, regions);
    ASSERT_EQ(rest.deposits.size(), 2U);
    EXPECT_EQ(rest.deposits[1].id, all.deposits[2].id);
    EXPECT_EQ(rest.confusers.size(), all.confusers.size() + 1);
    EXPECT_EQ(rest.summary.regions->turned_down, 1);
    EXPECT_EQ(rest.summary.tissue_area, all.summary.tissue_area);
    for (const AreaAtSeed& seed : rest.summary.at_other_seeds) {
        EXPECT_EQ(seed.count, 2);
    }
    SlideEvidence nuclei = evidence;
    for (Finding& finding : nuclei.findings) {
        finding.finding = FindingClass::nuclei;
    }
    regions->objects = {{FindingClass::calcium, rectangle(900, 400, 1200, 700)}};
    const SlideResult counted = judge_again(nuclei, regions);
    ASSERT_EQ(counted.deposits.size(), 1U);
    EXPECT_EQ(counted.deposits[0].confidence, 1.0);
    EXPECT_EQ(counted.summary.regions->counted, 1);
    EXPECT_EQ(counted.summary.regions->without_calcium, 0);
}

TEST(Judge, CountsUnreadTissueOfWhatCounts) {
    AnalysisOptions options = quick();
    options.working.tile_px = 256;
    MemorySlide slide(support::silver_slide(), support::stained_slide_pixel, {4});
    slide.damage({400, 300, 1, 1});
    const SlideEvidence evidence = examined(slide, {}, options);
    const double section_um2 =
        (support::section_right - support::section_left) * (support::section_bottom - support::section_top);
    options.working.most_unreadable = 1.0;
    const SlideSummary all = judge(evidence, {}, options).summary;
    EXPECT_NEAR(all.analysed_fraction, 1.0 - 256.0 * 256.0 / section_um2, 0.01);
    EXPECT_THAT(all.flags, Contains("partly-unreadable"));
    const auto excluded = drawn([](Regions& r) { r.exclude = rectangle(250, 250, 520, 520); });
    const SlideSummary rest = judge(evidence, excluded, options).summary;
    EXPECT_EQ(rest.analysed_fraction, 1.0);
    EXPECT_THAT(rest.flags, Not(Contains("partly-unreadable")));
    options.working.most_unreadable = 0.01;
    EXPECT_THROW(judge(evidence, {}, options), SlideError);
    EXPECT_NO_THROW(judge(evidence, excluded, options));
}

TEST_F(JudgedSlide, DepthWithoutSmoothingIsThereOnRequest) {
    AnalysisOptions raw = quick();
    raw.skin.depth.smoothing_um = 0.0;
    const SlideResult smooth = judge(evidence, {}, quick());
    const SlideResult unsmoothed = judge(evidence, {}, raw);
    ASSERT_FALSE(smooth.deposits.empty());
    ASSERT_EQ(unsmoothed.deposits.size(), smooth.deposits.size());
    for (std::size_t i = 0; i < smooth.deposits.size(); ++i) {
        EXPECT_GE(unsmoothed.deposits[i].depth->value(), smooth.deposits[i].depth->value());
    }
}

TEST_F(JudgedSlide, GivesDepthFromTheTopAndWithinTheDermis) {
    const SlideResult without_fat = judge_again(evidence, {});
    EXPECT_FALSE(without_fat.deposits[0].dermis_fraction.has_value());
    EXPECT_FALSE(without_fat.summary.upper_third.has_value());
    EXPECT_NEAR(without_fat.deposits[0].depth_from_top->value(), 330.0 - support::section_top, 8.0);
    const auto fat = drawn([](Regions& r) { r.subcutis = rectangle(120, 800, 1680, 980); });
    const SlideResult with_fat = judge_again(evidence, fat);
    const double junction = support::section_top + support::epidermis_thickness;
    EXPECT_NEAR(*with_fat.deposits[0].dermis_fraction, (330.0 - junction) / (800.0 - junction), 0.05);
    EXPECT_EQ(*with_fat.deposits[2].dermis_fraction, 1.0);
    const double upper = with_fat.deposits[0].area.value();
    EXPECT_NEAR(with_fat.summary.upper_third->fraction, upper / with_fat.summary.deposit_area.value(), 1e-9);
}

}  // namespace
}  // namespace kossa
