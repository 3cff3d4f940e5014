#include "kossa/core/rasterise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/core/outline.hpp"
#include "support/masks.hpp"
#include "support/polygons.hpp"

namespace kossa {
namespace {

using support::drawn;
using support::SameMask;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using SurveyRun = Run<Survey>;

const Scaling<Survey, Level0> same{};

Mask drawn_again(const Mask& mask, const Scaling<Level0, Survey>& level0_from_survey) {
    return rasterised(outline(runs_of(mask), level0_from_survey), Size<Survey>{mask.cols, mask.rows},
                      level0_from_survey.inverse());
}

Ring<Level0> rectangle(double left, double top, double right, double bottom) {
    return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

Mask shapes(const MultiPolygon<Level0>& polygons, std::int64_t width, std::int64_t height) {
    return rasterised(polygons, Size<Survey>{width, height}, same);
}

TEST(Rasterise, GivesEveryMaskBackFromItsOutline) {
    for (const double density : {0.05, 0.3, 0.5, 0.7, 0.95}) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Mask mask = support::random_mask({23, 17}, density, seed);
            EXPECT_THAT(drawn_again(mask, {}), SameMask(mask));
            EXPECT_THAT(drawn_again(mask, {7.9, 16.013}), SameMask(mask));
            EXPECT_THAT(drawn_again(mask, {1.0 / 3.0, 0.7}), SameMask(mask));
        }
    }
}

TEST(Rasterise, KeepsHolesAndIslandsInThem) {
    const Mask mask = drawn({"#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######"});
    EXPECT_THAT(drawn_again(mask, {4.0, 4.0}), SameMask(mask));
}

TEST(Rasterise, TakesThePixelsWhoseCentresAreInside) {
    const Ring<Level0> triangle{{0.2, 0.3}, {9.1, 2.4}, {3.3, 7.7}};
    EXPECT_THAT(shapes({{triangle, {}}}, 10, 8),
                SameMask(support::rasterised(MultiPolygon<Level0>{{triangle, {}}}, {10, 8})));
}

TEST(Rasterise, PolygonsThatShareAnEdgeShareNoPixelAndLeaveNoneOut) {
    const Point<Level0> a{1.5, 0.5};
    const Point<Level0> b{6.5, 7.5};
    const Ring<Level0> right{a, {8.0, 0.0}, {8.0, 8.0}, b};
    const Ring<Level0> left{b, {0.0, 8.0}, {0.0, 0.0}, a};
    const Ring<Level0> above{{0.0, 0.0}, {8.0, 0.0}, a};
    const Ring<Level0> below{{8.0, 8.0}, {0.0, 8.0}, b};
    cv::Mat_<int> seen(8, 8, 0);
    for (const Ring<Level0>& ring : {right, left, above, below}) {
        seen += shapes({{ring, {}}}, 8, 8) / 255;
    }
    EXPECT_EQ(cv::countNonZero(seen != 1), 0) << seen;
}

TEST(Rasterise, DoesNotDependOnTheDirectionOfRings) {
    Polygon<Level0> polygon{rectangle(1, 1, 7, 7), {rectangle(3, 3, 5, 5)}};
    const Mask mask = shapes({polygon}, 8, 8);
    std::reverse(polygon.shell.begin(), polygon.shell.end());
    EXPECT_THAT(shapes({polygon}, 8, 8), SameMask(mask));
    EXPECT_EQ(cv::countNonZero(mask), 36 - 4);
}

TEST(Rasterise, PolygonsThatOverlapAreTheirUnion) {
    const MultiPolygon<Level0> polygons{{rectangle(0, 0, 4, 2), {}}, {rectangle(2, 0, 6, 2), {}}};
    EXPECT_THAT(covered(polygons, Size<Survey>{8, 8}, same), ElementsAre(SurveyRun{0, 0, 6}, SurveyRun{1, 0, 6}));
}

TEST(Rasterise, PolygonsOverEachOtherAreAsOne) {
    const Polygon<Level0> one = {{{0, 0}, {0, 4000}, {4000, 4000}, {4000, 0}}, {}};
    const std::vector<Polygon<Level0>> many(600, one);  // 2.4 million rows of pixels
    const Size<Level0> size{4000, 4000};
    const Scaling<Level0, Level0> same;
    EXPECT_EQ((covered<Level0, Level0>(many, size, same)), (covered<Level0, Level0>({one}, size, same)));
}

TEST(Rasterise, CutsOffWhatLiesOutside) {
    const double far = 2147483648.0;
    EXPECT_EQ(cv::countNonZero(shapes({{rectangle(-far, -far, far, far), {}}}, 5, 4)), 20);
    EXPECT_THAT(covered(MultiPolygon<Level0>{{rectangle(-far, -far, -1, -1), {}}, {rectangle(9, 9, far, far), {}}},
                        Size<Survey>{5, 4}, same),
                IsEmpty());
}

TEST(Rasterise, NothingAndDegenerateRingsCoverNothing) {
    EXPECT_THAT(covered(MultiPolygon<Level0>{}, Size<Survey>{5, 5}, same), IsEmpty());
    EXPECT_THAT(
        covered(MultiPolygon<Level0>{{{}, {}}, {{{1, 1}}, {}}, {{{1, 1}, {4, 4}}, {}}}, Size<Survey>{5, 5}, same),
        IsEmpty());
}

}  // namespace
}  // namespace kossa
