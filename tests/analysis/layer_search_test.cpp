#include "kossa/analysis/layer_search.hpp"

#include <gtest/gtest.h>

#include "kossa/analysis/survey.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

/// Pictures whose pixels tell where they are.
Overview numbered(const cv::Size& size) {
    Overview overview;
    RgbImage image(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            image(y, x) = {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 0};
        }
    }
    overview.image = image;
    overview.darkest = RgbImage(image + cv::Scalar(0, 0, 9));
    return overview;
}

TEST(CutTo, LeavesThePicturesInTheWindowsAlone) {
    const cv::Size size(40, 30);
    Overview overview = numbered(size);
    const std::vector<SurveyWindow> windows{{{3, 4, 10, 5}, size}, {{20, 10, 20, 20}, size}};
    const std::vector<WindowPictures> pictures = cut_to(windows, overview);
    ASSERT_EQ(pictures.size(), 2U);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const cv::Rect& box = windows[i].box;
        EXPECT_EQ(pictures[i].image.size(), box.size());
        EXPECT_EQ(RgbImage(pictures[i].image)(2, 3),
                  cv::Vec3b(static_cast<std::uint8_t>(box.x + 3), static_cast<std::uint8_t>(box.y + 2), 0));
        EXPECT_EQ(RgbImage(pictures[i].darkest)(2, 3)[2], 9);
    }
    EXPECT_TRUE(overview.image.empty());
    EXPECT_TRUE(overview.darkest.empty());
}

TEST(FindLayers, FindsTheEpidermisUnlessItIsDistrusted) {
    AnalysisOptions options;
    options.execution.threads = 1;
    options.survey.most_samples = 6;
    NoProgress quiet;
    const PixelSize& pixel = support::stained_slide_pixel;
    const support::MemorySlide slide(support::stained_slide(support::he_colours(), {}), pixel);
    LayerSearch search = survey_slide(slide, pixel, options, quiet).layers;
    const FoundSkin skin = find_layers(search, options);
    EXPECT_EQ(skin.reason, "");
    EXPECT_GT(count_non_zero(skin.epidermis), 0);
    search.calcium = MaskSheet(skin.epidermis.size());
    search.calcium->fill(search.calcium->box(), 255);
    EXPECT_EQ(count_non_zero(find_layers(search, options).epidermis), 0) << "calcium is no epidermis";
    search.calcium.reset();
    search.distrust = "the light is uneven";
    const FoundSkin doubted = find_layers(search, options);
    EXPECT_EQ(doubted.reason, "the light is uneven");
    EXPECT_EQ(count_non_zero(doubted.epidermis), 0);
}

}  // namespace
}  // namespace kossa
