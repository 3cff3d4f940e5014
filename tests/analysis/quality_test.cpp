#include "kossa/analysis/quality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/analysis/tile_scan.hpp"
#include "support/masks.hpp"
#include "support/runs.hpp"
#include "support/tilings.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int margin = 1;
constexpr double least_od = 0.15;
const WhitePoint white{{240.0, 240.0, 240.0}};

/// Stained tissue full of edges, with a frame of `margin` round it.
RgbImage tissue(int width, int height) {
    std::mt19937_64 random(5);
    RgbImage image(height + 2 * margin, width + 2 * margin);
    for (cv::Vec3b& rgb : image) {
        const auto level = static_cast<std::uint8_t>(90 + random() % 60);
        rgb = {level, level, level};
    }
    return image;
}

QualitySums sums_in(const RgbImage& image, const Box<Working>& tile) {
    const cv::Rect window(static_cast<int>(tile.x), static_cast<int>(tile.y), static_cast<int>(tile.width) + 2 * margin,
                          static_cast<int>(tile.height) + 2 * margin);
    const Mask inside(static_cast<int>(tile.height), static_cast<int>(tile.width), std::uint8_t{255});
    StainModel stain;
    stain.white.white = white;
    const Mask everywhere(window.size(), std::uint8_t{0});
    return TileScanner(stain, least_od, margin, margin).scan({image(window), inside, everywhere, tile, margin}).quality;
}

QualitySums sums_of(const RgbImage& image) {
    return sums_in(image, {0, 0, image.cols - 2 * margin, image.rows - 2 * margin});
}

void blur(RgbImage& image, const cv::Rect& where) {
    RgbImage soft;
    cv::GaussianBlur(image, soft, {0, 0}, 2.0);
    soft(where).copyTo(image(where));
}

TEST(Quality, SharpTissueIsNotBlurred) {
    EXPECT_EQ(blurred_share(sums_of(tissue(1024, 512)), {}), 0.0);
}

TEST(Quality, SquaresBlurredByTwoPixelsAreCounted) {
    RgbImage image = tissue(1024, 512);
    blur(image, {0, 0, 256 + margin, 512 + 2 * margin});
    EXPECT_EQ(blurred_share(sums_of(image), {}), 0.25);
}

TEST(Quality, EvenPlaquesAreNotBlurred) {
    RgbImage image = tissue(1024, 512);
    image(cv::Rect(margin, margin, 256, 512)).setTo(cv::Vec3b(60, 40, 90));
    QualitySums sums = sums_of(image);
    ASSERT_EQ(blurred_share(sums, {}), 0.25);
    const auto found = [](int width, FindingClass kind) {
        Finding finding;
        finding.finding = kind;
        finding.runs = support::filled(0, 0, width, 512);
        finding.sums.pixels = std::int64_t{512} * width;
        return finding;
    };
    leave_out_plaques(sums, {found(127, FindingClass::calcium), found(256, FindingClass::dust)});
    EXPECT_EQ(blurred_share(sums, {}), 0.25) << "less than half of each square, and what is out of focus itself";
    leave_out_plaques(sums, {found(128, FindingClass::calcium)});
    EXPECT_EQ(blurred_share(sums, {}), 0.0);
    EXPECT_EQ(sums.squares.size(), 6U);
}

TEST(Quality, PalePixelsAndBareGlassSayNothing) {
    const RgbImage glass(514, 1026, cv::Vec3b(238, 240, 241));
    EXPECT_FALSE(blurred_share(sums_of(glass), {}).has_value());
    EXPECT_FALSE(clipped_share(sums_of(glass)).has_value());
    EXPECT_FALSE(blurred_share(sums_of(tissue(512, 256)), {}).has_value()) << "two squares are too few";
}

TEST(Quality, PixelsAtTheDarkEndOfAChannelAreClipped) {
    RgbImage image = tissue(256, 256);
    image(10, 10) = {1, 100, 100};
    image(10, 11) = {100, 0, 100};
    image(10, 12) = {2, 2, 2};
    EXPECT_DOUBLE_EQ(clipped_share(sums_of(image)).value(), 2.0 / (256.0 * 256.0));
}

TEST(Quality, SumsAreTheSameForAnyTiling) {
    RgbImage image = tissue(700, 520);
    blur(image, {100, 100, 300, 300});
    const QualitySums whole = sums_of(image);
    std::mt19937_64 random(9);
    for (int round = 0; round < 4; ++round) {
        QualitySums sum;
        for (const Box<Working>& tile : support::random_tiling({0, 0, 700, 520}, 190, random)) {
            sum += sums_in(image, tile);
        }
        EXPECT_EQ(sum.stained, whole.stained);
        ASSERT_EQ(sum.squares.size(), whole.squares.size());
        for (const auto& [place, square] : whole.squares) {
            EXPECT_EQ(sum.squares.at(place).pixels, square.pixels);
            EXPECT_EQ(sum.squares.at(place).laplacian_squares, square.laplacian_squares);
        }
    }
}

/// Glass of 4 mm by 2 mm whose green falls from left to right.
RgbImage glass_falling_to(int right_level) {
    RgbImage image(500, 1000, cv::Vec3b(240, 240, 240));
    for (int x = 0; x < image.cols; ++x) {
        image.col(x).setTo(cv::Scalar(240, x < 750 ? 240 : right_level, 240));
    }
    return image;
}

std::optional<double> spread(const RgbImage& image, const Mask& glass) {
    return glass_spread_od(glass_squares(image, glass, Microns(4.0), 2000));
}

TEST(Quality, SpreadOfTheWhiteIsThatOfItsWorstChannel) {
    const Mask all(500, 1000, std::uint8_t{255});
    EXPECT_EQ(spread(glass_falling_to(240), all), 0.0);
    EXPECT_NEAR(spread(glass_falling_to(200), all).value(), std::log10(240.0 / 200.0), 1e-12);
}

TEST(Quality, SpreadNeedsTwoSquaresOfGlass) {
    Mask glass(500, 1000, std::uint8_t{0});
    EXPECT_FALSE(spread(glass_falling_to(200), glass).has_value());
    glass(cv::Rect(0, 0, 250, 250)).setTo(255);
    EXPECT_FALSE(spread(glass_falling_to(200), glass).has_value());
    glass(cv::Rect(800, 0, 40, 49)).setTo(255);
    EXPECT_FALSE(spread(glass_falling_to(200), glass).has_value()) << "1960 pixels are too few";
    glass(cv::Rect(800, 0, 40, 50)).setTo(255);
    EXPECT_GT(spread(glass_falling_to(200), glass).value(), 0.07);
}

TEST(Quality, GlassIsKnownByItsSmoothnessAlsoWhereTheLightFallsOff) {
    RgbImage image(120, 400);
    for (int x = 0; x < image.cols; ++x) {
        image.col(x).setTo(cv::Scalar::all(240 - x / 8));
    }
    const RgbImage section = tissue(98, 98);
    section.copyTo(image(cv::Rect(200, 10, 100, 100)));
    image(cv::Rect(20, 10, 50, 50)).setTo(cv::Scalar(235, 205, 220));  // pale eosin
    image(cv::Rect(100, 10, 50, 50)).setTo(cv::Scalar::all(255));      // not scanned
    const Mask glass = smooth_glass(image, WhitePoint{{240.0, 240.0, 240.0}});
    EXPECT_EQ(glass(60, 395), 255);
    EXPECT_EQ(glass(5, 5), 255);
    EXPECT_EQ(cv::countNonZero(glass(cv::Rect(200, 10, 100, 100))), 0);
    EXPECT_EQ(cv::countNonZero(glass(cv::Rect(20, 10, 50, 50))), 0);
    EXPECT_EQ(cv::countNonZero(glass(cv::Rect(100, 10, 50, 50))), 0);
}

TEST(Quality, BareGlassIsWiderThanFatCellsAndLargerThanVessels) {
    RgbImage image = tissue(398, 198);
    const cv::Rect wide(20, 20, 40, 40);
    const cv::Rect narrow(100, 20, 200, 10);
    const cv::Rect vessel(100, 60, 25, 25);
    for (const cv::Rect& white_box : {wide, narrow, vessel}) {
        image(white_box).setTo(cv::Scalar::all(225));
    }
    const Mask bare = bare_glass(image, white, Microns(8.0));
    EXPECT_GT(cv::countNonZero(bare(wide)), wide.area() * 3 / 4);
    EXPECT_EQ(cv::countNonZero(bare(wide)), cv::countNonZero(bare));
}

TEST(Quality, AreaOutsideIsThatOfThePixelsBeyondTheRegion) {
    MaskSheet region(cv::Size(20, 10));
    region.fill({0, 0, 10, 10}, 255);
    EXPECT_EQ(area_outside(region, {{2, 1, 8}, {3, 8, 13}, {4, 12, 16}}, Microns(8.0)), SquareMicrons(7 * 64.0));
    EXPECT_EQ(area_outside(region, {}, Microns(8.0)), SquareMicrons(0.0));
}

TEST(Quality, FlagsBeginBeyondTheirLimits) {
    QualityReport quality{0.05, 0.02, 0.05, 10.0, 14.0, 0.41, {}};
    EXPECT_THAT(quality_flags(quality, {}), IsEmpty());
    EXPECT_THAT(quality_flags({}, {}), IsEmpty());
    quality = {0.051, 0.021, 0.051, 10.0, 13.9, 0.41, {}};
    EXPECT_THAT(quality_flags(quality, {}),
                ElementsAre("partly-blurred", "clipped-pixels", "uneven-white", "stains-poorly-separated"));
}

}  // namespace
}  // namespace kossa
