#include "kossa/skin/found_skin.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "kossa/skin/skin_map.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::found_skin_test {
namespace {

using support::find_skin;
using support::find_tissue;
using support::SurveyImage;

const cv::Size grid(1790, 1130);

/// Narrow reaches, so that little glass lies between windows.
SkinOptions narrow() {
    SkinOptions options;
    options.epidermis.dermis_along_um = 200.0;
    options.epidermis.deepest_um = 300.0;
    options.epidermis.widest_adnexa_um = 300.0;
    return options;
}

void put(SurveyImage& slide, const support::Section& section, const cv::Point& at) {
    const cv::Rect box = cv::Rect(at, section.tissue.size()) & cv::Rect({0, 0}, grid);
    const cv::Rect part(box.tl() - at, box.size());
    section.image.od(part).copyTo(slide.od(box));
    section.image.cellular_od(part).copyTo(slide.cellular_od(box));
    section.image.deposits(part).copyTo(slide.deposits(box));
}

/// Much glass, a section with epidermis on top, one cut by the corner of the image, and one without epidermis.
SurveyImage three_pieces() {
    SurveyImage slide{FloatRaster(grid, 0.0F), FloatRaster(grid, 0.0F), Mask(grid, 0),
                      Microns(support::section_pixel_um)};
    put(slide, support::straight_section(), {0, 0});
    put(slide, support::tilted_section(20.0), {1350, 10});
    put(slide, support::straight_section(0.0), {300, 700});
    return slide;
}

void expect_same(const FoundSkin& a, const FoundSkin& b) {
    EXPECT_TRUE(a.tissue.tissue == b.tissue.tissue);
    EXPECT_TRUE(a.tissue.solid == b.tissue.solid);
    EXPECT_TRUE(a.tissue.firm == b.tissue.firm);
    EXPECT_EQ(a.tissue.piece_count, b.tissue.piece_count);
    EXPECT_TRUE(a.scraps == b.scraps);
    EXPECT_TRUE(a.epidermis == b.epidermis);
    EXPECT_TRUE(a.horny == b.horny);
    EXPECT_TRUE(a.adnexa == b.adnexa);
    EXPECT_TRUE(a.subcutis == b.subcutis);
    EXPECT_EQ(a.tissue.threshold, b.tissue.threshold);
    EXPECT_NEAR(a.border_od.value_or(-1.0), b.border_od.value_or(-1.0), 1e-9);
    EXPECT_EQ(a.reason, b.reason);
}

void expect_same(const MultiPolygon<Level0>& a, const MultiPolygon<Level0>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].shell, b[i].shell);
        EXPECT_EQ(a[i].holes, b[i].holes);
    }
}

void expect_same(const SkinMap& a, const SkinMap& b) {
    EXPECT_TRUE(a.zone == b.zone);
    EXPECT_TRUE(a.depth == b.depth);
    EXPECT_TRUE(a.near_adnexa == b.near_adnexa);
    EXPECT_EQ(a.area_of(Zone::upper_dermis), b.area_of(Zone::upper_dermis));
    EXPECT_EQ(a.report.epidermis_thickness, b.report.epidermis_thickness);
    EXPECT_EQ(a.report.epidermis_length, b.report.epidermis_length);
    EXPECT_EQ(a.report.section_depth, b.report.section_depth);
    EXPECT_EQ(a.report.epidermis_share, b.report.epidermis_share);
    for (const SurveyWindow& window : a.windows) {
        EXPECT_THAT(a.below_surface.part(window.box),
                    support::RasterNear(FloatRaster(b.below_surface.part(window.box)), 0.0));
    }
    const Scaling<Level0, Survey> same{1.0, 1.0};
    const LayerOutlines layers = outline_layers(a, same);
    const LayerOutlines others = outline_layers(b, same);
    expect_same(layers.tissue, others.tissue);
    expect_same(layers.epidermis, others.epidermis);
    expect_same(layers.deep_dermis, others.deep_dermis);
    EXPECT_EQ(layers.junction, others.junction);
}

TEST(FoundSkin, OfPiecesOnMuchGlassIsThatOfTheWhole) {
    const SurveyImage slide = three_pieces();
    const MaskSheet nothing(grid);
    const SurveyTissue on_slide =
        find_tissue(bands_of(slide.od), bands_of(slide.od), {nothing, nothing}, slide.pixel, narrow().tissue);
    const TissueMap tissue = on_slide.part(nothing.box());
    ASSERT_EQ(skin_windows(on_slide.solid, slide.pixel, narrow()).size(), 3U);
    const FoundSkin whole =
        find_skin({{bands_of(slide.od), bands_of(slide.cellular_od), bands_of(slide.cellular_od), slide.deposits}},
                  {whole_window(grid)}, on_slide, slide.pixel, narrow());
    EXPECT_EQ(whole.reason, "");
    EXPECT_GT(count_non_zero(whole.epidermis), 10000);
    const SkinMap map = compose_skin(whole, {}, narrow());
    cv::setNumThreads(2);
    const FoundSkin found = find_skin(slide, tissue, narrow());
    expect_same(found, whole);
    expect_same(compose_skin(found, {}, narrow()), map);
    cv::setNumThreads(1);
    expect_same(find_skin(slide, tissue, narrow()), whole);
}

TEST(FoundSkin, HasEpidermisUnderMarginInkBesideIt) {
    const support::Section section = support::straight_section();
    const cv::Size size = section.tissue.size();
    const Mask ink = support::box_um(size, 200, 200, 40, 900);
    TissueMap tissue = support::one_piece(section.tissue);
    tissue.ink = Mask(ink & section.tissue);
    tissue.firm = Mask(section.tissue & ~ink);
    tissue.walls = Mask(size, std::uint8_t{0});
    const FoundSkin skin = find_skin(section.image, tissue, {});
    ASSERT_EQ(skin.reason, "");
    const Mask epidermis = skin.epidermis;
    const auto inked = [&](double from, double to) {
        return cv::countNonZero(epidermis & support::box_um(size, 200, from, 40, to - from));
    };
    EXPECT_GT(inked(200, 280), 0.8 * cv::countNonZero(support::box_um(size, 200, 200, 40, 80)));
    EXPECT_EQ(inked(330, 1100), 0) << "nor where dermis is nearer";
}

TEST(FoundSkin, AThickHornyLayerIsNoTissue) {
    const support::Section section = support::acral_section(300.0);
    TissueMap tissue = support::one_piece(section.tissue);
    tissue.walls = Mask(section.tissue.size(), std::uint8_t{0});
    const FoundSkin skin = find_skin(section.image, tissue, {});
    ASSERT_EQ(skin.reason, "");
    const Mask horny = support::box_um(section.tissue.size(), 220, 220, 2360, 260);
    EXPECT_EQ(cv::countNonZero(Mask(skin.tissue.tissue) & horny), 0);
    EXPECT_EQ(cv::countNonZero(Mask(skin.epidermis) & horny), 0);
    EXPECT_EQ(cv::countNonZero(Mask(skin.scraps) & horny), cv::countNonZero(horny));
}

}  // namespace
}  // namespace kossa::found_skin_test
