#include "kossa/phantom/tissue.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

/// Mean density of each sort of ground on a coarse grid.
std::map<Ground, double> mean_densities(const Specimen& specimen, const Palette& palette) {
    const Tissue tissue(specimen, palette, {0.0, 0.0, specimen.width.value(), specimen.height.value()});
    std::map<Ground, double> sums;
    std::map<Ground, int> counts;
    for (double y = 1.0; y < specimen.height.value(); y += 3.0) {
        for (double x = 1.0; x < specimen.width.value(); x += 3.0) {
            const Ground ground = tissue.ground_at({x, y});
            const Density density = tissue.density_at({x, y});
            sums[ground] += (density[0] + density[1] + density[2]) / 3.0;
            ++counts[ground];
        }
    }
    for (auto& [ground, sum] : sums) {
        sum /= counts[ground];
    }
    return sums;
}

TEST(Tissue, LayersHaveTheDensitiesOfScannedSkin) {
    const PhantomOptions options = small_options(Preset::none, 2000.0, 1600.0);
    const std::map<Ground, double> mean =
        mean_densities(make_specimen(options), Palette(Stain::haematoxylin_eosin, 1.0));
    EXPECT_EQ(mean.at(Ground::glass), 0.0);
    EXPECT_NEAR(mean.at(Ground::dermis), 0.10, 0.03);
    EXPECT_NEAR(mean.at(Ground::epidermis), 0.20, 0.05);
    EXPECT_LT(mean.at(Ground::fat), 0.04);
    EXPECT_GT(mean.at(Ground::fat), 0.002);
}

TEST(Tissue, GroundAgreesWithTheLayersAwayFromCutsAndFollicles) {
    const Specimen specimen = make_specimen(small_options(Preset::none, 900.0, 900.0));
    const Palette palette(Stain::haematoxylin_eosin, 1.0);
    const Tissue tissue(specimen, palette, {0.0, 0.0, 900.0, 900.0});
    int compared = 0;
    for (double y = 1.0; y < 900.0; y += 7.0) {
        for (double x = 1.0; x < 900.0; x += 7.0) {
            const Spot p{x, y};
            if (tissue.follicle_at(p) != nullptr || std::abs(specimen.layers.inside_cut_edges(p)) < 40.0) {
                continue;
            }
            const Zone zone = specimen.layers.zone_at(p);
            const Ground ground = tissue.ground_at(p);
            EXPECT_EQ(zone == Zone::epidermis, ground == Ground::epidermis || ground == Ground::keratin);
            EXPECT_EQ(zone == Zone::subcutis, ground == Ground::fat);
            EXPECT_EQ(zone == Zone::glass, ground == Ground::glass);
            ++compared;
        }
    }
    EXPECT_GT(compared, 5000);
}

TEST(Tissue, FibresRunAlongTheirAngle) {
    const Specimen specimen = make_specimen(small_options(Preset::none));
    const Palette palette(Stain::haematoxylin_eosin, 1.0);
    const Tissue tissue(specimen, palette, {0.0, 0.0, 400.0, 400.0});
    for (double x = 50.0; x < 350.0; x += 30.0) {
        const double angle = tissue.fibre_angle({x, 250.0});
        const Spot next{x + 2.0 * std::cos(angle), 250.0 + 2.0 * std::sin(angle)};
        EXPECT_NEAR(tissue.fibre_place(next).across, tissue.fibre_place({x, 250.0}).across, 0.4);
    }
}

}  // namespace
}  // namespace kossa::phantom
