#include "kossa/phantom/follicle.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

const Follicle upright{{500.0, 100.0}, 1000.0, 0.0, 0.0, 50.0, 7};

TEST(Follicle, HasACanalInsideItsEpitheliumAndAHairInsideTheCanal) {
    const FolliclePlace place = place_in(upright, {505.0, 500.0});
    EXPECT_DOUBLE_EQ(place.along, 0.4);
    EXPECT_DOUBLE_EQ(place.across, 5.0);
    EXPECT_GT(place.outer, place.canal);
    EXPECT_GT(place.canal, place.hair);
}

TEST(Follicle, EndsAtItsBulb) {
    EXPECT_GT(place_in(upright, {500.0, 1080.0}).outer, 5.0);
    EXPECT_EQ(place_in(upright, {500.0, 1101.0}).outer, 0.0);
    EXPECT_EQ(place_in(upright, {500.0, 40.0}).outer, 0.0);
}

TEST(Follicle, SlantMovesTheAxisSideways) {
    Follicle slanted = upright;
    slanted.slant = 0.3;
    EXPECT_NEAR(place_in(slanted, {650.0, 600.0}).across, 0.0, 1e-9);
    EXPECT_GT(reach_of(slanted), 300.0);
}

TEST(Follicles, StayInTheDermisOfTheSection) {
    PhantomOptions options;
    std::size_t count = 0;
    for (options.seed = 1; options.seed <= 5; ++options.seed) {
        const Layers layers = make_layers(options);
        for (const Follicle& follicle : make_follicles(layers, options.seed)) {
            ++count;
            const double end = follicle.mouth.y + follicle.length;
            EXPECT_LT(end, layers.fat.at(follicle.mouth.x));
            EXPECT_GT(layers.inside_cut_edges({follicle.mouth.x, end}), 0.0);
        }
    }
    EXPECT_GE(count, 8U);
}

TEST(Follicles, HoldNoReteRidgeInTheirNecks) {
    PhantomOptions options;
    options.seed = 4;
    const Layers before = make_layers(options);
    const std::vector<Follicle> follicles = make_follicles(before, options.seed);
    ASSERT_FALSE(follicles.empty());
    Layers after = before;
    level_necks(after, follicles);
    std::size_t moved = 0;
    for (std::size_t i = 1; i + 1 < after.junction.samples().size(); ++i) {
        const double x = after.junction.start() + after.junction.step() * static_cast<double>(i);
        const Spot was{x, before.junction.at(x)};
        const bool within = std::ranges::any_of(follicles, [&](const Follicle& follicle) {
            const FolliclePlace place = place_in(follicle, was);
            return std::abs(place.across) < place.outer;
        });
        if (after.junction.samples()[i] != was.y) {
            ++moved;
        } else {
            EXPECT_FALSE(within) << x;
        }
    }
    EXPECT_GT(moved, 10U);
    EXPECT_LT(moved, after.junction.samples().size() / 4);
    const Profile& smooth = after.smooth_junction;
    EXPECT_NEAR(smooth.at(follicles.front().mouth.x), after.junction.at(follicles.front().mouth.x), 60.0);
}

}  // namespace
}  // namespace kossa::phantom
