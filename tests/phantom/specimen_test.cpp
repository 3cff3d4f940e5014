#include "kossa/phantom/specimen.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "kossa/core/error.hpp"
#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

using Place = std::pair<double, double>;

std::vector<Place> centres(const Specimen& specimen) {
    std::vector<Place> places;
    for (const Deposit& deposit : specimen.deposits) {
        places.emplace_back(deposit.centre.x, deposit.centre.y);
    }
    return places;
}

std::vector<double> heights(const Profile& curve) {
    std::vector<double> values;
    for (double x = 50.0; x < 1150.0; x += 10.0) {
        values.push_back(curve.at(x));
    }
    return values;
}

TEST(Specimen, IsTheSameForAnyStainPixelSizeAndRotation) {
    PhantomOptions options = roomy_options(Preset::superficial);
    const Specimen plain = make_specimen(options);
    options.stain = Stain::von_kossa;
    options.pixel_size = Microns(0.25);
    options.rotation_degrees = 40.0;
    const Specimen other = make_specimen(options);
    EXPECT_EQ(centres(plain), centres(other));
    EXPECT_EQ(heights(plain.layers.junction), heights(other.layers.junction));
}

TEST(Specimen, OfAnotherSeedHasOtherLayersAndDeposits) {
    PhantomOptions options = roomy_options(Preset::superficial);
    const Specimen plain = make_specimen(options);
    options.seed = 2;
    const Specimen other = make_specimen(options);
    EXPECT_NE(centres(plain), centres(other));
    EXPECT_NE(heights(plain.layers.junction), heights(other.layers.junction));
}

TEST(Specimen, ConfusersLeaveItsTruthAlone) {
    PhantomOptions options = roomy_options(Preset::superficial);
    const double plain = total_area(truths_of(options));
    options.confusers = {true, true, true, true, true, true};
    EXPECT_EQ(total_area(truths_of(options)), plain);
}

TEST(Specimen, OfOptionsOutOfRangeIsAUsageError) {
    EXPECT_THROW(make_specimen(small_options(Preset::deep)), UsageError);
}

}  // namespace
}  // namespace kossa::phantom
