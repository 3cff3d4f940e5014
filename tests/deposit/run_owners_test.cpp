#include "kossa/deposit/run_owners.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "support/runs.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Finding owner_of(const std::vector<Run<Working>>& runs) {
    Finding finding;
    finding.runs = runs;
    return finding;
}

TEST(RunOwners, AreAllThatHoldAPixelOfTheRuns) {
    const std::vector<Finding> findings{owner_of(support::filled(0, 0, 10, 10)),
                                        owner_of(support::filled(12, 0, 8, 10)),
                                        owner_of(support::filled(0, 20, 30, 2))};
    const std::vector<Finding> others{owner_of(support::filled(8, 4, 6, 3)), owner_of(support::filled(2, 20, 3, 1)),
                                      owner_of(support::filled(10, 0, 2, 10))};
    const RunOwners owners(findings, others);
    EXPECT_THAT(owners.of(others[0].runs), ElementsAre(0, 1));
    EXPECT_THAT(owners.of(others[1].runs), ElementsAre(2));
    EXPECT_THAT(owners.of(others[2].runs), IsEmpty()) << "between two";
    EXPECT_THAT(RunOwners({}, others).of(others[0].runs), IsEmpty());
}

}  // namespace
}  // namespace kossa
