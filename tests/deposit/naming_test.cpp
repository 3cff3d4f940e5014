#include "kossa/deposit/naming.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "kossa/deposit/shape.hpp"
#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;

const PixelSize naming_pixel(0.5_um);
constexpr std::array violet_matter{0.48, 0.73, 0.47};     // cx -0.14, cy 0.27
constexpr std::array red_cells{0.22, 0.93, 0.56};         // cx -0.61, cy 0.38
constexpr std::array clump_of_blood{0.454, 0.992, 0.71};  // cx -0.37, cy 0.23
constexpr std::array melanin_matter{0.45, 0.64, 0.68};    // cx -0.24, cy -0.04

FindingClass named(const Mask& form, const std::array<double, 3>& od, double open_share = 0.0, bool grey = false) {
    Component component = support::coloured(form, od, 1.0);
    component.sums.open_edges = std::lround(open_share * static_cast<double>(edge_count(component.runs)));
    DepositObject object;
    object.add(component);
    return grey ? name_grey(object, {}, naming_pixel) : name_stained(object, {}, 8.0, naming_pixel);
}

Mask rectangle(int width, int height) {
    return Mask(height, width, std::uint8_t{255});
}

TEST(Naming, RedMatterIsBloodFromOneCellToAClump) {
    EXPECT_EQ(named(rectangle(12, 12), red_cells), FindingClass::blood);
    EXPECT_EQ(named(rectangle(80, 60), clump_of_blood), FindingClass::blood);
    EXPECT_EQ(named(rectangle(12, 12), violet_matter), FindingClass::nuclei);
    EXPECT_EQ(named(rectangle(12, 12), melanin_matter), FindingClass::nuclei);
}

TEST(Naming, TheColourOfASmallSpeckSaysNothing) {
    EXPECT_EQ(named(rectangle(7, 7), red_cells), FindingClass::nuclei);
}

TEST(Naming, ALargeSolidSoftLumpIsAFoldWhateverItsColour) {
    for (const bool grey : {false, true}) {
        const FindingClass otherwise = grey ? FindingClass::carbon : FindingClass::nuclei;
        EXPECT_EQ(named(rectangle(100, 60), violet_matter, 0.75, grey), FindingClass::fold);
        EXPECT_EQ(named(rectangle(100, 60), violet_matter, 0.6, grey), otherwise) << "sharper";
        EXPECT_EQ(named(rectangle(70, 60), violet_matter, 0.75, grey), otherwise) << "smaller";
        Mask ragged = rectangle(100, 100);
        for (int tooth = 0; tooth < 5; ++tooth) {
            ragged(cv::Rect(20 * tooth, 10, 10, 90)).setTo(0);
        }
        EXPECT_EQ(named(ragged, violet_matter, 0.75, grey), otherwise) << "a crowd of nuclei leaves gaps";
    }
}

TEST(Naming, OnlyGreyMatterIsAFoldForBeingABand) {
    EXPECT_EQ(named(rectangle(500, 40), violet_matter, 0.5, true), FindingClass::fold);
    EXPECT_EQ(named(rectangle(500, 40), violet_matter, 0.5, false), FindingClass::nuclei)
        << "the basal layer of an epidermis is such a band";
    EXPECT_EQ(named(rectangle(300, 40), violet_matter, 0.5, true), FindingClass::carbon) << "150 um long";
    EXPECT_EQ(named(rectangle(500, 14), violet_matter, 0.5, true), FindingClass::carbon) << "7 um wide";
    EXPECT_EQ(named(rectangle(500, 140), violet_matter, 0.5, true), FindingClass::carbon) << "70 um wide";
}

}  // namespace
}  // namespace kossa
