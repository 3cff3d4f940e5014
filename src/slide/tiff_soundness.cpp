#include "kossa/slide/tiff_soundness.hpp"

#include <fmt/format.h>
#include <tiffio.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "kossa/core/error.hpp"
#include "kossa/slide/tiff_handle.hpp"

namespace kossa {

namespace {

constexpr std::uint64_t least_bytes_per_entry = 4;  // of one tile's offset
constexpr std::uint64_t most_entries = 4096;        // of a directory, as libtiff has it

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

/// A number of the file, in its byte order.
std::uint64_t number_in(std::string_view bytes, bool big_endian) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char byte = bytes[big_endian ? i : bytes.size() - 1 - i];
        number = number << 8U | static_cast<std::uint8_t>(byte);
    }
    return number;
}

/// What a classic and a BigTIFF differ in.
struct Form {
    std::size_t count_bytes;  ///< of the number of entries of a directory
    std::size_t entry_bytes;  ///< of an entry: tag and type of 2 each, number of values, values
    std::size_t number_bytes;
};

/// How many values the entry of a tag of the current image has, which libtiff does not tell: it takes as many as the
/// sides of the image ask for, and fills up with 0. Nothing where the directory has no such entry or cannot be read.
std::optional<std::uint64_t> values_of(TIFF& tiff, std::ifstream& file, std::uint32_t tag) {
    const auto read = [&](std::uint64_t at, std::size_t count) {
        std::string bytes(count, '\0');
        file.clear();
        file.seekg(static_cast<std::streamoff>(at)).read(bytes.data(), static_cast<std::streamsize>(count));
        return file.gcount() == static_cast<std::streamsize>(count) ? bytes : std::string();
    };
    constexpr std::uint64_t version_of_big = 43;
    const bool big_endian = TIFFIsBigEndian(&tiff) != 0;
    const bool big = number_in(read(2, 2), big_endian) == version_of_big;
    const Form form = big ? Form{8, 20, 8} : Form{2, 12, 4};
    const std::uint64_t directory = TIFFCurrentDirOffset(&tiff);
    const std::uint64_t entries = number_in(read(directory, form.count_bytes), big_endian);
    for (std::uint64_t i = 0; i < std::min(entries, most_entries); ++i) {
        const std::string entry = read(directory + form.count_bytes + i * form.entry_bytes, form.entry_bytes);
        if (entry.empty()) {
            return std::nullopt;
        }
        if (number_in(std::string_view(entry).substr(0, 2), big_endian) == tag) {
            return number_in(std::string_view(entry).substr(4, form.number_bytes), big_endian);
        }
    }
    return std::nullopt;
}

Tiling tiling_of(TIFF& tiff) {
    Tiling tiling;
    TIFFGetField(&tiff, TIFFTAG_IMAGEWIDTH, &tiling.width);
    TIFFGetField(&tiff, TIFFTAG_IMAGELENGTH, &tiling.height);
    TIFFGetField(&tiff, TIFFTAG_TILEWIDTH, &tiling.tile_width);
    TIFFGetField(&tiff, TIFFTAG_TILELENGTH, &tiling.tile_height);
    return tiling;
}

void require_sound_tiles(TIFF& tiff, std::ifstream& file, int image, std::uint64_t file_bytes) {
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
    const std::uint64_t places = values_of(tiff, file, TIFFTAG_TILEOFFSETS).value_or(count);
    if (places != count) {
        refuse(image, fmt::format("{} x {} pixels, which are {} tiles of {} x {}, and gives the places of {}",
                                  tiling.width, tiling.height, count, tiling.tile_width, tiling.tile_height, places));
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
    std::ifstream file(path, std::ios::binary);
    for (bool more = tiff != nullptr; more; more = TIFFReadDirectory(tiff.get()) == 1) {
        if (TIFFIsTiled(tiff.get()) != 0) {
            require_sound_tiles(*tiff, file, static_cast<int>(TIFFCurrentDirectory(tiff.get())), file_bytes);
        }
    }
}

}  // namespace kossa
