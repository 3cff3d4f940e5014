#include <gtest/gtest.h>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

struct Depths {
    Preset preset;
    double least;
    double most;
};

class DepositsOfPreset : public ::testing::TestWithParam<Depths> {};

TEST_P(DepositsOfPreset, LieWhollyInThePresetsDepths) {
    PhantomOptions options = roomy_options(GetParam().preset);
    for (options.seed = 1; options.seed <= 4; ++options.seed) {
        const Specimen specimen = make_specimen(options);
        EXPECT_GE(specimen.deposits.size(), 3U) << options.seed;
        for (const Deposit& deposit : specimen.deposits) {
            const double depth = depth_below(specimen.layers.smooth_junction, deposit.centre);
            EXPECT_GE(depth - deposit.reach, GetParam().least);
            EXPECT_LE(depth + deposit.reach, GetParam().most);
        }
    }
}

TEST_P(DepositsOfPreset, LieInTissueAndApartFromEachOther) {
    const PhantomOptions options = roomy_options(GetParam().preset);
    const Specimen specimen = make_specimen(options);
    for (const Deposit& a : specimen.deposits) {
        for (double turn = 0.0; turn < 6.28; turn += 0.1) {
            const Spot rim{a.centre.x + a.reach * std::cos(turn), a.centre.y + a.reach * std::sin(turn)};
            EXPECT_NE(specimen.layers.zone_at(rim), Zone::glass);
        }
        for (const Deposit& b : specimen.deposits) {
            EXPECT_TRUE(&a == &b || distance_between(a.centre, b.centre) >= a.reach + b.reach + 40.0);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Presets, DepositsOfPreset,
                         ::testing::Values(Depths{Preset::superficial, -120.0, 500.0},
                                           Depths{Preset::deep, 700.0, 3000.0},
                                           Depths{Preset::subcutis, 100.0, 9000.0}));

TEST(Deposits, ThereAreNoneInThePresetNone) {
    EXPECT_TRUE(make_specimen(small_options(Preset::none)).deposits.empty());
}

TEST(Deposits, OfTheSubcutisLieInTheFat) {
    const Specimen specimen = make_specimen(roomy_options(Preset::subcutis));
    ASSERT_FALSE(specimen.deposits.empty());
    for (const Deposit& deposit : specimen.deposits) {
        EXPECT_EQ(specimen.layers.zone_at(deposit.centre), Zone::subcutis);
    }
}

TEST(Deposits, OfASixMillimetreSectionAreAsManyAsDescribed) {
    PhantomOptions options;
    for (options.seed = 1; options.seed <= 5; ++options.seed) {
        const std::size_t count = make_specimen(options).deposits.size();
        EXPECT_GE(count, 25U);
        EXPECT_LE(count, 60U);
    }
}

TEST(Deposits, SuperficialOnesAreInEpidermisAndDermisAndOfAllKinds) {
    PhantomOptions options;
    options.pixel_size = Microns(2.0);
    int in_epidermis = 0;
    int in_dermis = 0;
    std::array<int, 3> kinds{};
    for (const DepositTruth& truth : truths_of(options)) {
        in_epidermis += truth.zone == Zone::epidermis ? 1 : 0;
        in_dermis += truth.zone == Zone::upper_dermis ? 1 : 0;
        ++kinds[static_cast<std::size_t>(truth.kind)];
    }
    EXPECT_GE(in_epidermis, 1);
    EXPECT_GT(in_dermis, 10);
    EXPECT_TRUE(kinds[0] > 0 && kinds[1] > 0 && kinds[2] > 0);
}

TEST(Deposits, ArePalisadedByHistiocytesOutsideTheCalcium) {
    const Specimen specimen = make_specimen(roomy_options(Preset::superficial));
    std::size_t nuclei = 0;
    for (const Deposit& deposit : specimen.deposits) {
        for (const NucleusShape& nucleus : deposit.palisade) {
            ++nuclei;
            EXPECT_FALSE(contains(deposit, nucleus.centre));
        }
    }
    EXPECT_GT(nuclei, 20U);
}

}  // namespace
}  // namespace kossa::phantom
