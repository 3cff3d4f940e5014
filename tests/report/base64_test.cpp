#include "kossa/report/base64.hpp"

#include <gtest/gtest.h>

#include "kossa/core/error.hpp"

namespace kossa::report {
namespace {

/// RFC 4648, section 10.
TEST(Base64, AgreesWithTheVectorsOfTheStandard) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foob"), "Zm9vYg==");
    EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, GivesBackAllBytes) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) {
        bytes += static_cast<char>(i);
        EXPECT_EQ(base64_bytes(base64(bytes)), bytes);
    }
}

TEST(Base64, RefusesWhatIsNone) {
    for (const char* text : {"Zg=", "Zg=a", "Z===", "Zm9v!m9v", "Zm9v\nZm9", "<b>="}) {
        EXPECT_THROW(base64_bytes(text), SlideError) << text;
    }
}

}  // namespace
}  // namespace kossa::report
