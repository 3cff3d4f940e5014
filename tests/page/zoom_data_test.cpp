#include "kossa/page/zoom_data.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::HasSubstr;

const Size<Level0> wide_slide{3000, 2000};
const std::vector<ZoomTile> two_tiles{{{1, 2, 3}, "abc"}, {{2, 0, 1}, "<\">"}};

SlideIdentity slide() {
    SlideIdentity identity;
    identity.size = wide_slide;
    return identity;
}

TEST(ZoomTile, NamesThePlaceAndHoldsThePicture) {
    EXPECT_EQ(zoom_tile(two_tiles[0]).markup(), "<i data-place=\"1/2/3\" data-jpeg=\"YWJj\"></i>");
    EXPECT_EQ(zoom_tile(two_tiles[1]).markup(), "<i data-place=\"2/0/1\" data-jpeg=\"PCI+\"></i>");
}

TEST(ZoomAttributes, SayHowTheTilesLieOnThePicture) {
    EXPECT_THAT(start_tag("div", zoom_attributes(two_tiles, slide(), report::plain_background(wide_slide, 8.0))),
                HasSubstr("data-width=\"3000\" data-height=\"2000\" data-finest=\"1\" data-tile=\"256\" "
                          "data-level0-per-unit=\"8\""));
}

TEST(FinestDownsample, IsThatOfTheFinestTileElseOfThePicture) {
    EXPECT_EQ(finest_downsample(two_tiles, report::plain_background(wide_slide, 8.0)), 2.0);
    EXPECT_EQ(finest_downsample({}, report::plain_background(wide_slide, 8.0)), 8.0);
}

}  // namespace
}  // namespace kossa::page
