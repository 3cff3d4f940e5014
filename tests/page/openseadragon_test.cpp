#include "kossa/page/openseadragon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

#include "kossa/page/sha256.hpp"

namespace kossa::page {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string hexadecimal(const std::string& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        text += {digits[byte / 16U], digits[byte % 16U]};
    }
    return text;
}

TEST(OpenSeadragon, IsTheFileThatWasVendored) {
    EXPECT_EQ(hexadecimal(sha256(openseadragon())), "14d587cd3ee7c4861f1a41077ce642029364a21029956ba635bd8fb1202cf9ad");
}

TEST(OpenSeadragon, ComesWithItsLicence) {
    EXPECT_THAT(viewer_library(), StartsWith("/*\nCopyright (C) 2009 CodePlex Foundation"));
    EXPECT_THAT(viewer_library(), HasSubstr("Redistributions in binary form must reproduce"));
    EXPECT_THAT(viewer_library(), HasSubstr("openseadragon 6.1.1"));
}

TEST(OpenSeadragon, EndsNoElementAndNeedsNoOtherFile) {
    for (const char* way : {"</", "<!--", "<script", "sourceMappingURL", "eval(", "new Function"}) {
        EXPECT_THAT(viewer_library(), Not(HasSubstr(way))) << way;
    }
}

}  // namespace
}  // namespace kossa::page
