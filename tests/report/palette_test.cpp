#include "kossa/report/palette.hpp"

#include <gtest/gtest.h>

#include <set>

namespace kossa::report {
namespace {

TEST(Palette, ZonesDiffer) {
    for (const Zone a : all_zones) {
        for (const Zone b : all_zones) {
            EXPECT_EQ(zone_colour(a) == zone_colour(b), a == b);
        }
    }
}

TEST(Palette, ZonesAvoidTheColoursOfTissueAndSilver) {
    for (const Zone zone : all_zones) {
        EXPECT_NE(zone_colour(zone), okabe_ito::reddish_purple);
        EXPECT_NE(zone_colour(zone), okabe_ito::black);
    }
}

TEST(Palette, ClassesDiffer) {
    std::set<Colour> colours;
    for (const FindingClass finding :
         {FindingClass::calcium, FindingClass::uncertain, FindingClass::nuclei, FindingClass::pigment,
          FindingClass::carbon, FindingClass::ink, FindingClass::fold, FindingClass::keratin, FindingClass::dust,
          FindingClass::blood, FindingClass::precipitate, FindingClass::bacteria}) {
        EXPECT_TRUE(colours.insert(class_colour(finding)).second) << name(finding);
    }
}

}  // namespace
}  // namespace kossa::report
