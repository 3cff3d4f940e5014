#include "kossa/deposit/full_cells.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/runs.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

const PixelSize cell_pixel(Microns(0.5));

/// A body of that box in um, of which only the first column and the first row are there if it is ragged; of the colour
/// of carbon in a cell.
Finding cell_or_mass(FindingClass kind, int width_um, int height_um, bool ragged, double cx = -0.11, double cy = 0.15) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = 0.9;
    finding.reason = "as found";
    std::vector<Run<Working>> runs = support::filled(0, 0, 2 * width_um, ragged ? 6 : 2 * height_um);
    for (int y = 6; ragged && y < 2 * height_um; ++y) {
        runs.push_back({y, 0, 6});
    }
    for (const Run<Working>& run : runs) {
        finding.sums.pixels += run.length();
    }
    finding.runs = std::move(runs);
    finding.sums.seeds = finding.sums.pixels;
    const double density = 650.0 * static_cast<double>(finding.sums.seeds);
    const double green_less_blue = std::sqrt(3.0) * cy;
    const double both = 2.0 - cx;
    finding.sums.seed_milli_od = {std::llround(density * (1.0 + cx)),
                                  std::llround(density * (both + green_less_blue) / 2.0),
                                  std::llround(density * (both - green_less_blue) / 2.0)};
    finding.sums.milli_od = finding.sums.seed_milli_od;
    return finding;
}

bool full_of(const Finding& finding, int number) {
    return cells_full_of_pigment(std::vector<Finding>(static_cast<std::size_t>(number), finding), {}, {}, cell_pixel);
}

TEST(FullCells, AreSmallBlackBodiesNamedPigment) {
    const Finding cell = cell_or_mass(FindingClass::pigment, 15, 15, false);
    EXPECT_TRUE(full_of(cell, 10));
    EXPECT_FALSE(full_of(cell, 9)) << "a few are dirt";
    EXPECT_FALSE(full_of(cell_or_mass(FindingClass::nuclei, 15, 15, false), 10));
    EXPECT_FALSE(full_of(cell_or_mass(FindingClass::pigment, 20, 20, false), 10)) << "larger than a macrophage";
    EXPECT_FALSE(full_of(cell_or_mass(FindingClass::pigment, 15, 15, false, -0.2, 0.05), 10)) << "melanin";
    EXPECT_FALSE(full_of(cell_or_mass(FindingClass::pigment, 15, 15, false, -0.2, 0.4), 10)) << "stained";
}

Finding after_doubt(Finding finding) {
    return doubt_full_cells({std::move(finding)}, {}, {}, cell_pixel).at(0);
}

TEST(FullCells, ARaggedGreyMassOfTheSizeOfOneAndANucleusIsDoubted) {
    const Finding doubted = after_doubt(cell_or_mass(FindingClass::calcium, 22, 22, true));
    EXPECT_EQ(doubted.confidence, 0.0);
    EXPECT_EQ(doubted.finding, FindingClass::pigment);
    EXPECT_THAT(doubted.reason, HasSubstr("ragged and no larger than a cell full of pigment with a nucleus"));
}

TEST(FullCells, CompactLargeStainedAndGranularDepositsAreNotDoubted) {
    EXPECT_EQ(after_doubt(cell_or_mass(FindingClass::calcium, 20, 20, false)).confidence, 0.9);
    EXPECT_EQ(after_doubt(cell_or_mass(FindingClass::calcium, 40, 40, true)).confidence, 0.9);
    EXPECT_EQ(after_doubt(cell_or_mass(FindingClass::calcium, 22, 22, true, -0.1, 0.38)).confidence, 0.9);
    Finding grains = cell_or_mass(FindingClass::calcium, 22, 22, true);
    grains.morphology = Morphology::granular;
    EXPECT_EQ(after_doubt(grains).reason, "as found");
}

TEST(FullCells, WhatIsTurnedDownStaysAsItIs) {
    EXPECT_EQ(after_doubt(cell_or_mass(FindingClass::nuclei, 22, 22, true)).reason, "as found");
}

}  // namespace
}  // namespace kossa
