// What lies near follicles: near_adnexa of skin_map.cpp.

#include <gtest/gtest.h>

#include "kossa/skin/skin_map.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::near_adnexa_test {
namespace {

using support::map_skin;

using support::Section;

TEST(NearAdnexa, ReachesAsFarAsTheOptionSays) {
    const Mask follicle = support::box_um({700, 400}, 1300, 200, 120, 700);
    Section section = support::straight_section();
    support::add_cells(section, follicle);
    SkinOptions options;
    options.adnexa.near_um = 100.0;
    const SkinMap map = map_skin(section.image, options);
    ASSERT_TRUE(map.near_adnexa.has_value());
    int right_end = 0;
    for (int x = 0; x < map.adnexa.cols; ++x) {
        right_end = map.adnexa(150, x) != 0 ? x : right_end;
    }
    ASSERT_GT(right_end, 0);
    EXPECT_NE((*map.near_adnexa)(150, right_end + 24), 0) << "96 um from it";
    EXPECT_EQ((*map.near_adnexa)(150, right_end + 28), 0) << "112 um from it";
    EXPECT_EQ(cv::countNonZero(Mask(map.adnexa) & ~Mask(*map.near_adnexa)), 0);
}

/// Share of the deepest 200 um of a crowd of cells that goes down 1000 um from the surface that is adnexa.
double deep_share(double width_um) {
    const Mask follicle = support::box_um({700, 400}, 1300, 200, width_um, 1000);
    Section section = support::straight_section();
    support::add_cells(section, follicle);
    const Mask bottom = support::box_um({700, 400}, 1300, 1000, width_um, 180);
    return static_cast<double>(cv::countNonZero(map_skin(section.image, {}).adnexa & bottom)) /
           cv::countNonZero(bottom);
}

TEST(DeepAdnexa, GoOnBelowWhereTheEpidermisCanReach) {
    EXPECT_GT(deep_share(120.0), 0.8);
}

TEST(DeepAdnexa, DoNotGoOnAsAWideMassOfCells) {
    EXPECT_EQ(deep_share(600.0), 0.0);
}

TEST(NearAdnexa, AreNotKnownWhereNoEpidermisWasFound) {
    EXPECT_FALSE(map_skin(support::straight_section(0.0).image, {}).near_adnexa.has_value());
}

}  // namespace
}  // namespace kossa::near_adnexa_test
