#include "kossa/report/readable.hpp"

#include <gtest/gtest.h>

namespace kossa::report {
namespace {

TEST(Readable, PartsThousands) {
    EXPECT_EQ(readable_whole(0.0), "0");
    EXPECT_EQ(readable_whole(999.4), "999");
    EXPECT_EQ(readable_whole(999.6), "1,000");
    EXPECT_EQ(readable_whole(1234567.0), "1,234,567");
    EXPECT_EQ(readable_whole(-1200.0), "-1,200");
    EXPECT_EQ(readable_whole(-0.2), "0");
}

TEST(Readable, KeepsThreeDigitsOfSmallNumbers) {
    EXPECT_EQ(readable(0.0), "0");
    EXPECT_EQ(readable(0.012345), "0.0123");
    EXPECT_EQ(readable(12.345), "12.3");
    EXPECT_EQ(readable(99.96), "100");
    EXPECT_EQ(readable(35980.4), "35,980");
}

TEST(Readable, HasNoExponent) {
    EXPECT_EQ(readable(0.0000012), "less than 0.001");
    EXPECT_EQ(readable(1e9), "1,000,000,000");
}

TEST(Readable, GivesSharesInPercent) {
    EXPECT_EQ(readable_percent(0.0142), "1.42 %");
    EXPECT_EQ(readable_percent(1.0), "100 %");
    EXPECT_EQ(readable_percent(0.9999), "99.9 %") << "not all";
    EXPECT_EQ(readable_percent(0.000001), "less than 0.001 %");
}

TEST(Readable, AScoreBelowALimitNeverReadsAsTheLimit) {
    EXPECT_EQ(readable_score(0.497), "0.49");
    EXPECT_EQ(readable_score(0.5), "0.50");
    EXPECT_EQ(readable_score(0.58), "0.58");
    EXPECT_EQ(readable_score(1.0), "1.00");
    EXPECT_EQ(readable_score(0.0), "0.00");
}

TEST(Readable, HasAPluralForAllButOne) {
    EXPECT_EQ(counted(0, "deposit"), "0 deposits");
    EXPECT_EQ(counted(1, "deposit"), "1 deposit");
    EXPECT_EQ(counted(1200, "deposit"), "1,200 deposits");
}

TEST(Readable, WritesStainsAsPathologistsDo) {
    EXPECT_EQ(readable_stain("he"), "H&E");
    EXPECT_EQ(readable_stain("von-kossa"), "von Kossa");
    EXPECT_EQ(readable_stain(""), "unknown stain");
}

}  // namespace
}  // namespace kossa::report
