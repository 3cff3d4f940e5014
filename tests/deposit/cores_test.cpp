#include "kossa/deposit/cores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "support/components.hpp"
#include "support/court.hpp"
#include "support/pink.hpp"
#include "support/runs.hpp"

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
    return with_cores(std::move(findings), dense_cores(cores, {}, core_pixel), {});
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
    EXPECT_EQ(both[0].sums.x2, left.sums.x2);
    EXPECT_EQ(both[0].sums.y2, left.sums.y2);
    EXPECT_EQ(both[0].sums.open_edges, band.sums.open_edges) << "what lies round the band is as it was";
    EXPECT_NEAR(mean_colour(both[0].sums).density, mean_colour(band.sums).density, 1e-5) << "and so is its colour";
    EXPECT_NEAR(seed_colour(both[0].sums).density, seed_colour(band.sums).density, 1e-2);
}

TEST(Cores, MayBeMoreThanOneInABody) {
    const std::vector<Finding> all =
        joined({block_of(FindingClass::pigment, 0, 0, 60, 20)},
               {block_of(FindingClass::calcium, 2, 5, 12, 10), block_of(FindingClass::calcium, 30, 5, 12, 10)});
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[0].sums.pixels, 60 * 20 - 2 * 120);
}

TEST(Cores, ThatAreAllOfABodyTakeItsPlace) {
    const std::vector<Finding> all =
        joined({block_of(FindingClass::uncertain, 4, 4, 12, 10)}, {block_of(FindingClass::calcium, 4, 4, 12, 10)});
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].finding, FindingClass::calcium);
}

TEST(Cores, LeaveNothingTooSmallToBeAnObject) {
    const Finding core = block_of(FindingClass::calcium, 0, 0, 12, 4);
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 0, 0, 13, 4)}, {core}), SizeIs(1)) << "4 pixels are left";
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 0, 0, 14, 4)}, {core}), SizeIs(2)) << "8 pixels are left";
}

TEST(DenseCores, ThatAreRaggedAreLeft) {
    const Finding band = block_of(FindingClass::nuclei, 0, 0, 60, 40);
    EXPECT_THAT(joined({band}, {comb(FindingClass::calcium, 5, 5)}), SizeIs(1));
    ClassificationOptions any;
    any.free_standing.solidity = {0.1, 0.2};
    EXPECT_THAT(dense_cores({comb(FindingClass::calcium, 5, 5)}, any, core_pixel), SizeIs(1));
}

TEST(DenseCores, AreNoMoreCertainThanTheirSolidity) {
    ClassificationOptions options;
    options.free_standing.solidity = {0.5, 1.5};
    const std::vector<Finding> cores =
        dense_cores({block_of(FindingClass::calcium, 10, 5, 12, 10)}, options, core_pixel);
    ASSERT_THAT(cores, SizeIs(1));
    EXPECT_GE(cores[0].confidence, 0.5);
    EXPECT_LT(cores[0].confidence, 0.6);
}

TEST(DenseCores, OfCalciumOrThatAreNoneAreLeft) {
    const Finding core = block_of(FindingClass::calcium, 10, 5, 12, 10);
    EXPECT_THAT(joined({block_of(FindingClass::calcium, 0, 0, 60, 20)}, {core}), SizeIs(1));
    EXPECT_THAT(joined({block_of(FindingClass::nuclei, 0, 0, 60, 20)}, {block_of(FindingClass::nuclei, 10, 5, 12, 10)}),
                SizeIs(1));
    EXPECT_THAT(
        joined({block_of(FindingClass::nuclei, 0, 0, 15, 20), block_of(FindingClass::calcium, 15, 0, 15, 20)}, {core}),
        SizeIs(2))
        << "in part";
}

TEST(Cores, AreTakenOutOfAllTheyLieIn) {
    const Finding core = block_of(FindingClass::calcium, 10, 5, 12, 10);
    const std::vector<Finding> three =
        joined({block_of(FindingClass::nuclei, 0, 0, 15, 20), block_of(FindingClass::pigment, 15, 0, 5, 20)}, {core});
    ASSERT_THAT(three, SizeIs(3)) << "and reaches out of";
    EXPECT_EQ(three[0].sums.pixels, 15 * 20 - 5 * 10);
    EXPECT_EQ(three[1].sums.pixels, 5 * 20 - 5 * 10);
    EXPECT_EQ(three[2].sums.pixels, 12 * 10);
    EXPECT_THAT(joined({}, {core}), SizeIs(1)) << "or in nothing that was read";
}

TEST(Cores, LieInABodyWhoseRunsTouchEndToEnd) {
    Finding band = block_of(FindingClass::nuclei, 0, 0, 60, 20);
    band.runs = support::joined(support::filled(0, 0, 16, 20), support::filled(16, 0, 44, 20));
    EXPECT_THAT(joined({band}, {block_of(FindingClass::calcium, 10, 5, 12, 10)}), SizeIs(2));
}

TEST(DenseCores, AreCutOutOfWhatIsPalerThanTheUsualSeed) {
    SegmentationOptions usual;
    usual.seed_od = 0.6;
    const SegmentationOptions cores = dense_core_segmentation(usual, 1.25);
    EXPECT_DOUBLE_EQ(cores.seed_od, 0.75);
    EXPECT_DOUBLE_EQ(cores.surroundings_od, 0.6);
    EXPECT_DOUBLE_EQ(cores.palest(), 0.75) << "nor do squares start one";
    EXPECT_DOUBLE_EQ(cores.reach_um, usual.reach_um);
}

constexpr std::array<double, 3> melanin_brown{0.60, 0.75, 0.95};

/// Of a square with arms to all sides, which are thin.
Component cross(int side, const std::array<double, 3>& od, double seed_share = 1.0) {
    constexpr int arm = 12;
    Mask form(side + 2 * arm, side + 2 * arm, std::uint8_t{0});
    form(cv::Rect(arm, arm, side, side)) = 255;
    const Component body = support::coloured(form, od, seed_share);
    Component whole = body;
    for (const cv::Rect& place : {cv::Rect(arm + side / 2, 0, 4, arm), cv::Rect(arm + side / 2, arm + side, 4, arm)}) {
        const Component strand = support::coloured(Mask(place.height, place.width, std::uint8_t{255}),
                                                   support::nuclear_violet, 1.0, place.x, place.y);
        whole.thin.push_back({strand.runs, strand.sums});
        whole.sums += strand.sums;
        whole.runs.insert(whole.runs.end(), strand.runs.begin(), strand.runs.end());
    }
    std::ranges::sort(whole.runs);
    return whole;
}

std::vector<Finding> grey_ones(const Component& component, const support::Court& court = {}) {
    return grey_cores({component}, court.judgement());
}

TEST(GreyCores, AreTheWidePartsOfGreyBodies) {
    const std::vector<Finding> cores = grey_ones(cross(24, support::calcium_grey));
    ASSERT_THAT(cores, SizeIs(1));
    EXPECT_EQ(cores[0].finding, FindingClass::calcium);
    EXPECT_EQ(cores[0].confidence, 1.0);
    EXPECT_EQ(cores[0].sums.pixels, 24 * 24) << "what hangs on it is none of it";
    EXPECT_EQ(cores[0].reason, meets_all);
}

TEST(GreyCores, AreWiderThanANucleus) {
    EXPECT_THAT(grey_ones(cross(20, support::calcium_grey)), SizeIs(1)) << "10 um";
    EXPECT_THAT(grey_ones(cross(19, support::calcium_grey)), IsEmpty());
}

TEST(GreyCores, NeedNotBeDenserThanNuclei) {
    EXPECT_THAT(grey_ones(cross(24, support::calcium_grey), support::beside_nuclei_of(1.2)), SizeIs(1));
}

TEST(GreyCores, AreNeitherVioletNorBrownNorLoose) {
    EXPECT_THAT(grey_ones(cross(24, support::nuclear_violet)), IsEmpty());
    EXPECT_THAT(grey_ones(cross(24, melanin_brown)), IsEmpty());
    EXPECT_THAT(grey_ones(cross(24, support::calcium_grey, 0.3)), IsEmpty()) << "three in ten pixels are grey";
    support::Court strict;
    strict.options.free_standing.solidity = {1.2, 1.4};
    EXPECT_THAT(grey_ones(cross(24, support::calcium_grey), strict), IsEmpty());
}

constexpr std::array<double, 3> plate_colour{0.40, 0.62, 0.34};    // density 0.45, saturation 0.37
constexpr std::array<double, 3> reddish_violet{0.32, 0.70, 0.40};  // cx -0.32

/// A plate that stands in matter of that density.
std::vector<Finding> plates_of(const std::array<double, 3>& od, double rim_od, double seed_share = 1.0, int side = 24) {
    Component plate = support::coloured(Mask(side, side, std::uint8_t{255}), od, seed_share);
    plate.sums.rim_edges = 10;
    plate.sums.rim_milli_od = support::pink(std::llround(3.0 * 1000.0 * rim_od) * plate.sums.rim_edges);
    const support::Court court;
    return plates({plate}, court.judgement());
}

TEST(Plates, AreVioletBodiesWithABorderOfTheirOwn) {
    const std::vector<Finding> found = plates_of(plate_colour, 0.15);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].finding, FindingClass::calcium);
    EXPECT_EQ(found[0].morphology, Morphology::amorphous);
    EXPECT_EQ(found[0].confidence, 1.0);
    EXPECT_EQ(found[0].reason, meets_all);
    EXPECT_THAT(plates_of(plate_colour, 0.35), IsEmpty()) << "in what is nearly as dense";
}

TEST(Plates, KeepWhatHangsOnThemInTheirOwnHue) {
    const auto pixels_with_strands_of = [](const std::array<double, 3>& od) {
        Component plate = cross(24, plate_colour);
        std::int64_t hanging = 0;
        for (ThinPart& strand : plate.thin) {
            plate.sums -= strand.sums;
            for (std::size_t c = 0; c < 3; ++c) {
                const std::int64_t milli = std::llround(1000.0 * od.at(c));
                strand.sums.milli_od.at(c) = strand.sums.seed_milli_od.at(c) = milli * strand.sums.pixels;
            }
            plate.sums += strand.sums;
            hanging += strand.sums.pixels;
        }
        plate.sums.rim_edges = 10;
        plate.sums.rim_milli_od = support::pink(450 * plate.sums.rim_edges);
        const support::Court court;
        const std::vector<Finding> found = plates({plate}, court.judgement());
        return found.empty() ? -1 : found[0].sums.pixels - 24 * 24 == hanging ? hanging : 0;
    };
    EXPECT_GT(pixels_with_strands_of(plate_colour), 0);
    EXPECT_EQ(pixels_with_strands_of(reddish_violet), 0) << "cytoplasm";
}

TEST(Plates, AreNeitherRedNorAsGreyAsPigmentNorLooseNorNarrow) {
    EXPECT_THAT(plates_of(reddish_violet, 0.15), IsEmpty());
    EXPECT_THAT(plates_of(support::calcium_grey, 0.15), IsEmpty());
    EXPECT_THAT(plates_of(plate_colour, 0.15, 0.5), IsEmpty());
    EXPECT_THAT(plates_of(plate_colour, 0.15, 1.0, 19), IsEmpty());
}

}  // namespace
}  // namespace kossa
