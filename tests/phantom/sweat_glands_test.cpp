#include "kossa/phantom/objects.hpp"

#include <gtest/gtest.h>

#include "phantom/painting.hpp"

namespace kossa::phantom {
namespace {

TEST(SweatGlands, LieInTheLowerHalfOfTheDermisOrJustBelow) {
    PhantomOptions options = skin();
    int painted = 0;
    for (options.seed = 1; options.seed <= 4; ++options.seed) {
        const Painting painting(options, paint_sweat_glands);
        painted += painting.painted([&](const Spot& p) { ASSERT_GT(painting.tissue().below_junction(p), 150.0); });
    }
    EXPECT_GT(painted, 3000);
}

}  // namespace
}  // namespace kossa::phantom
