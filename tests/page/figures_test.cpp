#include "kossa/page/figures.hpp"

#include <gtest/gtest.h>

namespace kossa::page {
namespace {

TEST(Figures, CarryTheValueOfTheSummaryBesideWhatIsShown) {
    EXPECT_EQ(area_figure("/deposit_area_um2", SquareMicrons(35980.251)).markup(),
              "<data value=\"35980.25\" data-key=\"/deposit_area_um2\">35,980</data>");
    EXPECT_EQ(percent_figure("/area_fraction", 0.01422).markup(),
              "<data value=\"0.01422\" data-key=\"/area_fraction\">1.42 %</data>");
    EXPECT_EQ(count_figure("/deposit_count", 1234).markup(),
              "<data value=\"1234\" data-key=\"/deposit_count\">1,234</data>");
    EXPECT_EQ(mm2_figure("/tissue_area_um2", SquareMicrons(2.53e6)).markup(),
              "<data value=\"2530000\" data-key=\"/tissue_area_um2\">2.53 mm\u00b2</data>");
    EXPECT_EQ(length_figure("/a", 210.456).markup(), "<data value=\"210.46\" data-key=\"/a\">210</data>");
    EXPECT_EQ(plain_figure("/a", 0.0123456).markup(), "<data value=\"0.0123456\" data-key=\"/a\">0.0123</data>");
}

TEST(WithSymbols, ChangesUnitsAndNoWords) {
    EXPECT_EQ(with_symbols("5 um, 3 um2 and 2 mm2"), "5 \u00b5m, 3 \u00b5m\u00b2 and 2 mm\u00b2");
    EXPECT_EQ(with_symbols("humus, sum, umber, comma"), "humus, sum, umber, comma");
    EXPECT_EQ(with_symbols("um"), "\u00b5m");
    EXPECT_EQ(with_symbols("lower tissue.least_piece_mm2"), "lower tissue.least_piece_mm2") << "an identifier";
}

TEST(Figures, OfAnObjectAreRoundedWithTheirUnit) {
    EXPECT_EQ(length_text(Microns(1234.6)), "1,235 \u00b5m");
    EXPECT_EQ(area_text(SquareMicrons(12.4)), "12 \u00b5m\u00b2");
}

TEST(DepthText, SaysOnWhichSideOfTheJunctionAndWhetherAcrossIt) {
    DepositRow row;
    row.depth = Microns(40);
    EXPECT_EQ(depth_text(row), "40 \u00b5m deep");
    row.depth_min = Microns(0);
    row.depth_max = Microns(90);
    EXPECT_EQ(depth_text(row, " (0 to 90)"), "40 \u00b5m deep (0 to 90)");
    row.depth_min = Microns(-1);
    EXPECT_EQ(depth_text(row), "40 \u00b5m deep, across the junction");
    row.depth = Microns(-0.8);
    EXPECT_EQ(depth_text(row), "1 \u00b5m above the junction and across it");
}

}  // namespace
}  // namespace kossa::page
