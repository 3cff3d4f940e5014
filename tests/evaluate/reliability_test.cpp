#include <gtest/gtest.h>

#include "kossa/core/rasterise.hpp"
#include "kossa/evaluate/evaluation.hpp"

namespace kossa {
namespace {

MultiPolygon<Level0> square_at(double x, double y, double side) {
    return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
}

MarkedDeposit marked_at(double x, double confidence) {
    MarkedDeposit deposit;
    deposit.outline = square_at(x, 0.0, 10.0);
    deposit.confidence = confidence;
    return deposit;
}

/// Calcium in the first hundred columns.
PixelSet calcium_on_the_left() {
    return covered(square_at(0.0, 0.0, 100.0), {400, 100}, Scaling<Level0, Level0>{});
}

MarkedSlide empty_result() {
    return {"slide", {400, 100}, PixelSize(Microns(0.5)), SquareMicrons(1e4), {}, {}, {}};
}

TEST(Reliability, CountsWhatIsCalciumAmongWhatIsAsConfident) {
    MarkedSlide marked = empty_result();
    marked.deposits = {marked_at(10, 1.0), marked_at(30, 0.9), marked_at(200, 0.95), marked_at(50, 0.5)};
    marked.uncertain = {marked_at(70, 0.3), marked_at(220, 0.49), marked_at(240, 0.12)};
    const std::vector<ReliabilityBin> bins = reliability_of(marked, calcium_on_the_left());
    ASSERT_EQ(bins.size(), 5U);
    EXPECT_EQ(bins[0].objects, 1) << "0.12";
    EXPECT_EQ(bins[1].objects, 2) << "0.3 belongs to the bin that begins there";
    EXPECT_EQ(bins[1].calcium, 1);
    EXPECT_EQ(bins[2].objects, 1);
    EXPECT_EQ(bins[3].objects, 0);
    EXPECT_EQ(bins[4].objects, 3) << "and 1 to the last";
    EXPECT_EQ(bins[4].calcium, 2);
}

TEST(Reliability, HalfOfAnObjectMustBeCalcium) {
    MarkedSlide marked = empty_result();
    marked.deposits = {marked_at(95, 0.6), marked_at(96, 0.6)};
    const std::vector<ReliabilityBin> bins = reliability_of(marked, calcium_on_the_left());
    EXPECT_EQ(bins[2].objects, 2);
    EXPECT_EQ(bins[2].calcium, 1);
}

TEST(Reliability, WhatCoversNoPixelIsNoCalcium) {
    MarkedSlide marked = empty_result();
    marked.deposits = {marked_at(10, 0.6)};
    marked.deposits[0].outline = square_at(10.6, 10.6, 0.2);  // between the centres of pixels
    const std::vector<ReliabilityBin> bins = reliability_of(marked, calcium_on_the_left());
    EXPECT_EQ(bins[2].objects, 1);
    EXPECT_EQ(bins[2].calcium, 0);
}

TEST(Reliability, WhatIsLessConfidentThanUncertainOrNotKnownIsLeftOut) {
    MarkedSlide marked = empty_result();
    marked.uncertain = {marked_at(10, 0.05), marked_at(30, 0.2)};
    marked.uncertain[1].confidence = std::nullopt;
    const std::vector<ReliabilityBin> bins = reliability_of(marked, calcium_on_the_left());
    ASSERT_FALSE(bins.empty());
    for (const ReliabilityBin& bin : bins) {
        EXPECT_EQ(bin.objects, 0);
    }
}

}  // namespace
}  // namespace kossa
