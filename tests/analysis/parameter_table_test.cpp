#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "kossa/analysis/options.hpp"

namespace kossa {
namespace {

TEST(ParameterTable, KeysAreUnique) {
    std::set<std::string> keys;
    for (const Parameter& p : parameter_table()) {
        EXPECT_TRUE(keys.insert(p.key).second) << p.key;
    }
    EXPECT_GT(keys.size(), 50U);
}

TEST(ParameterTable, KeysAreSectionAndName) {
    for (const Parameter& p : parameter_table()) {
        EXPECT_THAT(p.key, ::testing::MatchesRegex("[a-z][a-z_]*\\.[a-z][a-z0-9_]*"));
    }
}

/// So that a number in a file says what it is; the ends of ramps carry the unit before "_no" and "_yes", or none.
TEST(ParameterTable, LengthsAndAreasCarryTheirUnitInTheKey) {
    for (const Parameter& p : parameter_table()) {
        if (p.unit == "um" || p.unit == "mm" || p.unit == "um2" || p.unit == "mm2") {
            EXPECT_THAT(p.key, ::testing::ContainsRegex("_" + p.unit + "(_no|_yes)?$"));
        }
    }
}

TEST(ParameterTable, EveryParameterSaysWhatItMeans) {
    for (const Parameter& p : parameter_table()) {
        EXPECT_GT(p.meaning.size(), 10U) << p.key;
        EXPECT_LT(p.least, p.most) << p.key;
        EXPECT_NE(static_cast<bool>(p.real), static_cast<bool>(p.whole)) << p.key;
    }
}

TEST(ParameterTable, DefaultsLieWithinTheirRanges) {
    const AnalysisOptions defaults;
    for (const Parameter& p : parameter_table()) {
        EXPECT_GE(p.value(defaults), p.least) << p.key;
        EXPECT_LE(p.value(defaults), p.most) << p.key;
    }
}

/// Another value that the range allows.
double other_value(const Parameter& p, const AnalysisOptions& options) {
    return p.value(options) == p.least ? p.most : p.least;
}

TEST(ParameterTable, EachParameterChangesItselfAndNothingElse) {
    const std::vector<Parameter> table = parameter_table();
    const AnalysisOptions defaults;
    for (const Parameter& changed : table) {
        AnalysisOptions options;
        changed.set(options, other_value(changed, defaults));
        for (const Parameter& p : table) {
            const double expected = p.key == changed.key ? other_value(changed, defaults) : p.value(defaults);
            ASSERT_EQ(p.value(options), expected) << p.key << " after setting " << changed.key;
        }
    }
}

/// A few of each section, so that no key leads to another field than its name says.
TEST(ParameterTable, KeysLeadToTheirFields) {
    AnalysisOptions options;
    options.survey.region_margin_um = 21.0;
    options.working.tile_px = 512;
    options.skin.tissue.gap_um = 13.0;
    options.skin.epidermis.thickest_horny_um = 44.0;
    options.skin.subcutis.fewest_cells = 9;
    options.skin.depth.upper_dermis_um = 432.0;
    options.deposit.segmentation.seed_od = 0.77;
    options.deposit.he.mass_solidity.no = 0.11;
    options.deposit.von_kossa.grain_count.yes = 17.0;
    options.summary.block_um = 1234.0;
    const std::map<std::string, double> expected{
        {"survey.region_margin_um", 21.0},     {"working.tile_px", 512.0},          {"tissue.gap_um", 13.0},
        {"epidermis.thickest_horny_um", 44.0}, {"subcutis.fewest_cells", 9.0},      {"deposit.seed_od", 0.77},
        {"he.mass_solidity_no", 0.11},         {"von_kossa.grain_count_yes", 17.0}, {"summary.block_um", 1234.0}};
    std::size_t seen = 0;
    for (const Parameter& p : parameter_table()) {
        if (const auto found = expected.find(p.key); found != expected.end()) {
            EXPECT_EQ(p.value(options), found->second) << p.key;
            ++seen;
        }
    }
    EXPECT_EQ(seen, expected.size());
}

}  // namespace
}  // namespace kossa
