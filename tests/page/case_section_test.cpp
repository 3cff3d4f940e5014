#include "kossa/page/case_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kossa::page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SlideSummary with_case(const std::string& site) {
    SlideSummary summary;
    summary.pattern = "superficial";
    summary.clinical_case = ClinicalCase{63.0, site, LabValue{15.0, "mg/dL"}, LabValue{7.3, "mg/dL"}, {}, {}};
    return summary;
}

TEST(CaseSection, IsEmptyWithoutACase) {
    EXPECT_TRUE(case_section(SlideSummary()).empty());
}

TEST(CaseSection, ShowsValuesProductAndPattern) {
    const std::string section = case_section(with_case("left thigh")).markup();
    EXPECT_THAT(section, HasSubstr("age 63 years, site left thigh, calcium 15 mg/dL (3.74 mmol/L), phosphate 7.3 "));
    EXPECT_THAT(section, HasSubstr("109.5 mg\u00b2/dL\u00b2 (8.82 mmol\u00b2/L\u00b2)"));
    EXPECT_THAT(section, HasSubstr("pattern by depth of this section: superficial"));
    EXPECT_THAT(section, HasSubstr("not measured by kossa"));
    EXPECT_THAT(section, Not(HasSubstr("albumin")));
}

TEST(CaseSection, ShowsMarkupInTheSiteAsText) {
    const std::string section =
        case_section(with_case("\"><script>alert(1)</script><img src=x onerror=alert(2)>")).markup();
    EXPECT_THAT(section, Not(HasSubstr("<script")));
    EXPECT_THAT(section, Not(HasSubstr("<img")));
    EXPECT_THAT(section, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

}  // namespace
}  // namespace kossa::page
