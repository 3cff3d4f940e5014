#include "kossa/core/outline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/masks.hpp"
#include "support/polygons.hpp"

namespace kossa {
namespace {

using support::drawn;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using SurveyRun = Run<Survey>;
using SurveyRuns = std::vector<SurveyRun>;
using WorkingRuns = std::vector<Run<Working>>;

MultiPolygon<Survey> outlined(const Mask& mask) {
    return outline(runs_of(mask), Scaling<Survey, Survey>{});
}

std::int32_t set_count(const Mask& mask) {
    const std::vector<std::int32_t> sets = connected_sets(runs_of(mask), Connectivity::four);
    return sets.empty() ? 0 : *std::max_element(sets.begin(), sets.end()) + 1;
}

void expect_sound(const MultiPolygon<Survey>& polygons, const Mask& mask) {
    SCOPED_TRACE(support::drawing(mask));
    EXPECT_THAT(polygons, SizeIs(set_count(mask)));
    EXPECT_THAT(support::rasterised(polygons, mask.size()), support::SameMask(mask));
    EXPECT_EQ(support::area(polygons), cv::countNonZero(mask));
    for (const Polygon<Survey>& polygon : polygons) {
        EXPECT_TRUE(support::simple(polygon.shell));
        EXPECT_GT(support::signed_area(polygon.shell), 0.0) << "shells run counter-clockwise with y upwards";
        for (const Ring<Survey>& hole : polygon.holes) {
            EXPECT_TRUE(support::simple(hole));
            EXPECT_LT(support::signed_area(hole), 0.0) << "holes run the other way";
        }
    }
}

TEST(Outline, OfRandomMasksRasterisesBackToThem) {
    for (const double density : {0.05, 0.3, 0.5, 0.6, 0.7, 0.9}) {
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const Mask mask = support::random_mask({15, 13}, density, seed);
            expect_sound(outlined(mask), mask);
        }
    }
}

TEST(Outline, OfEveryThreeByThreeMaskIsSound) {
    for (unsigned bits = 0; bits < 512; ++bits) {
        Mask mask(3, 3);
        for (unsigned i = 0; i < 9; ++i) {
            mask(static_cast<int>(i / 3), static_cast<int>(i % 3)) = (bits >> i & 1U) != 0 ? 255 : 0;
        }
        expect_sound(outlined(mask), mask);
    }
}

TEST(Outline, OfNothingIsEmpty) {
    EXPECT_THAT(outlined(Mask(5, 5, std::uint8_t{0})), IsEmpty());
    EXPECT_THAT(outline(WorkingRuns{}, Scaling<Level0, Working>{}), IsEmpty());
}

TEST(Outline, OfOnePixelIsItsFourCorners) {
    const MultiPolygon<Survey> polygons = outline(SurveyRuns{{3, 7, 8}}, Scaling<Survey, Survey>{});
    ASSERT_THAT(polygons, SizeIs(1));
    using P = Point<Survey>;
    EXPECT_THAT(polygons[0].shell, ::testing::UnorderedElementsAre(P{7, 3}, P{8, 3}, P{8, 4}, P{7, 4}));
    EXPECT_THAT(polygons[0].holes, IsEmpty());
}

TEST(Outline, PixelsThatMeetAtACornerArePolygonsOfTheirOwn) {
    EXPECT_THAT(outlined(drawn({"#.", ".#"})), SizeIs(2));
    EXPECT_THAT(outlined(drawn({".#", "#."})), SizeIs(2));
}

TEST(Outline, HolesThatMeetAtACornerStaySimple) {
    const Mask mask = drawn({"#####", "#.###", "##.##", "#####"});
    const MultiPolygon<Survey> polygons = outlined(mask);
    ASSERT_THAT(polygons, SizeIs(1));
    EXPECT_THAT(polygons[0].holes, SizeIs(2));
    expect_sound(polygons, mask);
}

TEST(Outline, AHoleThatMeetsTheOutsideAtACornerStaysAHole) {
    const Mask mask = drawn({"####", "#.##", "##.#", "###."});
    expect_sound(outlined(mask), mask);
}

TEST(Outline, AnIslandInAHoleIsAPolygonOfItsOwn) {
    const Mask mask = drawn({"#####", "#...#", "#.#.#", "#...#", "#####"});
    const MultiPolygon<Survey> polygons = outlined(mask);
    ASSERT_THAT(polygons, SizeIs(2));
    EXPECT_THAT(polygons[0].holes, SizeIs(1));
    EXPECT_THAT(polygons[1].holes, IsEmpty());
    expect_sound(polygons, mask);
}

TEST(Outline, DoesNotDependOnHowRowsAreCutIntoRuns) {
    const SurveyRuns one{{0, 0, 6}, {1, 2, 4}};
    const SurveyRuns many{{0, 0, 1}, {0, 1, 3}, {0, 3, 6}, {1, 2, 3}, {1, 3, 4}};
    const MultiPolygon<Survey> expected = outline(one, Scaling<Survey, Survey>{});
    const MultiPolygon<Survey> polygons = outline(many, Scaling<Survey, Survey>{});
    ASSERT_THAT(polygons, SizeIs(1));
    EXPECT_EQ(polygons[0].shell, expected[0].shell);
    EXPECT_THAT(polygons[0].holes, IsEmpty());
}

TEST(Outline, IsScaledAxisByAxisToLevel0) {
    const WorkingRuns runs{{10, 20, 23}, {11, 20, 23}};
    const MultiPolygon<Level0> polygons = outline(runs, Scaling<Level0, Working>{2.0, 4.5});
    ASSERT_THAT(polygons, SizeIs(1));
    using P = Point<Level0>;
    EXPECT_THAT(polygons[0].shell, ::testing::UnorderedElementsAre(P{40, 45}, P{46, 45}, P{46, 54}, P{40, 54}));
    EXPECT_EQ(support::area(polygons), 3 * 2.0 * 2 * 4.5);
}

TEST(Outline, KeepsOnlyCorners) {
    const MultiPolygon<Survey> polygons = outlined(Mask(40, 60, std::uint8_t{255}));
    ASSERT_THAT(polygons, SizeIs(1));
    EXPECT_THAT(polygons[0].shell, SizeIs(4));
}

}  // namespace
}  // namespace kossa
