#include "kossa/analysis/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kossa/core/error.hpp"
#include "support/refusal.hpp"

namespace kossa {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Parameter named(const std::string& key) {
    for (const Parameter& p : parameter_table()) {
        if (p.key == key) {
            return p;
        }
    }
    throw std::out_of_range(key);
}

TEST(Parameter, TakesEveryValueOfItsRangeAndGivesItBack) {
    for (const Parameter& p : parameter_table()) {
        AnalysisOptions options;
        for (const double value : {p.least, p.most, p.value(AnalysisOptions{})}) {
            p.set(options, value);
            EXPECT_EQ(p.value(options), value) << p.key;
        }
    }
}

TEST(Parameter, RefusesWhatLiesOutsideItsRange) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const Parameter& p : parameter_table()) {
        for (const double value :
             {std::nextafter(p.least, -infinity), std::nextafter(p.most, infinity), infinity, std::nan("")}) {
            AnalysisOptions options;
            EXPECT_THROW(p.set(options, value), UsageError) << p.key << " = " << value;
            EXPECT_EQ(p.value(options), p.value(AnalysisOptions{})) << "unchanged";
        }
    }
}

TEST(Parameter, RefusalNamesKeyValueAndRange) {
    AnalysisOptions options;
    const std::string says = support::refusal([&] { named("working.pixel_um").set(options, 7.5); });
    EXPECT_THAT(says, AllOf(HasSubstr("working.pixel_um"), HasSubstr("7.5"), HasSubstr("0.1"), HasSubstr("2")));
}

TEST(Parameter, AWholeNumberMustBeOne) {
    AnalysisOptions options;
    const Parameter tile = named("working.tile_px");
    EXPECT_THAT(support::refusal([&] { tile.set(options, 100.5); }), HasSubstr("whole number"));
    tile.set(options, 100.0);
    EXPECT_EQ(options.working.tile_px, 100);
}

TEST(Validate, TakesTheDefaults) {
    EXPECT_NO_THROW(validate(AnalysisOptions{}));
}

TEST(Validate, NamesTheParameterOutsideItsRange) {
    AnalysisOptions options;
    options.summary.pattern_share = 1.5;
    EXPECT_THAT(support::refusal([&] { validate(options); }), HasSubstr("summary.pattern_share"));
    options = {};
    options.working.tile_px = 8;
    EXPECT_THAT(support::refusal([&] { validate(options); }), HasSubstr("working.tile_px"));
    options = {};
    options.skin.depth.upper_dermis_um = std::nan("");
    EXPECT_THAT(support::refusal([&] { validate(options); }), HasSubstr("upper_dermis_um"));
}

TEST(Validate, NamesParametersAtOdds) {
    AnalysisOptions options;
    options.deposit.segmentation.surroundings_od = options.deposit.segmentation.seed_od;
    EXPECT_THAT(support::refusal([&] { validate(options); }), HasSubstr("deposit.surroundings_od must be below"));
    options = {};
    options.deposit.classification.uncertain_cut = 0.6;
    options.deposit.classification.confidence_cut = 0.5;
    EXPECT_THAT(support::refusal([&] { validate(options); }), HasSubstr("deposit.uncertain_cut"));
    options = {};
    options.skin.epidermis.dermis_from_um = options.skin.epidermis.dermis_to_um;
    EXPECT_THAT(support::refusal([&] { validate(options); }), HasSubstr("epidermis.dermis_from_um must be below"));
}

TEST(Validate, RefusesALowerBoundThatIsNotBelowItsUpperOne) {
    for (const auto& [lower, upper] : {std::pair("deposit.least_he_seed_od", "deposit.largest_he_seed_od"),
                                       std::pair("deposit.smallest_profile_um2", "deposit.largest_profile_um2"),
                                       std::pair("deposit.narrowest_fold_um", "deposit.widest_fold_um"),
                                       std::pair("epidermis.least_difference_od", "epidermis.most_difference_od"),
                                       std::pair("epidermis.deep_dermis_from_um", "epidermis.deep_dermis_to_um"),
                                       std::pair("epidermis.thinnest_um", "epidermis.thickest_um"),
                                       std::pair("epidermis.least_share", "epidermis.largest_share"),
                                       std::pair("epidermis.least_share", "epidermis.largest_thin_share"),
                                       std::pair("subcutis.least_cell_um2", "subcutis.largest_cell_um2"),
                                       std::pair("nuclei.least_saturation", "nuclei.largest_saturation"),
                                       std::pair("nuclei.least_cx", "nuclei.largest_cx")}) {
        AnalysisOptions options;
        const double meet = std::max(named(lower).least, named(upper).least);
        named(lower).set(options, meet);
        named(upper).set(options, meet);
        EXPECT_THAT(support::refusal([&] { validate(options); }),
                    HasSubstr(std::string(lower) + " must be below " + upper + ", and they are "));
    }
}

TEST(Validate, RefusesEveryRampThatRunsTheOtherWayOrNowhere) {
    int ramps = 0;
    for (const Parameter& no : parameter_table()) {
        if (!no.key.ends_with("_no")) {
            continue;
        }
        const Parameter yes = named(no.key.substr(0, no.key.size() - 3) + "_yes");
        AnalysisOptions turned;
        no.set(turned, yes.value({}));
        yes.set(turned, no.value({}));
        EXPECT_THAT(support::refusal([&] { validate(turned); }), AllOf(HasSubstr(no.key), HasSubstr(yes.key)));
        AnalysisOptions flat;
        no.set(flat, yes.value({}));
        EXPECT_THAT(support::refusal([&] { validate(flat); }), AllOf(HasSubstr(no.key), HasSubstr(yes.key)));
        ++ramps;
    }
    EXPECT_GE(ramps, 39);
}

TEST(ParameterValues, AreTheTableWithItsValuesButTheTileSize) {
    AnalysisOptions options;
    options.survey.sample_px = 333;
    options.working.pixel_um = 0.375;
    std::vector<Parameter> table = parameter_table();
    std::erase_if(table, [](const Parameter& p) { return p.key == "working.tile_px"; });
    const std::vector<ParameterValue> values = parameter_values(options);
    ASSERT_EQ(values.size(), table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        EXPECT_EQ(values[i].key, table[i].key);
        EXPECT_EQ(values[i].unit, table[i].unit);
        EXPECT_EQ(std::holds_alternative<std::int64_t>(values[i].value), static_cast<bool>(table[i].whole));
        if (values[i].key == "survey.sample_px") {
            EXPECT_EQ(std::get<std::int64_t>(values[i].value), 333);
        } else if (values[i].key == "working.pixel_um") {
            EXPECT_EQ(std::get<double>(values[i].value), 0.375);
        }
    }
}

/// So that the ids of deposits, which follow from the parameters, do not change with it either.
TEST(ParameterValues, DoNotChangeWithTheTileSize) {
    AnalysisOptions other;
    other.working.tile_px = 333;
    const std::vector<ParameterValue> values = parameter_values(other);
    const std::vector<ParameterValue> defaults = parameter_values({});
    ASSERT_EQ(values.size(), defaults.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(values[i].value, defaults[i].value) << values[i].key;
    }
}

TEST(ParameterValues, GiveTheOptionsBack) {
    AnalysisOptions options;
    options.survey.sample_px = 333;
    options.working.pixel_um = 0.375;
    const std::vector<ParameterValue> values = parameter_values(options_of(parameter_values(options)));
    const std::vector<ParameterValue> expected = parameter_values(options);
    ASSERT_EQ(values.size(), expected.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(values[i].value, expected[i].value) << values[i].key;
    }
}

}  // namespace
}  // namespace kossa
