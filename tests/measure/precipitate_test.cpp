#include "kossa/measure/precipitate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/layered_skin.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::StartsWith;

/// Survey pixels of 4 um, working pixels of 0.5.
const SlideFrames crumb_frames{{800, 800}, PixelSize(0.5_um), {1.0, 1.0}, {0.125, 0.125}};

/// Tissue in the left half of 400 by 400 um.
SkinMap half_a_field() {
    SkinMap skin = support::layered_skin({100, 100}, 4_um, [](double, double y) { return 4.0 * y - 100.0; });
    skin.tissue.solid = MaskSheet(cv::Size(100, 100));
    skin.tissue.solid.fill({0, 0, 50, 100}, 255);
    return skin;
}

MaskSheet glass_of_half(const PrecipitateOptions& options = {}) {
    return bare_glass(MaskSheet(cv::Size(100, 100), 255), half_a_field(), options);
}

/// A square at that place, in what has that optical density.
Finding crumb(int x_um, int side_um, double rim_od = 0.02, FindingClass kind = FindingClass::calcium) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = 0.8;
    finding.reason = "as before";
    for (int y = 200; y < 200 + 2 * side_um; ++y) {
        finding.runs.push_back({y, 2 * x_um, 2 * (x_um + side_um)});
    }
    finding.sums.pixels = std::int64_t{4} * side_um * side_um;
    finding.sums.rim_edges = 10;
    finding.sums.rim_milli_od = std::llround(30000.0 * rim_od);
    return finding;
}

Finding named(const Finding& finding, const PrecipitateOptions& options = {}) {
    return name_precipitate({finding}, glass_of_half(options), crumb_frames, options).at(0);
}

TEST(Precipitate, IsWhateverStainedCrumbLiesOnBareGlass) {
    for (const FindingClass kind :
         {FindingClass::calcium, FindingClass::uncertain, FindingClass::nuclei, FindingClass::carbon}) {
        const Finding finding = named(crumb(300, 5, 0.02, kind));
        EXPECT_EQ(finding.finding, FindingClass::precipitate);
        EXPECT_EQ(finding.confidence, 0.8) << "tells how much it looks like a deposit";
        EXPECT_THAT(finding.reason, StartsWith("on bare glass; as before"));
    }
}

TEST(Precipitate, IsNotOnOrNearTissueNorInADetachedCellNorLarge) {
    EXPECT_EQ(named(crumb(100, 5)).finding, FindingClass::calcium) << "on the tissue";
    EXPECT_EQ(named(crumb(210, 5)).finding, FindingClass::calcium) << "10 um beside it";
    EXPECT_EQ(named(crumb(300, 5, 0.12)).finding, FindingClass::calcium) << "in pale tissue";
    EXPECT_EQ(named(crumb(300, 30)).finding, FindingClass::calcium) << "a piece that broke off";
    EXPECT_EQ(named(crumb(300, 5, 0.02, FindingClass::dust)).finding, FindingClass::dust);
}

TEST(Precipitate, HeapsOfCrumbsCountAsCrumbs) {
    Finding heap = crumb(300, 30);
    heap.morphology = Morphology::granular;
    EXPECT_EQ(named(heap).finding, FindingClass::precipitate);
}

TEST(Precipitate, DistanceSizeAndGlassAreOptions) {
    PrecipitateOptions options;
    options.glass_from_um = 5.0;
    EXPECT_EQ(named(crumb(210, 5), options).finding, FindingClass::precipitate);
    options.largest_um = 40.0;
    EXPECT_EQ(named(crumb(300, 30), options).finding, FindingClass::precipitate);
    options.bare_od = 0.01;
    EXPECT_EQ(named(crumb(300, 5), options).finding, FindingClass::calcium);
}

TEST(Precipitate, CountsCrumbsAsCertainAsDeposits) {
    Finding doubtful = crumb(300, 5, 0.02, FindingClass::precipitate);
    doubtful.confidence = 0.4;
    const CrumbsOnGlass crumbs =
        crumbs_on_glass({crumb(300, 5, 0.02, FindingClass::precipitate), doubtful, crumb(100, 5)}, 0.5, glass_of_half(),
                        4_um, crumb_frames);
    EXPECT_EQ(crumbs.count, 1);
    EXPECT_DOUBLE_EQ(crumbs.area.value(), 25.0);
    EXPECT_NEAR(crumbs.glass_area.value(), 400.0 * 180.0, 400.0 * 4.0);
}

TEST(Precipitate, IsFlaggedFromATenthOfTheDensityOfDepositsOn) {
    CrumbsOnGlass crumbs{10, SquareMicrons(250.0), SquareMicrons(1e5), {}};
    const auto flagged = [&](std::int64_t deposits) {
        crumbs.density_ratio = density_ratio(crumbs, deposits, SquareMicrons(1e6));
        return precipitate_on_glass(crumbs, {});
    };
    EXPECT_TRUE(flagged(1000));
    EXPECT_DOUBLE_EQ(crumbs.density_ratio.value(), 0.1);
    EXPECT_FALSE(flagged(1001));
    crumbs.count = 9;
    EXPECT_FALSE(flagged(1)) << "too few to say";
}

TEST(Precipitate, HasNoRatioWithoutDepositsOrGlass) {
    EXPECT_FALSE(density_ratio({10, SquareMicrons(250.0), SquareMicrons(1e5), {}}, 0, SquareMicrons(1e6)).has_value());
    EXPECT_FALSE(density_ratio({10, SquareMicrons(250.0), SquareMicrons(0.0), {}}, 5, SquareMicrons(1e6)).has_value());
}

}  // namespace
}  // namespace kossa
