#include "kossa/slide/jpeg_tile.hpp"

#include "kossa/slide/reduced.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

constexpr int side = 64;

/// A JPEG of one tile with its own tables, in front of it the room that decode_jpeg_tile wants.
std::vector<std::uint8_t> stream_of(const std::vector<std::uint8_t>& jpeg) {
    std::vector<std::uint8_t> stream(jpeg_tile_room, 0xee);
    stream.insert(stream.end(), jpeg.begin(), jpeg.end());
    return stream;
}

std::vector<std::uint8_t> jpeg_of(const RgbImage& image) {
    const TemporaryFolder folder;
    write_jpeg(folder / "tile.jpg", image, TJPF_RGB, TJSAMP_444);
    return bytes_of(folder / "tile.jpg");
}

/// The JPEG without its JFIF segment, which says that the colours are YCbCr.
std::vector<std::uint8_t> without_jfif(std::vector<std::uint8_t> jpeg) {
    const std::size_t length = jpeg[4] * 256U + jpeg[5];
    jpeg.erase(jpeg.begin() + 2, jpeg.begin() + static_cast<std::ptrdiff_t>(4 + length));
    return jpeg;
}

JpegTileForm form_of(JpegColours colours) {
    return {side, side, colours, {}};
}

TEST(JpegTile, GivesThePixelsWithinTheLossOfJpeg) {
    const RgbImage image = smooth_image(side, side);
    const auto pixels = decode_jpeg_tile(stream_of(jpeg_of(image)), form_of(JpegColours::ycbcr));
    ASSERT_TRUE(pixels);
    EXPECT_LT(largest_difference(*pixels, image), 8);
}

TEST(JpegTile, DecodedSmallerIsNearlyTheMeanOfSquares) {
    const auto jpeg = stream_of(jpeg_of(smooth_image(side, side)));
    const auto pixels = decode_jpeg_tile(jpeg, form_of(JpegColours::ycbcr));
    for (const int reduction : {2, 4, 8}) {
        const auto smaller = decode_jpeg_tile(jpeg, form_of(JpegColours::ycbcr), reduction);
        ASSERT_TRUE(pixels && smaller);
        EXPECT_LT(largest_difference(*smaller, reduced(*pixels, reduction)), 4) << reduction;
    }
}

TEST(JpegTile, TakesTheColoursFromTheFormAndNotFromTheStream) {
    const auto jpeg = stream_of(without_jfif(jpeg_of(smooth_image(side, side))));
    const auto converted = decode_jpeg_tile(jpeg, form_of(JpegColours::ycbcr));
    const auto as_stored = decode_jpeg_tile(jpeg, form_of(JpegColours::rgb));
    ASSERT_TRUE(converted && as_stored);
    const cv::Vec3b rgb = (*converted)(side / 2, side / 2);
    const double luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    EXPECT_NEAR((*as_stored)(side / 2, side / 2)[0], luma, 1.5);
}

TEST(JpegTile, AStreamThatContradictsTheColoursIsLeftToOthers) {
    EXPECT_FALSE(decode_jpeg_tile(stream_of(jpeg_of(smooth_image(side, side))), form_of(JpegColours::rgb)));
}

TEST(JpegTile, AnotherSizeThanTheTilesIsLeftToOthers) {
    EXPECT_FALSE(decode_jpeg_tile(stream_of(jpeg_of(smooth_image(side, side / 2))), form_of(JpegColours::ycbcr)));
    EXPECT_FALSE(decode_jpeg_tile(stream_of(jpeg_of(smooth_image(2 * side, side))), form_of(JpegColours::ycbcr)));
}

TEST(JpegTile, ATileCutAnywhereIsLeftToOthers) {
    const std::vector<std::uint8_t> whole = stream_of(jpeg_of(noisy_image(side, side)));
    for (std::size_t length = 0; length < whole.size() - 2; length += 97) {
        const std::vector<std::uint8_t> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        EXPECT_FALSE(decode_jpeg_tile(cut, form_of(JpegColours::ycbcr))) << length;
    }
}

TEST(JpegTile, OneThatIsCutInItsPixelsStillHasTheForm) {
    std::vector<std::uint8_t> stream = stream_of(jpeg_of(noisy_image(side, side)));
    stream.resize(stream.size() * 3 / 4);
    EXPECT_TRUE(has_form(stream, form_of(JpegColours::ycbcr)));
    EXPECT_FALSE(decode_jpeg_tile(stream, form_of(JpegColours::ycbcr)));
    EXPECT_FALSE(has_form(stream, form_of(JpegColours::rgb)));
    stream.resize(jpeg_tile_room + 100);
    EXPECT_FALSE(has_form(stream, form_of(JpegColours::ycbcr)));
}

TEST(JpegTile, TablesThatAreNoJpegAreLeftToOthers) {
    JpegTileForm form = form_of(JpegColours::ycbcr);
    form.tables = {1, 2, 3, 4, 5, 6};
    EXPECT_FALSE(decode_jpeg_tile(stream_of(jpeg_of(smooth_image(side, side))), form));
}

}  // namespace
}  // namespace kossa
