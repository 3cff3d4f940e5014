#include "kossa/core/shared_runs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "support/runs.hpp"

namespace kossa {
namespace {

using ManyRuns = std::vector<Run<Working>>;

TEST(SharedRuns, AreNoneAtFirst) {
    const SharedRuns<Working> none;
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(none.size(), 0U);
    EXPECT_EQ(none, SharedRuns<Working>(ManyRuns()));
}

TEST(SharedRuns, AreThoseGiven) {
    const ManyRuns runs = support::filled(3, 4, 5, 6);
    const SharedRuns<Working> shared = runs;
    EXPECT_EQ(shared.all(), runs);
    EXPECT_TRUE(std::equal(shared.begin(), shared.end(), runs.begin(), runs.end()));
    EXPECT_EQ(shared.front(), runs.front());
    EXPECT_EQ(shared.size(), 6U);
}

TEST(SharedRuns, ACopyTakesNoMemoryForThem) {
    const SharedRuns<Working> shared = support::filled(3, 4, 5, 6);
    const SharedRuns<Working> copy = shared;  // NOLINT(performance-unnecessary-copy-initialization): it is the point
    EXPECT_EQ(&copy.all(), &shared.all());
}

TEST(SharedRuns, StayWhereAnotherIsSetAnew) {
    const SharedRuns<Working> shared = support::filled(3, 4, 5, 6);
    SharedRuns<Working> copy = shared;
    copy = support::filled(0, 0, 1, 1);
    EXPECT_EQ(shared.size(), 6U);
    EXPECT_FALSE(copy == shared);
}

TEST(SharedRuns, SeparateOnesAreTheSameElsewhere) {
    const SharedRuns<Working> shared = support::filled(3, 4, 5, 6);
    const SharedRuns<Working> separate = shared.separate();
    EXPECT_NE(&separate.all(), &shared.all());
    EXPECT_EQ(separate, shared);
}

}  // namespace
}  // namespace kossa
