#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using testing::IsEmpty;
using testing::StartsWith;

TEST(Main, PrintsTheVersionAndSucceeds) {
    const Answer answer = run_kossa({"--version"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.out, StartsWith("kossa "));
    EXPECT_THAT(answer.err, IsEmpty());
}

TEST(Main, WrongUsageIsOneSentenceAndStatusTwo) {
    const Answer answer = run_kossa({"score", "--no-such-option"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, StartsWith("kossa: the option --no-such-option is not known"));
}

TEST(Main, AFailureOfACommandIsOneSentenceAndStatusOne) {
    const Answer answer = run_kossa({"info", "no-such-slide.svs"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, StartsWith("kossa: no-such-slide.svs"));
}

}  // namespace
}  // namespace kossa
