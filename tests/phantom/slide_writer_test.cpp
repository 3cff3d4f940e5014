#include "kossa/phantom/slide_writer.hpp"

#include <gtest/gtest.h>
#include <tiffio.h>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

struct Directory {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t tile = 0;
    std::uint16_t compression = 0;
    std::uint16_t sampling = 0;
    std::string description;
};

std::vector<Directory> directories_of(const std::filesystem::path& path) {
    std::vector<Directory> directories;
    TIFF* tiff = TIFFOpen(path.c_str(), "r");
    if (tiff == nullptr) {
        return directories;
    }
    do {
        Directory d;
        const char* text = "";
        std::uint16_t vertical = 0;
        TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &d.width);
        TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &d.height);
        TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &d.tile);
        TIFFGetField(tiff, TIFFTAG_COMPRESSION, &d.compression);
        TIFFGetField(tiff, TIFFTAG_YCBCRSUBSAMPLING, &d.sampling, &vertical);
        TIFFGetField(tiff, TIFFTAG_IMAGEDESCRIPTION, &text);
        d.description = text;
        directories.push_back(d);
    } while (TIFFReadDirectory(tiff) != 0);
    TIFFClose(tiff);
    return directories;
}

std::vector<Directory> written(const PhantomOptions& options, const ScratchFolder& folder) {
    NoProgress progress;
    write_slide(make_specimen(options), options, folder / "slide.svs", progress);
    return directories_of(folder / "slide.svs");
}

TEST(SlideWriter, WritesATiledJpegPyramidOfFactorFour) {
    const ScratchFolder folder("writer_pyramid");
    PhantomOptions options = small_options(Preset::none, 1203.0, 401.0);
    const std::vector<Directory> levels = written(options, folder);
    ASSERT_EQ(levels.size(), 2U);
    EXPECT_EQ(levels[0].width, 1203U);
    EXPECT_EQ(levels[0].height, 401U);
    EXPECT_EQ(levels[1].width, 300U);
    EXPECT_EQ(levels[1].height, 100U);
    for (const Directory& level : levels) {
        EXPECT_EQ(level.tile, 256U);
        EXPECT_EQ(level.compression, COMPRESSION_JPEG);
        EXPECT_TRUE(level.description.starts_with("Aperio"));
        EXPECT_NE(level.description.find("|AppMag = 10|MPP = 1"), std::string::npos);
        EXPECT_EQ(level.description.find('\r'), std::string::npos);
    }
}

TEST(SlideWriter, TagNamesTheChromaSampling) {
    const ScratchFolder folder("writer_chroma");
    PhantomOptions options = small_options(Preset::none);
    EXPECT_EQ(written(options, folder)[0].sampling, 2U);
    options.chroma = ChromaSubsampling::full_444;
    EXPECT_EQ(written(options, folder)[0].sampling, 1U);
}

TEST(SlideWriter, MagnificationFollowsThePixelSize) {
    EXPECT_EQ(apparent_magnification(Microns(0.25)), 40.0);
    EXPECT_EQ(apparent_magnification(Microns(0.5)), 20.0);
    EXPECT_EQ(apparent_magnification(Microns(1.0)), 10.0);
}

}  // namespace
}  // namespace kossa::phantom
