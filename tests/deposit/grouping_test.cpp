#include "kossa/deposit/grouping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::ElementsAre;
using Numbers = std::vector<std::int32_t>;

const PixelSize grouping_pixel(0.5_um);
constexpr int grain_px = 4;   // 2 um
constexpr int plate_px = 50;  // 25 um

Component grain(int x, int y) {
    return support::block(x, y, grain_px, grain_px);
}

Component plate(int x, int y) {
    return support::block(x, y, plate_px, plate_px);
}

Numbers grouped(const std::vector<Component>& components) {
    return group_components(components, {}, grouping_pixel);
}

TEST(Granule, IsAtMostTwentyMicrometresAcross) {
    const auto of_area = [](std::int64_t pixels) {
        Component component;
        component.sums.pixels = pixels;
        return component;
    };
    // The disc of 20 um diameter has an area of 314.16 um2, 1256.6 pixels.
    EXPECT_TRUE(is_granule(of_area(1256), {}, grouping_pixel));
    EXPECT_FALSE(is_granule(of_area(1257), {}, grouping_pixel));
}

TEST(Grouping, JoinsGrainsUpToFifteenMicrometresApart) {
    EXPECT_THAT(grouped({grain(0, 0), grain(grain_px + 30, 0)}), ElementsAre(0, 0));
    EXPECT_THAT(grouped({grain(0, 0), grain(grain_px + 31, 0)}), ElementsAre(0, 1));
    EXPECT_THAT(grouped({grain(0, 0), grain(0, grain_px + 30)}), ElementsAre(0, 0));
    EXPECT_THAT(grouped({grain(0, 0), grain(0, grain_px + 31)}), ElementsAre(0, 1));
}

TEST(Grouping, DoesNotDependOnWhichOfTwoComesFirst) {
    EXPECT_THAT(grouped({grain(0, grain_px + 30), grain(0, 0)}), ElementsAre(0, 0));
    EXPECT_THAT(grouped({grain(0, grain_px + 31), grain(0, 0)}), ElementsAre(0, 1));
    EXPECT_THAT(grouped({grain(grain_px + 30, 0), grain(0, 0)}), ElementsAre(0, 0));
    EXPECT_THAT(grouped({grain(grain_px + 31, 0), grain(0, 0)}), ElementsAre(0, 1));
}

TEST(Grouping, MeasuresGapsAsTheCrowFlies) {
    EXPECT_THAT(grouped({grain(0, 0), grain(grain_px + 18, grain_px + 24)}), ElementsAre(0, 0));  // 9, 12, 15 um
    EXPECT_THAT(grouped({grain(0, 0), grain(grain_px + 19, grain_px + 24)}), ElementsAre(0, 1));
}

TEST(Grouping, JoinsPiecesOfAPlateAcrossACrack) {
    EXPECT_THAT(grouped({plate(0, 0), plate(plate_px + 10, 0)}), ElementsAre(0, 0));
    EXPECT_THAT(grouped({plate(0, 0), plate(plate_px + 11, 0)}), ElementsAre(0, 1));
}

TEST(Grouping, KeepsGrainsApartFromPlates) {
    EXPECT_THAT(grouped({plate(0, 0), grain(plate_px + 1, 0)}), ElementsAre(0, 1));
}

TEST(Grouping, FollowsChains) {
    std::vector<Component> chain;
    for (int i = 0; i < 40; ++i) {
        chain.push_back(grain(i * (grain_px + 30), 0));
    }
    EXPECT_EQ(grouped(chain), Numbers(40, 0));
    chain.erase(chain.begin() + 20);
    const Numbers broken = grouped(chain);
    EXPECT_EQ(broken.front(), 0);
    EXPECT_EQ(broken.back(), 1);
}

TEST(Grouping, NumbersGroupsInTheOrderOfTheirFirstComponents) {
    const std::vector<Component> components{grain(0, 0), grain(500, 0), grain(1000, 0), grain(510, 0), grain(10, 0)};
    EXPECT_THAT(grouped(components), ElementsAre(0, 1, 2, 1, 0));
}

TEST(Grouping, MeasuresInMicrometresAlongBothAxes) {
    const PixelSize wide(0.5_um, 0.25_um);
    const auto both = [&](int dx, int dy) { return group_components({grain(0, 0), grain(dx, dy)}, {}, wide); };
    EXPECT_THAT(both(grain_px + 30, 0), ElementsAre(0, 0));
    EXPECT_THAT(both(grain_px + 31, 0), ElementsAre(0, 1));
    EXPECT_THAT(both(0, grain_px + 60), ElementsAre(0, 0));
    EXPECT_THAT(both(0, grain_px + 61), ElementsAre(0, 1));
}

TEST(Neighbours, AreTheFirstWithinTheGapOfGrains) {
    const std::vector<Component> fixed{grain(0, 0), grain(100, 0), grain(110, 0)};
    const std::vector<Component> loose{grain(grain_px + 30, 0), grain(grain_px + 31, 0), grain(105, 20),
                                       grain(0, 1000)};
    EXPECT_THAT(neighbours_of(loose, fixed, 15_um, grouping_pixel),
                ElementsAre(std::optional<std::size_t>(0), std::nullopt, std::optional<std::size_t>(1), std::nullopt));
}

TEST(Grouping, OfNothingIsNothing) {
    EXPECT_THAT(grouped({}), ::testing::IsEmpty());
}

/// Distance between nearest pixel edges, from every pixel to every pixel, in um.
double distance_between(const Component& a, const Component& b) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Run<Working>& p : a.runs) {
        for (int x = p.x_begin; x < p.x_end; ++x) {
            for (const Run<Working>& q : b.runs) {
                for (int u = q.x_begin; u < q.x_end; ++u) {
                    const double dx = 0.5 * std::max(0, std::abs(x - u) - 1);
                    const double dy = 0.5 * std::max(0, std::abs(p.y - q.y) - 1);
                    nearest = std::min(nearest, std::hypot(dx, dy));
                }
            }
        }
    }
    return nearest;
}

/// Joins pairs until nothing changes.
Numbers grouped_slowly(const std::vector<Component>& components, const GroupingOptions& options) {
    Numbers numbers(components.size());
    for (std::size_t i = 0; i < components.size(); ++i) {
        numbers[i] = static_cast<std::int32_t>(i);
        const bool small = is_granule(components[i], options, grouping_pixel);
        for (std::size_t j = 0; j < i; ++j) {
            const double gap = small ? options.granule_gap_um : options.crack_um;
            if (small == is_granule(components[j], options, grouping_pixel) &&
                distance_between(components[i], components[j]) <= gap) {
                const std::int32_t to = std::min(numbers[i], numbers[j]);
                const std::int32_t from = std::max(numbers[i], numbers[j]);
                std::replace(numbers.begin(), numbers.end(), from, to);
            }
        }
    }
    Numbers firsts;
    for (std::int32_t& number : numbers) {
        auto at = std::find(firsts.begin(), firsts.end(), number);
        at = at == firsts.end() ? firsts.insert(at, number) : at;
        number = static_cast<std::int32_t>(at - firsts.begin());
    }
    return numbers;
}

class RandomComponents : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomComponents, AreGroupedAsByComparingAllPairs) {
    // Blobs: smoothed noise above a threshold; small ones are grains here, large ones are not.
    std::mt19937_64 random(GetParam());
    FloatRaster noise(220, 260);
    for (float& value : noise) {
        value = static_cast<float>(support::uniform(random));
    }
    cv::GaussianBlur(noise, noise, {}, 1.5);
    const std::vector<Component> components =
        support::labelled(Mask(noise > 0.58 + 0.005 * static_cast<double>(GetParam() % 5)));
    GroupingOptions options;
    options.granule_um = 2.0;
    options.granule_gap_um = 2.5;
    options.crack_um = 1.0 + 0.5 * static_cast<double>(GetParam() % 4);
    const Numbers numbers = group_components(components, options, grouping_pixel);
    EXPECT_EQ(numbers, grouped_slowly(components, options));
    ASSERT_FALSE(numbers.empty());
    const auto groups = static_cast<std::size_t>(*std::max_element(numbers.begin(), numbers.end())) + 1;
    EXPECT_GT(groups, 2U);
    EXPECT_LT(groups, components.size());
}

INSTANTIATE_TEST_SUITE_P(Grouping, RandomComponents, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace kossa
