#include <gtest/gtest.h>

#include "evaluate/pixel_sets.hpp"
#include "kossa/core/error.hpp"
#include "kossa/evaluate/evaluation.hpp"

namespace kossa {
namespace {

using support::box;

/// On a slide of 0.5 um a pixel, so that a pixel of the grid has 8.
LayerAgreement agreement(const MultiPolygon<Level0>& marked, const MultiPolygon<Level0>& truth) {
    return layer_agreement(marked, truth, {1600, 800}, PixelSize(Microns(0.5)));
}

TEST(LayerAgreement, OfEqualLayersIsWhole) {
    const LayerAgreement same = agreement(box(160, 160, 800, 320), box(160, 160, 800, 320));
    EXPECT_EQ(same.dice, 1.0);
    EXPECT_EQ(same.precision, 1.0);
    EXPECT_EQ(same.sensitivity, 1.0);
    EXPECT_EQ(same.border_distance_um, 0.0);
}

TEST(LayerAgreement, ComparesWhatIsMarkedWithWhatIsTrue) {
    const LayerAgreement half = agreement(box(160, 160, 800, 160), box(160, 160, 800, 320));
    EXPECT_DOUBLE_EQ(half.dice, 2.0 / 3.0);
    EXPECT_EQ(half.precision, 1.0);
    EXPECT_EQ(half.sensitivity, 0.5);
}

TEST(LayerAgreement, BordersMovedByAPixelAreAPixelApart) {
    const LayerAgreement moved = agreement(box(0, 168, 1600, 320), box(0, 160, 1600, 320));
    const double border_pixels = 2.0 * 200.0 + 2.0 * 38.0;
    const double moved_pixels = border_pixels - 2.0 * 39.0;  // the sides lie on each other, but for one pixel each
    EXPECT_NEAR(moved.border_distance_um.value(), 4.0 * moved_pixels / border_pixels, 1e-6);
}

TEST(LayerAgreement, OfAMissingLayerIsNothing) {
    const LayerAgreement none = agreement({}, box(160, 160, 800, 320));
    EXPECT_EQ(none.dice, 0.0);
    EXPECT_EQ(none.sensitivity, 0.0);
    EXPECT_FALSE(none.precision.has_value());
    EXPECT_FALSE(agreement(box(160, 160, 800, 320), {}).sensitivity.has_value());
    EXPECT_FALSE(none.border_distance_um.has_value());
}

TEST(LayerAgreement, OfASlideTooLargeToBeTrueIsRefused) {
    const auto layer = box(0, 0, 100, 100);
    EXPECT_THROW(layer_agreement(layer, layer, {9'000'000, 9'000'000}, PixelSize(Microns(100.0))), UsageError);
}

}  // namespace
}  // namespace kossa
