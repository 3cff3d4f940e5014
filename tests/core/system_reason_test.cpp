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

}  // namespace
}  // namespace kossa
