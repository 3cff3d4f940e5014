#include "kossa/page/crop_figure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CropAt, FindsTheCropOfAnObjectByItsCentre) {
    const std::vector<report::CropPicture> crops{plain_crop({100.5, 200.25}), plain_crop({100.5, 210.0})};
    EXPECT_EQ(crop_at(crops, {100.5, 210.0}), &crops[1]);
    EXPECT_EQ(crop_at(crops, {100.5, 211.0}), nullptr);
}

TEST(CropFigure, DrawsTheOutlineWhereItLiesInTheCrop) {
    SlideIdentity slide;
    slide.mpp_x = 0.5;
    const MultiPolygon<Level0> outline{report::rectangle(75, 75, 125, 125)};
    const std::string figure = crop_figure(plain_crop({100, 100}), outline, slide, "zone1", "what").markup();
    EXPECT_THAT(figure, HasSubstr("viewBox=\"0 0 240 240\""));
    EXPECT_EQ(occurrences(figure, "d=\"M60 60L60 180 180 180 180 60Z\""), 2U);  // the line and its halo
    EXPECT_THAT(figure, HasSubstr("aria-label=\"what\""));
}

TEST(CropFigure, TheScaleBarHasTheLengthItSays) {
    SlideIdentity slide;
    slide.mpp_x = 0.5;  // 240 units show 100 px of 0.5 um: 50 um
    const std::string figure = crop_figure(plain_crop({100, 100}), {}, slide, "", "").markup();
    EXPECT_THAT(figure, HasSubstr("width=\"48\" height=\"4\" class=\"bar-black\""));
    EXPECT_THAT(figure, HasSubstr(">10 \u00b5m<"));
}

TEST(CropFigure, WithoutAPixelSizeThereIsNoScaleBar) {
    EXPECT_THAT(crop_figure(plain_crop({100, 100}), {}, {}, "", "").markup(), Not(HasSubstr("bar-black")));
}

}  // namespace
}  // namespace kossa::page
