#include "kossa/deposit/held_to_cores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "kossa/deposit/deposit_object.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr TouchingTissue usual_tissue{0.40, 0.75, 2};
constexpr double core_od = 0.80;
constexpr double strip_od = 0.38;

PixelSums sums_at(const std::vector<Run<Working>>& runs, double od) {
    PixelSums sums;
    for (const Run<Working>& run : runs) {
        sums.add_places(run);
    }
    sums.milli_od.fill(sums.pixels * static_cast<std::int64_t>(1000.0 * od));
    sums.seeds = sums.pixels;
    sums.seed_milli_od = sums.milli_od;
    return sums;
}

Finding deposit_at(const std::vector<Run<Working>>& runs, const PixelSums& sums, double confidence) {
    Finding finding;
    finding.finding = FindingClass::calcium;
    finding.confidence = finding.look = confidence;
    finding.runs = runs;
    finding.sums = sums;
    return finding;
}

Finding core_at(int x, double confidence = 1.0) {
    const std::vector<Run<Working>> runs = support::filled(x, 10, 20, 20);
    return deposit_at(runs, sums_at(runs, core_od), confidence);
}

/// A strip of 100 by 40 pixels as dark as a seed, with those cores in it, as one deposit.
Finding strip_with(const std::vector<Finding>& cores, double od = strip_od) {
    const std::vector<Run<Working>> runs = support::filled(0, 0, 100, 40);
    PixelSums sums = sums_at(runs, od);
    for (const Finding& core : cores) {
        sums -= sums_at(core.runs, od);
        sums += core.sums;
    }
    return deposit_at(runs, sums, 0.7);
}

std::vector<Finding> held(const Finding& mass, const std::vector<Finding>& cores,
                          const TouchingTissue& tissue = usual_tissue) {
    return held_to_cores({mass}, cores, tissue, {});
}

TEST(HeldToCores, IsAMassWhoseRestIsAsPaleAsTissue) {
    const Finding core = core_at(10);
    const std::vector<Finding> all = held(strip_with({core}), {core});
    ASSERT_THAT(all, SizeIs(2));
    const Finding& tissue = all[0];
    const Finding& mass = all[1];
    EXPECT_EQ(mass.finding, FindingClass::calcium);
    EXPECT_EQ(mass.confidence, 1.0) << "as certain as its core";
    EXPECT_EQ(mass.sums.pixels, 20 * 24 + 2 * 22 + 2 * 20) << "and two pixels round it, as a disc reaches";
    EXPECT_EQ(bounding_box(mass.runs.all()), (Box<Working>{8, 8, 24, 24}));
    EXPECT_NEAR(mean_colour(mass.sums).density, (400 * core_od + 164 * strip_od) / 564, 1e-3);
    EXPECT_EQ(tissue.finding, FindingClass::nuclei);
    EXPECT_EQ(tissue.confidence, 0.0);
    EXPECT_NEAR(mean_colour(tissue.sums).density, strip_od, 1e-3);
    EXPECT_THAT(tissue.reason, HasSubstr("beside a denser mass: optical density 0.38"));
    EXPECT_EQ(tissue.sums.pixels + mass.sums.pixels, 100 * 40);
    EXPECT_EQ(tissue.runs.all(), without(support::filled(0, 0, 100, 40), mass.runs.all()));
}

TEST(HeldToCores, IsNoMassWhoseRestIsDarkAsWell) {
    const Finding core = core_at(10);
    EXPECT_THAT(held(strip_with({core}, 0.45), {core}), SizeIs(1)) << "darker than a seed";
    EXPECT_THAT(held(strip_with({core}), {core}, {0.40, 0.45, 2}), SizeIs(1)) << "nearly as dense as the core";
    EXPECT_THAT(held(core, {core}), SizeIs(1)) << "core as a whole";
    EXPECT_THAT(held(strip_with({core}), {core}, {0.40, 0.75, 100}), SizeIs(1)) << "within reach";
}

TEST(HeldToCores, AreNeitherGrainsNorWhatIsNoCalcium) {
    const Finding core = core_at(10);
    Finding grains = strip_with({core});
    grains.morphology = Morphology::granular;
    EXPECT_THAT(held(grains, {core}), SizeIs(1));
    Finding nuclei = strip_with({core});
    nuclei.finding = FindingClass::nuclei;
    EXPECT_THAT(held(nuclei, {core}), SizeIs(1));
}

TEST(HeldToCores, AreDepositsOfTheirOwnWhereTheyLieApart) {
    const std::vector<Finding> cores{core_at(10, 0.6), core_at(60, 0.9)};
    const std::vector<Finding> all = held(strip_with(cores), cores);
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[1].confidence, 0.7) << "that of the whole, if it is surer";
    EXPECT_EQ(all[2].confidence, 0.9);
}

TEST(HeldToCores, AreOneDepositWhereTheyReachEachOther) {
    const std::vector<Finding> cores{core_at(10, 0.8), core_at(34, 0.9)};
    const std::vector<Finding> all = held(strip_with(cores), cores);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[1].confidence, 0.9);
    EXPECT_EQ(bounding_box(all[1].runs.all()), (Box<Working>{8, 8, 48, 24}));
}

TEST(HeldToCores, AreOneDepositWhereOneCoreIsInPieces) {
    Finding cracked = core_at(10);
    cracked.runs = support::joined(support::filled(10, 10, 20, 8), support::filled(10, 26, 20, 4));
    cracked.sums = sums_at(cracked.runs, core_od);
    const std::vector<Finding> all = held(strip_with({cracked}), {cracked}, {0.40, 0.75, 1});
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[1].sums.pixels, 22 * 10 - 4 + 22 * 6 - 4);
}

TEST(HeldToCores, CountWithWhatLiesInTheMass) {
    Finding reaching_out = core_at(90);
    const auto inside = support::filled(90, 10, 10, 20);
    PixelSums sums = sums_at(support::filled(0, 0, 100, 40), strip_od);
    sums -= sums_at(inside, strip_od);
    sums += sums_at(inside, core_od);
    const std::vector<Finding> all = held(deposit_at(support::filled(0, 0, 100, 40), sums, 0.7), {reaching_out});
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(bounding_box(all[1].runs.all()), (Box<Working>{88, 8, 12, 24}));
    EXPECT_NEAR(mean_colour(all[0].sums).density, strip_od, 1e-3);
}

TEST(HeldToCores, LeaveEveryBitOfTissueAFindingOfItsOwn) {
    Finding across = core_at(4);
    across.runs = support::filled(4, 0, 20, 40);
    across.sums = sums_at(across.runs, core_od);
    const std::vector<Finding> all = held(strip_with({across}), {across});
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[0].sums.pixels, 2 * 40);
    EXPECT_EQ(all[2].sums.pixels, 74 * 40);
    const std::vector<Finding> rough = held(strip_with({across}), {across}, {0.40, 0.75, 2, 2 * 40 + 1});
    ASSERT_THAT(rough, SizeIs(2)) << "what is smaller is the border of the mass";
    EXPECT_EQ(rough[0].finding, FindingClass::calcium);
    EXPECT_EQ(rough[0].sums.pixels, 26 * 40);
    EXPECT_THAT(held(strip_with({across}), {across}, {0.40, 0.75, 2, 74 * 40 + 1}), SizeIs(1));
}

}  // namespace
}  // namespace kossa
