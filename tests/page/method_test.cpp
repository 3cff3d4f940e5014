#include "kossa/page/method.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(MethodSection, SaysWhereThePixelSizeComesFrom) {
    EXPECT_THAT(method_section(report::sample_result().summary).markup(), HasSubstr("from openslide.mpp-x"));
}

TEST(MethodSection, GivesWhitePointAndVectors) {
    const std::string html = method_section(report::sample_result().summary).markup();
    EXPECT_THAT(html,
                AllOf(HasSubstr("data-key=\"/stain/white_point_rgb/2\">245<"), HasSubstr("eosin vector, estimated"),
                      HasSubstr("value=\"0.8012\" data-key=\"/stain/vectors/1/od_rgb/1\"")));
}

TEST(MethodSection, SaysWhichLayersAPersonHasDrawn) {
    SlideSummary s = report::sample_result().summary;
    EXPECT_THAT(method_section(s).markup(), Not(HasSubstr("outlined by a person")));
    s.skin.sources.epidermis = LayerSource::regions;
    s.regions = RegionsReport{.file = "my <outlines>.geojson", .sha1 = "0123", .ignored = {}};
    EXPECT_THAT(method_section(s).markup(),
                AllOf(HasSubstr("outlined by a person"), HasSubstr("my &lt;outlines&gt;.geojson (SHA-1 0123)")));
}

TEST(MethodSection, FatThatIsNotThereWasNotFound) {
    SlideSummary s = report::sample_result().summary;
    EXPECT_THAT(method_section(s).markup(), HasSubstr("<dt>Fat</dt><dd>found by the program"));
    for (Totals& zone : s.by_zone) {
        zone.tissue_area = SquareMicrons(zone.name == "subcutis" ? 0.0 : 1e6);
    }
    EXPECT_THAT(method_section(s).markup(), HasSubstr("<dt>Fat</dt><dd>not found"));
}

TEST(MethodSection, SaysWhyTheUpperThirdIsNotThePattern) {
    SlideSummary s = report::sample_result().summary;
    s.upper_third.reset();
    EXPECT_THAT(method_section(s).markup(), Not(HasSubstr("the upper third by")));
    s.upper_third = UpperThird{0.35, SquareMicrons(1000)};
    EXPECT_THAT(method_section(s).markup(),
                HasSubstr("The pattern goes by depth in \u00b5m, the upper third by the way from junction to fat"));
}

TEST(MethodSection, SaysWhatWasNotMeasured) {
    SlideSummary s = report::sample_result().summary;
    s.quality.blurred_share.reset();
    EXPECT_THAT(method_section(s).markup(), HasSubstr("not measured"));
}

TEST(ParameterTable, HasEveryParameterWithItsUnit) {
    const std::string html = parameter_table(report::sample_result().summary).markup();
    EXPECT_EQ(occurrences(html, "<code>"), 3U);
    EXPECT_THAT(
        html, AllOf(HasSubstr("<details>"), HasSubstr(">detail.smallest_px<"), HasSubstr(">5<"), HasSubstr(">auto<")));
}

}  // namespace
}  // namespace kossa::page
