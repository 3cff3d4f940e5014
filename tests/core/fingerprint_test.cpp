#include "kossa/core/fingerprint.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

const Polyline<Level0> arc{{0.0, 5.0}, {10.0, 7.0}, {20.0, 4.0}};
const Polyline<Level0> dash{{30.0, 1.0}, {40.0, 1.0}};

TEST(Fingerprint, DoesNotDependOnDirectionAndOrder) {
    const Polyline<Level0> back(arc.rbegin(), arc.rend());
    EXPECT_EQ(fingerprint({arc, dash}), fingerprint({dash, back}));
}

TEST(Fingerprint, OutlivesShiftsByAFractionOfAPixelAndRepeatedPositions) {
    const Polyline<Level0> shifted{{0.004, 4.996}, {10.0, 7.004}, {10.0, 7.0}, {20.0, 4.0}};
    EXPECT_EQ(fingerprint({arc}), fingerprint({shifted}));
}

TEST(Fingerprint, ChangesWithAnyVertex) {
    for (std::size_t i = 0; i < arc.size(); ++i) {
        Polyline<Level0> moved = arc;
        moved[i].y += 1.0;
        EXPECT_NE(fingerprint({arc}), fingerprint({moved}));
        Polyline<Level0> without = arc;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_NE(fingerprint({arc}), fingerprint({without}));
    }
    EXPECT_NE(fingerprint({arc}), fingerprint({arc, dash}));
    EXPECT_NE(fingerprint({arc}), fingerprint({}));
}

TEST(InWholePixels, RoundsHalvesUpwardsAndKeepsTheOrder) {
    const auto rounded = in_whole_pixels({{{0.5, -0.5}, {0.6, -0.4}, {2.49, 3.0}}});
    ASSERT_EQ(rounded.size(), 1U);
    EXPECT_EQ(rounded[0], (Polyline<Level0>{{1.0, 0.0}, {2.0, 3.0}}));
}

}  // namespace
}  // namespace kossa
