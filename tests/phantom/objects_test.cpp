#include "kossa/phantom/objects.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

using Painter = std::function<void(Canvas&, const Tissue&)>;

/// One sort of object alone on an empty canvas of 1 um pixels.
class Painting {
  public:
    Painting(const PhantomOptions& options, const Painter& painter)
        : specimen_(make_specimen(options)),
          palette_(options.stain, 1.0),
          canvas_(placement_of(options), whole(placement_of(options).image_size())),
          tissue_(specimen_, palette_, canvas_.extent()) {
        painter(canvas_, tissue_);
    }

    const Specimen& specimen() const { return specimen_; }
    const Tissue& tissue() const { return tissue_; }
    double mean_at(int x, int y) const {
        const Density& d = canvas_.densities(y, x);
        return (d[0] + d[1] + d[2]) / 3.0;
    }
    /// Calls `visit(spot)` for every painted pixel.
    template <class Visit>
    int painted(const Visit& visit) const {
        int count = 0;
        for (int y = 0; y < canvas_.densities.rows; ++y) {
            for (int x = 0; x < canvas_.densities.cols; ++x) {
                if (mean_at(x, y) > 0.03) {
                    ++count;
                    visit(Spot{x + 0.5, y + 0.5});
                }
            }
        }
        return count;
    }

  private:
    Specimen specimen_;
    Palette palette_;
    Canvas canvas_;
    Tissue tissue_;
};

const PhantomOptions skin = small_options(Preset::none, 1400.0, 1500.0);

TEST(Objects, KeratinocytesFillAFifthToAHalfOfTheEpidermisAndLieInEpithelium) {
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

TEST(Objects, BasalNucleiAreCrowdedAlongTheJunction) {
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

TEST(Objects, FibroblastsLieInTheDermisAndThinOutDownwards) {
    const Painting painting(skin, paint_fibroblasts);
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

TEST(Objects, SomeVesselsHoldRedCells) {
    const Painting painting(skin, paint_vessels);
    int painted = 0;
    int red = 0;
    const Palette palette(Stain::haematoxylin_eosin, 1.0);
    const double red_cx = hsd_from(palette[Material::red_cell]).cx;
    Canvas canvas(placement_of(skin), whole(placement_of(skin).image_size()));
    paint_vessels(canvas, painting.tissue());
    for (const cv::Vec3f& density : canvas.densities) {
        const Hsd colour = hsd_from(density);
        painted += colour.density > 0.05 ? 1 : 0;
        red += colour.density > 0.12 && std::abs(colour.cx - red_cx) < 0.03 ? 1 : 0;
    }
    EXPECT_GT(painted, 5000);
    EXPECT_GT(red, 50);
}

TEST(Objects, SweatGlandsLieInTheLowerHalfOfTheDermisOrJustBelow) {
    PhantomOptions options = skin;
    int painted = 0;
    for (options.seed = 1; options.seed <= 4; ++options.seed) {
        const Painting painting(options, paint_sweat_glands);
        painted += painting.painted([&](const Spot& p) { ASSERT_GT(painting.tissue().below_junction(p), 150.0); });
    }
    EXPECT_GT(painted, 3000);
}

TEST(Objects, FatNucleiLieInTheFat) {
    const Painting painting(skin, paint_fat_nuclei);
    int elsewhere = 0;
    const int painted =
        painting.painted([&](const Spot& p) { elsewhere += painting.tissue().ground_at(p) == Ground::fat ? 0 : 1; });
    EXPECT_GT(painted, 200);
    EXPECT_LT(elsewhere, 0.1 * painted);
}

TEST(Objects, DepositsPaintTheirCalciumWhereTheTruthHasIt) {
    const PhantomOptions options = roomy_options(Preset::superficial);
    const Painting painting(options, paint_deposits);
    constexpr double darker_than_any_nucleus = 0.45;
    Mask truth(static_cast<int>(options.height.value()), static_cast<int>(options.width.value()), std::uint8_t{0});
    for (const Deposit& deposit : painting.specimen().deposits) {
        truth |= rasterised(deposit, placement_of(options), whole(placement_of(options).image_size()));
    }
    int different = 0;
    for (int y = 0; y < truth.rows; ++y) {
        for (int x = 0; x < truth.cols; ++x) {
            different += (painting.mean_at(x, y) > darker_than_any_nucleus) != (truth(y, x) != 0) ? 1 : 0;
        }
    }
    EXPECT_LT(different, 0.02 * cv::countNonZero(truth));
}

}  // namespace
}  // namespace kossa::phantom
