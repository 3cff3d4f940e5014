#include "kossa/measure/named_by_hand.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/core/error.hpp"
#include "support/outlines.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using support::rectangle;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Working pixels of 2 by 2 level-0 pixels.
const SlideFrames halved{{400, 300}, PixelSize(Microns(0.5)), {2.0, 2.0}, {0.0625, 0.0625}};

/// A square of 10 by 10 working pixels.
Finding square(int x, int y, FindingClass finding, double confidence) {
    Finding result;
    result.runs = support::filled(x, y, 10, 10);
    result.sums.pixels = 100;
    result.finding = finding;
    result.confidence = confidence;
    result.reason = "as found";
    return result;
}

const std::vector<Finding> three_objects{square(10, 10, FindingClass::calcium, 0.8),
                                         square(50, 10, FindingClass::nuclei, 0.05),
                                         square(90, 10, FindingClass::uncertain, 0.3)};

NamedByHand under(const std::vector<OutlinedObjects>& objects) {
    return named_by_hand(three_objects, on_working_grid(objects, halved));
}

TEST(NamedByHand, WithoutOutlinesEverythingStays) {
    const NamedByHand named = under({});
    EXPECT_EQ(named.findings[1].finding, FindingClass::nuclei);
    EXPECT_THAT(named.counted, IsEmpty());
    EXPECT_THAT(named.turned_down, IsEmpty());
}

TEST(NamedByHand, WhatIsOutlinedAsCalciumIsCertain) {
    const NamedByHand named = under({{FindingClass::calcium, rectangle(90, 10, 210, 50)}});
    EXPECT_EQ(named.findings[0].confidence, 0.8);
    EXPECT_EQ(named.findings[1].finding, FindingClass::calcium);
    EXPECT_EQ(named.findings[1].confidence, 1.0);
    EXPECT_EQ(named.findings[1].reason, "outlined as Calcium");
    EXPECT_THAT(named.counted, ElementsAre(1, 2));
    EXPECT_THAT(named.turned_down, IsEmpty());
}

TEST(NamedByHand, WhatIsOutlinedAsSomethingElseIsThat) {
    const NamedByHand named = under({{FindingClass::pigment, rectangle(10, 10, 130, 50)}});
    EXPECT_EQ(named.findings[0].finding, FindingClass::pigment);
    EXPECT_EQ(named.findings[0].confidence, 0.0);
    EXPECT_EQ(named.findings[0].reason, "outlined as Pigment");
    EXPECT_EQ(named.findings[1].finding, FindingClass::pigment);
    EXPECT_THAT(named.counted, IsEmpty());
    EXPECT_THAT(named.turned_down, ElementsAre(0));
}

TEST(NamedByHand, WhatIsSoAlreadyStaysAsItIs) {
    const NamedByHand named = under({{FindingClass::calcium, rectangle(10, 10, 50, 50)}});
    EXPECT_EQ(named.findings[0].confidence, 0.8);
    EXPECT_EQ(named.findings[0].reason, "as found");
    EXPECT_THAT(named.counted, IsEmpty());
}

TEST(NamedByHand, MoreThanHalfOfAnObjectDecides) {
    const NamedByHand half = under({{FindingClass::calcium, rectangle(100, 10, 110, 50)}});
    EXPECT_EQ(half.findings[1].finding, FindingClass::nuclei);
    const NamedByHand more = under({{FindingClass::calcium, rectangle(100, 10, 112, 50)}});
    EXPECT_EQ(more.findings[1].finding, FindingClass::calcium);
}

TEST(NamedByHand, TheFirstOfSeveralNamesDecides) {
    const MultiPolygon<Level0> place = rectangle(90, 10, 130, 50);
    EXPECT_EQ(under({{FindingClass::blood, place}, {FindingClass::calcium, place}}).findings[1].finding,
              FindingClass::blood);
}

TEST(NamedByHand, AnOutlineThatOnlyRepeatsWhatAnObjectIsDoesNotStandInTheWayOfAnother) {
    const NamedByHand named =
        under({{FindingClass::calcium, rectangle(10, 10, 50, 50)}, {FindingClass::nuclei, rectangle(5, 5, 55, 55)}});
    EXPECT_EQ(named.findings[0].finding, FindingClass::nuclei);
    EXPECT_THAT(named.turned_down, ElementsAre(0));
}

TEST(NamedByHand, WhatChangedNamesTheSameObjectsFoundWithAnotherSeed) {
    const NamedByHand named = under({{FindingClass::calcium, rectangle(0, 0, 400, 300)}});
    std::vector<Finding> paler = three_objects;
    paler[1].runs = support::filled(49, 9, 12, 12);
    paler[1].sums.pixels = 144;
    paler.push_back(square(130, 10, FindingClass::nuclei, 0.1));
    const NamedByHand again = named_by_hand(paler, named.changed);
    EXPECT_THAT(again.counted, ElementsAre(1, 2)) << "and not what the slide's own seed did not find";
}

/// What a person says is calcium, 10 by 10 pixels, found with another seed as these objects beside one of 100 pixels.
CalciumFound found_again(std::vector<Finding> objects) {
    objects.push_back(square(10, 10, FindingClass::calcium, 0.8));
    return calcium_among(objects, {support::filled(50, 10, 10, 10)});
}

Finding of_pixels(const std::vector<Run<Working>>& runs, FindingClass finding) {
    Finding result = square(0, 0, finding, 0.0);
    result.sums.pixels = pixel_count(runs);
    result.runs = runs;
    return result;
}

TEST(CalciumAmong, WhatAPersonSaysIsCalciumIsSoWithAnySeed) {
    const auto expect = [](const CalciumFound& found, std::int64_t count, std::int64_t pixels) {
        EXPECT_EQ(found.count, count);
        EXPECT_EQ(found.pixels, pixels);
    };
    expect(calcium_among(three_objects, {}), 1, 100);
    expect(found_again({square(50, 10, FindingClass::nuclei, 0.1)}), 2, 200);
    expect(found_again({of_pixels(support::filled(40, 5, 60, 40), FindingClass::nuclei)}), 2, 200);
    expect(found_again({of_pixels(support::filled(49, 10, 12, 10), FindingClass::calcium)}), 2, 220);
    expect(found_again({of_pixels(support::filled(50, 10, 3, 10), FindingClass::nuclei),
                        of_pixels(support::filled(55, 10, 5, 10), FindingClass::calcium)}),
           2, 180);
    expect(found_again({}), 1, 100);
}

TEST(NamedByHand, OutlinesOfAnotherSlideAreRefused) {
    EXPECT_THROW(on_working_grid({{FindingClass::calcium, rectangle(900, 10, 1000, 50)}}, halved), RefusedSlide);
    EXPECT_THAT(on_working_grid({}, halved), IsEmpty());
}

TEST(NamedByHand, OutlinesOfCalciumWithoutAnyAreCounted) {
    MultiPolygon<Level0> outlines = rectangle(10, 10, 50, 50);
    const MultiPolygon<Level0> beside = rectangle(300, 300, 340, 340);
    outlines.insert(outlines.end(), beside.begin(), beside.end());
    const std::vector<OutlinedObjects> objects{{FindingClass::calcium, outlines}, {FindingClass::nuclei, beside}};
    EXPECT_EQ(outlines_without_calcium(objects, {three_objects, {}, {}, {}}, halved), 1);
    EXPECT_EQ(outlines_without_calcium(objects, {{}, {}, {}, {}}, halved), 2);
    EXPECT_EQ(outlines_without_calcium({}, {three_objects, {}, {}, {}}, halved), 0);
    std::vector<Finding> turned_down = three_objects;
    turned_down[0].finding = FindingClass::nuclei;
    EXPECT_EQ(outlines_without_calcium(objects, {turned_down, {}, {0}, {}}, halved), 1) << "it held one";
}

}  // namespace
}  // namespace kossa
