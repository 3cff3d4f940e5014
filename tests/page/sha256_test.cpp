#include "kossa/page/sha256.hpp"

#include <gtest/gtest.h>

#include "kossa/report/base64.hpp"

namespace kossa::page {
namespace {

/// The examples of FIPS 180-4, and one block that the padding fills exactly.
TEST(Sha256, AgreesWithTheExamplesOfTheStandard) {
    EXPECT_EQ(report::base64(sha256("")), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    EXPECT_EQ(report::base64(sha256("abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    EXPECT_EQ(report::base64(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
}

TEST(Sha256, LongMessagesHaveManyBlocks) {
    EXPECT_EQ(report::base64(sha256(std::string(1'000'000, 'a'))), "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=");
}

}  // namespace
}  // namespace kossa::page
