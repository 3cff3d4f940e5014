#include "kossa/slide/content_hash.hpp"

#include "slide/test_images.hpp"

namespace kossa {
namespace {

TEST(ContentHash, AgreesWithThePublishedValues) {
    EXPECT_EQ(fnv1a64({}, fnv1a64_start), 0xcbf29ce484222325U);
    EXPECT_EQ(fnv1a64(std::string("a"), fnv1a64_start), 0xaf63dc4c8601ec8cU);
    EXPECT_EQ(fnv1a64(std::string("foobar"), fnv1a64_start), 0x85944171f73967e8U);
}

TEST(ContentHash, ContinuesOverParts) {
    const std::uint64_t first = fnv1a64(std::string("foo"), fnv1a64_start);
    EXPECT_EQ(fnv1a64(std::string("bar"), first), 0x85944171f73967e8U);
}

TEST(ContentHash, OfAFileIsThatOfItsBytes) {
    const TemporaryFolder folder;
    write_bytes(folder / "a", "foobar");
    EXPECT_EQ(content_hash(folder / "a"), "fnv1a64-85944171f73967e8");
    std::string large(3'000'000, 'x');
    write_bytes(folder / "b", large);
    const std::string hash = content_hash(folder / "b");
    large.back() = 'y';
    write_bytes(folder / "b", large);
    EXPECT_NE(content_hash(folder / "b"), hash);
}

TEST(ContentHash, MissingFileIsUnreadable) {
    const TemporaryFolder folder;
    EXPECT_EQ(error_code([&] { content_hash(folder / "none"); }), "unreadable");
}

}  // namespace
}  // namespace kossa
