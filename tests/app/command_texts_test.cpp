// What the help shows and what the generated texts say are two ways to the same options.

#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

TEST(CommandTexts, KeepValuesAndDescriptions) {
    const std::string page = run_kossa({"--man", "score"}).out;
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-out\\fR \\fIDIR\\fR\nFolder for the results, created if need be;"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-quiet\\fR\n"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fISLIDE\\fR\nThe slides: whatever OpenSlide reads"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\n"));
}

}  // namespace
}  // namespace kossa
