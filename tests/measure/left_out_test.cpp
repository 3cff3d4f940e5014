#include "kossa/measure/left_out.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/masks.hpp"

namespace kossa {
namespace {

using support::mask_where;
using support::SameMask;

constexpr Microns margin(10.0);
const cv::Size size(40, 20);
const Mask nothing(size, 0);

/// Found tissue of two blocks on glass, and where deposits were looked for round them.
const Mask left_block = mask_where(size, [](double x, double y) { return x > 4 && x < 14 && y > 4 && y < 16; });
const Mask right_block = mask_where(size, [](double x, double y) { return x > 24 && x < 34 && y > 4 && y < 16; });
const Mask searched = mask_where(size, [](double x, double) { return x < 38; });

FoundSkin found() {
    FoundSkin skin;
    skin.pixel = Microns(4.0);
    skin.tissue.solid = Mask(left_block | right_block);
    return skin;
}

Mask out(const Mask& solid, const RegionMasks& regions) {
    SkinMap skin;
    skin.pixel = Microns(4.0);
    skin.tissue.solid = solid;
    return left_out(found(), skin, regions, searched, margin);
}

TEST(LeftOut, NothingIsWithoutOutlines) {
    EXPECT_THAT(out(found().tissue.solid, {}), SameMask(nothing));
}

TEST(LeftOut, NothingNearTheTissueIsWhereTheOutlineIsTheFoundTissue) {
    RegionMasks regions;
    regions.tissue = found().tissue.solid;
    const Mask result = out(found().tissue.solid, regions);
    EXPECT_EQ(result(10, 8), 0);
    EXPECT_EQ(result(10, 15), 0) << "glass within the margin";
    EXPECT_EQ(cv::countNonZero(result & found().tissue.solid), 0);
}

TEST(LeftOut, FoundTissueBesideTheOutlinedIsEvenWithinTheMargin) {
    const Mask part(left_block & mask_where(size, [](double x, double) { return x < 10; }));
    RegionMasks regions;
    regions.tissue = part;
    const Mask result = out(part, regions);
    EXPECT_NE(result(10, 10), 0) << "tissue next to the outline";
    EXPECT_NE(result(10, 30), 0) << "the other block";
    EXPECT_EQ(result(10, 3), 0) << "glass next to the outline";
    EXPECT_EQ(result(10, 39), 0) << "was not looked at";
}

TEST(LeftOut, ExcludedRegionsAreOnGlassToo) {
    RegionMasks regions;
    regions.exclude = mask_where(size, [](double, double y) { return y < 8; });
    EXPECT_THAT(out(found().tissue.solid, regions), SameMask(*regions.exclude));
}

TEST(LiesMostlyIn, CountsPixelsAndNeedsMoreThanHalf) {
    const Mask right = mask_where(size, [](double x, double) { return x > 20; });
    const Scaling<Survey, Working> half{0.5, 0.5};
    Finding finding;
    finding.runs = {{10, 30, 50}};  // survey columns 15 to 25
    EXPECT_FALSE(lies_mostly_in(finding, right, half));
    finding.runs = {{10, 30, 52}};
    EXPECT_TRUE(lies_mostly_in(finding, right, half));
    finding.runs = {{10, 30, 52}, {11, 30, 40}};
    EXPECT_FALSE(lies_mostly_in(finding, right, half));
}

}  // namespace
}  // namespace kossa
