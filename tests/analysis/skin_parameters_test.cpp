#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "kossa/analysis/parameter_section.hpp"

namespace kossa {
namespace {

TEST(SkinParameters, AreThoseOfItsSections) {
    std::set<std::string> sections;
    for (const Parameter& parameter : skin_parameters()) {
        sections.insert(parameter.key.substr(0, parameter.key.find('.')));
    }
    EXPECT_THAT(sections, testing::ElementsAre("adnexa", "depth", "epidermis", "subcutis", "tissue"));
}

TEST(SkinParameters, LeadToTheSkinOptionsAlone) {
    AnalysisOptions options;
    for (const Parameter& parameter : skin_parameters()) {
        parameter.set(options, parameter.least);
    }
    EXPECT_EQ(options.skin.depth.upper_dermis_um, 100.0);
    EXPECT_EQ(options.survey.pixel_um, AnalysisOptions().survey.pixel_um);
}

}  // namespace
}  // namespace kossa
