#include "kossa/core/system_reason.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace kossa {
namespace {

TEST(SystemReason, IsTheSystemsOwnWord) {
    errno = ENOSPC;
    EXPECT_EQ(system_reason(), "No space left on device");
}

TEST(SystemReason, IsUnknownWhereNothingFailed) {
    errno = 0;
    EXPECT_EQ(system_reason(), "unknown reason");
}

TEST(SystemReason, ComesWithAdviceThatHelpsAgainstIt) {
    EXPECT_EQ(advice_on("No space left on device"), "; check that the folder has space left");
    EXPECT_EQ(advice_on("Permission denied"), "; check that the folder is writable");
    EXPECT_EQ(advice_on("Is a directory"), "; move away what is there under that name");
    EXPECT_NE(advice_on("Too many open files").find("ulimit -n"), std::string::npos);
    EXPECT_EQ(advice_on("Input/output error"), "");
}

}  // namespace
}  // namespace kossa
