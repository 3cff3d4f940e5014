#include "kossa/report/deposit_table.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <locale>
#include <sstream>

#include "report/sample_result.hpp"
#include "report/test_tools.hpp"

namespace kossa::report {
namespace {

std::string table(const std::vector<DepositRow>& deposits) {
    return written([&](const TextSink& sink) { write_deposit_table(sink, deposits); });
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> result;
    std::istringstream stream(line + ",");  // an empty last cell counts, too
    for (std::string cell; std::getline(stream, cell, ',');) {
        result.push_back(cell);
    }
    return result;
}

DepositRow known_row() {
    DepositRow row;
    row.id = "7c2e55db-3f14-5dae-a0d2-1b74de0f403a";
    row.morphology = Morphology::granular;
    row.zone = Zone::upper_dermis;
    row.depth = Microns(120.456);
    row.depth_min = Microns(-3.0);
    row.depth_max = Microns(200.1);
    row.area = SquareMicrons(1234.5678);
    row.equivalent_diameter = Microns(39.647);
    row.max_diameter = Microns(55.5);
    row.solidity = 0.91234567;
    row.circularity = 0.5;
    row.od_mean = 0.7;
    row.saturation = 0.25;
    row.granule_count = 12;
    row.confidence = 0.875;
    row.touches_edge = true;
    row.centroid = {1000.125, 2000.0};
    row.depth_from_top = Microns(201.456);
    row.dermis_fraction = 0.25;
    row.adnexal = true;
    return row;
}

constexpr const char* known_line =
    "7c2e55db-3f14-5dae-a0d2-1b74de0f403a,granular,upper dermis,120.46,-3,200.1,1234.57,39.65,55.5,0.912346,0.5,0.7,"
    "0.25,12,0.875,true,false,1000.13,2000,201.46,0.25,true\n";

TEST(DepositTable, HasTheColumnsOfTheContract) {
    EXPECT_EQ(table({}),
              "deposit_id,morphology,zone,depth_um,depth_min_um,depth_max_um,area_um2,equivalent_diameter_um,"
              "max_diameter_um,solidity,circularity,od_mean,saturation,granule_count,confidence,touches_edge,fragment,"
              "centroid_x_px,centroid_y_px,depth_from_top_um,dermis_fraction,adnexal\n");
}

TEST(DepositTable, WritesAKnownRow) {
    EXPECT_EQ(table({known_row()}), std::string(deposit_columns) + "\n" + known_line);
}

TEST(DepositTable, LeavesUnknownDepthsEmpty) {
    DepositRow row = known_row();
    row.zone = Zone::unassessable;
    row.depth = row.depth_min = row.depth_max = row.depth_from_top = std::nullopt;
    row.dermis_fraction = std::nullopt;
    row.adnexal = std::nullopt;
    EXPECT_NE(table({row}).find(",granular,unassessable,,,,1234.57,"), std::string::npos);
    EXPECT_NE(table({row}).find(",2000,,,\n"), std::string::npos);
}

TEST(DepositTable, LeavesWhatIsNotFiniteEmpty) {
    DepositRow row = known_row();
    row.solidity = std::numeric_limits<double>::quiet_NaN();
    EXPECT_NE(table({row}).find(",55.5,,0.5,"), std::string::npos);
}

TEST(DepositTable, EveryRowHasEveryColumn) {
    std::istringstream lines(table(sample_result().deposits));
    const std::size_t columns = cells(std::string(deposit_columns)).size();
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line); ++rows) {
        EXPECT_EQ(cells(line).size(), columns);
    }
    EXPECT_EQ(columns, 22U);
    EXPECT_EQ(rows, sample_result().deposits.size() + 1);
}

struct DecimalComma : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

TEST(DepositTable, DoesNotDependOnTheLocale) {
    const std::string before = table({known_row()});
    const std::locale old = std::locale::global(std::locale(std::locale::classic(), new DecimalComma));
    const std::string after = table({known_row()});
    std::locale::global(old);
    EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace kossa::report
