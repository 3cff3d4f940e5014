#include "kossa/evaluate/checked_number.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace kossa {
namespace {

TEST(CheckedNumber, TakesWhatASlideCanHave) {
    EXPECT_EQ(pixel_count(1.0), 1);
    EXPECT_EQ(pixel_count(200000.0), 200000);
    EXPECT_EQ(pixel_position(-5.0), -5);
    EXPECT_EQ(number_within(0.5, 0.0, 1.0), 0.5);
    EXPECT_EQ(number_within(1.0, 0.0, 1.0), 1.0);
}

TEST(CheckedNumber, RefusesWhatNoIntegerHolds) {
    for (const double value :
         {1e300, -1e300, 1.5, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_THROW(pixel_count(value), std::range_error) << value;
        EXPECT_THROW(pixel_position(value), std::range_error) << value;
    }
    EXPECT_THROW(pixel_count(0.0), std::range_error);
    EXPECT_THROW(number_within(std::numeric_limits<double>::quiet_NaN(), 0.0, 1.0), std::range_error);
    EXPECT_THROW(number_within(1.1, 0.0, 1.0), std::range_error);
}

}  // namespace
}  // namespace kossa
