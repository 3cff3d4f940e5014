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

TEST(DepositParameters, NameWhatIsAskedOnAStain) {
    std::set<std::string> keys;
    for (const Parameter& parameter : deposit_parameters()) {
        keys.insert(parameter.key);
    }
    EXPECT_TRUE(keys.contains("he.grain_rim_no"));
    EXPECT_FALSE(keys.contains("von_kossa.grain_rim_no"));
    EXPECT_TRUE(keys.contains("von_kossa.body_greyness_yes"));
    EXPECT_FALSE(keys.contains("he.body_greyness_yes"));
}

TEST(DepositParameters, KeepTheStainsApart) {
    AnalysisOptions options;
    for (const Parameter& parameter : deposit_parameters()) {
        if (parameter.key == "he.mass_definition_yes") {
            parameter.set(options, 0.9);
        }
    }
    EXPECT_EQ(options.deposit.he.mass_definition.yes, 0.9);
    EXPECT_EQ(options.deposit.von_kossa.mass_definition.yes, DepositOptions().von_kossa.mass_definition.yes);
}

}  // namespace
}  // namespace kossa
