#include "kossa/slide/jpeg_tile_level.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kossa/slide/tiff_handle.hpp"
#include "kossa/slide/tiff_soundness.hpp"

namespace kossa {

namespace {

bool plain(TIFF& tiff) {
    const auto photometric = tiff_field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC);
    return tiff_field<std::uint16_t>(tiff, TIFFTAG_COMPRESSION) == COMPRESSION_JPEG &&
           (photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_YCBCR) &&
           tiff_field<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE) == 8 &&
           tiff_field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL) == 3 &&
           tiff_field<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG) == PLANARCONFIG_CONTIG &&
           tiff_field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION) == ORIENTATION_TOPLEFT &&
           tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGEDEPTH) == 1;
}

std::vector<std::uint8_t> tables_of(TIFF& tiff) {
    std::uint32_t length = 0;
    const std::uint8_t* bytes = nullptr;
    if (TIFFGetField(&tiff, TIFFTAG_JPEGTABLES, &length, &bytes) != 1 || bytes == nullptr) {
        return {};
    }
    return {bytes, bytes + length};
}

std::vector<TilePlace> places_of(TIFF& tiff) {
    const std::uint64_t* offsets = nullptr;
    const std::uint64_t* counts = nullptr;
    if (TIFFGetField(&tiff, TIFFTAG_TILEOFFSETS, &offsets) != 1 ||
        TIFFGetField(&tiff, TIFFTAG_TILEBYTECOUNTS, &counts) != 1 || offsets == nullptr || counts == nullptr) {
        return {};
    }
    std::vector<TilePlace> places(TIFFNumberOfTiles(&tiff));
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i] = {offsets[i], static_cast<std::uint32_t>(std::min<std::uint64_t>(counts[i], UINT32_MAX))};
    }
    return places;
}

JpegTileLevel described(TIFF& tiff) {
    return {{tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH), tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH)},
            {static_cast<int>(tiff_field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH)),
             static_cast<int>(tiff_field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH)),
             tiff_field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_RGB ? JpegColours::rgb
                                                                                     : JpegColours::ycbcr,
             tables_of(tiff)},
            places_of(tiff)};
}

/// Every tile lies within the file and none is longer than JPEG makes one.
bool sound(const JpegTileLevel& level, std::uint64_t file_bytes) {
    constexpr std::uint64_t most_bytes_per_pixel = 6;  // twice the pixels: JPEG of noise at the best quality has less
    constexpr std::uint64_t most_bytes_of_headers = std::uint64_t{1} << 16;
    const std::uint64_t pixels =
        static_cast<std::uint64_t>(level.form.width) * static_cast<std::uint64_t>(level.form.height);
    const std::uint64_t most = pixels * most_bytes_per_pixel + most_bytes_of_headers;
    return pixels <= static_cast<std::uint64_t>(largest_tile_pixels) &&
           level.tiles.size() == static_cast<std::size_t>(level.across() * level.down()) &&
           std::ranges::all_of(level.tiles, [&](const TilePlace& tile) {
               return tile.bytes <= most && tile.bytes <= file_bytes && tile.offset <= file_bytes - tile.bytes;
           });
}

bool is_empty(const TilePlace& tile) {
    return tile.bytes == 0;
}

/// Empties the tiles of the coarser level that OpenSlide does not trust because the finer one lacks tiles there. It
/// counts tiles, not pixels.
void empty_below(JpegTileLevel& coarser, const JpegTileLevel& finer) {
    const auto tiles_in_one = [](std::int64_t finer_count, std::int64_t coarser_count) {
        const double ratio = static_cast<double>(finer_count) / static_cast<double>(coarser_count);
        return std::max<std::int64_t>(1, std::llround(ratio));
    };
    const std::int64_t across = tiles_in_one(finer.across(), coarser.across());
    const std::int64_t down = tiles_in_one(finer.down(), coarser.down());
    for (std::size_t i = 0; i < finer.tiles.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i);
        const auto below = static_cast<std::size_t>(number / finer.across() / down * coarser.across() +
                                                    number % finer.across() / across);
        if (is_empty(finer.tiles[i]) && below < coarser.tiles.size()) {
            coarser.tiles[below].bytes = 0;
        }
    }
}

/// One tiled image of the file: its size, and its tiles if they are plain.
struct TiledImage {
    Size<LevelPixels> size;
    std::optional<JpegTileLevel> level;
    bool has_empty_tiles = false;
};

std::vector<TiledImage> tiled_images(const std::string& path) {
    const TiffHandle tiff = open_tiff(path);
    const std::uint64_t file_bytes = std::filesystem::file_size(path);
    std::vector<TiledImage> images;
    for (bool more = tiff != nullptr; more; more = TIFFReadDirectory(tiff.get()) == 1) {
        if (TIFFIsTiled(tiff.get()) == 0) {
            continue;
        }
        JpegTileLevel level = described(*tiff);
        TiledImage image{level.size, std::nullopt, std::ranges::any_of(level.tiles, is_empty)};
        if (plain(*tiff) && level.form.width > 0 && level.form.height > 0 && sound(level, file_bytes)) {
            image.level = std::move(level);
        }
        images.push_back(std::move(image));
    }
    return images;
}

bool exact(const SlideLevel& level) {
    return level.downsample_x == level.downsample_y && level.downsample_x == std::round(level.downsample_x);
}

bool known_vendor(const SlideInfo& slide) {
    return slide.vendor == "aperio" || slide.vendor == "generic-tiff";
}

bool has_tiles(const std::optional<JpegTileLevel>& level) {
    return level.has_value();
}

bool lacks_tiles(const std::optional<JpegTileLevel>& level) {
    return level && std::ranges::any_of(level->tiles, is_empty);
}

}  // namespace

Box<LevelPixels> JpegTileLevel::box(std::size_t tile) const {
    const auto number = static_cast<std::int64_t>(tile);
    return {number % across() * form.width, number / across() * form.height, form.width, form.height};
}

std::vector<std::optional<JpegTileLevel>> jpeg_tile_levels(const SlideInfo& slide) {
    std::vector<std::optional<JpegTileLevel>> levels(slide.levels.size());
    if (!known_vendor(slide)) {
        return levels;
    }
    std::vector<TiledImage> images = tiled_images(slide.path);
    std::ptrdiff_t lacking = std::ranges::count(images, true, &TiledImage::has_empty_tiles);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const Size<LevelPixels>& size = slide.levels[i].size;
        if (exact(slide.levels[i]) && std::ranges::count(images, size, &TiledImage::size) == 1) {
            TiledImage& image = *std::ranges::find(images, size, &TiledImage::size);
            lacking -= image.level && image.has_empty_tiles ? 1 : 0;
            levels[i] = std::move(image.level);
        }
        if (i > 0 && levels[i] && levels[i - 1]) {
            empty_below(*levels[i], *levels[i - 1]);
        }
    }
    if (lacking > 0 || (std::ranges::any_of(levels, lacks_tiles) && !std::ranges::all_of(levels, has_tiles))) {
        std::ranges::fill(levels, std::nullopt);
    }
    return levels;
}

}  // namespace kossa
