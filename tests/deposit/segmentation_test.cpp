#include "kossa/deposit/segmentation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "support/components.hpp"
#include "support/tilings.hpp"

namespace kossa {
namespace {

using namespace literals;
using support::SameComponent;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pointwise;

const Segmentation segmentation(SegmentationOptions(), PixelSize(0.5_um));

using ComponentRun = Run<Working>;
constexpr double ground_od = 0.15;

/// A grey picture of pale ground, larger than its `interior` by the halo on every side.
class Picture {
  public:
    explicit Picture(const Box<Working>& interior, double od = ground_od)
        : interior_(interior),
          light_(static_cast<int>(interior.height) + 2 * segmentation.halo(),
                 static_cast<int>(interior.width) + 2 * segmentation.halo(), std::pow(10.0, -od)) {}

    /// Paints where `inside(x, y)` holds, positions of pixel centres in the working frame.
    template <class Inside>
    void paint(double od, Inside inside) {
        for (int y = 0; y < light_.rows; ++y) {
            for (int x = 0; x < light_.cols; ++x) {
                if (inside(x + 0.5 + left(), y + 0.5 + top())) {
                    light_(y, x) = std::pow(10.0, -od);
                }
            }
        }
    }
    void paint_block(double od, const Box<Working>& box) {
        paint(od, [&](double x, double y) {
            return x > static_cast<double>(box.x) && x < static_cast<double>(box.right()) &&
                   y > static_cast<double>(box.y) && y < static_cast<double>(box.bottom());
        });
    }
    void paint_disc(double od, double x0, double y0, double radius) {
        paint(od, [&](double x, double y) { return std::hypot(x - x0, y - y0) < radius; });
    }

    cv::Mat_<double>& light() { return light_; }
    const Box<Working>& interior() const { return interior_; }

    /// What is found in one tile that answers for `box`.
    std::vector<Component> segmented(const Box<Working>& box) const { return segmentation.segment(tile(box), box); }

    /// The tile that answers for `box`.
    DensityTile tile(const Box<Working>& box) const {
        const cv::Rect window(static_cast<int>(box.x - interior_.x), static_cast<int>(box.y - interior_.y),
                              static_cast<int>(box.width) + 2 * segmentation.halo(),
                              static_cast<int>(box.height) + 2 * segmentation.halo());
        const cv::Mat_<double> light = light_(window);
        DensityTile tile{cv::Mat_<cv::Vec4w>(light.size()), Mask(light.size(), std::uint8_t{255})};
        for (int y = 0; y < light.rows; ++y) {
            for (int x = 0; x < light.cols; ++x) {
                const auto od =
                    static_cast<std::uint16_t>(std::lround(std::max(0.0, -1000.0 * std::log10(light(y, x)))));
                tile.looks(y, x) = {od, od, od, static_cast<std::uint16_t>(std::lround(4096.0 * light(y, x)))};
            }
        }
        return tile;
    }
    std::vector<Component> segmented() const { return segmented(interior_); }

  private:
    double left() const { return static_cast<double>(interior_.x - segmentation.halo()); }
    double top() const { return static_cast<double>(interior_.y - segmentation.halo()); }

    Box<Working> interior_;
    cv::Mat_<double> light_;
};

/// The light of a disc behind a lens, each pixel the mean over its area.
Picture blurred_disc(double diameter, double x, double y, double blur) {
    constexpr int fine = 8;
    Picture picture({0, 0, 100, 100});
    const int halo = segmentation.halo();
    cv::Mat_<double> detailed(picture.light().rows * fine, picture.light().cols * fine, std::pow(10.0, -ground_od));
    for (int row = 0; row < detailed.rows; ++row) {
        for (int column = 0; column < detailed.cols; ++column) {
            if (std::hypot((column + 0.5) / fine - halo - x, (row + 0.5) / fine - halo - y) < diameter / 2.0) {
                detailed(row, column) = 0.1;  // optical density 1
            }
        }
    }
    cv::GaussianBlur(detailed, detailed, {}, blur * fine);
    cv::resize(detailed, picture.light(), picture.light().size(), 0, 0, cv::INTER_AREA);
    return picture;
}

TEST(Segmentation, ABlurredDiscHasItsAreaWithinThreePercent) {
    for (const double diameter : {10.0, 14.0, 24.0, 50.0}) {
        double sum = 0.0;
        constexpr int places = 4;
        for (int i = 0; i < places; ++i) {
            const std::vector<Component> found =
                blurred_disc(diameter, 50.0 + 0.27 * i, 50.0 + 0.41 * i, 0.7).segmented();
            ASSERT_EQ(found.size(), 1U);
            EXPECT_EQ(found[0].sums.open_edges, 0);
            sum += static_cast<double>(found[0].sums.pixels);
        }
        const double area = std::numbers::pi / 4.0 * diameter * diameter;
        EXPECT_NEAR(sum / places, area, 0.03 * area) << diameter;
    }
}

/// A black square with a bright line through it, as wide as that and blurred by a sigma of one pixel.
Picture cracked_square(double crack_px) {
    Picture picture({0, 0, 100, 100});
    picture.paint_block(1.0, {30, 30, 41, 40});
    const int middle = 50 + segmentation.halo();
    for (int y = 30 + segmentation.halo(); y < 70 + segmentation.halo(); ++y) {
        for (int x = middle - 4; x <= middle + 4; ++x) {
            const auto within = [&](double to) { return 0.5 * std::erf((to - (x - middle)) / std::numbers::sqrt2); };
            const double share = within(crack_px / 2.0) - within(-crack_px / 2.0);
            picture.light()(y, x) = 0.1 + share * (std::pow(10.0, -ground_od) - 0.1);
        }
    }
    return picture;
}

TEST(Segmentation, ACrackHalfAPixelWideIsNoDepositWhereCracksAreLookedFor) {
    SegmentationOptions options;
    options.crack_light = 0.2;
    const Segmentation with_cracks(options, PixelSize(0.5_um));
    const auto pixels = [](const Segmentation& by, const Picture& picture) {
        std::int64_t sum = 0;
        for (const Component& component : by.segment(picture.tile(picture.interior()), picture.interior())) {
            sum += component.sums.pixels;
        }
        return sum;
    };
    EXPECT_EQ(pixels(segmentation, cracked_square(0.6)), 40 * 41) << "half-intensity does not see it";
    EXPECT_EQ(pixels(with_cracks, cracked_square(0.6)), 40 * 40);
    EXPECT_EQ(pixels(with_cracks, cracked_square(0.3)), 40 * 41) << "less than half a pixel of area";
}

TEST(Segmentation, FindsNothingInUniformTissue) {
    for (const double od : {0.0, 0.15, 0.3, 0.44}) {
        EXPECT_THAT(Picture({0, 0, 60, 60}, od).segmented(), IsEmpty()) << od;
    }
}

TEST(Segmentation, WhereNucleiAreAsDarkASeedIsWhatLeavesNoGap) {
    SegmentationOptions dark;
    dark.seed_od = 0.82;
    dark.body_od = 0.82;
    const Segmentation beside_dark_nuclei(dark, PixelSize(0.5_um));
    ASSERT_LE(beside_dark_nuclei.halo(), segmentation.halo());
    const auto seeds_of = [&](const Picture& picture) {
        std::int64_t seeds = 0;
        for (const Component& c : beside_dark_nuclei.segment(picture.tile(picture.interior()), picture.interior())) {
            seeds += c.sums.seeds;
        }
        return seeds;
    };
    Picture mass({0, 0, 100, 100});
    mass.paint_block(0.65, {30, 30, 40, 40});
    mass.paint_block(0.20, {50, 30, 1, 40});  // a crack
    EXPECT_EQ(seeds_of(mass), 39 * 40);
    mass.paint_block(0.20, {49, 30, 4, 40});  // two bodies of 9.5 um and 8.5 um
    EXPECT_EQ(seeds_of(mass), 0);
}

TEST(Segmentation, FindsOnlyWhatIsEligible) {
    DensityTile tile{cv::Mat_<cv::Vec4w>(160, 160, cv::Vec4w(900, 900, 900, 516)), Mask(160, 160, std::uint8_t{0})};
    const Box<Working> interior = Box<Working>{0, 0, 160, 160}.grown(-segmentation.halo());
    EXPECT_THAT(segmentation.segment(tile, interior), IsEmpty());
    tile.eligible.setTo(255);
    EXPECT_EQ(segmentation.segment(tile, interior).size(), 1U);
}

TEST(Segmentation, ASpotIsASeedFromItsDensityOn) {
    for (const auto& [od, found] : {std::pair(0.59, 0U), std::pair(0.60, 1U)}) {
        Picture picture({0, 0, 60, 60});
        picture.paint_block(od, {30, 30, 4, 4});
        EXPECT_EQ(picture.segmented().size(), found) << od;
    }
}

TEST(Segmentation, FindsAPalePlateButNoPaleNucleus) {
    Picture plate({0, 0, 120, 120});
    plate.paint_block(0.50, {30, 30, 60, 60});
    const std::vector<Component> found = plate.segmented();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sums.pixels, 60 * 60);
    EXPECT_EQ(found[0].sums.seeds, 60 * 60);
    Picture nucleus({0, 0, 120, 120});
    nucleus.paint_disc(0.50, 60.0, 60.0, 7.0);  // 7 um across
    EXPECT_THAT(nucleus.segmented(), IsEmpty());
}

TEST(Segmentation, ReachesNoFurtherThanItsReachBeyondASeed) {
    Picture picture({0, 0, 120, 60});
    picture.paint_block(0.55, {20, 27, 80, 6});  // too pale for a seed, too narrow for a body
    picture.paint_block(0.90, {57, 27, 6, 6});
    const std::vector<Component> found = picture.segmented();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(bounding_box(found[0].runs), (Box<Working>{53, 27, 14, 6}));  // 2 um are 4 px
    EXPECT_EQ(found[0].sums.seeds, 36);
}

TEST(Segmentation, CountsTheEdgesBeyondWhichDarknessGoesOn) {
    Picture bar({0, 0, 120, 60});
    bar.paint_block(0.55, {20, 27, 80, 6});
    bar.paint_block(0.90, {57, 27, 6, 6});
    EXPECT_EQ(bar.segmented().at(0).sums.open_edges, 6 + 6);  // both ends of the reach
    Picture spot({0, 0, 120, 60});
    spot.paint_block(0.90, {57, 27, 6, 6});
    EXPECT_EQ(spot.segmented().at(0).sums.open_edges, 0);
}

TEST(Segmentation, TheRimIsWhatLiesAReachBeyondTheOutline) {
    Picture picture({0, 0, 80, 80});
    picture.paint_block(0.20, {0, 0, 40, 80});
    picture.paint_block(0.90, {36, 30, 8, 8});  // 4 px in either half
    const PixelSums sums = picture.segmented().at(0).sums;
    EXPECT_EQ(sums.rim_edges, 4 * 8);
    constexpr std::int64_t channel = 16 * 200 + 16 * 150;
    EXPECT_EQ(sums.rim_milli_od, (std::array<std::int64_t, 3>{channel, channel, channel}));
    picture.paint_block(0.90, {48, 30, 8, 8});  // another, within the reach
    EXPECT_EQ(picture.segmented().at(0).sums.rim_edges, 4 * 8 - 8);
}

TEST(Segmentation, DropsWhatIsWithinReachOfASeedButHoldsNone) {
    Picture picture({0, 0, 60, 60});
    picture.paint_block(0.90, {20, 20, 6, 6});
    picture.paint_block(0.50, {28, 20, 2, 2});
    const std::vector<Component> found = picture.segmented();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(bounding_box(found[0].runs), (Box<Working>{20, 20, 6, 6}));
}

/// Half way between the spot's light, 0.126, and the default of 0.7 lies an optical density of 0.384.
TEST(Segmentation, WhereNothingPaleIsNearTheDefaultStandsForTheSurroundings) {
    for (const auto& [od, kept_beyond] : {std::pair(0.40, true), std::pair(0.37, false)}) {
        Picture picture({0, 0, 60, 60}, od);
        picture.paint_block(0.90, {30, 30, 4, 4});
        const PixelSums sums = picture.segmented().at(0).sums;
        EXPECT_EQ(sums.seeds, 16);
        EXPECT_EQ(sums.pixels > 16, kept_beyond) << od;
        EXPECT_EQ(sums.open_edges > 0, kept_beyond) << od;
    }
}

TEST(Segmentation, SumsPositionsDensitiesAndSeedsOverPixels) {
    Picture picture({1000, 2000, 60, 60});
    picture.paint_block(0.90, {1020, 2030, 3, 2});
    const PixelSums sums = picture.segmented().at(0).sums;
    EXPECT_EQ(sums,
              (PixelSums{6, 6 * 2043, 6 * 4062, {5400, 5400, 5400}, 6, {5400, 5400, 5400}, 0, 10, {1500, 1500, 1500}}));
}

TEST(Segmentation, ADiscCutByTileBordersAddsUpToTheWhole) {
    Picture picture({0, 0, 100, 100});
    picture.paint_disc(0.9, 50.0, 50.0, 20.0);
    const std::vector<Component> whole = picture.segmented();
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_FALSE(whole[0].touches_border);
    PixelSums sum;
    for (const Box<Working>& tile : {Box<Working>{0, 0, 47, 41}, Box<Working>{47, 0, 53, 41},
                                     Box<Working>{0, 41, 47, 59}, Box<Working>{47, 41, 53, 59}}) {
        const std::vector<Component> part = picture.segmented(tile);
        ASSERT_EQ(part.size(), 1U);
        EXPECT_TRUE(part[0].touches_border);
        sum += part[0].sums;
    }
    EXPECT_EQ(sum, whole[0].sums);
}

/// A plate that is a body only with its farthest column in the square, and a dark bar from it to a spot: the bar's
/// pixel at 105 is kept by the spot, that at 104 by the plate alone, and whether the edge between them is open hangs on
/// a column 29 px away.
TEST(Segmentation, TheHaloHoldsAllThatDecidesOnAnEdge) {
    const Box<Working> all{0, 0, 160, 120};
    Picture picture(all);
    picture.paint_block(0.46, {76, 20, 25, 80});
    picture.paint_block(0.80, {76, 20, 1, 80});
    picture.paint_block(0.15, {88, 20, 1, 80});
    picture.paint_block(0.40, {101, 58, 8, 4});
    picture.paint_block(0.90, {109, 58, 4, 4});
    const std::vector<Component> whole = support::assembled({picture.segmented()});
    ASSERT_THAT(whole, Contains(::testing::Field(&Component::runs, Contains(ComponentRun{59, 89, 113}))));
    const std::vector<Component> joined =
        support::assembled({picture.segmented({0, 0, 105, 120}), picture.segmented({105, 0, 55, 120})});
    EXPECT_THAT(joined, Pointwise(SameComponent(), whole));
}

TEST(Segmentation, OfSeveralSeedsIsWhatEachWouldGiveAlone) {
    Picture picture({0, 0, 120, 80});
    std::mt19937_64 random(4);
    for (int i = 0; i < 60; ++i) {
        picture.paint_disc(0.3 + 0.6 * support::uniform(random), 120.0 * support::uniform(random),
                           80.0 * support::uniform(random), 1.0 + 9.0 * support::uniform(random));
    }
    const std::vector<double> seeds{0.7, 0.4, 0.55};
    const DensityTile tile = picture.tile(picture.interior());
    const std::vector<std::vector<Component>> together = segmentation.segment(tile, picture.interior(), seeds);
    ASSERT_EQ(together.size(), seeds.size());
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        SegmentationOptions options;
        options.seed_od = seeds[i];
        const std::vector<Component> alone = Segmentation(options, PixelSize(0.5_um)).segment(tile, picture.interior());
        EXPECT_THAT(together[i], Pointwise(SameComponent(), alone)) << seeds[i];
    }
    EXPECT_GT(together[1].size(), together[0].size());
}

/// 20 um wide, with an arm of 4 um to the right.
Picture plate_with_arm() {
    Picture picture({0, 0, 160, 100});
    picture.paint_block(0.90, {20, 20, 40, 40});
    picture.paint_block(0.90, {60, 36, 60, 8});
    return picture;
}

TEST(Segmentation, ThinIsWhatHangsOnAWidePart) {
    const std::vector<Component> found = plate_with_arm().segmented();
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].thin.size(), 1U);
    EXPECT_EQ(bounding_box(found[0].thin[0].runs), (Box<Working>{64, 36, 56, 8}));  // the reach is 4 px
    EXPECT_EQ(found[0].thin[0].sums.seeds, 56 * 8);
}

TEST(Segmentation, WhatIsNarrowerThanANucleusThroughoutHasNoThinParts) {
    Picture picture({0, 0, 160, 100});
    picture.paint_block(0.90, {20, 20, 60, 20});  // 10 um, a pixel less than the square
    EXPECT_THAT(picture.segmented().at(0).thin, IsEmpty());
    picture.paint_block(0.90, {20, 20, 60, 21});
    EXPECT_THAT(picture.segmented().at(0).thin, IsEmpty()) << "and it is wide throughout";
    picture.paint_block(0.90, {100, 20, 4, 60});
    EXPECT_THAT(picture.segmented({0, 0, 160, 60}).at(1).thin, ::testing::SizeIs(1))
        << "beyond the tile it may be wide";
}

TEST(Segmentation, ThinPartsAreTheSameHoweverTheArmIsCut) {
    const Picture picture = plate_with_arm();
    const std::vector<Component> whole = support::assembled({picture.segmented()});
    for (const std::int64_t seam : {30, 62, 90}) {
        const std::vector<Component> joined =
            support::assembled({picture.segmented({0, 0, seam, 100}), picture.segmented({seam, 0, 160 - seam, 100})});
        EXPECT_THAT(joined, Pointwise(SameComponent(), whole)) << seam;
    }
}

class RandomTissue : public ::testing::TestWithParam<std::uint64_t> {};

/// Clouds of all densities round the thresholds, so that every rule decides somewhere.
TEST_P(RandomTissue, GivesTheSameForAnyTiling) {
    std::mt19937_64 random(GetParam());
    Picture picture({300, -40, 150, 130});
    cv::Mat_<double>& light = picture.light();
    for (double& value : light) {
        value = support::uniform(random);
    }
    cv::GaussianBlur(light, light, {}, std::array{1.0, 2.0, 4.0, 10.0}.at(GetParam() % 4));
    cv::normalize(light, light, 0.05, 0.9, cv::NORM_MINMAX);
    for (double& value : light) {
        value *= std::pow(10.0, -0.1 * support::uniform(random));
    }
    const std::vector<Component> whole = support::assembled({picture.segmented()});
    ASSERT_GE(whole.size(), 1U);
    for (const std::int64_t largest : {16, 40, 90}) {
        std::vector<std::vector<Component>> parts;
        for (const Box<Working>& tile : support::random_tiling(picture.interior(), largest, random)) {
            parts.push_back(picture.segmented(tile));
        }
        EXPECT_THAT(support::assembled(std::move(parts)), Pointwise(SameComponent(), whole)) << largest;
    }
}

INSTANTIATE_TEST_SUITE_P(Segmentation, RandomTissue, ::testing::Range<std::uint64_t>(1, 13));

TEST(SegmentationOptions, WithAnotherSeedHoldNothingPalerThanIt) {
    SegmentationOptions usual;
    usual.seed_od = 0.8;
    const SegmentationOptions denser = with_seed(usual, 0.58);
    EXPECT_DOUBLE_EQ(denser.seed_od, 0.58);
    EXPECT_DOUBLE_EQ(denser.palest(), 0.58) << "nor do squares start one";
    EXPECT_DOUBLE_EQ(denser.surroundings_od, usual.surroundings_od);
    EXPECT_DOUBLE_EQ(with_seed(usual, 0.4).body_od, usual.body_od) << "they are denser";
}

}  // namespace
}  // namespace kossa
