#include "kossa/skin/subcutis.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "kossa/skin/distance.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::subcutis_test {
namespace {

const Microns pixel(support::section_pixel_um);
const cv::Size size(500, 400);  // 2 x 1.6 mm
const Mask no_epidermis(size, std::uint8_t{0});
const Mask section = support::box_um(size, 100, 100, 1800, 1400);

/// White where `white(x, y)` holds within a cell of a square lattice, x and y in um from the cell's centre; only in
/// the region.
template <class White>
FloatRaster lattice(const Mask& region, double pitch_um, White white) {
    FloatRaster od(size, 0.0F);
    od.setTo(0.2F, section);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double dx = std::remainder((x + 0.5) * support::section_pixel_um, pitch_um);
            const double dy = std::remainder((y + 0.5) * support::section_pixel_um, pitch_um);
            if (region(y, x) != 0 && white(dx, dy)) {
                od(y, x) = 0.01F;
            }
        }
    }
    return od;
}

/// Round fat cells of the given diameter.
FloatRaster fat(const Mask& region, double diameter_um = 84.0, double pitch_um = 96.0) {
    return lattice(region, pitch_um, [=](double dx, double dy) { return std::hypot(dx, dy) < diameter_um / 2.0; });
}

Mask found(const FloatRaster& od, const Mask& epidermis = no_epidermis, const SubcutisOptions& options = {}) {
    TissueMap tissue = support::one_piece(section);
    tissue.walls = walls(od, tissue.threshold, 0.025);
    return find_subcutis(od, tissue, epidermis, pixel, options);
}

const Mask lower_half = support::box_um(size, 144, 720, 1728, 768);

TEST(Subcutis, IsACrowdOfRoundWhiteCells) {
    EXPECT_GT(support::overlap(found(fat(lower_half)), Mask(lower_half & section)), 0.8);
}

TEST(Subcutis, HasCellsWithTornWalls) {
    // Passages of 24 um through the middle of every wall: shrunk by 8 um, cells are still joined.
    const FloatRaster torn = lattice(lower_half, 96.0, [](double dx, double dy) {
        return std::hypot(dx, dy) < 42.0 || std::abs(dx) < 12.0 || std::abs(dy) < 12.0;
    });
    EXPECT_GT(support::overlap(found(torn), Mask(lower_half & section)), 0.8);
}

/// Fat in the left half of the lower half, and right of it cells pressed flat: 16 um of white between walls.
FloatRaster fat_beside_flat_cells(const Mask& round) {
    FloatRaster od = fat(round);
    const Mask flat = support::box_um(size, 1000, 800, 500, 500);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            od(y, x) = flat(y, x) != 0 && y % 6 < 4 ? 0.01F : od(y, x);
        }
    }
    return od;
}

TEST(Subcutis, GoesOnWhereCellsBesideItArePressedFlat) {
    const Mask round = support::box_um(size, 144, 720, 860, 768);
    const Mask inner = support::box_um(size, 1050, 900, 400, 300);
    EXPECT_LT(cv::countNonZero(inner & ~found(fat_beside_flat_cells(round))), 0.01 * cv::countNonZero(inner));
    SubcutisOptions round_only;
    round_only.least_white = 1.0;
    EXPECT_GT(cv::countNonZero(inner & ~found(fat_beside_flat_cells(round), no_epidermis, round_only)),
              0.2 * cv::countNonZero(inner));
}

TEST(Subcutis, FlatWhiteGapsAloneAreNone) {
    EXPECT_EQ(cv::countNonZero(found(fat_beside_flat_cells(Mask(size, std::uint8_t{0})))), 0);
}

TEST(Subcutis, IsWithinTheTissue) {
    EXPECT_EQ(cv::countNonZero(found(fat(lower_half)) & ~section), 0);
}

TEST(Subcutis, IsNotInSolidDermis) {
    EXPECT_EQ(cv::countNonZero(found(fat(no_epidermis))), 0);
}

TEST(Subcutis, AFewWhiteCellsAreNone) {
    EXPECT_EQ(cv::countNonZero(found(fat(support::box_um(size, 720, 720, 192, 192)))), 0);
}

TEST(Subcutis, CellsFarApartAreNone) {
    EXPECT_EQ(cv::countNonZero(found(fat(lower_half, 84.0, 192.0))), 0);
}

TEST(Subcutis, SmallAndHugeHolesAreNoFatCells) {
    EXPECT_EQ(cv::countNonZero(found(fat(lower_half, 20.0, 24.0))), 0);
    const Mask whole_cells = support::box_um(size, 192, 576, 1536, 768);
    EXPECT_EQ(cv::countNonZero(found(fat(whole_cells, 340.0, 384.0))), 0);
}

TEST(Subcutis, ClefsBetweenFibresAreNoFatCells) {
    const auto cross = [](double dx, double dy) {
        return (std::abs(dx) < 42 && std::abs(dy) < 14) || (std::abs(dx) < 14 && std::abs(dy) < 42);
    };
    const FloatRaster od = lattice(lower_half, 96.0, cross);
    SubcutisOptions easily;
    easily.least_density = 0.2;
    EXPECT_EQ(cv::countNonZero(found(od, no_epidermis, easily)), 0);
    easily.least_solidity = 0.3;
    EXPECT_GT(cv::countNonZero(found(od, no_epidermis, easily)), 0);
}

TEST(Subcutis, KeepsOffTheEpidermis) {
    const Mask epidermis = support::box_um(size, 100, 100, 1800, 80);
    const Mask subcutis = found(fat(section), epidermis);
    ASSERT_GT(cv::countNonZero(subcutis), 0);
    const FloatRaster distance = distance_to(epidermis, pixel);
    double nearest = 0.0;
    cv::minMaxLoc(distance, &nearest, nullptr, nullptr, nullptr, subcutis);
    EXPECT_GT(nearest, SubcutisOptions{}.from_epidermis_um);
}

TEST(Subcutis, NeedsItsArea) {
    const FloatRaster od = fat(support::box_um(size, 624, 624, 672, 576));  // 0.39 mm2
    SubcutisOptions options;
    options.least_area_mm2 = 0.8;
    EXPECT_EQ(cv::countNonZero(found(od, no_epidermis, options)), 0);
    options.least_area_mm2 = 0.1;
    EXPECT_GT(cv::countNonZero(found(od, no_epidermis, options)), 0);
}

TEST(Subcutis, NeedsItsNumberOfCells) {
    SubcutisOptions options;
    options.fewest_cells = 1000;
    EXPECT_EQ(cv::countNonZero(found(fat(lower_half), no_epidermis, options)), 0);
}

const Mask epidermis_above = support::box_um(size, 100, 100, 1800, 80);

/// Fat 600 um high across the section, with `below_um` of tissue between it and the lower outline.
Mask found_above(double below_um, double left = 144, double width = 1728) {
    const Mask lobule = support::box_um(size, left, 1500 - below_um - 600, width, 600);
    return found(fat(lobule), epidermis_above);
}

TEST(Subcutis, GoesOnInFasciaBeyondFat) {
    const Mask fascia = support::box_um(size, 300, 1400, 1400, 90);
    EXPECT_GT(support::overlap(Mask(found_above(200.0) & fascia), fascia), 0.95);
    SubcutisOptions none;
    none.widest_septum_um = 0.0;
    const Mask lobule = support::box_um(size, 144, 700, 1728, 600);
    EXPECT_EQ(cv::countNonZero(found(fat(lobule), epidermis_above, none) & fascia), 0);
}

TEST(Subcutis, IsNotTheDermisBelowALobuleInIt) {
    SubcutisOptions thin;
    thin.widest_septum_um = 150.0;
    const Mask lobule = support::box_um(size, 144, 700, 1728, 600);
    const Mask below = support::box_um(size, 300, 1400, 1400, 90);
    EXPECT_EQ(cv::countNonZero(found(fat(lobule), epidermis_above, thin) & below), 0)
        << "200 um, thicker than a septum";
}

TEST(Subcutis, IsNotBesideFat) {
    const Mask beside = support::box_um(size, 1300, 700, 500, 700);
    EXPECT_EQ(cv::countNonZero(found_above(200.0, 144, 900) & beside), 0);
}

/// Of a section with an arm at the right, whose fat lies across it: what is found of the end of the arm, the share. The
/// straight ways from there to the epidermis at the left pass above the fat, outside the section.
double found_of_end(const SubcutisOptions& options) {
    const Mask notch = support::box_um(size, 100, 100, 800, 560);
    const Mask end = support::box_um(size, 920, 120, 960, 450);
    FloatRaster od = fat(support::box_um(size, 912, 624, 960, 480));
    od.setTo(0.0F, notch);
    TissueMap tissue = support::one_piece(Mask(section & ~notch));
    tissue.walls = walls(od, tissue.threshold, 0.025);
    const Mask subcutis = find_subcutis(od, tissue, support::box_um(size, 100, 660, 80, 100), pixel, options);
    return static_cast<double>(cv::countNonZero(subcutis & end)) / cv::countNonZero(end);
}

TEST(Subcutis, IsWhatFatCutsOffFromTheEpidermis) {
    EXPECT_GT(found_of_end({}), 0.99);
}

TEST(Subcutis, IsNotWhatFatCutsOffAndIsThickerThanASeptum) {
    SubcutisOptions thin;
    thin.widest_septum_um = 300.0;
    EXPECT_LT(found_of_end(thin), 0.05);
}

/// A thin section with fat at its lower edge, and another like it below: what is found of the lower one's dermis.
TEST(Subcutis, FatOfAnotherSectionAboveMakesNoSubcutis) {
    const auto section_at = [](double y) { return support::box_um(size, 100, y, 1800, 600); };
    const auto fat_at = [](double y) { return support::box_um(size, 144, y + 360, 1728, 192); };
    const auto epidermis_at = [](double y) { return support::box_um(size, 100, y, 1800, 40); };
    const Mask upper = section_at(100);
    const Mask lower = section_at(800);
    FloatRaster od = fat(Mask(fat_at(100) | fat_at(800)));
    od.setTo(0.0F, Mask(~Mask(upper | lower)));
    TissueMap tissue = support::one_piece(Mask(upper | lower));
    tissue.pieces.setTo(2, lower);
    tissue.piece_count = 2;
    tissue.walls = walls(od, tissue.threshold, 0.025);
    const Mask epidermis(epidermis_at(100) | epidermis_at(800));
    SubcutisOptions options;
    options.least_area_mm2 = 0.05;
    options.from_epidermis_um = 150.0;
    const Mask subcutis = find_subcutis(od, tissue, epidermis, pixel, options);
    ASSERT_GT(support::overlap(Mask(subcutis & fat_at(100)), fat_at(100)), 0.7);
    ASSERT_GT(support::overlap(Mask(subcutis & fat_at(800)), fat_at(800)), 0.7);
    for (const double y : {100.0, 800.0}) {
        EXPECT_EQ(cv::countNonZero(subcutis & support::box_um(size, 300, y + 60, 1400, 200)), 0) << y;
    }
}

TEST(Subcutis, EndsWithWholeCells) {
    const FloatRaster od = fat(lower_half, 60.0);
    const Mask cells(Mask(od < 0.1F) & support::box_um(size, 300, 720, 1400, 200));
    EXPECT_EQ(cv::countNonZero(cells & ~found(od)), 0);
}

}  // namespace
}  // namespace kossa::subcutis_test
