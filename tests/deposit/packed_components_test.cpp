#include "kossa/deposit/packed_components.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "support/components.hpp"
#include "support/masks.hpp"

namespace kossa {
namespace {

using support::SameComponent;
using testing::IsEmpty;
using testing::Pointwise;

std::vector<Component> unpacked_again(const PackedComponents& components) {
    std::vector<Component> result;
    components.append_to(result);
    return result;
}

/// One whose every number differs from what its runs let expect.
Component odd_component() {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    Component component;
    component.runs = {{0, 0, 1}, {0, 5, 2'000'000'000}, {2'000'000'000, 7, 9}};
    component.sums = {-1, 127, -128, {most / 2, least / 2, 0}, 1, {3, -5, 1LL << 40}, 64, 63, -64};
    component.touches_border = true;
    component.thin = {{{{0, 0, 1}}, {1, 1, 1, {}, 0, {}, 4, 0, 0}}, {{}, {}}};
    return component;
}

class PackedMask : public testing::TestWithParam<std::uint64_t> {};

TEST_P(PackedMask, IsTheSameUnpacked) {
    const Mask mask = support::random_mask({120, 80}, 0.3, GetParam());
    const int far = 1000 * static_cast<int>(GetParam());
    std::vector<Component> components = support::labelled(mask, far, 70'000 - far);
    for (std::size_t i = 0; i < components.size(); i += 3) {
        components[i].touches_border = true;
        components[i].thin.push_back({components[i].runs, components[i].sums});
    }
    EXPECT_THAT(unpacked_again(support::packed(components)), Pointwise(SameComponent(), components));
}

INSTANTIATE_TEST_SUITE_P(PackedComponents, PackedMask, testing::Range<std::uint64_t>(1, 6));

TEST(PackedComponents, KeepNumbersOfAnySize) {
    const std::vector<Component> components{odd_component(), support::block(3, 4, 5, 6), odd_component()};
    EXPECT_THAT(unpacked_again(support::packed(components)), Pointwise(SameComponent(), components));
}

TEST(PackedComponents, AreThoseOfAllThatWasAdded) {
    PackedComponents packed;
    packed.add({support::block(100, 4, 5, 6)});
    packed.add({});
    packed.add({support::block(3, 40, 5, 6), odd_component()});
    EXPECT_EQ(packed.size(), 3U);
    std::vector<Component> components{support::block(0, 0, 1, 1)};
    packed.append_to(components);
    EXPECT_THAT(components, Pointwise(SameComponent(), {support::block(0, 0, 1, 1), support::block(100, 4, 5, 6),
                                                        support::block(3, 40, 5, 6), odd_component()}));
}

TEST(PackedComponents, OfNothingAreNone) {
    EXPECT_EQ(PackedComponents().size(), 0U);
    EXPECT_THAT(unpacked_again({}), IsEmpty());
}

}  // namespace
}  // namespace kossa
