#include "kossa/deposit/plates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "kossa/core/hsd.hpp"
#include "support/plain_masks.hpp"

namespace kossa {
namespace {

using ChannelOd = std::array<double, 3>;

constexpr ChannelOd even_violet{0.40, 0.62, 0.32};       // density 0.45, saturation 0.40
constexpr ChannelOd collagen_pink{0.10, 0.30, 0.20};     // 0.20
constexpr ChannelOd cytoplasm_violet{0.31, 0.58, 0.34};  // 0.41, redder
constexpr int plate_margin = 50;

cv::Vec4w plate_look(const ChannelOd& od) {
    const auto milli = [](double density) { return static_cast<std::uint16_t>(std::lround(1000.0 * density)); };
    return {milli(od[0]), milli(od[1]), milli(od[2]), 1000};
}

/// A body of that many pixels in paler tissue, each pixel as `od_at` says; all eligible.
DensityTile tile_with(const cv::Size& body, const std::function<ChannelOd(int, int)>& od_at) {
    const cv::Size size(body.width + 2 * plate_margin, body.height + 2 * plate_margin);
    DensityTile tile{cv::Mat_<cv::Vec4w>(size, plate_look(collagen_pink)), Mask(size, std::uint8_t{255})};
    for (int y = 0; y < body.height; ++y) {
        for (int x = 0; x < body.width; ++x) {
            tile.looks(y + plate_margin, x + plate_margin) = plate_look(od_at(x, y));
        }
    }
    return tile;
}

DensityTile tile_of_one_colour(const cv::Size& body, const ChannelOd& od) {
    return tile_with(body, [&](int, int) { return od; });
}

ChannelOd times(double factor, const ChannelOd& od) {
    return {factor * od[0], factor * od[1], factor * od[2]};
}

Mask plates_in(const DensityTile& tile, const PlateOptions& options = {}) {
    constexpr int palest_sum = 1080;
    const PlatePixels pixels(options, Microns(10.0), Microns(2.0), 8.0, PixelSize(Microns(0.5)));
    return support::unpacked(pixels.of(DepositGround(tile, {}, palest_sum)));
}

TEST(PlatePixels, AreThoseOfAnEvenBody) {
    const Mask plate = plates_in(tile_of_one_colour({40, 36}, even_violet));
    const cv::Rect body(plate_margin, plate_margin, 40, 36);
    EXPECT_EQ(cv::countNonZero(plate), cv::countNonZero(plate(body)));
    EXPECT_EQ(cv::countNonZero(plate(body)), body.area());
}

TEST(PlatePixels, LieInWhatIsWiderThanANucleus) {
    EXPECT_EQ(cv::countNonZero(plates_in(tile_of_one_colour({60, 20}, even_violet))), 0) << "10 um and no more";
    EXPECT_GT(cv::countNonZero(plates_in(tile_of_one_colour({60, 21}, even_violet))), 0);
}

TEST(PlatePixels, AreNoneWhereDensityAlternates) {
    const auto striped = [](double contrast) {
        return tile_with({60, 60},
                         [&](int x, int) { return times(1.2 + (x / 6 % 2 == 0 ? contrast : -contrast), even_violet); });
    };
    EXPECT_GT(cv::countNonZero(plates_in(striped(0.10))), 0);
    EXPECT_EQ(cv::countNonZero(plates_in(striped(0.25))), 0) << "fibres, or nuclei and what lies between them";
}

TEST(PlatePixels, AreNoneWhereHueAlternates) {
    const DensityTile mixed =
        tile_with({60, 60}, [](int x, int y) { return (x / 8 + y / 8) % 2 == 0 ? even_violet : cytoplasm_violet; });
    EXPECT_EQ(cv::countNonZero(plates_in(mixed)), 0);
    PlateOptions any_hue;
    any_hue.largest_hue_spread = 1.0;
    EXPECT_GT(cv::countNonZero(plates_in(mixed, any_hue)), 0) << "the density is even";
}

TEST(PlatePixels, MayBeCracked) {
    const auto cracked = [](int x, int) { return x == 30 ? ChannelOd{0.0, 0.0, 0.0} : even_violet; };
    EXPECT_GT(cv::countNonZero(plates_in(tile_with({60, 30}, cracked)).col(plate_margin + 27)), 20);
}

TEST(PlatePixels, AreNoMoreSaturatedThanCalcium) {
    constexpr ChannelOd eosin_red{0.15, 0.75, 0.45};
    EXPECT_EQ(cv::countNonZero(plates_in(tile_of_one_colour({40, 40}, eosin_red))), 0);
}

TEST(PlatePixels, WereEligible) {
    DensityTile tile = tile_of_one_colour({80, 40}, even_violet);
    tile.eligible.colRange(0, plate_margin + 40) = 0;
    const Mask plates = plates_in(tile);
    EXPECT_EQ(cv::countNonZero(plates.colRange(0, plate_margin + 40)), 0);
    EXPECT_GT(cv::countNonZero(plates), 0);
}

/// Mean and spread of some numbers, in two passes.
struct Sample {
    std::vector<double> values;

    double mean() const { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(size()); }
    double variance() const {
        const double middle = mean();
        return std::accumulate(values.begin(), values.end(), 0.0,
                               [&](double sum, double v) { return sum + (v - middle) * (v - middle); }) /
               static_cast<double>(size());
    }
    std::size_t size() const { return values.size(); }
};

/// Mean look of the five by five pixels round one.
Hsd averaged_look(const DensityTile& tile, int x, int y) {
    cv::Vec3d sum;
    for (int v = y - 2; v <= y + 2; ++v) {
        for (int u = x - 2; u <= x + 2; ++u) {
            const cv::Vec4w& look = tile.looks(v, u);
            sum += cv::Vec3d(look[0], look[1], look[2]);
        }
    }
    return hsd(sum[0] / 25.0, sum[1] / 25.0, sum[2] / 25.0);
}

/// The slow twin: whether the square round a pixel is even.
bool is_even_at(const DensityTile& tile, int x, int y, const PlateOptions& options) {
    constexpr int half = 10;
    Sample density;
    Sample cx;
    Sample cy;
    for (int v = y - half; v <= y + half; ++v) {
        for (int u = x - half; u <= x + half; ++u) {
            const Hsd look = averaged_look(tile, u, v);
            if (look.density < 1000.0 * options.seed_od) {
                continue;
            }
            density.values.push_back(look.density);
            cx.values.push_back(look.cx);
            cy.values.push_back(look.cy);
        }
    }
    return std::sqrt(density.variance()) <= options.largest_spread * density.mean() &&
           std::sqrt(cx.variance() + cy.variance()) <= options.largest_hue_spread;
}

TEST(PlatePixels, AreWhereTheSlowTwinSaysSo) {
    // Blocks of colours that differ more and more from left to right.
    const DensityTile tile = tile_with({110, 40}, [](int x, int y) {
        const double step = (x / 10 + y / 10) % 2 == 0 ? 0.0 : 0.0012 * x;
        return ChannelOd{0.42 - step, 0.64 + step, 0.36};
    });
    PlateOptions of_any_strength;
    of_any_strength.largest_saturation = 1.0;
    const Mask fast = plates_in(tile, of_any_strength);
    Mask slow(tile.eligible.size(), std::uint8_t{0});
    constexpr int inside = 10;  // of the body: the square
    for (int y = plate_margin + inside; y < plate_margin + 40 - inside; ++y) {
        for (int x = plate_margin + inside; x < plate_margin + 110 - inside; ++x) {
            if (is_even_at(tile, x, y, {})) {
                slow(cv::Rect(x - 14, y - 14, 29, 29)) = 255;
            }
        }
    }
    const cv::Rect compared(plate_margin + 8, plate_margin + 8, 94, 24);
    EXPECT_GT(cv::countNonZero(slow(compared)), 24 * 20);
    EXPECT_LT(cv::countNonZero(slow(compared)), 24 * 80);
    EXPECT_EQ(cv::countNonZero(slow(compared) != fast(compared)), 0);
}

TEST(PlatePixels, HangOnWhatIsNearAlone) {
    const DensityTile tile = tile_with({120, 110}, [](int x, int y) {
        return times(1.0 + 0.2 * std::sin(0.05 * x) * std::cos(0.07 * y), even_violet);
    });
    const Mask whole = plates_in(tile);
    const cv::Rect part(40, 30, 110, 110);
    const DensityTile cut{tile.looks(part).clone(), tile.eligible(part).clone()};
    constexpr int reach = 32;
    const cv::Rect inner(reach, reach, part.width - 2 * reach, part.height - 2 * reach);
    EXPECT_GT(cv::countNonZero(whole(part)(inner)), 0);
    EXPECT_EQ(cv::countNonZero(plates_in(cut)(inner) != whole(part)(inner)), 0);
}

}  // namespace
}  // namespace kossa
