#include "kossa/phantom/objects.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "phantom/painting.hpp"

namespace kossa::phantom {
namespace {

TEST(Vessels, SomeHoldRedCells) {
    const Painting painting(skin(), paint_vessels);
    int painted = 0;
    int red = 0;
    const Palette palette(Stain::haematoxylin_eosin, 1.0);
    const double red_cx = hsd_from(palette[Material::red_cell]).cx;
    Canvas canvas(placement_of(skin()), whole(placement_of(skin()).image_size()));
    paint_vessels(canvas, painting.tissue());
    for (const cv::Vec3f& density : canvas.densities) {
        const Hsd colour = hsd_from(density);
        painted += colour.density > 0.05 ? 1 : 0;
        red += colour.density > 0.12 && std::abs(colour.cx - red_cx) < 0.03 ? 1 : 0;
    }
    EXPECT_GT(painted, 5000);
    EXPECT_GT(red, 50);
}

}  // namespace
}  // namespace kossa::phantom
