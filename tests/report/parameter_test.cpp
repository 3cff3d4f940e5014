#include "kossa/report/parameter.hpp"

#include <gtest/gtest.h>

#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

TEST(Parameter, IsFoundByItsKey) {
    EXPECT_EQ(parameter_or(sample_result().summary, "detail.seed_od", 1.0), 0.45);
}

TEST(Parameter, OneThatIsNoRealNumberOrNotThereIsReplaced) {
    EXPECT_EQ(parameter_or(sample_result().summary, "detail.smallest_px", 1.5), 1.5);
    EXPECT_EQ(parameter_or(sample_result().summary, "no.such", 2.5), 2.5);
}

}  // namespace
}  // namespace kossa::report
