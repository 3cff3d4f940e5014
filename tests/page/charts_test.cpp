#include "kossa/page/charts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <string>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(DepthChart, NamesItsAxesWithUnitsAndItsLayers) {
    const std::string svg = depth_chart(report::sample_result()).markup();
    EXPECT_THAT(svg, AllOf(HasSubstr("depth below the junction, \u00b5m"), HasSubstr("\u00b5m of depth, \u00b5m\u00b2"),
                           HasSubstr(">upper dermis<"), HasSubstr(">deep or fat<")));
}

TEST(DepthChart, WithoutFatTheLowestBandIsDeepDermis) {
    SlideResult result = report::sample_result();
    for (Totals& zone : result.summary.by_zone) {
        zone.tissue_area = SquareMicrons(zone.name == "subcutis" ? 0.0 : 1e6);
    }
    EXPECT_THAT(depth_chart(result).markup(), HasSubstr(">deep dermis<"));
}

TEST(DepthChart, ShowsDepositsInTheColourOfTheirZone) {
    SlideResult result = report::sample_result();
    result.deposits.resize(1);
    result.deposits.front().zone = Zone::subcutis;
    EXPECT_EQ(occurrences(depth_chart(result).markup(), "class=\"bar\" fill=\"#009e73\""), 1U);
}

TEST(DepthChart, TheBandsFollowTheBorderOfTheParameters) {
    SlideResult result = report::sample_result();
    const std::string at_500 = depth_chart(result).markup();
    result.summary.parameters.push_back({"depth.upper_dermis_um", 300.0, "um"});
    EXPECT_NE(depth_chart(result).markup(), at_500);
}

TEST(DepthChart, ThereIsNoneWithoutDepths) {
    EXPECT_TRUE(depth_chart(report::unassessable_result()).empty());
}

TEST(SizeChart, LabelsEveryBarWithItsNumber) {
    SlideResult result = report::sample_result();
    result.deposits.resize(2);
    result.deposits[0].equivalent_diameter = Microns(7);
    result.deposits[1].equivalent_diameter = Microns(12);
    const std::string svg = size_chart(result.deposits).markup();
    EXPECT_EQ(occurrences(svg, "class=\"bar neutral\""), 2U);
    EXPECT_THAT(svg, AllOf(HasSubstr(">5\u201310<"), HasSubstr(">10\u201320<"),
                           HasSubstr("equivalent diameter, \u00b5m"), HasSubstr("number of deposits")));
}

TEST(SizeChart, ThereIsNoneWithoutDeposits) {
    EXPECT_TRUE(size_chart({}).empty());
}

TEST(SuperficialChart, HasAPointForEveryCutAndSaysItInWords) {
    const std::string svg = superficial_chart(report::sample_result().summary).markup();
    EXPECT_EQ(occurrences(svg, "<circle"), 2U);
    EXPECT_THAT(svg, AllOf(HasSubstr(">40 %<"), HasSubstr(">70 %<"), HasSubstr("300 micrometres: 40 %")));
}

/// Baselines of the labels "100 %" at the points.
std::vector<double> label_heights(const std::string& svg) {
    const std::regex pattern("y=\"([0-9.]+)\"[^>]*label halo\">");
    std::vector<double> heights;
    for (auto at = std::sregex_iterator(svg.begin(), svg.end(), pattern); at != std::sregex_iterator(); ++at) {
        heights.push_back(std::stod((*at)[1]));
    }
    return heights;
}

TEST(SuperficialChart, LabelsOfPointsThatLieCloseDoNotTouch) {
    SlideResult result = report::sample_result();
    for (const double fraction : {0.0, 1.0}) {
        result.summary.superficial.clear();
        for (const double cut : {300.0, 400.0, 500.0, 750.0, 1000.0}) {
            result.summary.superficial.push_back({Microns(cut), fraction, fraction});
        }
        const std::vector<double> heights = label_heights(superficial_chart(result.summary).markup());
        ASSERT_EQ(heights.size(), 5U);
        EXPECT_GT(std::abs(heights[0] - heights[1]), 13.0);  // of 300 and 400 um
        EXPECT_GT(std::abs(heights[1] - heights[2]), 13.0);
        EXPECT_EQ(heights[3], heights[4]);
    }
}

TEST(SuperficialChart, NoLabelLiesOnADashedLine) {
    SlideResult result = report::sample_result();
    result.summary.superficial = {{Microns(400)}, {Microns(500)}, {Microns(750)}};
    const std::regex limit("y1=\"([0-9.]+)\"[^>]*class=\"limit\"");
    for (const double fraction : {0.0, 0.01, 0.8, 0.88, 1.0}) {
        for (SuperficialFraction& at : result.summary.superficial) {
            at.fraction = at.outside_fat = fraction;
        }
        const std::string svg = superficial_chart(result.summary).markup();
        for (auto at = std::sregex_iterator(svg.begin(), svg.end(), limit); at != std::sregex_iterator(); ++at) {
            for (const double baseline : label_heights(svg)) {
                const double line = std::stod((*at)[1]);
                EXPECT_TRUE(baseline < line || baseline - 10.0 > line) << fraction << " at " << baseline;
            }
        }
    }
}

TEST(SuperficialChart, ThereIsNoneWithoutDepths) {
    EXPECT_TRUE(superficial_chart(report::unassessable_result().summary).empty());
}

}  // namespace
}  // namespace kossa::page
