#include "kossa/slide/tiff_soundness.hpp"

#include <fmt/format.h>
#include <tiffio.h>

#include <algorithm>
#include <cstdint>

#include "kossa/core/error.hpp"
#include "kossa/slide/tiff_handle.hpp"

namespace kossa {

namespace {

constexpr std::uint64_t least_bytes_per_entry = 4;  // of one tile's offset

[[noreturn]] void refuse(int image, const std::string& claim) {
    throw SlideError("corrupt", fmt::format("the slide is damaged: its image {} claims {}; copy the slide again or "
                                            "export it anew",
                                            image, claim));
}

struct Tiling {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t tile_width = 0;
    std::uint32_t tile_height = 0;
};

Tiling tiling_of(TIFF& tiff) {
    Tiling tiling;
    TIFFGetField(&tiff, TIFFTAG_IMAGEWIDTH, &tiling.width);
    TIFFGetField(&tiff, TIFFTAG_IMAGELENGTH, &tiling.height);
    TIFFGetField(&tiff, TIFFTAG_TILEWIDTH, &tiling.tile_width);
    TIFFGetField(&tiff, TIFFTAG_TILELENGTH, &tiling.tile_height);
    return tiling;
}

void require_sound_tiles(TIFF& tiff, int image, std::uint64_t file_bytes) {
    const Tiling tiling = tiling_of(tiff);
    if (tiling.tile_width == 0 || tiling.tile_height == 0) {
        refuse(image, "tiles without pixels");
    }
    const std::uint64_t tile_pixels = static_cast<std::uint64_t>(tiling.tile_width) * tiling.tile_height;
    if (tile_pixels > static_cast<std::uint64_t>(largest_tile_pixels)) {
        refuse(image, fmt::format("tiles of {} x {} pixels", tiling.tile_width, tiling.tile_height));
    }
    const std::uint64_t count = TIFFNumberOfTiles(&tiff);  // 0 where it overflows
    if (count == 0 || count > file_bytes / least_bytes_per_entry) {
        refuse(image, fmt::format("{} x {} pixels in tiles of {} x {}, for which the file of {} bytes has no room",
                                  tiling.width, tiling.height, tiling.tile_width, tiling.tile_height, file_bytes));
    }
    std::uint64_t* lengths = nullptr;
    if (TIFFGetField(&tiff, TIFFTAG_TILEBYTECOUNTS, &lengths) != 1 || lengths == nullptr) {
        refuse(image, "tiles whose lengths cannot be read");
    }
    const std::uint64_t longest = *std::max_element(lengths, lengths + count);
    if (longest > file_bytes) {
        refuse(image, fmt::format("a tile of {} bytes in a file of {}", longest, file_bytes));
    }
}

}  // namespace

void require_sound_tiff(const std::filesystem::path& path) {
    const TiffHandle tiff = open_tiff(path);
    const std::uint64_t file_bytes = std::filesystem::file_size(path);
    for (bool more = tiff != nullptr; more; more = TIFFReadDirectory(tiff.get()) == 1) {
        if (TIFFIsTiled(tiff.get()) != 0) {
            require_sound_tiles(*tiff, static_cast<int>(TIFFCurrentDirectory(tiff.get())), file_bytes);
        }
    }
}

}  // namespace kossa
