#include "kossa/skin/found_skin.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "support/synthetic_section.hpp"

namespace kossa {
namespace {

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
    EXPECT_EQ(cv::countNonZero(a.tissue.tissue != b.tissue.tissue), 0);
    EXPECT_EQ(cv::countNonZero(a.tissue.solid != b.tissue.solid), 0);
    EXPECT_EQ(cv::countNonZero(a.tissue.firm != b.tissue.firm), 0);
    EXPECT_EQ(cv::countNonZero(a.tissue.pieces != b.tissue.pieces), 0);
    EXPECT_EQ(cv::countNonZero(a.scraps != b.scraps), 0);
    EXPECT_EQ(cv::countNonZero(a.epidermis != b.epidermis), 0);
    EXPECT_EQ(cv::countNonZero(a.horny != b.horny), 0);
    EXPECT_EQ(cv::countNonZero(a.adnexa != b.adnexa), 0);
    EXPECT_EQ(cv::countNonZero(a.subcutis != b.subcutis), 0);
    EXPECT_EQ(a.tissue.threshold, b.tissue.threshold);
    EXPECT_EQ(a.reason, b.reason);
}

TEST(FoundSkin, OfPiecesOnMuchGlassIsThatOfTheWhole) {
    const SurveyImage slide = three_pieces();
    const TissueMap tissue = find_tissue(slide.od, slide.od, slide.pixel, narrow().tissue);
    ASSERT_EQ(skin_windows(tissue, slide.pixel, narrow()).size(), 3U);
    const FoundSkin whole = find_skin({slide}, {whole_window(grid)}, tissue, narrow());
    EXPECT_EQ(whole.reason, "");
    EXPECT_GT(cv::countNonZero(whole.epidermis), 10000);
    for (const int threads : {1, 2}) {
        cv::setNumThreads(threads);
        expect_same(find_skin(slide, tissue, narrow()), whole);
    }
    cv::setNumThreads(1);
}

}  // namespace
}  // namespace kossa
