#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "kossa/measure/summarise.hpp"
#include "support/layered_skin.hpp"

namespace kossa::section_flags_test {
namespace {

using namespace literals;
using ::testing::Contains;
using ::testing::Not;

/// 10 x 2 mm of tissue in survey pixels of 100 um.
SkinMap skin() {
    return support::layered_skin({100, 20}, 100_um, [](double, double y) { return (y - 2.0) * 100.0; });
}

SlideSummary summarised(const SkinMap& map, const SlideSummary& given = {}, const SummaryOptions& options = {}) {
    return summarise(given, {}, {}, map, {1.0, 1.0}, options);
}

TEST(SectionFlags, SaysWhetherItIsAFieldOfASection) {
    const SlideSummary field = summarised(skin());
    EXPECT_EQ(field.cut_by_image_border, 1.0);
    EXPECT_THAT(field.flags, Contains("tissue-cut-by-image-border"));
    SkinMap map = skin();
    support::cut_out(map, {0, 0, 100, 2});
    support::cut_out(map, {0, 0, 2, 20});
    support::cut_out(map, {98, 0, 2, 20});
    const auto flags_from = [&](double share) {
        SummaryOptions options;
        options.field_from = share;
        return summarised(map, {}, options).flags;
    };
    const double share = 96.0 / (2 * 96.0 + 2 * 18.0);  // a block of 96 x 18 pixels on the lower border
    EXPECT_THAT(flags_from(share), Contains("tissue-cut-by-image-border"));
    EXPECT_THAT(flags_from(std::nextafter(share, 1.0)), Not(Contains("tissue-cut-by-image-border")));
    support::cut_out(map, {0, 19, 100, 1});
    EXPECT_THAT(flags_from(0.0), Not(Contains("tissue-cut-by-image-border")));
}

TEST(SectionFlags, SaysThatSmallPiecesWereLeftOutUnlessTheTissueIsDrawn) {
    SkinMap map = skin();
    const auto flags_with = [&](double share) {
        SlideSummary given;
        given.quality.small_pieces = map.tissue_area() * share;
        return summarised(map, given).flags;
    };
    EXPECT_THAT(flags_with(0.0201), Contains("small-pieces-left-out"));
    EXPECT_THAT(flags_with(0.0199), Not(Contains("small-pieces-left-out")));
    map.report.sources.tissue = LayerSource::regions;
    EXPECT_THAT(flags_with(0.0201), Not(Contains("small-pieces-left-out")));
}

TEST(SectionFlags, SaysThatSomethingLargeWasTurnedDownWhateverItWasTakenFor) {
    const auto flags_with = [](FindingClass finding, double area_um2) {
        std::vector<ConfuserRow> rows(3);
        rows[1].finding = finding;
        rows[1].area = SquareMicrons(area_um2);
        return summarise({}, {}, rows, skin(), {1.0, 1.0}, {}).flags;
    };
    for (const FindingClass finding : {FindingClass::nuclei, FindingClass::ink, FindingClass::uncertain}) {
        EXPECT_THAT(flags_with(finding, 50'000), Contains("large-body-turned-down"));
        EXPECT_THAT(flags_with(finding, 49'999), Not(Contains("large-body-turned-down")));
    }
}

/// 0.04 mm2, 300 um long.
DepositRow plaque(double from_um, double to_um) {
    DepositRow row;
    row.depth_min = Microns(from_um);
    row.depth_max = Microns(to_um);
    row.depth = (*row.depth_min + *row.depth_max) / 2.0;
    row.zone = support::zone_of(row.depth->value());
    row.area = SquareMicrons(4e4);
    row.max_diameter = 300_um;
    return row;
}

TEST(SectionFlags, SayThatADepositIsWiderThanTheEpidermisFound) {
    SkinMap map = skin();
    map.report.epidermis_thickness = 130_um;  // the plaque is 133 um wide
    const auto flags_of = [&](const DepositRow& row) { return summarise({}, {row}, {}, map, {1.0, 1.0}, {}).flags; };
    EXPECT_THAT(flags_of(plaque(-200.0, 10.0)), Contains("deposit-wider-than-epidermis"));
    EXPECT_THAT(flags_of(plaque(5.0, 200.0)), Not(Contains("deposit-wider-than-epidermis"))) << "in the dermis";
    map.report.sources.epidermis = LayerSource::regions;
    EXPECT_THAT(flags_of(plaque(-200.0, 10.0)), Not(Contains("deposit-wider-than-epidermis")));
    map.report.sources.epidermis = LayerSource::found;
    map.report.epidermis_thickness = 134_um;
    EXPECT_THAT(flags_of(plaque(-200.0, 10.0)), Not(Contains("deposit-wider-than-epidermis")));
}

TEST(SectionFlags, SayThatDepositsReachAcrossTheCutsOfThePattern) {
    const auto flags_of = [](const std::vector<DepositRow>& rows) {
        return summarise({}, rows, {}, skin(), {1.0, 1.0}, {}).flags;
    };
    const DepositRow across = plaque(399.0, 751.0);
    const DepositRow above = plaque(100.0, 300.0);
    EXPECT_THAT(flags_of({across, above}), Contains("deposit-across-layers"));
    EXPECT_THAT(flags_of({plaque(401.0, 800.0)}), Not(Contains("deposit-across-layers")));
    EXPECT_THAT(flags_of({plaque(300.0, 749.0)}), Not(Contains("deposit-across-layers")));
    EXPECT_THAT(flags_of(std::vector(10, above)), Not(Contains("deposit-across-layers")));
    std::vector<DepositRow> one_in_ten(9, above);
    one_in_ten.push_back(across);
    EXPECT_THAT(flags_of(one_in_ten), Not(Contains("deposit-across-layers"))) << "a tenth cannot decide";
}

}  // namespace
}  // namespace kossa::section_flags_test
