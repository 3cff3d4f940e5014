#include "kossa/analysis/crops.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/memory_slide.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using support::MemorySlide;

/// A square of `side` working pixels, 0.5 um each, with its corner at (x, y).
Finding square(std::int32_t x, std::int32_t y, std::int32_t side, FindingClass finding, double confidence) {
    Finding result;
    for (std::int32_t row = y; row < y + side; ++row) {
        for (std::int32_t column = x; column < x + side; ++column) {
            ++result.sums.pixels;
            result.sums.x2 += 2 * column + 1;
            result.sums.y2 += 2 * row + 1;
        }
    }
    result.runs = support::filled(x, y, side, side);
    result.finding = finding;
    result.confidence = confidence;
    return result;
}

/// Of a slide of 4000 by 3000 level-0 pixels, two of which make a working pixel.
SlideEvidence evidence_of(std::vector<Finding> findings) {
    SlideEvidence evidence{
        {}, {{2000, 1500}, PixelSize(Microns(0.5)), {2.0, 2.0}, {0.125, 0.125}}, {16.0, 16.0}, {}, {}, {}, {}, {}, {},
        ""};
    evidence.summary.slide.size = {4000, 3000};
    evidence.findings = std::move(findings);
    return evidence;
}

TEST(CropPlaces, SurroundTheirObject) {
    const std::vector<CropPlace> places = crop_places(evidence_of({square(1000, 700, 20, FindingClass::calcium, 0.9)}));
    ASSERT_EQ(places.size(), 1U);
    EXPECT_EQ(places[0].centre, (Point<Level0>{2020.0, 1420.0}));
    EXPECT_EQ(places[0].region, (Box<Level0>{2020 - 128, 1420 - 128, 256, 256}));  // 64 um
}

TEST(CropPlaces, OfALargeObjectAreTwiceAsWide) {
    const CropPlace place = crop_places(evidence_of({square(1000, 700, 200, FindingClass::calcium, 0.9)})).front();
    EXPECT_EQ(place.region.width, 800);
}

TEST(CropPlaces, StayWithinTheSlide) {
    for (const Finding& finding :
         {square(0, 0, 10, FindingClass::calcium, 1.0), square(1990, 1490, 10, FindingClass::ink, 0.0),
          square(0, 0, 1500, FindingClass::calcium, 1.0)}) {
        const Box<Level0> region = crop_places(evidence_of({finding})).front().region;
        EXPECT_EQ(region, region.intersected({0, 0, 4000, 3000}));
        EXPECT_FALSE(region.empty());
    }
}

TEST(CropPlaces, AreAlsoThoseOfTheCentroidsAskedFor) {
    std::vector<Finding> findings;
    for (int i = 0; i < 100; ++i) {
        findings.push_back(square(10 * i, 5, 4, FindingClass::nuclei, 0.0));
    }
    const Point<Level0> fiftieth{1004.0, 14.0};
    const auto has = [&](const std::vector<CropPlace>& places) {
        return std::ranges::any_of(places, [&](const CropPlace& one) { return one.centre == fiftieth; });
    };
    EXPECT_FALSE(has(crop_places(evidence_of(findings))));
    EXPECT_TRUE(has(crop_places(evidence_of(findings), {fiftieth, {1.0, 1.0}})));
}

TEST(CropPlaces, AreThoseOfTheLargestAndTheLeastCertain) {
    std::vector<Finding> findings;
    for (int i = 0; i < 100; ++i) {
        findings.push_back(square(10 * i, 5, 1 + i % 5, FindingClass::calcium, 0.99));
    }
    findings.push_back(square(5, 700, 60, FindingClass::calcium, 1.0));
    findings.push_back(square(900, 700, 1, FindingClass::calcium, 0.5));
    const std::vector<CropPlace> places = crop_places(evidence_of(findings));
    EXPECT_LE(places.size(), 48U);
    const auto has = [&](double x, double y) {
        return std::any_of(places.begin(), places.end(), [&](const CropPlace& one) {
            return one.centre == Point<Level0>{x, y};
        });
    };
    EXPECT_TRUE(has(70.0, 1460.0));
    EXPECT_TRUE(has(1801.0, 1401.0));
}

TEST(CropPlaces, HoldTheMostCalciumLikeOfWhatWasTurnedDown) {
    std::vector<Finding> findings;
    for (int i = 0; i < 20; ++i) {
        findings.push_back(square(10 * i, 5, 3, FindingClass::nuclei, 0.001 * i));
    }
    const std::vector<CropPlace> places = crop_places(evidence_of(findings));
    EXPECT_EQ(places.size(), 6U);
    EXPECT_EQ(places.back().centre, (Point<Level0>{2.0 * 191.5, 13.0}));
}

TEST(CropPlaces, OfWhatMayBeCalciumThereAreMore) {
    for (const FindingClass finding : {FindingClass::uncertain, FindingClass::carbon}) {
        std::vector<Finding> findings;
        for (int i = 0; i < 50; ++i) {
            findings.push_back(square(10 * i, 5, 3 + i % 3, finding, 0.001 * i));
        }
        EXPECT_GE(crop_places(evidence_of(findings)).size(), 12U);
    }
}

TEST(CropPlaces, ThereAreNoneWithoutObjects) {
    EXPECT_TRUE(crop_places(evidence_of({})).empty());
}

RgbImage gradient() {
    RgbImage image(1200, 1600);
    for (int y = 0; y < image.rows; ++y) {
        for (int x = 0; x < image.cols; ++x) {
            image(y, x) = cv::Vec3b(static_cast<std::uint8_t>(x % 251), static_cast<std::uint8_t>(y % 241), 7);
        }
    }
    return image;
}

TEST(ReadCrops, GivesThePixelsOfASmallRegionAsTheyAre) {
    const MemorySlide slide(gradient(), PixelSize(Microns(0.5)), {4});
    const Crop crop = read_crops(slide, {{{150, 160}, {100, 110, 100, 90}}}, {}).front();
    EXPECT_EQ(crop.region, (Box<Level0>{100, 110, 100, 90}));
    EXPECT_EQ(cv::norm(crop.image, gradient()(cv::Rect(100, 110, 100, 90)), cv::NORM_INF), 0.0);
}

TEST(ReadCrops, TakesALargeRegionFromASmallLevel) {
    const MemorySlide slide(gradient(), PixelSize(Microns(0.5)), {4});
    const Crop crop = read_crops(slide, {{{800, 600}, {0, 0, 1600, 1200}}}, {}).front();
    EXPECT_EQ(slide.reads(0), 0);
    EXPECT_EQ(crop.image.size(), cv::Size(360, 270));
    EXPECT_EQ(crop.region, (Box<Level0>{0, 0, 1600, 1200}));
}

TEST(ReadCrops, WithoutSmallLevelsShowsTheMiddleOfWhatIsTooLarge) {
    const MemorySlide slide(RgbImage(2500, 3000, cv::Vec3b(9, 9, 9)));
    const Crop crop = read_crops(slide, {{{1500, 1250}, {0, 0, 3000, 2500}}}, {}).front();
    EXPECT_EQ(crop.region, (Box<Level0>{476, 226, 2048, 2048}));
    EXPECT_EQ(crop.image.size(), cv::Size(360, 360));
}

TEST(ReadCrops, LeavesOutWhatCannotBeRead) {
    MemorySlide slide(gradient());
    slide.damage({0, 0, 50, 50});
    const std::vector<CropPlace> places{{{20, 20}, {0, 0, 40, 40}}, {{200, 200}, {180, 180, 40, 40}}};
    const std::vector<Crop> crops = read_crops(slide, places, {});
    ASSERT_EQ(crops.size(), 1U);
    EXPECT_EQ(crops.front().centre, places[1].centre);
}

TEST(ReadCrops, AreTheSameForAnyNumberOfThreads) {
    const MemorySlide slide(gradient(), PixelSize(Microns(0.5)), {4});
    std::vector<CropPlace> places;
    for (std::int64_t i = 0; i < 30; ++i) {
        places.push_back({{30.0 * static_cast<double>(i), 50.0}, {20 * i, 7 * i, 100 + 30 * i, 90 + 20 * i}});
    }
    const std::vector<Crop> one = read_crops(slide, places, {.threads = 1, .shuffle_seed = {}});
    const std::vector<Crop> four = read_crops(slide, places, {.threads = 4, .shuffle_seed = 3});
    ASSERT_EQ(one.size(), four.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].centre, four[i].centre);
        EXPECT_EQ(cv::norm(one[i].image, four[i].image, cv::NORM_INF), 0.0);
    }
}

}  // namespace
}  // namespace kossa
