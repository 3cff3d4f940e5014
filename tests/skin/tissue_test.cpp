#include "kossa/skin/tissue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/masks.hpp"
#include "support/samples.hpp"
#include "support/whole_section.hpp"

namespace kossa::tissue_test {
namespace {

using support::find_tissue;
using support::loose_scale;

using namespace literals;

constexpr Microns pixel = 8_um;
const cv::Size size(320, 240);  // 2.56 x 1.92 mm

/// Glass with noise of the given standard deviation.
FloatRaster glass(double noise = 0.002) {
    std::mt19937_64 random(5);
    FloatRaster od(size);
    for (float& value : od) {
        value = static_cast<float>(std::max(0.0, 0.004 + noise * support::normal(random)));
    }
    return od;
}

void paint(FloatRaster& od, const Mask& where, float value) {
    od.setTo(value, where);
}

Mask box(double left, double top, double width, double height) {
    return support::mask_where(
        size, [=](double x, double y) { return x > left && x < left + width && y > top && y < top + height; });
}

Mask disc(double x0, double y0, double radius) {
    return support::mask_where(size, [=](double x, double y) { return std::hypot(x - x0, y - y0) < radius; });
}

const Mask section = box(40, 40, 200, 150);

/// Uneven as stained tissue is.
FloatRaster slide_with_section() {
    FloatRaster od = glass();
    std::mt19937_64 random(6);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            od(y, x) = section(y, x) == 0 ? od(y, x) : static_cast<float>(0.15 + 0.2 * support::uniform(random));
        }
    }
    return od;
}

TissueMap tissue_of(const FloatRaster& od, Microns of_pixel, const TissueOptions& options) {
    return find_tissue(od, od, of_pixel, options);
}

TEST(Tissue, IsTheSectionAndNotTheGlass) {
    const TissueMap map = tissue_of(slide_with_section(), pixel, {});
    EXPECT_GT(support::overlap(map.tissue, section), 0.99);
    EXPECT_EQ(map.piece_count, 1);
    EXPECT_GE(map.threshold, TissueOptions{}.least_od);
    EXPECT_LT(map.threshold, 0.25);
}

TEST(Tissue, SmallPiecesAsDarkAsTissueAreKeptApart) {
    FloatRaster od = slide_with_section();
    const Mask scrap = box(260, 40, 30, 30);  // 0.058 mm2
    const Mask crumb = box(260, 100, 6, 6);
    const Mask stroke = box(260, 150, 30, 20);
    paint(od, Mask(scrap | crumb | stroke), 0.3F);
    const SurveyTissue map = kossa::find_tissue(bands_of(od), bands_of(od), {stroke, Mask(size, 0)}, pixel, {});
    Mask small(size, 0);
    for (const auto& run : map.small) {
        small.row(run.y).colRange(run.x_begin, run.x_end).setTo(255);
    }
    EXPECT_EQ(cv::countNonZero(small & ~scrap), 0) << "neither the crumb nor the ink";
    EXPECT_GE(cv::countNonZero(small), cv::countNonZero(scrap) - 4) << "the corners are rounded";
    TissueOptions smaller;
    smaller.least_piece_mm2 = 0.05;
    EXPECT_EQ(tissue_of(od, pixel, smaller).piece_count, 2) << "section and scrap";
}

TEST(Tissue, PaleTissueBesideABroadPenStrokeIsFound) {
    FloatRaster od = glass();
    paint(od, section, 0.08F);
    const Mask stroke(box(0, 0, 30, 240) | box(250, 0, 70, 240));
    paint(od, stroke, 1.1F);
    const TissueMap map = tissue_of(od, pixel, {});
    EXPECT_LE(cv::countNonZero(section & ~map.tissue), 4) << "the corners are rounded";
}

TEST(Tissue, GlassThatIsDarkWhereTheLightFallsOffIsNone) {
    FloatRaster od = slide_with_section();
    const Mask in_shade(~section & box(-1, -1, 342, 30));
    paint(od, in_shade, 0.07F);
    const Mask narrow_in_shade = box(40, 191, 200, 6);  // too narrow to be known as glass
    paint(od, narrow_in_shade, 0.06F);
    EXPECT_GT(cv::countNonZero(tissue_of(od, pixel, {}).tissue & Mask(in_shade | narrow_in_shade)), 1000);
    const TissueMap map =
        find_tissue(bands_of(od), bands_of(od), {Mask(size, 0), in_shade}, pixel, {}).part({{0, 0}, od.size()});
    EXPECT_GT(support::overlap(map.tissue, section), 0.99);
    EXPECT_FLOAT_EQ(static_cast<float>(map.threshold), 0.07F);
}

TEST(Tissue, IsPalerCollagenBesideGlassThatIsDarkerThanIt) {
    FloatRaster od = slide_with_section();
    const Mask in_shade = box(-1, -1, 322, 30);
    paint(od, in_shade, 0.18F);
    const TissueMap map =
        find_tissue(bands_of(od), bands_of(od), {Mask(size, 0), in_shade}, pixel, {}).part({{0, 0}, od.size()});
    EXPECT_GT(support::overlap(map.tissue, section), 0.99);
}

TEST(Tissue, NoiseOfTheGlassIsNone) {
    for (const double noise : {0.0, 0.002, 0.01}) {
        const TissueMap map = tissue_of(glass(noise), pixel, {});
        EXPECT_EQ(map.piece_count, 0) << noise;
        EXPECT_EQ(cv::countNonZero(map.tissue) + cv::countNonZero(map.solid), 0) << noise;
    }
}

TEST(Tissue, APaleSmearIsNone) {
    FloatRaster od = slide_with_section();
    paint(od, box(250, 20, 60, 200), 0.035F);
    EXPECT_GT(support::overlap(tissue_of(od, pixel, {}).tissue, section), 0.99);
}

TEST(Tissue, DirtSmallerThanAPieceIsNone) {
    FloatRaster od = slide_with_section();
    paint(od, disc(280, 60, 12), 0.4F);  // 0.03 mm2
    EXPECT_EQ(tissue_of(od, pixel, {}).piece_count, 1);
    TissueOptions small;
    small.least_piece_mm2 = 0.02;
    EXPECT_EQ(tissue_of(od, pixel, small).piece_count, 2);
}

TEST(Tissue, InkAndCalciumDoNotHideAPaleSection) {
    FloatRaster od = glass();
    paint(od, section, 0.12F);
    paint(od, disc(100, 100, 30), 1.5F);
    EXPECT_GT(support::overlap(tissue_of(od, pixel, {}).tissue, section), 0.99);
}

TEST(Tissue, SmallHolesAreFatAndBelongToIt) {
    FloatRaster od = slide_with_section();
    const Mask hole = disc(140, 110, 12);  // 0.03 mm2
    paint(od, hole, 0.004F);
    const TissueMap map = tissue_of(od, pixel, {});
    EXPECT_EQ(cv::countNonZero(map.tissue & hole), cv::countNonZero(hole));
}

TEST(Tissue, ATearIsNoTissueButNoSurfaceEither) {
    FloatRaster od = slide_with_section();
    const Mask tear = disc(140, 110, 40);  // 0.3 mm2
    paint(od, tear, 0.004F);
    const TissueMap map = tissue_of(od, pixel, {});
    EXPECT_LT(cv::countNonZero(map.tissue & tear), cv::countNonZero(tear) / 20);
    EXPECT_EQ(cv::countNonZero(map.solid & tear), cv::countNonZero(tear));
    EXPECT_EQ(cv::countNonZero(map.tissue & ~map.solid), 0);
}

TEST(Tissue, AHoleLargerThanATearIsGlass) {
    FloatRaster od = slide_with_section();
    TissueOptions options;
    options.tear_mm2 = 0.2;
    const Mask hole = disc(140, 110, 40);
    paint(od, hole, 0.004F);
    EXPECT_LT(cv::countNonZero(tissue_of(od, pixel, options).solid & hole), cv::countNonZero(hole) / 20);
}

TEST(Tissue, GapsAreClosedUpToTwiceTheParameter) {
    FloatRaster od = slide_with_section();
    const Mask slit = box(140, 0, 4, 240);  // 32 um, to the edges of the image
    paint(od, slit, 0.004F);
    TissueOptions narrow;
    narrow.gap_um = 8.0;
    EXPECT_EQ(tissue_of(od, pixel, narrow).piece_count, 2);
    EXPECT_EQ(tissue_of(od, pixel, {}).piece_count, 1);
}

TEST(Tissue, PiecesAreNumberedByPosition) {
    FloatRaster od = glass();
    paint(od, box(200, 20, 80, 80), 0.2F);
    paint(od, box(20, 130, 80, 80), 0.2F);
    const TissueMap map = tissue_of(od, pixel, {});
    ASSERT_EQ(map.piece_count, 2);
    EXPECT_EQ(map.pieces(60, 240), 1);
    EXPECT_EQ(map.pieces(170, 60), 2);
    EXPECT_EQ(map.pieces(0, 0), 0);
    EXPECT_EQ(cv::countNonZero(Mask(map.pieces > 0) != map.solid), 0);
}

TEST(Tissue, CutByTheImageEdgeStaysWhole) {
    FloatRaster od = glass();
    const Mask half = box(-1, -1, 150, 300);
    paint(od, half, 0.2F);
    EXPECT_GT(support::overlap(tissue_of(od, pixel, {}).tissue, half), 0.985);
    EXPECT_EQ(tissue_of(FloatRaster(size, 0.2F), pixel, {}).piece_count, 1) << "tissue all over";
}

TEST(Tissue, ThresholdRisesWithTheNoiseOfTheGlass) {
    TissueOptions options;
    options.least_od = 0.005;
    const double quiet = tissue_of(glass(0.0005), pixel, options).threshold;
    const double noisy = tissue_of(glass(0.02), pixel, options).threshold;
    EXPECT_EQ(quiet, options.least_od);
    EXPECT_GE(noisy, quiet);
}

/// A net of fat cells 96 um wide in `region`, with walls of one pixel.
FloatRaster net(const Mask& region, float wall_od) {
    FloatRaster od = slide_with_section();
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            if (region(y, x) != 0) {
                od(y, x) = x % 12 == 0 || y % 12 == 0 ? wall_od : 0.004F;
            }
        }
    }
    return od;
}

const Mask fat_below = box(60, 190, 160, 36);

TEST(Fat, WithPaleWallsIsTissue) {
    const TissueMap map = tissue_of(net(fat_below, 0.018F), pixel, {});
    ASSERT_LT(0.018, map.threshold);
    EXPECT_GT(cv::countNonZero(map.tissue & fat_below), 0.7 * cv::countNonZero(fat_below));
}

TEST(Fat, ManyTimesAsMuchOfItHidesNoSkin) {
    FloatRaster od = net(box(0, 0, size.width, size.height), 0.018F);
    const Mask skin = box(60, 10, 160, 12);
    paint(od, skin, 0.2F);
    EXPECT_GT(cv::countNonZero(tissue_of(od, pixel, {}).tissue & skin), 0.9 * cv::countNonZero(skin));
}

TEST(Fat, IsNotWhatNoWallsShow) {
    const TissueMap map = tissue_of(net(fat_below, 0.008F), pixel, {});
    EXPECT_LT(cv::countNonZero(map.tissue & fat_below), 0.1 * cv::countNonZero(fat_below));
}

TEST(Walls, AreThinLinesDarkerThanBothSides) {
    FloatRaster od(9, 9, 0.004F);
    od.col(4) = 0.016F;
    EXPECT_EQ(cv::countNonZero(walls(od, 0.02, 0.01)), 9);
    EXPECT_EQ(cv::countNonZero(walls(od, 0.02, 0.015)), 0) << "too pale";
    od.colRange(4, 9) = 0.016F;
    EXPECT_EQ(cv::countNonZero(walls(od, 0.02, 0.01)), 0) << "an edge is no line";
    od.colRange(4, 9) = 0.03F;
    EXPECT_EQ(cv::countNonZero(walls(od, 0.02, 0.01)), 45) << "what is darker than the threshold always is";
}

TEST(FirmTissue, IsTheSectionWhereNothingIsLoose) {
    const TissueMap map = tissue_of(slide_with_section(), pixel, {});
    EXPECT_GT(support::overlap(map.firm, map.solid), 0.98);
    EXPECT_EQ(cv::countNonZero(map.firm & ~map.solid), 0);
}

TEST(FirmTissue, IsWithoutHazeAlongTheOutline) {
    FloatRaster od = slide_with_section();
    const Mask haze = box(40, 28, 200, 12);  // 96 um
    paint(od, haze, 0.05F);
    const TissueMap map = tissue_of(od, pixel, {});
    EXPECT_GT(cv::countNonZero(map.solid & haze), 0.9 * cv::countNonZero(haze));
    EXPECT_LT(cv::countNonZero(map.firm & haze), 0.1 * cv::countNonZero(haze));
}

TissueMap tissue_beside(const Mask& ink) {
    FloatRaster od = slide_with_section();
    paint(od, ink, 0.6F);
    return find_tissue(bands_of(od), bands_of(od), {ink, Mask(size, 0)}, pixel, {}).part({{0, 0}, od.size()});
}

TEST(FirmTissue, IsWithoutAPenStrokeAndInkOnTheOutline) {
    const Mask stroke = box(236, 20, 60, 200);
    const Mask rim = box(40, 186, 200, 6);
    const TissueMap map = tissue_beside(Mask(stroke | rim));
    EXPECT_EQ(cv::countNonZero(map.firm & Mask(stroke | rim)), 0);
    EXPECT_GT(support::overlap(map.firm, Mask(section & ~stroke & ~rim)), 0.99);
    EXPECT_GT(support::overlap(map.ink, Mask(map.solid & Mask(stroke | rim))), 0.99);
}

TEST(FirmTissue, HoldsWhatHasTheColourOfInkButIsShortOrWithin) {
    const Mask scrap = box(100, 40, 16, 4);
    const Mask within = box(100, 100, 60, 20);
    const TissueMap map = tissue_beside(Mask(scrap | within));
    EXPECT_EQ(cv::countNonZero(map.ink), 0);
    EXPECT_GT(support::overlap(map.firm, section), 0.99);
}

TEST(FirmTissue, HoldsPaleTissueWithin) {
    FloatRaster od = slide_with_section();
    const Mask pale = box(100, 90, 60, 40);
    paint(od, pale, 0.05F);
    const TissueMap map = tissue_of(od, pixel, {});
    EXPECT_EQ(cv::countNonZero(map.firm & pale), cv::countNonZero(pale));
}

TEST(FirmTissue, LosesNoMoreThanLooseScaleReaches) {
    FloatRaster od = slide_with_section();
    const Mask pale = box(40, -1, 200, 41);  // 320 um, to the edge of the image
    paint(od, pale, 0.05F);
    TissueOptions options;
    options.loose_um = 0.0;
    const TissueMap map = tissue_of(od, pixel, options);
    EXPECT_GT(cv::countNonZero(map.firm & pale), 0.9 * cv::countNonZero(pale));
}

/// A band of epidermis on top of a section, with what lies on the band in the given density.
struct Band {
    FloatRaster od = slide_with_section();
    Mask living = box(40, 40, 200, 15);
    Mask top = box(40, 30, 200, 11);  // 80 um
    Mask firm = Mask(section | top);
    Mask epidermis = Mask(living | top);

    explicit Band(float density) {
        paint(od, living, 0.4F);
        paint(od, Mask(top & ~living), density);
    }
    double share_of_top(const Mask& mask) const {
        const Mask only_top(top & ~living);
        return static_cast<double>(cv::countNonZero(mask & only_top)) / cv::countNonZero(only_top);
    }
};

TEST(LooseScale, IsPalerThanHalfTheEpidermisInIntensity) {
    const Band pale(0.14F);  // half the intensity lies at 0.155
    const Mask loose = loose_scale(pale.epidermis, pale.living, pale.od, pale.firm, pixel, {});
    EXPECT_GT(pale.share_of_top(loose), 0.85);
    EXPECT_LT(cv::countNonZero(loose & pale.living), 0.02 * cv::countNonZero(pale.living));
}

TEST(LooseScale, IsNotAPaleHornyLayerAsThinAsItMayBe) {
    const Band pale(0.14F);
    const Mask next_to_it = box(40, 39, 200, 2);  // 8 um
    const Mask loose = loose_scale(pale.epidermis, pale.living, pale.od, pale.firm, pixel, {});
    EXPECT_LT(cv::countNonZero(loose & next_to_it), 0.03 * cv::countNonZero(next_to_it));  // but for its ends
}

TEST(LooseScale, IsNotADenseHornyLayer) {
    const Band dense(0.18F);
    const Mask loose = loose_scale(dense.epidermis, dense.living, dense.od, dense.firm, pixel, {});
    EXPECT_LT(dense.share_of_top(loose), 0.1);
}

TEST(LooseScale, IsNotAPaleHornyLayerUnderADenseOne) {
    Band covered(0.05F);
    paint(covered.od, box(40, 30, 200, 4), 0.3F);
    paint(covered.od, Mask(box(40, 30, 5, 11) | box(235, 30, 5, 11)), 0.3F);  // open at no end
    const Mask loose = loose_scale(covered.epidermis, covered.living, covered.od, covered.firm, pixel, {});
    EXPECT_LT(covered.share_of_top(loose), 0.15);
}

TEST(LooseScale, IsNoPaleDermis) {
    Band pale(0.14F);
    paint(pale.od, Mask(section & ~pale.living), 0.1F);
    const Mask loose = loose_scale(pale.epidermis, pale.living, pale.od, pale.firm, pixel, {});
    EXPECT_EQ(cv::countNonZero(loose & ~pale.epidermis), 0);
}

TEST(Tissue, OfOnePixelImageIsNoError) {
    const TissueMap map = tissue_of(FloatRaster(1, 1, 0.5F), pixel, {});
    EXPECT_EQ(map.piece_count, 0);
}

TEST(SolidTissue, IsThatOfTheTissue) {
    FloatRaster od = slide_with_section();
    paint(od, disc(140, 110, 30), 0.0F);
    const Mask solid = find_solid_tissue(bands_of(od), bands_of(od), pixel, {});
    EXPECT_THAT(solid, support::SameMask(tissue_of(od, pixel, {}).solid));
    EXPECT_GT(cv::countNonZero(solid), 0);
}

}  // namespace
}  // namespace kossa::tissue_test
