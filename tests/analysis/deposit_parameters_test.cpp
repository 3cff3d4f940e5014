#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "kossa/analysis/parameter_section.hpp"

namespace kossa {
namespace {

TEST(DepositParameters, AreThoseOfItsSections) {
    std::set<std::string> sections;
    for (const Parameter& parameter : deposit_parameters()) {
        sections.insert(parameter.key.substr(0, parameter.key.find('.')));
    }
    EXPECT_THAT(sections, testing::IsSupersetOf({"deposit", "he", "von_kossa"}));
    EXPECT_FALSE(sections.contains("tissue"));
}

TEST(DepositParameters, KeepTheStainsApart) {
    AnalysisOptions options;
    for (const Parameter& parameter : deposit_parameters()) {
        if (parameter.key == "he.mass_solidity_yes") {
            parameter.set(options, 0.9);
        }
    }
    EXPECT_EQ(options.deposit.he.mass_solidity.yes, 0.9);
    EXPECT_EQ(options.deposit.von_kossa.mass_solidity.yes, DepositOptions().von_kossa.mass_solidity.yes);
}

}  // namespace
}  // namespace kossa
