#include "kossa/page/report_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>

#include "kossa/page/html.hpp"
#include "kossa/page/openseadragon.hpp"
#include "kossa/page/script.hpp"
#include "kossa/page/sha256.hpp"
#include "kossa/page/style.hpp"
#include "kossa/report/base64.hpp"
#include "kossa/report/paragraph.hpp"
#include "kossa/report/summary_json.hpp"
#include "page/page_samples.hpp"
#include "report/test_tools.hpp"

namespace kossa::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Size<Level0> size{3000, 2000};

std::string page_of(const SlideResult& result) {
    const std::vector<ZoomTile> tiles{{{0, 1, 2}, "jpeg"}, {{0, 2, 2}, "jpeg"}};
    return report::written(report_page(result, report::plain_background(size, 8.0), all_crops(result), tiles));
}

/// The page without tiles and crops.
std::string plain_page(const SlideResult& result, const std::optional<report::Background>& background = std::nullopt) {
    const std::vector<ZoomTile> no_tiles;
    return report::written(report_page(result, background, {}, no_tiles));
}

/// The page without its scripts.
std::string marked_up(const SlideResult& result) {
    const std::string page = page_of(result);
    return page.substr(0, page.find("<script>"));
}

struct Figure {
    std::string key;
    double value;
    std::string shown;
};

std::vector<Figure> figures_of(const std::string& page) {
    const std::regex pattern("<data value=\"([^\"]*)\" data-key=\"([^\"]*)\">([^<]*)</data>");
    std::vector<Figure> figures;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), pattern); at != std::sregex_iterator(); ++at) {
        figures.push_back({(*at)[2], std::stod((*at)[1]), (*at)[3]});
    }
    return figures;
}

/// The number a reader sees, in the unit of the summary.
double read_as(const std::string& shown) {
    std::string digits = std::regex_replace(shown, std::regex(","), "");
    if (digits.starts_with("less than ")) {
        return 0.0;
    }
    const double number = std::stod(digits);
    if (digits.ends_with("%")) {
        return number / 100.0;
    }
    return digits.find("mm") == std::string::npos ? number : number * 1e6;
}

TEST(ReportPage, EveryFigureIsThatOfTheSummary) {
    for (const SlideResult& result : {report::sample_result(), report::unassessable_result()}) {
        const auto summary = nlohmann::json::parse(report::summary_json(result.summary));
        const std::vector<Figure> figures = figures_of(marked_up(result));
        EXPECT_GT(figures.size(), 40U);
        for (const Figure& figure : figures) {
            const double expected = summary.at(nlohmann::json::json_pointer(figure.key)).get<double>();
            EXPECT_EQ(figure.value, expected) << figure.key;
            EXPECT_NEAR(read_as(figure.shown), expected, std::max(0.006 * std::abs(expected), 1e-5)) << figure.key;
        }
    }
}

TEST(ReportPage, NoTextOfASlideTakesEffect) {
    const std::string attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
    SlideResult result = report::unassessable_result();
    SlideSummary& s = result.summary;
    s.slide.name = s.slide.vendor = s.slide.quickhash = s.slide.mpp_source = s.skin.reason = attack;
    s.flags = {attack};
    s.kossa_version = s.pattern = s.pattern_context = s.stain.white_point_source = s.stain.matrix_source = attack;
    s.stain.stain_names = {attack, attack};
    s.area_fraction_interval = {{}, {}, attack};
    s.parameters.push_back({attack, attack, attack});
    s.regions = RegionsReport{.file = attack, .sha1 = attack, .ignored = {attack}};
    s.clinical_case = ClinicalCase{63.0, attack, LabValue{15.0, "mg/dL"}, LabValue{7.3, "mg/dL"}, {}, {}};
    s.by_zone.front().name = s.confusers.front().name = result.confusers.front().reason = attack;
    const std::string page = page_of(result);
    EXPECT_EQ(occurrences(page, "<script>"), 2U);
    EXPECT_EQ(occurrences(page, "<img"), 0U);
    EXPECT_GT(occurrences(page, "&lt;script&gt;alert(1)"), 10U);
}

TEST(ReportPage, NoTextOfAFailureTakesEffect) {
    SlideResult result = report::failed_result();
    result.summary.slide.name = result.summary.error = result.summary.error_code = "<script>alert(1)</script>";
    EXPECT_EQ(occurrences(plain_page(result), "<script>"), 1U);
}

TEST(ReportPage, ThePolicyAllowsItsOwnStyleAndScriptAndNothingElse) {
    const std::string page = page_of(report::sample_result());
    EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;; img-src data:;"));
    EXPECT_THAT(page, HasSubstr("script-src &#39;sha256-" + report::base64(sha256(viewer_library())) +
                                "&#39; &#39;sha256-" + report::base64(sha256(script())) + "&#39;;"));
    EXPECT_THAT(page, HasSubstr("<script>" + viewer_library() + "</script>"));
    EXPECT_THAT(page, HasSubstr("style-src &#39;sha256-" + report::base64(sha256(style()))));
    EXPECT_THAT(page, HasSubstr("<script>" + script() + "</script>"));
    EXPECT_THAT(page, HasSubstr("<style>" + style() + "</style>"));
    EXPECT_THAT(page, Not(HasSubstr(" style=")));  // which the policy would forbid
    EXPECT_THAT(page, Not(HasSubstr(" onclick=")));
}

TEST(ReportPage, NeedsNoOtherFileAndNoNetwork) {
    const std::string page = marked_up(report::sample_result());
    const std::regex pattern("(href|src)=\"([^\"]{0,11})");
    for (auto at = std::sregex_iterator(page.begin(), page.end(), pattern); at != std::sregex_iterator(); ++at) {
        const std::string target = (*at)[2];
        EXPECT_TRUE(target.starts_with("#") || target.starts_with("data:image/")) << target;
    }
}

TEST(ReportPage, HoldsTheTilesThatItsSlideIsMadeOf) {
    EXPECT_THAT(page_of(report::sample_result()), HasSubstr("<i data-place=\"0/1/2\" data-jpeg=\"anBlZw==\"></i>"));
}

TEST(ReportPage, EveryLinkLeadsSomewhere) {
    const std::string page = marked_up(report::sample_result());
    const std::regex pattern("href=\"#([^\"]*)\"");
    for (auto at = std::sregex_iterator(page.begin(), page.end(), pattern); at != std::sregex_iterator(); ++at) {
        EXPECT_EQ(occurrences(page, "id=\"" + (*at)[1].str() + "\""), 1U) << (*at)[1];
    }
}

TEST(ReportPage, HoldsTheParagraphToPaste) {
    const SlideResult result = report::sample_result();
    EXPECT_THAT(page_of(result), HasSubstr(escaped(report::paragraph(result.summary))));
}

TEST(ReportPage, OfAFailedSlideSaysWhyAndWhatToDo) {
    const std::string page = plain_page(report::failed_result());
    EXPECT_THAT(page, AllOf(HasSubstr("This slide could not be measured: the file gives no pixel size.<"),
                            HasSubstr("What to do: </strong>pass --mpp.<"), HasSubstr("unknown-pixel-size"),
                            Not(HasSubstr("0 deposits"))));
    EXPECT_THAT(page, Not(HasSubstr(viewer_library())));
    EXPECT_LT(page.size(), 40'000U);  // small enough to be written when a picture is not
}

TEST(ReportPage, OfAFailedSlideGivesTheAdviceOnceAndThePictureThatThereIs) {
    SlideResult result = report::failed_result();
    result.summary.error = "no tissue found (nothing is larger than 0.1 mm2)";
    result.summary.error_code = "no-tissue";
    const std::string page = plain_page(result, report::plain_background(size, 8.0));
    EXPECT_EQ(occurrences(page, "least_piece_mm2</th"), 0U);
    EXPECT_THAT(page, AllOf(HasSubstr("larger than 0.1 mm\u00b2)."), HasSubstr("<img src=\"data:image/jpeg;base64,")));
    const std::string told = page.substr(page.find("<main>"));
    EXPECT_EQ(occurrences(told, "lower tissue.least_piece_mm2"), 1U);
}

TEST(ReportPage, SaysWhatItIsFor) {
    for (const std::string& page : {page_of(report::sample_result()), plain_page(report::failed_result())}) {
        EXPECT_GE(occurrences(page, "Research use only. Measurements, not a diagnosis."), 2U);
    }
}

TEST(ReportPage, IsTheSameForTheSameResult) {
    EXPECT_EQ(page_of(report::sample_result()), page_of(report::sample_result()));
}

TEST(ReportPage, WithoutDepositsItStillShowsTheSlide) {
    SlideResult none = report::sample_result(size, 0);
    none.summary.superficial.clear();
    const std::string page = page_of(none);
    EXPECT_THAT(page,
                AllOf(HasSubstr("<strong>No deposits</strong> with the look of calcium"), HasSubstr("id=\"slide\""),
                      Not(HasSubstr("class=\"plots\"")), Not(HasSubstr("The largest deposits"))));
}

TEST(ReportPage, ItsSizeIsBoundedForAnyNumberOfDeposits) {
    constexpr std::size_t megabyte = 1'000'000;
    EXPECT_LT(page_of(report::sample_result(size, 20'000)).size(), 3 * megabyte + viewer_library().size());
}

TEST(ReportPage, WritesTheTilesOneAfterTheOther) {
    constexpr std::size_t tile_bytes = 100'000;
    const std::vector<ZoomTile> tiles(30, {{0, 1, 2}, std::string(tile_bytes, 'x')});
    std::size_t longest = 0;
    std::size_t all = 0;
    report_page(report::sample_result(), report::plain_background(size, 8.0), {}, tiles)([&](std::string_view piece) {
        longest = std::max(longest, piece.size());
        all += piece.size();
    });
    EXPECT_GT(all, tiles.size() * tile_bytes * 4 / 3);  // as base64
    EXPECT_LT(longest, tiles.size() * tile_bytes / 2);
}

}  // namespace
}  // namespace kossa::page
