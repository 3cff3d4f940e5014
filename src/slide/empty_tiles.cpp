#include "kossa/slide/empty_tiles.hpp"

#include <tiffio.h>

#include "kossa/slide/tiff_handle.hpp"

namespace kossa {

namespace {

Size<LevelPixels> size_of_image(TIFF& tiff) {
    return {tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH), tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH)};
}

std::vector<Box<LevelPixels>> empty_in(TIFF& tiff, const Size<LevelPixels>& size) {
    const std::int64_t width = tiff_field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH);
    const std::int64_t height = tiff_field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH);
    const std::uint32_t count = TIFFNumberOfTiles(&tiff);
    std::vector<Box<LevelPixels>> tiles;
    for (std::uint32_t number = 0; width > 0 && height > 0 && number < count; ++number) {
        if (TIFFGetStrileByteCount(&tiff, number) == 0) {
            const std::int64_t across = (size.width + width - 1) / width;
            const Box<LevelPixels> tile{number % across * width, number / across * height, width, height};
            tiles.push_back(tile.intersected(whole(size)));
        }
    }
    return tiles;
}

}  // namespace

std::vector<Box<LevelPixels>> empty_tiles(const SlideInfo& slide, int level) {
    const Size<LevelPixels>& size = slide.levels.at(static_cast<std::size_t>(level)).size;
    std::vector<Box<LevelPixels>> tiles;
    int images = 0;
    const TiffHandle tiff = open_tiff(slide.path);
    for (bool more = tiff != nullptr; more; more = TIFFReadDirectory(tiff.get()) == 1) {
        if (TIFFIsTiled(tiff.get()) != 0 && size_of_image(*tiff) == size) {
            tiles = empty_in(*tiff, size);
            ++images;
        }
    }
    return images == 1 ? tiles : std::vector<Box<LevelPixels>>();
}

}  // namespace kossa
