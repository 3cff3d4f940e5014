#include "kossa/geojson/gzip_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#define ZLIB_CONST  // zlib does not write to its input
#include <zlib.h>

#include "kossa/geojson/json_text.hpp"
#include "kossa/geojson/read_features.hpp"
#include "support/refusal.hpp"
#include "support/text_file.hpp"

namespace kossa {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr std::uintmax_t most = 1000;

/// `{"a":1}` and a line break, packed by another program (Python 3.11's gzip module).
const std::string small_gzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x54\xb2\x32\xac\xe5\x02\x00\x46\xa3\xe8\x74\x08\x00\x00\x00",
    28);

std::string zlib_gzip(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    std::string bytes(deflateBound(&stream, text.size()) + 18, '\0');
    stream.next_in = reinterpret_cast<const Bytef*>(text.data());
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    deflate(&stream, Z_FINISH);
    bytes.resize(stream.total_out);
    deflateEnd(&stream);
    return bytes;
}

std::string refusal_of_gzip(const std::string& bytes, std::uintmax_t most_bytes = most) {
    return support::refusal([&] { unpacked(bytes, "a.geojson.gz", most_bytes); });
}

TEST(GzipText, IsKnownByItsFirstBytes) {
    EXPECT_TRUE(is_gzip(small_gzip));
    EXPECT_FALSE(is_gzip("{\"a\":1}"));
    EXPECT_FALSE(is_gzip("\x1f"));
    EXPECT_FALSE(is_gzip(""));
}

TEST(GzipText, OfAnotherProgramUnpacks) {
    EXPECT_EQ(unpacked(small_gzip, "a.geojson.gz", most), "{\"a\":1}\n");
}

TEST(GzipText, OfSeveralMembersIsOneText) {
    EXPECT_EQ(unpacked(small_gzip + zlib_gzip("") + small_gzip, "a.geojson.gz", most), "{\"a\":1}\n{\"a\":1}\n");
}

TEST(GzipText, ThatBreaksOffAnywhereIsRefused) {
    for (std::size_t length = 2; length < small_gzip.size(); ++length) {
        EXPECT_EQ(refusal_of_gzip(small_gzip.substr(0, length)),
                  "a.geojson.gz cannot be read: the gzip file breaks off")
            << length;
    }
}

TEST(GzipText, WithAnyByteOfItsContentChangedIsRefused) {
    constexpr std::size_t header = 10;  // of which time and system may hold anything
    for (std::size_t at = header; at < small_gzip.size(); ++at) {
        std::string damaged = small_gzip;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
        EXPECT_THAT(refusal_of_gzip(damaged), HasSubstr("a.geojson.gz cannot be read: ")) << at;
    }
    EXPECT_THAT(refusal_of_gzip(small_gzip + "rubbish"), EndsWith("the gzip file is damaged"));
}

TEST(GzipText, UnpacksUpToTheBoundAndNoFurther) {
    EXPECT_EQ(unpacked(small_gzip, "a.geojson.gz", 8), "{\"a\":1}\n");
    EXPECT_THAT(refusal_of_gzip(small_gzip, 7), HasSubstr("it unpacks to more than the 7 bytes that kossa reads"));
    EXPECT_THAT(refusal_of_gzip(small_gzip + small_gzip, 15), HasSubstr("more than the 15 bytes"));
}

TEST(GzipText, ASmallFileThatUnpacksToVeryMuchIsRefused) {
    const std::string bomb = zlib_gzip(std::string(std::size_t{64} << 20U, ' '));
    ASSERT_LT(bomb.size(), 70'000U);
    EXPECT_THAT(refusal_of_gzip(bomb, std::size_t{1} << 20U), HasSubstr("it unpacks to more than the 1048576 bytes"));
    const support::TextFile file(bomb, "bomb.geojson.gz");
    GeojsonLimits limits;
    limits.bytes = std::size_t{1} << 20U;
    EXPECT_THAT(support::refusal([&] { read_features(file.path(), limits); }),
                HasSubstr("bomb.geojson.gz cannot be read: it unpacks to more than"));
}

TEST(GzipText, IsReadWhereJsonIs) {
    const support::TextFile packed(small_gzip, "a.geojson.gz");
    EXPECT_EQ(read_json_text(packed.path(), most), "{\"a\":1}\n");
    const support::TextFile marked(zlib_gzip("\xEF\xBB\xBF[]"), "b.geojson");  // whatever the name says
    EXPECT_EQ(read_json_text(marked.path(), most), "[]");
    EXPECT_TRUE(read_features(marked.path()).empty());
}

}  // namespace
}  // namespace kossa
