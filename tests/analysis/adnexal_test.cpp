// Deposits near the follicles of a phantom, against where the follicles were drawn.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kossa/analysis/score.hpp"
#include "kossa/phantom/follicle.hpp"
#include "kossa/phantom/render.hpp"
#include "kossa/phantom/specimen.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

/// A phantom of which a deposit lies near a follicle and others far from any.
phantom::PhantomOptions drawn() {
    phantom::PhantomOptions options;
    options.preset = phantom::Preset::superficial;
    options.stain = phantom::Stain::von_kossa;
    options.seed = 2;
    options.width = Microns(2200.0);
    options.height = Microns(1200.0);
    options.pixel_size = Microns(1.0);
    return options;
}

/// Distance from a place to the wall of a follicle below the junction, um; negative within it.
double from_wall(const phantom::Spot& at, const phantom::Follicle& follicle, const phantom::Layers& layers) {
    double nearest = 1e9;
    for (double y = layers.junction.at(follicle.mouth.x); y < follicle.mouth.y + follicle.length; y += 2.0) {
        const double down = y - follicle.mouth.y;
        const double along = down / follicle.length;
        const double axis = follicle.mouth.x + follicle.slant * down + follicle.bend * along * along;
        nearest = std::min(nearest, std::hypot(at.x - axis, at.y - y) - phantom::place_in(follicle, {axis, y}).outer);
    }
    return nearest;
}

/// Of the nearest corner of a deposit's outline from the nearest follicle.
double from_follicle(const DepositRow& deposit, const phantom::Specimen& specimen,
                     const phantom::Placement& placement) {
    double nearest = 1e9;
    for (const Polygon<Level0>& polygon : deposit.outline) {
        for (const Point<Level0>& corner : polygon.shell) {
            for (const phantom::Follicle& follicle : specimen.follicles) {
                nearest = std::min(nearest, from_wall(placement.world_from_level0(corner), follicle, specimen.layers));
            }
        }
    }
    return nearest;
}

TEST(AdnexalDeposits, AreThoseNearTheFolliclesThatWereDrawn) {
    const phantom::PhantomOptions options = drawn();
    const phantom::Specimen specimen = phantom::make_specimen(options);
    const support::MemorySlide slide(phantom::render(specimen, options, {0, 0, 2200, 1200}),
                                     PixelSize(options.pixel_size));
    AnalysisOptions analysis;
    analysis.stain = Stain::von_kossa;
    NoProgress quiet;
    const SlideResult result = score_slide(slide, analysis, quiet);
    ASSERT_TRUE(result.summary.skin.assessable) << result.summary.skin.reason;
    constexpr double unsure_um = 25.0;  // of the found wall of a follicle
    int near = 0;
    int far = 0;
    for (const DepositRow& row : result.deposits) {
        const double distance = from_follicle(row, specimen, phantom::placement_of(options));
        if (row.depth.value().value() < 0.0 || std::abs(distance - analysis.skin.adnexa.near_um) < unsure_um) {
            continue;
        }
        const bool expected = distance < analysis.skin.adnexa.near_um;
        EXPECT_EQ(row.adnexal, expected) << distance << " um from a follicle, at " << row.centroid.x << ", "
                                         << row.centroid.y;
        (expected ? near : far) += 1;
    }
    EXPECT_GE(near, 1);
    EXPECT_GE(far, 3);
    EXPECT_GE(result.summary.adnexal.value().count, near);
}

}  // namespace
}  // namespace kossa
