#include "kossa/page/slide_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Size<Level0> slide_size{3000, 2000};

std::string view_of(const SlideResult& result) {
    return slide_view(result, report::plain_background(slide_size, 4.0), {}).markup();
}

TEST(SlideView, HoldsThePictureItself) {
    EXPECT_THAT(view_of(report::sample_result()), HasSubstr("<image href=\"data:image/jpeg;base64,/9j/"));
}

TEST(SlideView, EveryDepositIsAShapeThatLeadsToItsRow) {
    const SlideResult result = report::sample_result();
    const std::string view = view_of(result);
    for (std::size_t i = 1; i <= result.deposits.size(); ++i) {
        EXPECT_EQ(occurrences(view, "id=\"shape" + std::to_string(i) + "\""), 1U) << i;
        EXPECT_EQ(occurrences(view, "href=\"#deposit" + std::to_string(i) + "\""), 1U) << i;
    }
}

TEST(SlideView, EveryLayerHasASwitch) {
    SlideResult result = report::sample_result();
    result.layers.excluded = result.layers.subcutis;
    const std::string view = view_of(result);
    for (const std::string layer : {"layer-junction", "layer-epidermis", "layer-border", "layer-subcutis",
                                    "layer-tissue", "layer-excluded", "layer-zone1", "layer-confusers"}) {
        EXPECT_EQ(occurrences(view, "id=\"" + layer + "\""), 1U) << layer;
        EXPECT_EQ(occurrences(view, "data-layer=\"" + layer + "\""), 1U) << layer;
    }
}

TEST(SlideView, WhatWasTurnedDownIsHiddenAtFirst) {
    EXPECT_THAT(view_of(report::sample_result()), HasSubstr("id=\"layer-confusers\" class=\"confusers off\""));
}

TEST(SlideView, WhatIsSetAsideShowsAndHasARing) {
    SlideResult result = report::sample_result();
    EXPECT_THAT(view_of(result), Not(HasSubstr("layer-aside"))) << "nothing is";
    result.confusers[1].finding = FindingClass::uncertain;
    const std::string view = view_of(result);
    EXPECT_THAT(view, AllOf(HasSubstr("id=\"layer-aside\" class=\"aside\""),
                            HasSubstr("id=\"" + set_aside_id(1) + "\""), HasSubstr("data-layer=\"layer-aside\"")));
    EXPECT_EQ(occurrences(view, "<g id=\"aside"), 1U);
}

TEST(SlideView, WhatMayBeCarbonHasALineRoundItInALayerOfItsOwn) {
    SlideResult result = report::sample_result();
    result.confusers[1].finding = FindingClass::carbon;
    const std::string view = view_of(result);
    EXPECT_THAT(view, AllOf(HasSubstr("id=\"layer-carbon\" class=\"aside carbon\""),
                            HasSubstr("id=\"" + set_aside_id(1) + "\""), Not(HasSubstr("layer-aside"))));
    EXPECT_GT(occurrences(view, "class=\"finder\""), 0U);
}

TEST(SlideView, DrawsObjectsInThePixelsOfTheFinestTiles) {
    const std::string fine =
        slide_view(report::sample_result(), report::plain_background(slide_size, 4.0), {{{1, 0, 0}, "jpeg"}}).markup();
    EXPECT_THAT(fine, HasSubstr("id=\"layer-zone1\" class=\"deposits\" transform=\"scale(0.5)\""));
    EXPECT_THAT(view_of(report::sample_result()), Not(HasSubstr("scale(")));
}

TEST(SlideView, LayersThatAreNotThereHaveNoSwitch) {
    EXPECT_THAT(view_of(report::unassessable_result()), Not(HasSubstr("layer-junction")));
}

TEST(SlideView, TheScaleBarKnowsThePixelSize) {
    EXPECT_THAT(view_of(report::sample_result()), HasSubstr("data-um-per-unit=\"2\""));
    SlideResult unknown = report::sample_result();
    unknown.summary.slide.mpp_x.reset();
    EXPECT_THAT(view_of(unknown), Not(HasSubstr("slide-bar")));
}

TEST(SlideView, ItsSizeIsBoundedForAnyNumberOfDeposits) {
    const SlideResult many = report::sample_result(slide_size, 5000);
    const std::string view = view_of(many);
    EXPECT_EQ(occurrences(view, "id=\"shape"), most_deposits_drawn);
    EXPECT_EQ(occurrences(view, "href=\"#deposit"), most_rows);
}

TEST(SlideView, ItsSizeIsBoundedForOutlinesOfAnyLength) {
    SlideResult result = report::sample_result(slide_size, 300);
    for (DepositRow& row : result.deposits) {
        Ring<Level0> comb;
        for (int i = 0; i < 2000; ++i) {
            comb.push_back({row.centroid.x + i / 4.0, row.centroid.y + 8.0 * (i % 2)});
        }
        comb.push_back({row.centroid.x + 500.0, row.centroid.y + 60.0});
        comb.push_back({row.centroid.x, row.centroid.y + 60.0});
        row.outline = {{comb, {}}};
    }
    EXPECT_LT(view_of(result).size(), 3'200'000U);
}

TEST(Largest, AreThoseOfTheGreatestAreaInTheirOrder) {
    std::vector<DepositRow> rows(4);
    rows[0].area = SquareMicrons(5);
    rows[1].area = SquareMicrons(1);
    rows[2].area = SquareMicrons(9);
    rows[3].area = SquareMicrons(5);
    EXPECT_THAT(largest(rows, 2), ElementsAre(0, 2));
    EXPECT_THAT(largest(rows, 9), ElementsAre(0, 1, 2, 3));
}

}  // namespace
}  // namespace kossa::page
