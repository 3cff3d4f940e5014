#include "kossa/analysis/tile_scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <random>

#include "kossa/analysis/density_tile.hpp"
#include "support/components.hpp"
#include "support/plain_quality.hpp"

namespace kossa {
namespace {

using support::SameComponent;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pointwise;

constexpr double least_candidate_od = 0.15;
const PixelSize scan_pixel(Microns(0.5));

StainModel model(Stain stain) {
    StainModel model;
    model.stain = stain;
    model.white.white = {{240.0, 238.0, 245.0}};
    if (stain == Stain::haematoxylin_eosin) {
        model.matrix = default_haematoxylin_eosin();
    } else {
        model.least_channel = 0.45;
    }
    return model;
}

/// A tile with all that is read round it.
struct Scene {
    Segmentation segmentation;
    Box<Working> tile;
    RgbImage pixels;
    Mask tissue;
    Mask region;

    Scene(const StainModel& stain, const Box<Working>& box)
        : segmentation(stain.segmentation, scan_pixel),
          tile(box),
          pixels(static_cast<int>(box.height) + 2 * halo(), static_cast<int>(box.width) + 2 * halo(),
                 cv::Vec3b(230, 200, 220)),
          tissue(static_cast<int>(box.height), static_cast<int>(box.width), std::uint8_t{255}),
          region(pixels.size(), std::uint8_t{255}) {}

    int halo() const { return segmentation.halo(); }
    cv::Point at(std::int64_t x, std::int64_t y) const {
        return {static_cast<int>(x - tile.x) + halo(), static_cast<int>(y - tile.y) + halo()};
    }
    TileScan scanned(const StainModel& stain) const {
        return TileScanner(stain, least_candidate_od, segmentation.reach(), halo())
            .scan({pixels, tissue, region, tile, halo()});
    }
    std::vector<Component> segmented(const StainModel& stain, const Box<Working>& box) const {
        const cv::Rect window(static_cast<int>(box.x - tile.x), static_cast<int>(box.y - tile.y),
                              static_cast<int>(box.width) + 2 * halo(), static_cast<int>(box.height) + 2 * halo());
        DensityTile density = density_tile(pixels(window), stain, OpticalDensity(stain.white.white));
        density.eligible &= region(window);
        return segmentation.segment(density, box);
    }
};

/// Discs of all colours on pale ground, some at the edges, fewer or more of them.
Scene discs(const StainModel& stain, std::uint64_t seed, int count) {
    Scene scene(stain, {512, 768, 300, 200});
    std::mt19937_64 random(seed);
    for (int i = 0; i < count; ++i) {
        const cv::Point centre(static_cast<int>(random() % static_cast<std::uint64_t>(scene.pixels.cols)),
                               static_cast<int>(random() % static_cast<std::uint64_t>(scene.pixels.rows)));
        const cv::Scalar colour(static_cast<double>(random() % 160), static_cast<double>(random() % 160),
                                static_cast<double>(random() % 200));
        cv::circle(scene.pixels, centre, 1 + static_cast<int>(random() % 14), colour, cv::FILLED);
    }
    cv::GaussianBlur(scene.pixels, scene.pixels, {}, 0.8);
    cv::circle(scene.tissue, {100, 90}, 70, cv::Scalar(0), cv::FILLED);
    cv::circle(scene.region, {190, 130}, 50, cv::Scalar(0), cv::FILLED);
    return scene;
}

bool same_sums(const QualitySums& a, const QualitySums& b) {
    return a.stained == b.stained && a.clipped == b.clipped &&
           std::ranges::equal(a.squares, b.squares, [](const auto& p, const auto& q) {
               return p.first == q.first && p.second.pixels == q.second.pixels &&
                      p.second.laplacian_squares == q.second.laplacian_squares;
           });
}

class TileScanOf : public ::testing::TestWithParam<std::tuple<Stain, int>> {
  protected:
    StainModel stain = model(std::get<0>(GetParam()));
    int count = std::get<1>(GetParam());
};

TEST_P(TileScanOf, CandidatesOneByOneGiveTheComponentsOfTheWholeTile) {
    std::size_t found = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Scene scene = discs(stain, seed, count);
        std::vector<std::vector<Component>> parts;
        for (const Box<Working>& box : scene.scanned(stain).candidates) {
            EXPECT_EQ(box, box.intersected(scene.tile));
            parts.push_back(scene.segmented(stain, box));
        }
        const std::vector<Component> whole = support::assembled({scene.segmented(stain, scene.tile)});
        EXPECT_THAT(support::assembled(std::move(parts)), Pointwise(SameComponent(), whole)) << seed;
        found += whole.size();
    }
    EXPECT_GE(found, 1U);
}

TEST_P(TileScanOf, QualityIsThatOfOnePixelAfterTheOther) {
    Scene scene = discs(stain, 7, count);
    scene.pixels(scene.at(800, 960)) = {0, 90, 90};
    scene.pixels(scene.at(801, 960)) = {90, 90, 1};
    const QualitySums plain = support::plain_quality(scene.pixels, scene.tissue, scene.tile, scene.halo(),
                                                     OpticalDensity(stain.white.white), least_candidate_od);
    EXPECT_TRUE(same_sums(scene.scanned(stain).quality, plain));
    EXPECT_GE(plain.clipped, 2);
}

INSTANTIATE_TEST_SUITE_P(TileScan, TileScanOf,
                         ::testing::Combine(::testing::Values(Stain::haematoxylin_eosin, Stain::von_kossa),
                                            ::testing::Values(3, 12, 150)));

TEST(TileScan, PaleTissueHasNoCandidates) {
    const StainModel stain = model(Stain::haematoxylin_eosin);
    EXPECT_THAT(Scene(stain, {0, 0, 200, 200}).scanned(stain).candidates, IsEmpty());
}

TEST(TileScan, ADarkPixelMakesTheCellsWithinItsReachCandidatesAndNoMore) {
    const StainModel stain = model(Stain::von_kossa);
    Scene scene(stain, {0, 0, 640, 640});
    scene.pixels(scene.at(80, 112)) = {20, 20, 20};
    EXPECT_THAT(scene.scanned(stain).candidates, ElementsAre(Box<Working>{72, 104, 16, 16}));
}

TEST(TileScan, WhatLiesBeyondTheTileButReachesIntoItCounts) {
    const StainModel stain = model(Stain::von_kossa);
    Scene scene(stain, {0, 0, 640, 640});
    const int reach = scene.segmentation.reach();
    scene.pixels(scene.at(-reach - 1, 80)) = {20, 20, 20};
    EXPECT_THAT(scene.scanned(stain).candidates, IsEmpty());
    scene.pixels(scene.at(-reach, 80)) = {20, 20, 20};
    EXPECT_THAT(scene.scanned(stain).candidates, ElementsAre(Box<Working>{0, 72, 8, 16}));
}

TEST(TileScan, ColoursThatCannotBeCalciumAndPlacesOutsideTheRegionAreNoCandidates) {
    const StainModel he = model(Stain::haematoxylin_eosin);
    Scene scene(he, {0, 0, 640, 640});
    scene.pixels(scene.at(80, 112)) = {220, 10, 60};  // eosin
    EXPECT_THAT(scene.scanned(he).candidates, IsEmpty());
    scene.pixels(scene.at(80, 112)) = {40, 30, 90};
    EXPECT_EQ(scene.scanned(he).candidates.size(), 1U);
    scene.region(scene.at(80, 112)) = 0;
    EXPECT_THAT(scene.scanned(he).candidates, IsEmpty());
}

TEST(TileScan, CandidatesThatAreCheaperTogetherAreOne) {
    const StainModel stain = model(Stain::von_kossa);
    Scene scene(stain, {0, 0, 256, 256});
    for (int y = 16; y < 256; y += 64) {
        for (int x = 16; x < 256; x += 64) {
            scene.pixels(scene.at(x, y)) = {20, 20, 20};
        }
    }
    EXPECT_THAT(scene.scanned(stain).candidates, ElementsAre(Box<Working>{8, 8, 208, 208}));
}

}  // namespace
}  // namespace kossa
