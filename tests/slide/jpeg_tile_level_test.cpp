#include "kossa/slide/jpeg_tile_level.hpp"

#include <gmock/gmock.h>

#include "kossa/slide/openslide_source.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;

TiffLayout jpeg_layout() {
    return {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR};
}

class JpegTileLevels : public ::testing::Test {
  protected:
    /// Which levels of such a slide are plain tiles.
    std::vector<bool> plain(const std::vector<RgbImage>& levels, const TiffLayout& layout) {
        write_tiff(path_, levels, layout);
        return plain(open_with_openslide(path_, {})->info());
    }
    static std::vector<bool> plain(const SlideInfo& info) {
        std::vector<bool> result;
        for (const auto& level : jpeg_tile_levels(info)) {
            result.push_back(level.has_value());
        }
        return result;
    }

    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "a.tif";
};

TEST_F(JpegTileLevels, AreThoseOfAPyramidThatDividesExactly) {
    const std::vector<RgbImage> exact{smooth_image(512, 256), smooth_image(256, 128), smooth_image(128, 64)};
    EXPECT_THAT(plain(exact, jpeg_layout()), ElementsAre(true, true, true));
    const std::vector<RgbImage> rounded{smooth_image(301, 200), smooth_image(150, 100)};
    EXPECT_THAT(plain(rounded, jpeg_layout()), ElementsAre(true, false));
}

TEST_F(JpegTileLevels, SayWhereEachTileLies) {
    write_tiff(path_, {smooth_image(200, 100)}, jpeg_layout());
    const auto level = jpeg_tile_levels(open_with_openslide(path_, {})->info()).at(0).value();
    EXPECT_EQ(level.size, (Size<LevelPixels>{200, 100}));
    EXPECT_EQ(level.across(), 4);
    ASSERT_EQ(level.tiles.size(), 8U);
    EXPECT_EQ(level.box(5), (Box<LevelPixels>{64, 64, 64, 64}));
    EXPECT_EQ(level.form.colours, JpegColours::ycbcr);
    EXPECT_FALSE(level.form.tables.empty());
    const std::vector<std::uint8_t> file = bytes_of(path_);
    for (const TilePlace& tile : level.tiles) {
        EXPECT_EQ(file.at(tile.offset), 0xff);
        EXPECT_EQ(file.at(tile.offset + 1), 0xd8);
    }
}

TEST_F(JpegTileLevels, KnowColoursStoredAsRgb) {
    TiffLayout layout = jpeg_layout();
    layout.photometric = PHOTOMETRIC_RGB;
    EXPECT_THAT(plain({smooth_image(128, 128)}, layout), ElementsAre(true));
    EXPECT_EQ(jpeg_tile_levels(open_with_openslide(path_, {})->info()).at(0)->form.colours, JpegColours::rgb);
}

TEST_F(JpegTileLevels, AreNotOtherCompressionsOrSamples) {
    EXPECT_THAT(plain({smooth_image(128, 128)}, {}), ElementsAre(false));
}

TEST_F(JpegTileLevels, MayLackATile) {
    TiffLayout layout = jpeg_layout();
    layout.left_out = 1;
    EXPECT_THAT(plain({smooth_image(128, 128), smooth_image(64, 64)}, layout), ElementsAre(true, true));
    EXPECT_EQ(jpeg_tile_levels(open_with_openslide(path_, {})->info()).at(0)->tiles.at(1).bytes, 0U);
}

TEST_F(JpegTileLevels, AreNoneWhereTheFileIsCut) {
    write_tiff(path_, {smooth_image(512, 512)}, jpeg_layout());
    const SlideInfo info = open_with_openslide(path_, {})->info();
    EXPECT_THAT(plain(info), ElementsAre(true));
    keep_first_bytes(path_, 0.5);
    EXPECT_THAT(plain(info), ElementsAre(false));
}

TEST_F(JpegTileLevels, AreNotTwoImagesOfOneSize) {
    const std::vector<RgbImage> twins{smooth_image(256, 256), smooth_image(128, 128), smooth_image(128, 128)};
    EXPECT_THAT(plain(twins, jpeg_layout()), ElementsAre(true, false, false));
}

TEST_F(JpegTileLevels, AreNotThoseOfVendorsWithTheirOwnLayouts) {
    write_tiff(path_, {smooth_image(128, 128)}, jpeg_layout());
    SlideInfo info = open_with_openslide(path_, {})->info();
    info.vendor = "ventana";
    EXPECT_THAT(plain(info), ElementsAre(false));
}

}  // namespace
}  // namespace kossa
