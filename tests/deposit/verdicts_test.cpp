#include "kossa/deposit/verdicts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/deposit/shape.hpp"
#include "support/components.hpp"
#include "support/court.hpp"
#include "support/pink.hpp"

namespace kossa {
namespace {

using namespace literals;

Component square_of(int side, const std::array<double, 3>& od, double seed_share = 1.0, int x = 0, int y = 0) {
    return support::coloured(Mask(side, side, std::uint8_t{255}), od, seed_share, x, y);
}

constexpr std::array<double, 3> grey{0.70, 1.00, 0.70};        // saturation 0.25
constexpr std::array<double, 3> lilac_grey{0.63, 1.02, 0.54};  // saturation 0.40

struct Court : support::Court {
    double as_mass(const Component& component) const {
        return verdict_as_mass(object_of(component), judgement()).certainty;
    }
    double as_grains(const std::vector<Component>& grains) const {
        DepositObject object;
        for (const Component& grain : grains) {
            object.add(grain);
        }
        return verdict_as_grains(object, judgement()).certainty;
    }
};

Court beside_nuclei_of(double dark_density) {
    return support::beside_nuclei_of<Court>(dark_density);
}

TEST(Verdicts, ASmallVioletMassIsCalciumOnlyWhereItIsDarkerThanDarkNuclei) {
    const Component mass = square_of(22, lilac_grey);  // 121 um2, density 0.73
    EXPECT_LT(Court().as_mass(mass), 0.5) << "nuclei not known";
    EXPECT_LT(beside_nuclei_of(0.70).as_mass(mass), 0.5) << "a dark nucleus";
    EXPECT_GT(beside_nuclei_of(0.60).as_mass(mass), 0.75);
    EXPECT_EQ(beside_nuclei_of(0.70).as_mass(square_of(22, grey)), 1.0) << "grey, whatever the nuclei";
}

TEST(Verdicts, AMassOfFewPixelsIsCalciumWhereNoCrowdOfNucleiIsAsDarkOrGrey) {
    const auto at_two_um = [](Court court, const std::array<double, 3>& colour) {
        court.pixel = PixelSize(2_um);
        return court.as_mass(square_of(9, colour));
    };
    EXPECT_LT(at_two_um(Court(), grey), 0.5) << "nuclei not known";
    EXPECT_EQ(at_two_um(beside_nuclei_of(0.70), grey), 1.0) << "3.1 steps, for its greyness";
    EXPECT_LT(at_two_um(beside_nuclei_of(0.90), grey), 0.5) << "1.1 steps";
    EXPECT_LT(at_two_um(beside_nuclei_of(0.70), lilac_grey), 0.5);
}

TEST(Verdicts, AStrandIsNoWiderForBeingLong) {
    const auto of_size = [](int rows, int columns) {
        Court court;
        court.pixel = PixelSize(1_um);
        return court.as_mass(support::coloured(Mask(rows, columns, std::uint8_t{1}), grey, 1.0));
    };
    EXPECT_EQ(of_size(16, 16), 1.0);
    EXPECT_EQ(of_size(14, 18), 1.0);
    EXPECT_LT(of_size(5, 50), 0.1) << "as large, but a lamella or a thread";
}

TEST(Verdicts, ARingIsAsCompactAsWithItsLumenWhereItIsGreyerThanNuclei) {
    Mask wall(80, 80, std::uint8_t{255});  // a vessel 40 um wide, its wall 3 um
    wall(cv::Rect(6, 6, 68, 68)).setTo(0);
    Mask open = wall.clone();
    open(cv::Rect(0, 36, 6, 8)).setTo(0);
    const auto as_mass = [](const Mask& mask, const std::array<double, 3>& od) {
        return Court().as_mass(support::coloured(mask, od, 1.0));
    };
    EXPECT_EQ(as_mass(wall, grey), 1.0);
    EXPECT_LT(as_mass(wall, lilac_grey), 0.2) << "a ring of nuclei";
    EXPECT_LT(as_mass(open, grey), 0.2) << "cells in a bow";
}

TEST(Verdicts, AnOpenWallIsNoCrowdWhereItIsGreyLargeAndSolidInEveryPiece) {
    Mask bow(760, 760, std::uint8_t{0});  // 350 um across, 20 um thick
    cv::ellipse(bow, {380, 380}, {330, 330}, 0.0, 0.0, 250.0, 255, 40);
    const auto as_mass = [](const Mask& mask, const std::array<double, 3>& od, Court court = Court()) {
        return court.as_mass(support::coloured(mask, od, 1.0));
    };
    EXPECT_EQ(as_mass(bow, grey), 1.0);
    EXPECT_LT(as_mass(bow, lilac_grey), 0.2) << "nuclei along a wall";
    Court coarse;
    coarse.pixel = PixelSize(2_um);
    EXPECT_LT(as_mass(bow, grey, coarse), 0.2) << "nuclei are not resolved";
}

TEST(Verdicts, AMassThatStandsFreeMayHaveFewSeeds) {
    Component mass = square_of(36, grey, 0.55);
    EXPECT_LT(Court().as_mass(mass), 0.5) << "the dark spot of something paler?";
    mass.sums.rim_edges = 100;
    mass.sums.rim_milli_od = support::pink(100 * 360);  // a density of 0.12 round it
    EXPECT_EQ(Court().as_mass(mass), 1.0);
    mass.sums.rim_milli_od = support::pink(100 * 900);  // 0.30
    EXPECT_LT(Court().as_mass(mass), 0.5) << "in cytoplasm";
}

TEST(Verdicts, ASmallMassWithADenseGreyRimMayBeNucleiUnderDirt) {
    const auto with_rim = [](int side_px, const std::array<std::int64_t, 3>& sums) {
        Component mass = square_of(side_px, grey);
        mass.sums.rim_edges = 100;
        mass.sums.rim_milli_od = sums;
        return Court().as_mass(mass);
    };
    constexpr std::array<std::int64_t, 3> veiled{25'000, 36'000, 32'000};  // density 0.31, saturation 0.20
    EXPECT_EQ(with_rim(34, veiled), 0.0);
    EXPECT_EQ(with_rim(36, veiled), 1.0) << "324 um2, larger than nuclei are";
    EXPECT_EQ(with_rim(34, {17'000, 24'000, 22'000}), 1.0) << "0.21: no denser than collagen";
    EXPECT_EQ(with_rim(34, {20'000, 42'000, 31'000}), 1.0) << "0.37: stained";
}

TEST(Verdicts, AMassAsDarkAndColouredAsKeratinIsCalciumWhereItStandsFree) {
    const std::array<double, 3> keratin{0.82, 1.40, 0.74};  // saturation times density 0.36
    Component mass = square_of(36, keratin);
    EXPECT_LT(Court().as_mass(mass), 0.5);
    mass.sums.rim_edges = 100;
    mass.sums.rim_milli_od = support::pink(100 * 360);  // a density of 0.12 round it
    EXPECT_EQ(Court().as_mass(mass), 1.0);
    mass.sums.rim_milli_od = support::pink(100 * 900);  // 0.30
    EXPECT_LT(Court().as_mass(mass), 0.5) << "in epithelium";
}

TEST(Verdicts, AMassNoDenserThanSingleNucleiIsCalciumOnlyWhereItStandsFree) {
    Court court;
    const Component violet = square_of(36, lilac_grey);  // 324 um2, density 0.73
    const double alone = court.as_mass(violet);
    EXPECT_GT(alone, 0.7) << "but for what may be keratin; nothing known of single nuclei";
    court.rules.mass_od = 0.60;
    EXPECT_EQ(court.as_mass(violet), alone);
    court.rules.mass_od = 0.76;
    EXPECT_EQ(court.as_mass(violet), 0.0);
    const auto in_collagen = [&](Component mass) {
        mass.sums.rim_edges = 100;
        mass.sums.rim_milli_od = support::pink(100 * 360);  // a density of 0.12 round it
        return court.as_mass(mass);
    };
    EXPECT_EQ(in_collagen(violet), 1.0);
    court.rules.mass_od = 2.0;
    EXPECT_EQ(in_collagen(square_of(34, grey)), 1.0) << "another limit holds where it is grey and may be one cell";
    court.rules.cell_mass_od = 2.0;
    EXPECT_EQ(in_collagen(violet), 1.0);
    EXPECT_EQ(in_collagen(square_of(34, grey)), 0.0) << "289 um2, as grey and large as a macrophage full of pigment";
    EXPECT_EQ(in_collagen(square_of(36, grey)), 1.0);
}

TEST(Verdicts, GrainsOfOneSizeAreNuclei) {
    std::vector<Component> alike;
    std::vector<Component> of_many_sizes;
    for (int i = 0; i < 8; ++i) {
        alike.push_back(square_of(9, grey, 1.0, 40 * i));
        of_many_sizes.push_back(square_of(3 + i, grey, 1.0, 40 * i));
    }
    EXPECT_EQ(Court().as_grains(alike), 0.0);
    EXPECT_EQ(Court().as_grains(of_many_sizes), 1.0);
    DepositObject four;
    for (int i = 0; i < 4; ++i) {
        four.add(alike[static_cast<std::size_t>(i)]);
    }
    const Court court;
    EXPECT_EQ(verdict_as_grains(four, court.judgement()).criterion, criteria::few_grains) << "too few to tell";
    Court silver;
    silver.rules = silver_rules();
    EXPECT_NE(verdict_as_grains(object_of(alike.front()), silver.judgement()).criterion, criteria::alike);
}

TEST(Verdicts, GrainsThatFitIntoAMacrophageMayBePigment) {
    const auto group = [](int pitch) {
        std::vector<Component> grains;
        for (int i = 0; i < 9; ++i) {
            grains.push_back(square_of(4 + i % 4, grey, 1.0, pitch * (i % 3), pitch * (i / 3)));
        }
        return Court().as_grains(grains);
    };
    EXPECT_EQ(group(40), 1.0) << "40 um and more across";
    EXPECT_EQ(group(9), 0.0) << "12 um";
    EXPECT_NEAR(group(13), 0.5, 0.3) << "16 um";
}

TEST(Verdicts, TheDarkSpotOfANucleusIsNoGrain) {
    Component grain = square_of(10, grey);
    const auto certainty_in = [&](int milli_od, const Court& court) {
        grain.sums.rim_edges = 10;
        grain.sums.rim_milli_od = support::pink(10L * 3 * milli_od);
        return grain_certainty(object_of(grain), court.judgement());
    };
    EXPECT_NEAR(certainty_in(210, Court()), 1.0, 1e-6) << "in collagen";
    EXPECT_NEAR(certainty_in(290, Court()), 1.0, 1e-6) << "in cytoplasm";
    EXPECT_NEAR(certainty_in(330, Court()), 0.5, 1e-6);
    EXPECT_EQ(certainty_in(380, Court()), 0.0) << "in a nucleus";
    Court dark;
    dark.rules = at_strength(basophilic_rules(), 1.5);
    EXPECT_NEAR(certainty_in(380, dark), 1.0, 1e-6) << "in the cytoplasm of a dark stain";
    Court silver;
    silver.rules = silver_rules();
    EXPECT_EQ(certainty_in(380, silver), certainty_in(210, silver));
}

TEST(Verdicts, AGrainGreyerThanNucleiAndResolvedCountsTwice) {
    const Court court = beside_nuclei_of(0.60);
    EXPECT_NEAR(grain_weight(square_of(10, grey), court.judgement()), 2.0, 1e-6);
    EXPECT_NEAR(grain_weight(square_of(8, grey), court.judgement()), 1.0, 1e-6) << "16 um2";
    EXPECT_NEAR(grain_weight(square_of(10, grey), Court().judgement()), 1.0, 1e-6) << "nuclei may be as grey";
    EXPECT_NEAR(grain_weight(square_of(20, grey), Court().judgement()), 2.0, 1e-6) << "larger than any nucleus";
}

TEST(Verdicts, AGrainMayBeAsVioletAsNucleiWhereItIsDarker) {
    const Component grain = square_of(10, lilac_grey);  // density 0.73
    const auto certainty = [&](const Court& court) { return grain_certainty(object_of(grain), court.judgement()); };
    EXPECT_LT(certainty(Court()), 0.5) << "nuclei not known";
    EXPECT_LT(certainty(beside_nuclei_of(0.68)), 0.5) << "0.75 steps: a dark nucleus";
    EXPECT_EQ(certainty(beside_nuclei_of(0.60)), 1.0) << "1.55 steps";
    EXPECT_EQ(grain_weight(grain, beside_nuclei_of(0.60).judgement()), 1.0) << "it does not count twice";
    std::vector<Component> grains;
    for (int i = 0; i < 8; ++i) {
        grains.push_back(square_of(2 + 2 * i, lilac_grey, 1.0, 60 * i));
    }
    EXPECT_LT(Court().as_grains(grains), 0.5);
    EXPECT_LT(beside_nuclei_of(0.68).as_grains(grains), 0.5);
    EXPECT_GT(beside_nuclei_of(0.60).as_grains(grains), 0.7) << "but for what may be keratin";
}

TEST(Verdicts, GrainsOfWhichFewAreSmallerThanNucleiAreNuclei) {
    const auto certainty = [](int smallest) {
        std::vector<Component> grains;
        for (int i = 0; i < 12; ++i) {
            grains.push_back(square_of(smallest + i, grey, 1.0, 60 * i));
        }
        return Court().as_grains(grains);
    };
    EXPECT_GT(certainty(4), 0.5) << "a quarter of them have up to 12 um2";
    EXPECT_EQ(certainty(10), 0.0) << "42 um2";
}

/// Eight grains in a place of 16 um, 8 x 4 um each or as wide as long, of all sizes.
std::vector<Component> grains_in_a_cell(const std::array<double, 3>& od, double height_over_width) {
    std::vector<Component> grains;
    for (int i = 0; i < 8; ++i) {
        const int width = 4 + i % 4;
        const Mask form(std::max(1, cvRound(width * height_over_width)), width, std::uint8_t{255});
        grains.push_back(support::coloured(form, od, 1.0, 9 * (i % 4), 10 * (i / 4)));
    }
    return grains;
}

TEST(Grains, ThatFitIntoACellAreBallsAndStained) {
    constexpr std::array<double, 3> violet_grey{0.66, 1.05, 0.60};  // saturation 0.35
    const Court court = beside_nuclei_of(0.60);
    EXPECT_GT(court.as_grains(grains_in_a_cell(violet_grey, 1.0)), 0.5);
    EXPECT_EQ(court.as_grains(grains_in_a_cell(violet_grey, 0.5)), 0.0) << "scraps";
    EXPECT_EQ(court.as_grains(grains_in_a_cell(grey, 1.0)), 0.0) << "a macrophage may hold as grey pigment";
    Court coarse = court;
    coarse.pixel = PixelSize(1.0_um);
    coarse.rules.grain_extent_um2 = {2100.0, 2900.0};
    EXPECT_EQ(coarse.as_grains(grains_in_a_cell(violet_grey, 1.0)), 0.0) << "their form is not seen";
}

}  // namespace
}  // namespace kossa
