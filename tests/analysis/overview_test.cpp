#include "kossa/analysis/overview.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kossa/core/error.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;

class MockProgress : public Progress {
  public:
    MOCK_METHOD(void, begin, (std::string_view, std::int64_t), (override));
    MOCK_METHOD(void, advance, (), (override));
    MOCK_METHOD(void, end, (), (override));
};

RgbImage random_image(int width, int height) {
    RgbImage image(height, width);
    cv::RNG(9).fill(image, cv::RNG::UNIFORM, 0, 256);
    return image;
}

RgbImage overview_of(const SlideSource& slide, double x, double y, int threads = 1) {
    NoProgress quiet;
    return read_overview(slide, x, y, {.threads = threads, .shuffle_seed = {}}, quiet).image;
}

/// The mean of one channel over a rectangle with broken borders, as far as it lies in the image.
double slow_mean(const RgbImage& image, int channel, double left, double top, double right, double bottom) {
    double sum = 0.0;
    double area = 0.0;
    for (int y = static_cast<int>(top); y < std::min<double>(bottom, image.rows); ++y) {
        for (int x = static_cast<int>(left); x < std::min<double>(right, image.cols); ++x) {
            const double share = (std::min<double>(right, x + 1) - std::max<double>(left, x)) *
                                 (std::min<double>(bottom, y + 1) - std::max<double>(top, y));
            sum += share * image(y, x)[channel];
            area += share;
        }
    }
    return sum / area;
}

void expect_means(const RgbImage& overview, const RgbImage& image, double x_scale, double y_scale, double tolerance) {
    ASSERT_EQ(overview.cols, static_cast<int>(std::ceil(image.cols / x_scale)));
    ASSERT_EQ(overview.rows, static_cast<int>(std::ceil(image.rows / y_scale)));
    for (int y = 0; y < overview.rows; ++y) {
        for (int x = 0; x < overview.cols; ++x) {
            for (int c = 0; c < 3; ++c) {
                const double mean = slow_mean(image, c, x * x_scale, y * y_scale, (x + 1) * x_scale, (y + 1) * y_scale);
                ASSERT_NEAR(overview(y, x)[c], mean, tolerance) << x << ", " << y;
            }
        }
    }
}

constexpr double one_rounding = 0.5 + 1e-9;

TEST(Overview, IsTheMeanOfTheAreaEachPixelCovers) {
    const RgbImage image = random_image(97, 71);
    const MemorySlide slide(image);
    for (const auto& [x, y] : {std::pair{1.0, 1.0}, std::pair{4.0, 4.0}, std::pair{5.3, 5.3}, std::pair{2.5, 3.7},
                               std::pair{200.0, 200.0}}) {
        expect_means(overview_of(slide, x, y), image, x, y, one_rounding);
    }
}

TEST(Overview, OfWholePixelsRoundsHalvesUp) {
    const RgbImage image = random_image(96, 64);
    const MemorySlide slide(image);
    for (const auto& [x, y] : {std::pair{2, 2}, std::pair{4, 2}, std::pair{8, 8}}) {
        const RgbImage overview = overview_of(slide, x, y);
        ASSERT_EQ(overview.size(), cv::Size(96 / x, 64 / y));
        for (int i = 0; i < overview.rows * overview.cols; ++i) {
            const cv::Point p(i % overview.cols, i / overview.cols);
            const double mean = slow_mean(image, 1, p.x * x, p.y * y, (p.x + 1) * x, (p.y + 1) * y);
            ASSERT_EQ(overview(p)[1], static_cast<int>(std::floor(mean + 0.5))) << p;
        }
    }
}

TEST(Overview, DoesNotShowTheBlocksItIsReadIn) {
    const RgbImage image = random_image(2100, 140);
    expect_means(overview_of(MemorySlide(image), 1.9, 1.9), image, 1.9, 1.9, one_rounding);
}

TEST(Overview, ShowsAThreadInTheDarkestQuarter) {
    RgbImage image(64, 64, cv::Vec3b(240, 240, 240));
    image.col(21) = cv::Vec3b(160, 80, 160);  // of the first quarter of the third pixel, 16 to 19, none
    NoProgress quiet;
    const Overview overview = read_overview_with_darkest(MemorySlide(image), 8.0, 8.0, {}, quiet);
    const RgbImage seen = overview.image;
    const RgbImage darkest = overview.darkest;
    EXPECT_EQ(seen(3, 2), cv::Vec3b(230, 220, 230));
    EXPECT_EQ(darkest(3, 2), cv::Vec3b(220, 200, 220));
    EXPECT_EQ(darkest(3, 3), cv::Vec3b(240, 240, 240));
}

TEST(Overview, SaysHowItLiesOnLevel0) {
    NoProgress quiet;
    const Overview overview = read_overview(MemorySlide(random_image(60, 40)), 7.5, 4.0, {}, quiet);
    EXPECT_EQ(overview.level0_from_overview(Point<Survey>{2, 3}), (Point<Level0>{15.0, 12.0}));
}

TEST(Overview, IsReadFromTheCoarsestLevelThatIsNotCoarser) {
    const RgbImage image = random_image(256, 128);
    const MemorySlide slide(image, PixelSize(Microns(0.5)), {2, 4, 16});
    expect_means(overview_of(slide, 8.0, 8.0), image, 8.0, 8.0, 1.0 + 1e-9);
    EXPECT_GT(slide.reads(2), 0);
    EXPECT_EQ(slide.reads(0) + slide.reads(1) + slide.reads(3), 0);
    overview_of(slide, 2.0, 16.0);
    EXPECT_GT(slide.reads(1), 0) << "the finer axis decides";
}

TEST(Overview, IsTheSameForAnyNumberOfThreads) {
    const MemorySlide slide(random_image(900, 700));
    const RgbImage expected = overview_of(slide, 3.3, 3.3);
    for (const int threads : {2, 8}) {
        EXPECT_EQ(cv::norm(overview_of(slide, 3.3, 3.3, threads), expected, cv::NORM_INF), 0.0);
    }
}

TEST(Overview, OfOnePixelIsThatPixel) {
    const RgbImage one = overview_of(MemorySlide(RgbImage(1, 1, cv::Vec3b(1, 2, 3))), 8.0, 8.0);
    ASSERT_EQ(one.size(), cv::Size(1, 1));
    EXPECT_EQ(one(0, 0), cv::Vec3b(1, 2, 3));
}

TEST(Overview, PassesOnWhatTheSlideThrows) {
    MemorySlide slide(random_image(90, 90));
    slide.damage({50, 50, 1, 1});
    EXPECT_THROW(overview_of(slide, 2.0, 2.0), SlideError);
}

TEST(Overview, TellsItsProgress) {
    MockProgress progress;
    std::int64_t steps = 0;
    EXPECT_CALL(progress, begin).WillOnce(::testing::SaveArg<1>(&steps));
    int advanced = 0;
    EXPECT_CALL(progress, advance).WillRepeatedly([&] { ++advanced; });
    EXPECT_CALL(progress, end);
    read_overview(MemorySlide(random_image(100, 300)), 2.0, 2.0, {.threads = 1, .shuffle_seed = {}}, progress);
    EXPECT_GT(steps, 1);
    EXPECT_EQ(advanced, steps);
}

}  // namespace
}  // namespace kossa
