#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/analysis/parameter_section.hpp"

namespace kossa {
namespace {

TEST(NamingParameters, ArePartOfThoseOfDeposits) {
    const ParameterTable all = deposit_parameters();
    const ParameterTable naming = naming_parameters();
    ASSERT_FALSE(naming.empty());
    for (const Parameter& parameter : naming) {
        EXPECT_EQ(std::ranges::count(all, parameter.key, &Parameter::key), 1) << parameter.key;
    }
}

TEST(NamingParameters, ReachTheOptionsOfLookCompanyAndPlace) {
    AnalysisOptions options;
    for (const Parameter& parameter : naming_parameters()) {
        if (parameter.key == "deposit.blood_cx" || parameter.key == "deposit.ragged_share") {
            parameter.set(options, 0.125);
        }
    }
    EXPECT_EQ(options.deposit.classification.naming.blood_cx, 0.125);
    EXPECT_EQ(options.deposit.carbon.ragged_share, 0.125);
}

}  // namespace
}  // namespace kossa
