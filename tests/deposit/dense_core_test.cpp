#include "kossa/deposit/dense_core.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const PixelSize core_pixel(0.5_um);

/// A finding of these pixels, each with sums of its own.
Finding piece(FindingClass kind, const Mask& form, int x, int y) {
    const Component component = support::component_of(support::runs_at(form, x, y));
    Finding finding;
    finding.finding = kind;
    finding.confidence = kind == FindingClass::calcium ? 1.0 : 0.0;
    finding.runs = component.runs;
    finding.sums = component.sums;
    return finding;
}

Finding block_of(FindingClass kind, int x, int y, int width, int height) {
    return piece(kind, Mask(height, width, std::uint8_t{255}), x, y);
}

/// Rows of two pixels on a spine: far from its hull.
Finding comb(FindingClass kind, int x, int y) {
    Mask form(30, 20, std::uint8_t{0});
    form.colRange(0, 2) = 255;
    for (int row = 0; row < form.rows; row += 6) {
        form.rowRange(row, row + 2) = 255;
    }
    return piece(kind, form, x, y);
}

std::vector<Finding> joined(std::vector<Finding> findings, const std::vector<Finding>& cores) {
    return with_dense_cores(std::move(findings), cores, {}, core_pixel);
}

TEST(DenseCores, AreTakenOutOfWhatTheyLieIn) {
    const Finding band = block_of(FindingClass::nuclei, 0, 0, 60, 20);
    const Finding core = block_of(FindingClass::calcium, 10, 5, 12, 10);
    const std::vector<Finding> both = joined({band}, {core});
    ASSERT_THAT(both, SizeIs(2));
    EXPECT_EQ(both[0].finding, FindingClass::nuclei);
    EXPECT_EQ(both[1].finding, FindingClass::calcium);
    EXPECT_EQ(both[1].runs, core.runs);
    EXPECT_EQ(both[1].sums, core.sums);
    Mask rest(20, 60, std::uint8_t{255});
    rest(cv::Rect(10, 5, 12, 10)) = 0;
    const Finding left = piece(FindingClass::nuclei, rest, 0, 0);
    EXPECT_EQ(both[0].runs, left.runs);
    EXPECT_EQ(both[0].sums.pixels, left.sums.pixels);
    EXPECT_EQ(both[0].sums.milli_od, left.sums.milli_od);
    EXPECT_EQ(both[0].sums.seeds, left.sums.seeds);
    EXPECT_EQ(both[0].sums.open_edges, band.sums.open_edges) << "what lies round the band is as it was";
}

TEST(DenseCores, MayBeMoreThanOneInABody) {
    const std::vector<Finding> all =
        joined({block_of(FindingClass::pigment, 0, 0, 60, 20)},
               {block_of(FindingClass::calcium, 2, 5, 12, 10), block_of(FindingClass::calcium, 30, 5, 12, 10)});
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[0].sums.pixels, 60 * 20 - 2 * 120);
}

TEST(DenseCores, ThatAreAllOfABodyTakeItsPlace) {
    const std::vector<Finding> all =
        joined({block_of(FindingClass::uncertain, 4, 4, 12, 10)}, {block_of(FindingClass::calcium, 4, 4, 12, 10)});
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].finding, FindingClass::calcium);
}

TEST(DenseCores, LeaveNothingTooSmallToBeAnObject) {
    const Finding core = block_of(FindingClass::calcium, 0, 0, 12, 4);
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 0, 0, 13, 4)}, {core}), SizeIs(1)) << "4 pixels are left";
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 0, 0, 14, 4)}, {core}), SizeIs(2)) << "8 pixels are left";
}

TEST(DenseCores, ThatAreRaggedAreLeft) {
    const Finding band = block_of(FindingClass::nuclei, 0, 0, 60, 40);
    EXPECT_THAT(joined({band}, {comb(FindingClass::calcium, 5, 5)}), SizeIs(1));
    ClassificationOptions any;
    any.free_standing.solidity = {0.1, 0.2};
    EXPECT_THAT(with_dense_cores({band}, {comb(FindingClass::calcium, 5, 5)}, any, core_pixel), SizeIs(2));
}

TEST(DenseCores, AreNoMoreCertainThanTheirSolidity) {
    ClassificationOptions options;
    options.free_standing.solidity = {0.5, 1.5};
    const std::vector<Finding> all =
        with_dense_cores({block_of(FindingClass::nuclei, 0, 0, 60, 20)},
                         {block_of(FindingClass::calcium, 10, 5, 12, 10)}, options, core_pixel);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_GE(all[1].confidence, 0.5);
    EXPECT_LT(all[1].confidence, 0.6);
}

TEST(DenseCores, OfCalciumOrThatAreNoneAreLeft) {
    const Finding core = block_of(FindingClass::calcium, 10, 5, 12, 10);
    EXPECT_THAT(joined({block_of(FindingClass::calcium, 0, 0, 60, 20)}, {core}), SizeIs(1));
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 0, 0, 60, 20)}, {block_of(FindingClass::nuclei, 10, 5, 12, 10)}),
                SizeIs(1));
    EXPECT_THAT(joined({}, {core}), IsEmpty());
}

TEST(DenseCores, ThatReachOutOfABodyAreLeft) {
    const Finding core = block_of(FindingClass::calcium, 10, 5, 12, 10);
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 11, 0, 60, 20)}, {core}), SizeIs(1));
    const std::vector<Finding> halves{block_of(FindingClass::nuclei, 0, 0, 15, 20),
                                      block_of(FindingClass::nuclei, 15, 0, 15, 20)};
    EXPECT_THAT(joined(halves, {core}), SizeIs(2)) << "in two findings";
}

TEST(DenseCores, LieInABodyWhoseRunsTouchEndToEnd) {
    Finding band = block_of(FindingClass::nuclei, 0, 0, 60, 20);
    decltype(band.runs) cut;
    for (const auto& run : band.runs) {
        cut.push_back({run.y, run.x_begin, 16});
        cut.push_back({run.y, 16, run.x_end});
    }
    band.runs = cut;
    EXPECT_THAT(joined({band}, {block_of(FindingClass::calcium, 10, 5, 12, 10)}), SizeIs(2));
}

TEST(DenseCores, AreCutOutOfWhatIsPalerThanTheUsualSeed) {
    SegmentationOptions usual;
    usual.seed_od = 0.6;
    const SegmentationOptions cores = core_segmentation(usual, 1.25);
    EXPECT_DOUBLE_EQ(cores.seed_od, 0.75);
    EXPECT_DOUBLE_EQ(cores.surroundings_od, 0.6);
    EXPECT_DOUBLE_EQ(cores.palest(), 0.75) << "nor do squares start one";
    EXPECT_DOUBLE_EQ(cores.reach_um, usual.reach_um);
}

}  // namespace
}  // namespace kossa
