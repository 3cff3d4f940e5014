#include "kossa/skin/layers.hpp"

#include <gtest/gtest.h>

#include <set>

namespace kossa::layers_test {
namespace {

TEST(Zone, NamesAreThoseOfTheTables) {
    EXPECT_EQ(name(Zone::epidermis), "epidermis");
    EXPECT_EQ(name(Zone::upper_dermis), "upper dermis");
    EXPECT_EQ(name(Zone::deep_dermis), "deep dermis");
    EXPECT_EQ(name(Zone::subcutis), "subcutis");
    EXPECT_EQ(name(Zone::unassessable), "unassessable");
}

TEST(Zone, AllAreListedFromTheSurfaceDown) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < all_zones.size(); ++i) {
        EXPECT_EQ(static_cast<std::size_t>(all_zones.at(i)), i);
        names.insert(name(all_zones.at(i)));
    }
    EXPECT_EQ(names.size(), 5U);
}

}  // namespace
}  // namespace kossa::layers_test
