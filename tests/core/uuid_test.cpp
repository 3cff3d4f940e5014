#include "kossa/core/uuid.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

namespace kossa {
namespace {

std::string hex_digest(std::string_view message) {
    std::string result;
    for (const std::uint8_t byte : sha1(message)) {
        result += fmt::format("{:02x}", byte);
    }
    return result;
}

TEST(Sha1, MatchesTheVectorsOfRfc3174) {
    EXPECT_EQ(hex_digest("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(hex_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(hex_digest(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    std::string digits;
    for (int i = 0; i < 80; ++i) {
        digits += "01234567";
    }
    EXPECT_EQ(hex_digest(digits), "dea356a2cddd90c7a7ecedc5ebb563934f460452");
}

TEST(Sha1, PadsAcrossTheBlockBorder) {
    EXPECT_EQ(hex_digest(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(hex_digest(std::string(55, 'a')), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
    EXPECT_EQ(hex_digest(std::string(56, 'a')), "c2db330f6083854c99d4b5bfb6e8f29f201be699");
    EXPECT_EQ(hex_digest(std::string(64, 'a')), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

/// The name space of host names (RFC 9562, section 6.6).
constexpr Uuid dns_name_space{
    {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}};

TEST(Uuid, MatchesTheExampleOfRfc9562) {
    EXPECT_EQ(text(uuid_v5(dns_name_space, "www.example.com")), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(Uuid, NeverChangesForTheSameSeedAndName) {
    EXPECT_EQ(uuid_v5("slide", "deposit 1"), "7c2e55db-3f14-5dae-a0d2-1b74de0f403a");
}

TEST(Uuid, DiffersWithSeedAndWithName) {
    const std::set<std::string> ids{uuid_v5("a", "b"), uuid_v5("a", "c"), uuid_v5("b", "b"), uuid_v5("ab", ""),
                                    uuid_v5("", "ab")};
    EXPECT_EQ(ids.size(), 5U);
}

}  // namespace
}  // namespace kossa
