#include "../../src/skin/skin_part.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kossa/core/error.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::skin_part_test {
namespace {

const cv::Size size(300, 100);

/// Two blocks of tissue, each with epidermis on top, in a window of its own.
FoundSkin two_blocks() {
    const Mask tissue = support::mask_where(
        size, [](double x, double y) { return y > 20 && y < 80 && ((x > 20 && x < 100) || (x > 200 && x < 280)); });
    FoundSkin found;
    found.pixel = Microns(8.0);
    LabelRaster pieces;
    found.tissue.piece_count = cv::connectedComponents(tissue, pieces, 8) - 1;
    found.tissue.tissue = found.tissue.solid = found.tissue.firm = tissue;
    found.tissue.pieces = pieces;
    found.epidermis = Mask(tissue & support::mask_where(size, [](double, double y) { return y < 30; }));
    found.scraps = found.horny = found.adnexa = found.subcutis = MaskSheet(size);
    found.windows = {{{0, 0, 120, 100}, size}, {{180, 0, 120, 100}, size}};
    return found;
}

TEST(SkinPart, OfEachWindowIsWhatWasFoundThere) {
    const FoundSkin found = two_blocks();
    const ComposedSkin skin = composed_skin(found, {}, {});
    const std::vector<SkinPart> parts = parts_of(skin);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(skin.tissue.piece_count, 2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        EXPECT_EQ(parts[i].window.box, found.windows[i].box);
        EXPECT_THAT(parts[i].tissue(), support::SameMask(found.tissue.tissue.part(found.windows[i].box)));
        EXPECT_THAT(parts[i].epidermis(), support::SameMask(found.epidermis.part(found.windows[i].box)));
        EXPECT_EQ(parts[i].piece(50, 50), static_cast<int>(i) + 1);
    }
}

TEST(SkinPart, IsTheWholeWhereAnythingIsDrawn) {
    RegionMasks regions;
    regions.exclude = support::mask_where(size, [](double x, double) { return x > 150; });
    const ComposedSkin skin = composed_skin(two_blocks(), regions, {});
    const std::vector<SkinPart> parts = parts_of(skin);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts.front().window.box, cv::Rect({0, 0}, size));
    EXPECT_EQ(skin.tissue.piece_count, 1);
    EXPECT_EQ(cv::countNonZero(parts.front().epidermis() & *regions.exclude), 0);
}

TEST(SkinPart, OfNoTissueIsRefused) {
    RegionMasks regions;
    regions.exclude = Mask(size, 255);
    EXPECT_THROW(composed_skin(two_blocks(), regions, {}), RefusedSlide);
}

TEST(SkinPart, ScrapsCountWhereTheyTouchTheSection) {
    const Mask solid = support::drawn({"....", "..##", "..##", "...."});
    const Mask scraps = support::drawn({".#..", "....", "....", "#..."});
    EXPECT_THAT(scraps_at(solid, scraps), support::SameMask(support::drawn({".#..", "....", "....", "...."})));
}

}  // namespace
}  // namespace kossa::skin_part_test
