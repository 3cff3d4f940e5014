#include "kossa/page/gallery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(GalleryChoice, TakesTheLargestAndOfTheOthersTheLeastCertain) {
    std::vector<DepositRow> rows(30);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].area = SquareMicrons(static_cast<double>(i));
        rows[i].confidence = i >= 18 ? 0.5 : 1.0 - 0.01 * static_cast<double>(i);
    }
    const GalleryChoice choice = gallery_choice(rows);
    ASSERT_EQ(choice.largest.size(), gallery_each);
    ASSERT_EQ(choice.least_certain.size(), gallery_each);
    EXPECT_EQ(choice.largest.front(), 29U);
    EXPECT_EQ(choice.largest.back(), 18U);
    EXPECT_EQ(choice.least_certain.front(), 17U);
}

TEST(GalleryChoice, ShowsEveryDepositOnceWhereThereAreFew) {
    const std::vector<DepositRow> rows = report::sample_result({3000, 2000}, 20).deposits;
    const GalleryChoice choice = gallery_choice(rows);
    std::set<std::size_t> shown(choice.largest.begin(), choice.largest.end());
    shown.insert(choice.least_certain.begin(), choice.least_certain.end());
    EXPECT_EQ(shown.size(), 20U);
}

TEST(Gallery, EveryCardHasPictureOutlineAndFigures) {
    const SlideResult result = report::sample_result({3000, 2000}, 20);
    const std::string html = gallery(result, all_crops(result)).markup();
    EXPECT_EQ(occurrences(html, "class=\"card\""), 20U);
    EXPECT_EQ(occurrences(html, "data:image/jpeg"), 20U);
    EXPECT_EQ(occurrences(html, "outline-halo"), 20U);
    EXPECT_EQ(occurrences(html, "score 0.90"), 20U);
}

TEST(Gallery, SaysWhereADepositLies) {
    SlideResult result = report::sample_result({3000, 2000}, 1);
    DepositRow& row = result.deposits.front();
    row.zone = Zone::upper_dermis;
    row.depth = Microns(210);
    row.depth_min = Microns(190);
    row.depth_max = Microns(1234);
    EXPECT_THAT(gallery(result, {}).markup(), HasSubstr("upper dermis, 210 \u00b5m deep (190 to 1,234)"));
    row.depth.reset();
    row.zone = Zone::unassessable;
    EXPECT_THAT(gallery(result, {}).markup(), HasSubstr("depth not assessed"));
    row.zone = Zone::epidermis;
    row.depth = Microns(-30);
    EXPECT_THAT(gallery(result, {}).markup(), HasSubstr("epidermis, 30 \u00b5m above the junction"));
}

TEST(Gallery, SaysWhereADepositCrossesTheJunction) {
    SlideResult result = report::sample_result({3000, 2000}, 1);
    DepositRow& row = result.deposits.front();
    row.zone = Zone::upper_dermis;
    row.depth = Microns(40);
    row.depth_min = Microns(-30);
    row.depth_max = Microns(110);
    EXPECT_THAT(gallery(result, {}).markup(),
                HasSubstr("upper dermis, 40 \u00b5m deep (-30 to 110), across the junction<"));
    row.zone = Zone::epidermis;
    row.depth = Microns(-10);
    EXPECT_THAT(gallery(result, {}).markup(), HasSubstr("epidermis, 10 \u00b5m above the junction and across it<"));
    row.depth_max = Microns(0);
    EXPECT_THAT(gallery(result, {}).markup(), HasSubstr("epidermis, 10 \u00b5m above the junction<"));
}

TEST(Gallery, NamesNoneTheLeastCertainWhereAllHaveTheFullScore) {
    SlideResult result = report::sample_result({3000, 2000}, 20);
    EXPECT_THAT(gallery(result, {}).markup(), HasSubstr("The least certain of the others"));
    for (DepositRow& row : result.deposits) {
        row.confidence = 1.0;
    }
    EXPECT_THAT(gallery(result, {}).markup(),
                AllOf(HasSubstr("Others, all with the full score"), Not(HasSubstr("least certain"))));
}

TEST(Gallery, ADepositWithoutACropKeepsItsFigures) {
    const std::string html = gallery(report::sample_result({3000, 2000}, 1), {}).markup();
    EXPECT_THAT(html, AllOf(HasSubstr("No picture was kept"), HasSubstr("Deposit 1")));
}

TEST(Gallery, ThereIsNoneWithoutDepositsAndDoubts) {
    EXPECT_TRUE(gallery(report::sample_result({3000, 2000}, 0), {}).empty());
}

TEST(Gallery, ShowsWhatMayBeCalciumAndDoesNotCount) {
    SlideResult result = report::sample_result({3000, 2000}, 0);
    result.confusers[0].finding = FindingClass::uncertain;
    result.confusers[0].confidence = 0.4;
    const std::string html = gallery(result, all_crops(result)).markup();
    EXPECT_EQ(occurrences(html, "class=\"card\""), 1U);
    EXPECT_THAT(html, AllOf(HasSubstr("Set aside: may be calcium"), HasSubstr("href=\"#aside1\""),
                            HasSubstr(">Uncertain</a>"), HasSubstr("score 0.40"), HasSubstr("data:image/jpeg")));
}

TEST(SetAsideChoice, TakesTheMostCalciumLikeOfUncertainAndCarbon) {
    std::vector<ConfuserRow> rows(40);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].finding = i % 2 == 0   ? FindingClass::nuclei
                          : i % 4 == 1 ? FindingClass::carbon
                                       : FindingClass::uncertain;
        rows[i].confidence = 0.01 * static_cast<double>(i);
    }
    const std::vector<std::size_t> choice = set_aside_choice(rows, gallery_each);
    ASSERT_EQ(choice.size(), gallery_each);
    EXPECT_EQ(choice.front(), 39U);
    EXPECT_EQ(choice.back(), 17U);
}

TEST(ConfuserSection, ShowsTheLargestOfEveryName) {
    SlideResult result = report::sample_result();
    result.confusers[1].confidence = 0.2;
    result.confusers[1].area = SquareMicrons(1e6);
    const std::string html = confuser_section(result, all_crops(result)).markup();
    EXPECT_EQ(occurrences(html, "class=\"card\""), 1U);
    EXPECT_THAT(html, AllOf(HasSubstr("href=\"#turned-down2\""), HasSubstr("speak against calcium"),
                            HasSubstr("data-key=\"/confusers/0/count\""), HasSubstr("score 0.20")));
}

TEST(ConfuserSection, AWholeObjectGoesBeforeOneThatTheEdgeOfTheImageCuts) {
    SlideResult result = report::sample_result();
    for (ConfuserRow& row : result.confusers) {
        row.outline = {{{{10, 10}, {20, 10}, {20, 20}}, {}}};
    }
    result.confusers[1].area = SquareMicrons(1e6);
    result.confusers[1].confidence = 0.2;
    EXPECT_THAT(confuser_section(result, {}).markup(), HasSubstr("score 0.20"));
    result.confusers[1].outline = {{{{10, 0}, {20, 0}, {20, 20}}, {}}};
    EXPECT_THAT(confuser_section(result, {}).markup(), AllOf(HasSubstr("score 0.10"), Not(HasSubstr("cut off"))));
}

TEST(Pictured, HoldsEveryObjectThatACardShows) {
    SlideResult result = report::sample_result({3000, 2000}, 60);
    result.confusers[0].finding = FindingClass::uncertain;
    std::vector<report::CropPicture> crops;
    for (const Point<Level0>& at : pictured(result)) {
        crops.push_back(plain_crop(at));
    }
    EXPECT_THAT(gallery(result, crops).markup() + confuser_section(result, crops).markup(),
                Not(HasSubstr("No picture was kept")));
}

TEST(ConfuserSection, AnExampleWithAPictureGoesBeforeOneWithout) {
    SlideResult result = report::sample_result();
    result.confusers[1].confidence = 0.2;
    result.confusers[1].area = SquareMicrons(1e6);
    const std::string html = confuser_section(result, {plain_crop(result.confusers[0].centroid)}).markup();
    EXPECT_THAT(html, AllOf(HasSubstr("data:image/jpeg"), HasSubstr("score 0.10")));
}

TEST(ConfuserSection, ReasonsAreText) {
    SlideResult result = report::sample_result();
    result.confusers[0].reason = "<img src=x onerror=alert(1)>";
    result.confusers[0].confidence = 0.9;
    EXPECT_THAT(confuser_section(result, {}).markup(), Not(HasSubstr("<img")));
}

}  // namespace
}  // namespace kossa::page
