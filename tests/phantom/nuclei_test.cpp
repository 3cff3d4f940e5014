#include "kossa/phantom/objects.hpp"

#include <gtest/gtest.h>

#include "phantom/painting.hpp"

namespace kossa::phantom {
namespace {

TEST(Nuclei, KeratinocytesFillAFifthToAHalfOfTheEpidermisAndLieInEpithelium) {
    const PhantomOptions options = small_options(Preset::none, 600.0, 500.0);
    const Painting painting(options, paint_keratinocytes);
    int outside = 0;
    const int painted = painting.painted([&](const Spot& p) {
        const Ground ground = painting.tissue().ground_at(p);
        outside += ground == Ground::dermis || ground == Ground::glass ? 1 : 0;
    });
    int epidermis = 0;
    for (int y = 0; y < 500; ++y) {
        for (int x = 0; x < 600; ++x) {
            epidermis += painting.tissue().ground_at({x + 0.5, y + 0.5}) == Ground::epidermis ? 1 : 0;
        }
    }
    EXPECT_GT(painted, 0.2 * epidermis);
    EXPECT_LT(painted, 0.5 * epidermis);
    EXPECT_LT(outside, 0.04 * painted);
}

TEST(Nuclei, BasalNucleiAreCrowdedAlongTheJunction) {
    const Painting painting(small_options(Preset::none, 600.0, 500.0), paint_keratinocytes);
    const Profile& junction = painting.specimen().layers.junction;
    int basal = 0;
    int middle = 0;
    painting.painted([&](const Spot& p) {
        const double height = junction.at(p.x) - p.y;
        basal += height > 4.0 && height < 10.0 ? 1 : 0;
        middle += height > 24.0 && height < 30.0 ? 1 : 0;
    });
    EXPECT_GT(basal, middle);
}

TEST(Nuclei, FibroblastsLieInTheDermisAndThinOutDownwards) {
    const Painting painting(skin(), paint_fibroblasts);
    double upper = 0.0;
    double lower = 0.0;
    int outside = 0;
    const int painted = painting.painted([&](const Spot& p) {
        const double depth = painting.tissue().below_junction(p);
        upper += depth < 150.0 ? 1.0 : 0.0;
        lower += depth > 400.0 && depth < 550.0 ? 1.0 : 0.0;
        outside += painting.tissue().ground_at(p) == Ground::glass ? 1 : 0;
    });
    EXPECT_GT(painted, 1000);
    EXPECT_GT(upper, 1.3 * lower);
    EXPECT_LT(outside, 0.05 * painted);
}

TEST(Nuclei, FatNucleiLieInTheFat) {
    const Painting painting(skin(), paint_fat_nuclei);
    int elsewhere = 0;
    const int painted =
        painting.painted([&](const Spot& p) { elsewhere += painting.tissue().ground_at(p) == Ground::fat ? 0 : 1; });
    EXPECT_GT(painted, 200);
    EXPECT_LT(elsewhere, 0.1 * painted);
}

}  // namespace
}  // namespace kossa::phantom
