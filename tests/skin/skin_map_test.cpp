#include "kossa/skin/skin_map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/synthetic_section.hpp"

namespace kossa::skin_map_test {
namespace {

using support::map_skin;
using support::SurveyImage;

using support::Section;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr double pixel_um = support::section_pixel_um;
const Scaling<Level0, Survey> same_pixels{1.0, 1.0};

/// The straight section without any texture, so that the junction is a straight row.
Section smooth_section() {
    Section section = support::straight_section();
    section.image.cellular_od.setTo(0.1F, section.tissue);
    section.image.cellular_od.setTo(0.45F, section.epidermis);
    section.image.od.setTo(0.2F, section.tissue);
    return section;
}

/// A second piece of tissue below, without epidermis, in a taller image.
Section with_fragment(const Section& section) {
    Section both = section;
    for (FloatRaster* raster : {&both.image.od, &both.image.cellular_od}) {
        cv::copyMakeBorder(*raster, *raster, 0, 200, 0, 0, cv::BORDER_CONSTANT, cv::Scalar(0));
    }
    for (Mask* mask : {&both.image.deposits, &both.tissue, &both.epidermis}) {
        cv::copyMakeBorder(*mask, *mask, 0, 200, 0, 0, cv::BORDER_CONSTANT, cv::Scalar(0));
    }
    const cv::Rect fragment(100, 440, 300, 100);
    both.image.od(fragment) = 0.2F;
    both.image.cellular_od(fragment) = 0.1F;
    both.tissue(fragment) = 255;
    return both;
}

int junction_row(const SkinMap& map, int column) {
    int last = 0;
    for (int y = 0; y < map.epidermis.rows; ++y) {
        last = map.epidermis(y, column) != 0 ? y : last;
    }
    return last + 1;
}

/// The straight section and the one without texture, mapped once for all tests.
class StraightSkin : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = map_skin(support::straight_section().image, {});
        shared_smooth = map_skin(smooth_section().image, {});
    }
    static void TearDownTestSuite() {
        shared.reset();
        shared_smooth.reset();
    }

    static inline std::optional<SkinMap> shared;
    static inline std::optional<SkinMap> shared_smooth;
    const SkinMap& map = *shared;
    const SkinMap& smooth = *shared_smooth;
};

TEST_F(StraightSkin, DepthBelowTheJunctionIsExact) {
    ASSERT_TRUE(smooth.report.assessable) << smooth.report.reason;
    const int junction = junction_row(smooth, 350);
    for (int y = 60; y < 340; ++y) {
        for (const int x : {200, 350, 501}) {
            ASSERT_NEAR(smooth.depth(y, x), (y + 0.5 - junction) * pixel_um, pixel_um / 2) << x << ", " << y;
        }
    }
}

TEST_F(StraightSkin, JunctionLiesUnderTheCells) {
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    const double true_junction_um = support::glass_margin_um + 80.0;
    for (int x = 150; x < 550; x += 25) {
        EXPECT_NEAR(junction_row(map, x) * pixel_um, true_junction_um, 26.0) << "at column " << x;
    }
}

TEST_F(StraightSkin, ZonesFollowFromDepth) {
    for (int y = 0; y < map.zone.rows; ++y) {
        for (int x = 0; x < map.zone.cols; ++x) {
            const std::uint8_t zone = map.zone(y, x);
            ASSERT_EQ(zone == SkinMap::no_zone, map.tissue.tissue(y, x) == 0);
            ASSERT_EQ(std::isnan(map.depth(y, x)), zone == SkinMap::no_zone);
            ASSERT_EQ(zone == static_cast<std::uint8_t>(Zone::epidermis), map.epidermis(y, x) != 0);
            if (zone == static_cast<std::uint8_t>(Zone::upper_dermis)) {
                ASSERT_LE(map.depth(y, x), 500.0F);
            } else if (zone == static_cast<std::uint8_t>(Zone::deep_dermis)) {
                ASSERT_GT(map.depth(y, x), 500.0F);
            }
        }
    }
}

TEST_F(StraightSkin, ZonesPartitionTheTissue) {
    SquareMicrons sum;
    for (const Zone zone : all_zones) {
        sum += map.area_of(zone);
    }
    EXPECT_DOUBLE_EQ(sum.value(), count_non_zero(map.tissue.tissue) * pixel_um * pixel_um);
    EXPECT_GT(map.area_of(Zone::upper_dermis).value(), 0.9 * 2400 * 500);
    EXPECT_GT(map.area_of(Zone::deep_dermis).value(), 0.9 * 2400 * 600);
    EXPECT_EQ(map.area_of(Zone::unassessable).value(), 0.0);
}

TEST(SkinMapArea, IsThatWithinTheImage) {
    SkinMap field;
    field.pixel = Microns(4.0);
    field.tissue.tissue = Mask(10, 20, std::uint8_t{255});
    field.zone = Mask(10, 20, static_cast<std::uint8_t>(Zone::subcutis));
    EXPECT_DOUBLE_EQ(field.tissue_area().value(), 200 * 16.0);
    field.last_column = 0.5;
    field.last_row = 0.25;
    EXPECT_DOUBLE_EQ(field.tissue_area().value(), 19.5 * 9.25 * 16.0);
    EXPECT_DOUBLE_EQ(field.area_of(Zone::subcutis).value(), 19.5 * 9.25 * 16.0);
}

TEST_F(StraightSkin, CutOfTheUpperDermisIsAnOption) {
    SkinOptions options;
    options.depth.upper_dermis_um = 300.0;
    const SkinMap higher = map_skin(support::straight_section().image, options);
    EXPECT_LT(higher.area_of(Zone::upper_dermis), map.area_of(Zone::upper_dermis));
    EXPECT_EQ(higher.area_of(Zone::epidermis), map.area_of(Zone::epidermis));
}

TEST_F(StraightSkin, ReportSaysWhatWasFound) {
    const SkinReport& report = map.report;
    EXPECT_TRUE(report.assessable);
    EXPECT_THAT(report.reason, IsEmpty());
    EXPECT_NEAR(report.epidermis_thickness.value().value(), 80.0, 20.0);
    EXPECT_NEAR(report.epidermis_length.value().value(), 2400.0, 360.0);
    EXPECT_NEAR(report.section_depth.value().value(), 1120.0, 40.0);
    EXPECT_NEAR(report.epidermis_share.value(), 80.0 / 1200.0, 0.02);
}

TEST(SkinMap, AllRoundDepthIsMeasuredFromTheNearestJunction) {
    const SkinMap map = map_skin(support::round_section().image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    EXPECT_NEAR(map.depth(350, 350), 1300.0 - 80.0, 30.0);
    EXPECT_NEAR(map.depth(350, 100), 1300.0 - 80.0 - 1000.0, 30.0);
    EXPECT_NEAR(map.depth(600, 350), 1300.0 - 80.0 - 1000.0, 30.0);
}

TEST(SkinMap, PiecesWithoutEpidermisAreUnassessable) {
    const SkinMap map = map_skin(with_fragment(support::straight_section()).image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    ASSERT_EQ(map.tissue.piece_count, 2);
    EXPECT_THAT(map.piece_has_epidermis, ::testing::ElementsAre(false, true, false));
    EXPECT_EQ(map.zone(490, 250), static_cast<std::uint8_t>(Zone::unassessable));
    EXPECT_TRUE(std::isnan(map.depth(490, 250)));
    EXPECT_GT(map.area_of(Zone::unassessable).value(), 0.9 * 1200 * 400);
    EXPECT_FALSE(std::isnan(map.depth(200, 350)));
}

TEST(SkinMap, WithoutEpidermisAllIsUnassessable) {
    const SkinMap map = map_skin(support::straight_section(0.0).image, {});
    EXPECT_FALSE(map.report.assessable);
    EXPECT_THAT(map.report.reason, Not(IsEmpty()));
    EXPECT_FALSE(map.report.epidermis_thickness || map.report.epidermis_length || map.report.section_depth ||
                 map.report.epidermis_share);
    const double tissue = count_non_zero(map.tissue.tissue) * pixel_um * pixel_um;
    EXPECT_GT(tissue, 0.0);
    EXPECT_DOUBLE_EQ(map.area_of(Zone::unassessable).value(), tissue);
    const FloatRaster depth = map.depth;
    EXPECT_EQ(cv::countNonZero(depth == depth), 0) << "not a number throughout";
}

/// A follicle, 120 um wide, that goes down 700 um from the straight surface.
Section with_follicle(const Mask& follicle) {
    Section section = support::straight_section();
    support::add_cells(section, follicle);
    return section;
}

TEST(SkinMap, AFollicleIsAdnexaAndNoEpidermis) {
    const Mask follicle = support::box_um({700, 400}, 1300, 200, 120, 700);
    const Mask below(follicle & support::box_um({700, 400}, 0, 340, 2800, 1000));
    const SkinMap map = map_skin(with_follicle(follicle).image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    EXPECT_EQ(cv::countNonZero(map.epidermis & below), 0);
    EXPECT_GT(cv::countNonZero(map.adnexa & below), 0.7 * cv::countNonZero(below));
    EXPECT_EQ(cv::countNonZero(Mask(map.adnexa) & map.epidermis), 0);
    EXPECT_NEAR(map.depth(200, 290), 200.5 * pixel_um - 280.0, 20.0) << "depth beside it is that below the surface";
}

TEST(SkinMap, AFollicleAlongACutEdgeIsNoSurface) {
    const Mask follicle = support::box_um({700, 400}, 300, 200, 120, 800);
    const SkinMap map = map_skin(with_follicle(follicle).image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    EXPECT_NEAR(map.depth(200, 60), 200.5 * pixel_um - 280.0, 25.0);
}

/// The section turned by 90 degrees `times` times, or mirrored left to right.
Section turned(const Section& section, int times) {
    Section result = section;
    for (FloatRaster* raster : {&result.image.od, &result.image.cellular_od}) {
        cv::rotate(raster->clone(), *raster, times - 1);
    }
    for (Mask* mask : {&result.image.deposits, &result.tissue, &result.epidermis}) {
        cv::rotate(mask->clone(), *mask, times - 1);
    }
    return result;
}

/// Largest difference of depth below the junction, um, between two maps of one section.
double largest_difference(const FloatRaster& a, const FloatRaster& b) {
    double largest = 0.0;
    for (int y = 0; y < a.rows; ++y) {
        for (int x = 0; x < a.cols; ++x) {
            if (!std::isnan(a(y, x)) && !std::isnan(b(y, x)) && a(y, x) > 0.0F) {
                largest = std::max(largest, std::abs(static_cast<double>(a(y, x) - b(y, x))));
            }
        }
    }
    return largest;
}

TEST_F(StraightSkin, DepthTurnsWithTheSection) {
    for (int times = 1; times <= 3; ++times) {
        const SkinMap other = map_skin(turned(support::straight_section(), times).image, {});
        FloatRaster back;
        cv::rotate(FloatRaster(other.depth), back, 3 - times);
        EXPECT_LT(largest_difference(map.depth, back), 5.0) << times << " times 90 degrees";
    }
}

TEST_F(StraightSkin, DepthIsMirroredWithTheSection) {
    SurveyImage mirror = support::straight_section().image;
    mirror.od = support::mirrored(mirror.od);
    mirror.cellular_od = support::mirrored(mirror.cellular_od);
    EXPECT_LT(largest_difference(map.depth, support::mirrored(FloatRaster(map_skin(mirror, {}).depth))), 5.0);
}

TEST_F(StraightSkin, DepthIsThatOfATiltedSection) {
    constexpr double degrees = 37.0;
    const double angle = degrees * CV_PI / 180.0;
    const SkinMap tilted = map_skin(support::tilted_section(degrees).image, {});
    ASSERT_TRUE(tilted.report.assessable) << tilted.report.reason;
    double sum = 0.0;
    for (int down = 150; down <= 1100; down += 50) {  // below the surface, in the middle of the section
        const double across = down - 600.0;
        const int x = static_cast<int>((1400 - across * std::sin(angle)) / pixel_um);
        const int y = static_cast<int>((1400 + across * std::cos(angle)) / pixel_um);
        const double below = (y + 0.5) * pixel_um * std::cos(angle) - (x + 0.5) * pixel_um * std::sin(angle) + 600.0 -
                             1400.0 * (std::cos(angle) - std::sin(angle));
        sum += tilted.depth(y, x) - (below - 80.0);
    }
    double straight = 0.0;
    for (int down = 150; down <= 1100; down += 50) {
        const int y = static_cast<int>((200.0 + down) / pixel_um);
        straight += map.depth(y, 350) - ((y + 0.5) * pixel_um - 280.0);
    }
    EXPECT_NEAR(sum / 20.0, straight / 20.0, 5.0);
}

TEST(SkinMap, DepthDoesNotJumpWithThePixelsOfTheJunction) {
    const Section section = support::draw_section({700, 400}, [](double x, double y) {
        const bool inside = x > 200 && x < 2600 && y < 1400;
        return support::Place{inside ? y - 200 - 0.02 * x : -1.0, 80.0};  // a pixel every 200 um
    });
    Section smooth = section;
    smooth.image.cellular_od.setTo(0.1F, section.tissue);
    smooth.image.cellular_od.setTo(0.45F, section.epidermis);
    const SkinMap map = map_skin(smooth.image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    for (int x = 150; x < 550; ++x) {
        EXPECT_LT(std::abs(map.depth(100, x) - map.depth(100, x + 1)), 2.0F) << x;
    }
}

TEST(SkinMap, ThicknessIsTheMedianAlongTheLowerBorder) {
    const Section section = support::draw_section({700, 400}, [](double x, double y) {
        const bool inside = x > 200 && x < 2600 && y < 1400;
        return support::Place{inside ? y - 200 : -1.0, x < 1800 ? 80.0 : 160.0};  // a third is twice as thick
    });
    const SkinMap map = map_skin(section.image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    EXPECT_NEAR(map.report.epidermis_thickness.value().value(), 82.0, 10.0);
}

/// Spread of depth along a row some way below a junction with rete ridges.
double spread_along_row(double smoothing_um) {
    const Section ridges = support::draw_section({700, 400}, [](double x, double y) {
        const bool inside = x > 200 && x < 2600 && y < 1400;
        return support::Place{inside ? y - 200 : -1.0, std::fmod(x, 140.0) < 70.0 ? 70.0 : 140.0};
    });
    SkinOptions options;
    options.depth.smoothing_um = smoothing_um;
    const SkinMap map = map_skin(ridges.image, options);
    EXPECT_TRUE(map.report.assessable) << map.report.reason;
    cv::Scalar mean;
    cv::Scalar spread;
    cv::meanStdDev(map.depth.part(cv::Rect(150, 92, 400, 1)), mean, spread);
    return spread[0];
}

TEST(SkinMap, SmoothingEvensOutReteRidges) {
    EXPECT_LT(spread_along_row(200.0), 0.8 * spread_along_row(0.0));
}

double length(const Polyline<Level0>& line) {
    double sum = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        sum += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    }
    return sum;
}

void expect_junction(const SkinMap& map, double length_um) {
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    double total = 0.0;
    for (const Polyline<Level0>& line : outline_layers(map, same_pixels).junction) {
        total += length(line);
        for (const Point<Level0>& p : line) {
            const float depth = map.depth(static_cast<int>(p.y), static_cast<int>(p.x));
            ASSERT_NEAR(depth, 0.0, 1.5 * pixel_um) << p.x << ", " << p.y;
        }
    }
    EXPECT_NEAR(total * pixel_um, length_um, 0.15 * length_um);
}

TEST_F(StraightSkin, JunctionIsWhereDepthIsZero) {
    expect_junction(smooth, 2400.0);
}

TEST(Junction, FollowsTheWholeRing) {
    expect_junction(map_skin(support::round_section().image, {}), 2 * CV_PI * 1220);
}

TEST(Junction, ThatRunsAllRoundEndsWhereItBegins) {
    const auto lines = outline_layers(map_skin(support::round_section().image, {}), same_pixels).junction;
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines.front().front(), lines.front().back());
}

TEST_F(StraightSkin, JunctionOfACutSectionIsOpen) {
    const std::vector<Polyline<Level0>> lines = outline_layers(smooth, same_pixels).junction;
    ASSERT_THAT(lines, Not(IsEmpty()));
    for (const Polyline<Level0>& line : lines) {
        EXPECT_FALSE(line.front() == line.back());
    }
}

TEST(Junction, IsNotDrawnOnPiecesThatAreNotAssessed) {
    const SkinMap map = map_skin(with_fragment(smooth_section()).image, {});
    const LayerOutlines layers = outline_layers(map, same_pixels);
    ASSERT_THAT(layers.junction, Not(IsEmpty()));
    for (const Polyline<Level0>& line : layers.junction) {
        EXPECT_LT(line.front().y, 400.0);
    }
    EXPECT_EQ(layers.tissue.size(), 2U);
}

TEST(LayerOutlines, WithoutEpidermisAreTheTissueAlone) {
    const LayerOutlines layers = outline_layers(map_skin(support::straight_section(0.0).image, {}), same_pixels);
    EXPECT_THAT(layers.tissue, Not(IsEmpty()));
    EXPECT_THAT(layers.epidermis, IsEmpty());
    EXPECT_THAT(layers.upper_dermis, IsEmpty());
    EXPECT_THAT(layers.deep_dermis, IsEmpty());
    EXPECT_THAT(layers.junction, IsEmpty());
}

TEST(SkinMap, FatDeepInTheSectionIsSubcutis) {
    Section section = support::straight_section();
    for (int y = 215; y < 340; ++y) {
        for (int x = 60; x < 640; ++x) {
            if (std::hypot(std::remainder(x, 24.0), std::remainder(y, 24.0)) < 10.5) {
                section.image.od(y, x) = 0.005F;
                section.image.cellular_od(y, x) = 0.005F;
            }
        }
    }
    const SkinMap map = map_skin(section.image, {});
    ASSERT_TRUE(map.report.assessable) << map.report.reason;
    EXPECT_EQ(map.zone(288, 350), static_cast<std::uint8_t>(Zone::subcutis));
    EXPECT_EQ(map.zone(130, 350), static_cast<std::uint8_t>(Zone::upper_dermis));
    EXPECT_GT(map.area_of(Zone::subcutis).value(), 0.7 * 580 * 125 * pixel_um * pixel_um);
    EXPECT_NEAR(map.depth(288, 350), 288.5 * 4 - 280, 30.0) << "fat has a depth as well";
    EXPECT_THAT(outline_layers(map, same_pixels).subcutis, Not(IsEmpty()));
}

}  // namespace
}  // namespace kossa::skin_map_test
