#include "kossa/analysis/working_grid.hpp"

#include <gtest/gtest.h>

#include "support/memory_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using WorkingBox = Box<Working>;

RgbImage random_level(int width, int height) {
    RgbImage image(height, width);
    cv::RNG(7).fill(image, cv::RNG::UNIFORM, 0, 256);
    return image;
}

SlideInfo slide_with(const std::vector<std::pair<double, double>>& downsamples, std::int64_t width = 1001) {
    SlideInfo info;
    for (const auto& [x, y] : downsamples) {
        info.levels.push_back(
            {{static_cast<std::int64_t>(static_cast<double>(width) / x), static_cast<std::int64_t>(600 / y)}, x, y});
    }
    return info;
}

TEST(SurveyPixel, DoublesUntilTheSlideHasFewEnough) {
    const SlideInfo slide = slide_with({{1.0, 1.0}});  // 1001 by 600 pixels
    SurveyOptions options;
    EXPECT_EQ(survey_pixel(slide, PixelSize(Microns(0.5)), options), Microns(8.0));
    EXPECT_EQ(survey_pixel(slide, PixelSize(Microns(9.0)), options), Microns(9.0));
    options.most_pixels = 1001.0 * 600.0 / 256.0 / 5.0;
    EXPECT_EQ(survey_pixel(slide, PixelSize(Microns(0.5)), options), Microns(32.0));
}

TEST(WorkingGrid, IsTheCoarsestPowerOfTwoNotAboveTheWantedPixelByMoreThanATenth) {
    struct Case {
        double level0_um;
        int factor;
    };
    for (const Case& c : {Case{0.05, 8}, Case{0.125, 4}, Case{0.2281, 2}, Case{0.25, 2}, Case{0.274, 2}, Case{0.28, 1},
                          Case{0.499, 1}, Case{0.5, 1}, Case{1.0, 1}, Case{2.0, 1}}) {
        const WorkingGrid grid = choose_working_grid(slide_with({{1, 1}}), PixelSize(Microns(c.level0_um)), {});
        EXPECT_EQ(grid.level, 0);
        EXPECT_EQ(grid.reduction, c.factor) << c.level0_um;
        EXPECT_DOUBLE_EQ(grid.pixel.x().value(), c.level0_um * c.factor);
        EXPECT_EQ(grid.size, (Size<Working>{1001 / c.factor, 600 / c.factor}));
        EXPECT_EQ(grid.level0_from_working(Point<Working>{3, 5}), (Point<Level0>{3.0 * c.factor, 5.0 * c.factor}));
    }
}

TEST(WorkingGrid, FollowsTheWantedPixel) {
    WorkingOptions options;
    options.pixel_um = 1.0;
    EXPECT_EQ(choose_working_grid(slide_with({{1, 1}}), PixelSize(Microns(0.25)), options).reduction, 4);
}

TEST(WorkingGrid, KeepsTheAxesApart) {
    const WorkingGrid grid = choose_working_grid(slide_with({{1, 1}}), PixelSize(Microns(0.25), Microns(0.24)), {});
    EXPECT_DOUBLE_EQ(grid.pixel.x().value(), 0.50);
    EXPECT_DOUBLE_EQ(grid.pixel.y().value(), 0.48);
}

TEST(WorkingGrid, ReadsTheCoarsestLevelThatDivides) {
    const PixelSize fine(Microns(0.125));  // factor 4
    const WorkingGrid exact = choose_working_grid(slide_with({{1, 1}, {2, 2}, {4, 4}, {8, 8}}), fine, {});
    EXPECT_EQ(exact.level, 2);
    EXPECT_EQ(exact.reduction, 1);
    const WorkingGrid half = choose_working_grid(slide_with({{1, 1}, {2, 2}, {8, 8}}), fine, {});
    EXPECT_EQ(half.level, 1);
    EXPECT_EQ(half.reduction, 2);
}

TEST(WorkingGrid, PassesOverLevelsThatDoNotDivide) {
    const PixelSize fine(Microns(0.125));
    for (const std::pair<double, double>& odd : {std::pair{4.0005, 4.0}, std::pair{4.0, 3.9995}, std::pair{3.0, 3.0},
                                                 std::pair{2.0, 4.0}, std::pair{8.0, 8.0}, std::pair{0.5, 0.5}}) {
        const WorkingGrid grid = choose_working_grid(slide_with({{1, 1}, odd}), fine, {});
        EXPECT_EQ(grid.level, 0) << odd.first << ", " << odd.second;
        EXPECT_EQ(grid.reduction, 4);
    }
}

TEST(ReadWorking, IsTheMeanOfLevelPixels) {
    const RgbImage image = random_level(64, 48);
    const MemorySlide slide(image, PixelSize(Microns(0.25)));
    const WorkingGrid grid = choose_working_grid(slide.info(), *slide.info().pixel_size, {});
    ASSERT_EQ(grid.reduction, 2);
    EXPECT_EQ(cv::norm(read_working(slide, grid, whole(grid.size)), support::shrunk(image, 2), cv::NORM_INF), 0.0);
}

TEST(ReadShown, IsGreyOnlyWhereTheSlideCannotBeRead) {
    const RgbImage image = random_level(1400, 1200);
    MemorySlide slide(image, PixelSize(Microns(0.25)));
    const WorkingGrid grid = choose_working_grid(slide.info(), *slide.info().pixel_size, {});
    const RgbImage whole_picture = read_working(slide, grid, whole(grid.size));
    slide.damage({600, 600, 1, 1});  // in the square from 256 on, twice as far on level 0
    const RgbImage shown = read_shown(slide, grid, whole(grid.size));
    const cv::Rect square(256, 256, unreadable_square_px, unreadable_square_px);
    EXPECT_EQ(cv::countNonZero(shown(square).clone().reshape(1) != unreadable_grey), 0);
    RgbImage expected = whole_picture.clone();
    expected(square).setTo(cv::Scalar::all(unreadable_grey));
    EXPECT_EQ(cv::norm(shown, expected, cv::NORM_INF), 0.0);
}

TEST(ReadWorking, GivesAPixelTheSameBytesInEveryRegion) {
    const MemorySlide slide(random_level(64, 48), PixelSize(Microns(0.125)));
    const WorkingGrid grid = choose_working_grid(slide.info(), *slide.info().pixel_size, {});
    const RgbImage all = read_working(slide, grid, whole(grid.size));
    for (const WorkingBox& box : {WorkingBox{0, 0, 3, 3}, WorkingBox{5, 7, 4, 2}, WorkingBox{15, 11, 1, 1}}) {
        const cv::Rect there(static_cast<int>(box.x), static_cast<int>(box.y), static_cast<int>(box.width),
                             static_cast<int>(box.height));
        EXPECT_EQ(cv::norm(read_working(slide, grid, box), all(there), cv::NORM_INF), 0.0);
    }
}

TEST(ReadWorking, BeyondTheGridIsBackground) {
    MemorySlide slide(RgbImage(16, 16, cv::Vec3b(10, 20, 30)), PixelSize(Microns(0.25)));
    slide.editable_info().background = {240, 241, 242};
    const WorkingGrid grid = choose_working_grid(slide.info(), *slide.info().pixel_size, {});
    const RgbImage corner = read_working(slide, grid, WorkingBox{-2, 6, 4, 4});
    ASSERT_EQ(corner.size(), cv::Size(4, 4));
    EXPECT_EQ(corner(0, 1), cv::Vec3b(240, 241, 242));
    EXPECT_EQ(corner(0, 2), cv::Vec3b(10, 20, 30));
    EXPECT_EQ(corner(3, 2), cv::Vec3b(240, 241, 242));
}

TEST(WorkingGrid, SaysHowItsPixelsCome) {
    struct Case {
        double level0_um;
        bool scalable;
        std::string way;
        std::string words;
    };
    for (const Case& c :
         {Case{0.5, true, "as-stored", ""}, Case{0.25, true, "scaled-decoding", ", decoded at 1/2"},
          Case{0.0625, true, "scaled-decoding", ", decoded at 1/8"},
          Case{0.03125, true, "averaged", ", averaged 16 x 16"}, Case{0.25, false, "averaged", ", averaged 2 x 2"}}) {
        SlideInfo info = slide_with({{1, 1}});
        info.levels[0].scalable = c.scalable;
        const WorkingGrid grid = choose_working_grid(info, PixelSize(Microns(c.level0_um)), {});
        EXPECT_EQ(reading_way(grid), c.way) << c.level0_um;
        EXPECT_EQ(reduction_words(grid), c.words) << c.level0_um;
    }
}

}  // namespace
}  // namespace kossa
