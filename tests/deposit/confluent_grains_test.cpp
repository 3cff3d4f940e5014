#include "kossa/deposit/confluent_grains.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::ElementsAre;

const PixelSize confluent_pixel(0.5_um);

/// Discs of that radius, in pixels, along the two legs of a right angle; neighbours overlap.
Mask angle_of_discs(double radius) {
    const int side = static_cast<int>(10 * radius);
    Mask mask(side, side, std::uint8_t{0});
    for (int i = 0; i < 5; ++i) {
        const auto along = static_cast<int>((1.2 + 1.6 * i) * radius);
        const auto across = static_cast<int>(1.2 * radius);
        cv::circle(mask, {along, across}, static_cast<int>(radius), 255, cv::FILLED);
        cv::circle(mask, {across, along}, static_cast<int>(radius), 255, cv::FILLED);
    }
    return mask;
}

bool confluent(const Mask& mask, const PixelSize& working = confluent_pixel) {
    return are_confluent_grains(support::runs_at(mask), {}, working);
}

TEST(ConfluentGrains, AreLobedAndNoWiderThanAGrain) {
    EXPECT_TRUE(confluent(angle_of_discs(8))) << "8 um";
    EXPECT_TRUE(confluent(angle_of_discs(12))) << "12 um";
    EXPECT_FALSE(confluent(angle_of_discs(20))) << "20 um, and wider where they overlap";
    EXPECT_FALSE(confluent(angle_of_discs(12), PixelSize(1_um))) << "24 um";
}

TEST(ConfluentGrains, AreLongerThanOne) {
    EXPECT_FALSE(confluent(angle_of_discs(3))) << "3 um, and 15 um in all";
}

TEST(ConfluentGrains, AreNoSolidBodyNorARingNorACrackedPlate) {
    Mask body(60, 120, std::uint8_t{0});
    body(cv::Rect(2, 20, 110, 20)).setTo(255);
    EXPECT_FALSE(confluent(body)) << "a band";
    Mask ring(120, 120, std::uint8_t{0});
    cv::circle(ring, {60, 60}, 50, 255, 8);
    EXPECT_FALSE(confluent(ring)) << "the wall of a vessel";
    Mask plate(120, 120, std::uint8_t{255});
    for (int crack = 15; crack < 120; crack += 15) {
        plate(cv::Rect(crack, 5, 3, 110)).setTo(0);
    }
    EXPECT_FALSE(confluent(plate)) << "cracks that do not reach its border";
}

Finding read_as(FindingClass name, Morphology morphology) {
    Finding finding;
    finding.finding = name;
    finding.morphology = morphology;
    finding.runs = support::runs_at(angle_of_discs(8));
    return finding;
}

TEST(ConfluentGrains, OfCalciumAreGranularAndOfNothingElse) {
    const std::vector<Finding> named = name_confluent_grains(
        {read_as(FindingClass::calcium, Morphology::amorphous), read_as(FindingClass::nuclei, Morphology::amorphous),
         read_as(FindingClass::calcium, Morphology::granular)},
        {}, confluent_pixel);
    std::vector<Morphology> morphologies;
    for (const Finding& finding : named) {
        morphologies.push_back(finding.morphology);
        EXPECT_EQ(finding.granule_count, 0) << "not known";
    }
    EXPECT_THAT(morphologies, ElementsAre(Morphology::granular, Morphology::amorphous, Morphology::granular));
}

}  // namespace
}  // namespace kossa
