// What kossa collect makes of any summary.

#include <gmock/gmock.h>

#include <algorithm>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

/// The row of a result with that summary.
std::string row_of(const std::string& summary) {
    const TemporaryFolder folder;
    write_bytes(folder / "summary.json", summary);
    const Answer answer = run_kossa({"collect", folder / ""});
    const Words lines = lines_of(answer.out);
    EXPECT_EQ(lines.size(), 2U) << answer.err;
    const auto commas = [&](std::size_t line) { return std::ranges::count(lines.at(line), ','); };
    EXPECT_EQ(commas(0), commas(1));
    return lines.back();
}

TEST(SummaryValues, AreEmptyWhereThereIsNothing) {
    EXPECT_THAT(row_of(R"({"schema_version": 1})"), EndsWith(",,,,,,,,,"));
    EXPECT_THAT(row_of(R"({"schema_version": 1, "zones": [1, "a", null], "slide": [], "flags": {"a": 1}})"),
                HasSubstr(",0,0,0,0,0,0,0,0,0,0,"));
}

TEST(SummaryValues, AreListsAndNumbersAsTheyAre) {
    const std::string row = row_of(
        R"({"schema_version": 1, "status": "ok", "deposit_area_um2": 12.50, "flags": ["one", "two"], "pattern": "deep"})");
    EXPECT_THAT(row, HasSubstr(",ok,"));
    EXPECT_THAT(row, HasSubstr(",12.5,"));
    EXPECT_THAT(row, HasSubstr(",deep,,,,,,,,,one two,"));
}

TEST(SummaryValues, OfWhatIsNestedWithoutEndAreNone) {
    const TemporaryFolder folder;
    constexpr std::size_t depth = 200'000;
    write_bytes(folder / "summary.json",
                "{\"schema_version\": 1, \"slide\": " + std::string(depth, '[') + std::string(depth, ']') + "}");
    const Answer answer = run_kossa({"collect", folder / ""});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("is no summary of this version of kossa"));
}

}  // namespace
}  // namespace kossa
