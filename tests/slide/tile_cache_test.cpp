#include "kossa/slide/tile_cache.hpp"

#include "slide/test_images.hpp"

namespace kossa {
namespace {

constexpr std::size_t tile_bytes = 10 * 10 * 3;

RgbImage tile(std::uint64_t seed) {
    return noisy_image(10, 10, seed);
}

TEST(TileCache, GivesBackWhatWasPutIn) {
    TileCache cache(10 * tile_bytes);
    cache.insert({0, 7}, tile(1));
    cache.insert({1, 7}, tile(2));
    EXPECT_TRUE(same_pixels(cache.find({0, 7}).value(), tile(1)));
    EXPECT_TRUE(same_pixels(cache.find({1, 7}).value(), tile(2)));
    EXPECT_FALSE(cache.find({0, 8}));
}

TEST(TileCache, ClearedItHoldsNothingAndTakesTilesAgain) {
    TileCache cache(2 * tile_bytes);
    cache.insert({0, 1}, tile(1));
    cache.insert({0, 2}, tile(2));
    cache.clear();
    EXPECT_FALSE(cache.find({0, 1}));
    cache.insert({0, 3}, tile(3));
    cache.insert({0, 4}, tile(4));
    EXPECT_TRUE(cache.find({0, 3}));
    EXPECT_TRUE(cache.find({0, 4}));
}

TEST(TileCache, ATileDecodedSmallerIsAnother) {
    TileCache cache(10 * tile_bytes);
    cache.insert({0, 7}, tile(1));
    cache.insert({0, 7, 2}, tile(2));
    EXPECT_TRUE(same_pixels(cache.find({0, 7, 1}).value(), tile(1)));
    EXPECT_TRUE(same_pixels(cache.find({0, 7, 2}).value(), tile(2)));
    EXPECT_FALSE(cache.find({0, 7, 4}));
}

TEST(TileCache, LetsGoWhatWasNotUsedForLongest) {
    TileCache cache(2 * tile_bytes);
    cache.insert({0, 1}, tile(1));
    cache.insert({0, 2}, tile(2));
    EXPECT_TRUE(cache.find({0, 1}));
    cache.insert({0, 3}, tile(3));
    EXPECT_TRUE(cache.find({0, 1}));
    EXPECT_FALSE(cache.find({0, 2}));
    EXPECT_TRUE(cache.find({0, 3}));
}

TEST(TileCache, CountsATileThatIsPutInTwiceOnce) {
    TileCache cache(2 * tile_bytes);
    cache.insert({0, 1}, tile(1));
    cache.insert({0, 2}, tile(2));
    cache.insert({0, 2}, tile(2));
    EXPECT_TRUE(cache.find({0, 1}));
}

TEST(TileCache, LetsGoOfAllWhereThatIsEnough) {
    TileCache cache(4 * tile_bytes);
    cache.insert({0, 1}, tile(1));
    cache.insert({0, 2}, tile(2));
    cache.clear(2 * tile_bytes + 1);
    EXPECT_TRUE(cache.find({0, 1}));
    cache.clear(2 * tile_bytes);
    EXPECT_FALSE(cache.find({0, 1}));
    EXPECT_FALSE(cache.find({0, 2}));
}

TEST(TileCache, KeepsATileLargerThanTheLimitUntilTheNext) {
    TileCache cache(1);
    cache.insert({0, 1}, tile(1));
    EXPECT_TRUE(cache.find({0, 1}));
    cache.insert({0, 2}, tile(2));
    EXPECT_FALSE(cache.find({0, 1}));
}

}  // namespace
}  // namespace kossa
