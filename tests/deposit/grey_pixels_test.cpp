#include "kossa/deposit/grey_pixels.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/court.hpp"
#include "support/plain_masks.hpp"

namespace kossa {
namespace {

using namespace literals;

constexpr std::array<double, 3> pale_grey{0.40, 0.55, 0.40};

cv::Vec4w stored_look(const std::array<double, 3>& od) {
    const auto milli = [](double density) { return static_cast<std::uint16_t>(std::lround(1000.0 * density)); };
    return {milli(od[0]), milli(od[1]), milli(od[2]), 1000};
}

/// A tile of one colour, all eligible.
DensityTile even_tile(const std::array<double, 3>& od, const cv::Size& size = {90, 80}) {
    return {cv::Mat_<cv::Vec4w>(size, stored_look(od)), Mask(size, std::uint8_t{255})};
}

void paint_on(DensityTile& tile, const cv::Rect& place, const std::array<double, 3>& od) {
    tile.looks(place) = stored_look(od);
}

GreyPixels usual_grey(double pixel_um = 0.5) {
    SegmentationOptions segmentation;
    segmentation.seed_od = 0.58;
    return GreyPixels(segmentation, {}, PixelSize(Microns(pixel_um)));
}

Mask grey_in(const DensityTile& tile) {
    constexpr int palest_sum = 1200;
    return support::unpacked(usual_grey().of(DepositGround(tile, {}, palest_sum)));
}

TEST(GreyPixels, OfAGreyBodyInVioletAreThoseWhoseNeighbourhoodIsGrey) {
    DensityTile tile = even_tile(support::nuclear_violet);
    const cv::Rect body(30, 20, 26, 24);
    paint_on(tile, body, support::calcium_grey);
    const Mask grey = grey_in(tile);
    EXPECT_EQ(cv::countNonZero(grey), cv::countNonZero(grey(body))) << "none of what is violet";
    const cv::Rect inner(body.x + 4, body.y + 4, body.width - 8, body.height - 8);
    EXPECT_EQ(cv::countNonZero(grey(inner)), inner.area());
    EXPECT_EQ(grey(body.y, body.x), 0) << "three quarters of the square round its corner are violet";
}

TEST(GreyPixels, AreNoneWhereAllIsVioletOrPale) {
    EXPECT_EQ(cv::countNonZero(grey_in(even_tile(support::nuclear_violet))), 0);
    EXPECT_EQ(cv::countNonZero(grey_in(even_tile(pale_grey))), 0);
    EXPECT_GT(cv::countNonZero(grey_in(even_tile(support::calcium_grey))), 0);
}

TEST(GreyPixels, LieInMatterAsWideAsABody) {
    const auto strand = [](int width) {
        DensityTile tile = even_tile(pale_grey);
        paint_on(tile, {20, 10, width, 60}, support::calcium_grey);
        return cv::countNonZero(grey_in(tile));
    };
    EXPECT_EQ(strand(12), 0) << "6 um, as a nucleus";
    EXPECT_GT(strand(13), 0);
}

TEST(GreyPixels, CloseGapsThatNoiseLeaves) {
    const auto split_by = [](int gap) {
        DensityTile tile = even_tile(pale_grey);
        paint_on(tile, {20, 10, 8, 60}, support::calcium_grey);
        paint_on(tile, {28 + gap, 10, 8, 60}, support::calcium_grey);
        return cv::countNonZero(grey_in(tile));
    };
    EXPECT_GT(split_by(2), 0) << "1 um";
    EXPECT_EQ(split_by(3), 0);
}

TEST(GreyPixels, AreAmongThoseOfAPalerDensity) {
    DensityTile tile = even_tile(pale_grey, {200, 80});
    paint_on(tile, {20, 20, 30, 30}, support::calcium_grey);
    paint_on(tile, {120, 20, 30, 30}, support::nuclear_violet);
    SegmentationOptions paler;
    paler.seed_od = 0.42;
    const DepositGround ground(tile, {}, 1200);
    const BitMask pale = GreyPixels(paler, {}, PixelSize(Microns(0.5))).of(ground);
    const BitMask grey = usual_grey().of(ground);
    EXPECT_FALSE(bounding_rect(grey).empty());
    EXPECT_FALSE(pale == grey);
    EXPECT_TRUE(usual_grey().among(pale, ground) == grey);
}

TEST(GreyPixels, WereEligible) {
    DensityTile tile = even_tile(support::calcium_grey);
    tile.eligible.colRange(0, 45) = 0;
    const Mask grey = grey_in(tile);
    EXPECT_EQ(cv::countNonZero(grey.colRange(0, 45)), 0);
    EXPECT_GT(cv::countNonZero(grey.colRange(45, 90)), 0);
}

TEST(GreyPixels, HangOnWhatIsNearAlone) {
    DensityTile tile = even_tile(support::nuclear_violet, {200, 160});
    paint_on(tile, {70, 60, 40, 40}, support::calcium_grey);
    paint_on(tile, {0, 0, 50, 160}, support::calcium_grey);
    const Mask whole = grey_in(tile);
    const cv::Rect part(40, 30, 100, 100);
    const DensityTile cut{tile.looks(part).clone(), tile.eligible(part).clone()};
    constexpr int reach = 22;
    const cv::Rect inner(reach, reach, part.width - 2 * reach, part.height - 2 * reach);
    EXPECT_EQ(cv::countNonZero(grey_in(cut)(inner) != whole(part)(inner)), 0);
}

}  // namespace
}  // namespace kossa
