#include "kossa/phantom/objects.hpp"

#include <gtest/gtest.h>

#include "phantom/painting.hpp"

namespace kossa::phantom {
namespace {

TEST(Calcium, IsPaintedWhereTheTruthHasIt) {
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
