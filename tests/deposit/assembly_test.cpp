#include "kossa/deposit/assembly.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/components.hpp"
#include "support/tilings.hpp"

namespace kossa {
namespace {

using support::SameComponent;
using ::testing::IsEmpty;
using ::testing::Pointwise;

using Parts = std::vector<std::vector<Component>>;

/// A part that touches its tile's border.
Component cut(Component component) {
    component.touches_border = true;
    return component;
}

bool touches(const Component& component, const Box<Working>& tile) {
    const Box<Working> box = bounding_box(component.runs);
    return box.x == tile.x || box.y == tile.y || box.right() == tile.right() || box.bottom() == tile.bottom();
}

/// The components of a mask as the tiles of a tiling see them.
Parts parts_of(const Mask& mask, const std::vector<Box<Working>>& tiles) {
    Parts parts;
    for (const Box<Working>& tile : tiles) {
        const cv::Rect window(static_cast<int>(tile.x), static_cast<int>(tile.y), static_cast<int>(tile.width),
                              static_cast<int>(tile.height));
        parts.push_back(support::labelled(mask(window).clone(), window.x, window.y));
        for (Component& component : parts.back()) {
            component.touches_border = touches(component, tile);
        }
    }
    return parts;
}

std::vector<Component> with_seeds(std::vector<Component> components) {
    std::erase_if(components, [](const Component& c) { return c.sums.seeds == 0; });
    return components;
}

void expect_one(const std::vector<Component>& joined, std::int64_t pixels) {
    ASSERT_EQ(joined.size(), 1U);
    EXPECT_EQ(joined[0].sums.pixels, pixels);
    EXPECT_FALSE(joined[0].touches_border);
}

TEST(DepositAssembly, JoinsPartsAcrossAVerticalSeam) {
    const auto joined = support::assembled({{cut(support::block(60, 10, 4, 3))}, {cut(support::block(64, 10, 5, 3))}});
    expect_one(joined, 27);
    EXPECT_THAT(joined, Pointwise(SameComponent(), {support::block(60, 10, 9, 3)}));
}

TEST(DepositAssembly, JoinsPartsAcrossAHorizontalSeam) {
    const auto joined = support::assembled({{cut(support::block(10, 60, 3, 4))}, {cut(support::block(10, 64, 3, 5))}});
    EXPECT_THAT(joined, Pointwise(SameComponent(), {support::block(10, 60, 3, 9)}));
}

TEST(DepositAssembly, JoinsPartsThatMeetAtACorner) {
    expect_one(support::assembled({{cut(support::block(60, 60, 4, 4))}, {cut(support::block(64, 64, 4, 4))}}), 32);
    expect_one(support::assembled({{cut(support::block(64, 60, 4, 4))}, {cut(support::block(60, 64, 4, 4))}}), 32);
}

TEST(DepositAssembly, JoinsTwoPartsOfOneTileThatMeetInTheNext) {
    const Component left = cut(support::block(10, 60, 2, 4));
    const Component right = cut(support::block(20, 60, 2, 4));
    expect_one(support::assembled({{left, right}, {cut(support::block(10, 64, 12, 1))}}), 8 + 8 + 12);
}

TEST(DepositAssembly, KeepsApartWhatDoesNotTouch) {
    EXPECT_EQ(support::assembled({{cut(support::block(60, 10, 4, 3))}, {cut(support::block(65, 10, 5, 3))}}).size(),
              2U);
    EXPECT_EQ(support::assembled({{cut(support::block(60, 10, 4, 3))}, {cut(support::block(64, 14, 5, 3))}}).size(),
              2U);
}

TEST(DepositAssembly, DropsWhatHasNoSeedInAnyOfItsParts) {
    Component seedless = cut(support::block(60, 10, 4, 3));
    seedless.sums.seeds = 0;
    Component other = cut(support::block(64, 10, 4, 3));
    other.sums.seeds = 0;
    EXPECT_THAT(support::assembled({{seedless}, {other}}), IsEmpty());
    other.sums.seeds = 1;
    expect_one(support::assembled({{seedless}, {other}}), 24);
}

TEST(DepositAssembly, OfNothingIsNothing) {
    EXPECT_THAT(support::assembled({}), IsEmpty());
    EXPECT_THAT(support::assembled({{}, {}}), IsEmpty());
}

class AnyTiling : public ::testing::TestWithParam<std::uint64_t> {
  protected:
    std::mt19937_64 random{GetParam()};
    /// From scattered pixels to one web of them.
    const Mask mask = support::random_mask({97, 83}, 0.15 + 0.06 * static_cast<double>(GetParam() % 8), GetParam());
    const Box<Working> all{0, 0, mask.cols, mask.rows};
    const Parts parts = parts_of(mask, support::random_tiling(all, 5 + 9 * static_cast<int>(GetParam() % 3), random));
};

TEST_P(AnyTiling, EqualsLabellingTheWholeImageAtOnce) {
    ASSERT_GT(parts.size(), 10U);
    EXPECT_THAT(support::assembled(parts), Pointwise(SameComponent(), with_seeds(support::labelled(mask))));
}

TEST_P(AnyTiling, OrderOfTilesAndPartsIsIrrelevant) {
    Parts shuffled = parts;
    const auto shuffle = [this](auto& items) {
        for (std::size_t i = items.size(); i > 1; --i) {
            std::swap(items[i - 1], items[random() % i]);
        }
    };
    shuffle(shuffled);
    std::for_each(shuffled.begin(), shuffled.end(), shuffle);
    EXPECT_THAT(support::assembled(shuffled), Pointwise(SameComponent(), support::assembled(parts)));
}

INSTANTIATE_TEST_SUITE_P(DepositAssembly, AnyTiling, ::testing::Range<std::uint64_t>(1, 25));

}  // namespace
}  // namespace kossa
