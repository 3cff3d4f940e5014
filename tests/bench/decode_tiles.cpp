// Usage: decode_tiles SLIDE BOXES LEVEL THREADS
// Decodes every JPEG tile that touches a box once, with libjpeg-turbo and nothing else, and prints the seconds without
// the opening: no program that looks at these pixels can be faster.

#include <fcntl.h>
#include <tiffio.h>
#include <turbojpeg.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <set>

#include "boxes.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;

/// The tiled directory that is the wanted level: those of a slide from large to small.
struct Level {
    std::uint32_t width = 0;
    std::uint32_t tile_width = 0;
    std::uint32_t tile_height = 0;
    std::vector<std::uint64_t> offsets;
    std::vector<std::uint64_t> counts;
    Bytes tables;
};

Level described(TIFF* tiff) {
    Level level;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &level.width);
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &level.tile_width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &level.tile_height);
    const std::uint64_t* offsets = nullptr;
    const std::uint64_t* counts = nullptr;
    TIFFGetField(tiff, TIFFTAG_TILEOFFSETS, &offsets);
    TIFFGetField(tiff, TIFFTAG_TILEBYTECOUNTS, &counts);
    level.offsets.assign(offsets, offsets + TIFFNumberOfTiles(tiff));
    level.counts.assign(counts, counts + TIFFNumberOfTiles(tiff));
    std::uint32_t length = 0;
    const std::uint8_t* tables = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_JPEGTABLES, &length, &tables) == 1) {
        level.tables.assign(tables, tables + length);
    }
    return level;
}

/// The level with its downsample against the first.
std::pair<Level, double> find_level(const char* path, int wanted) {
    TIFFSetWarningHandler(nullptr);
    const std::unique_ptr<TIFF, decltype(&TIFFClose)> tiff(TIFFOpen(path, "r"), TIFFClose);
    std::uint32_t largest = 0;
    int number = 0;
    do {
        if (tiff == nullptr) {
            throw std::runtime_error("libtiff does not open the slide");
        }
        if (TIFFIsTiled(tiff.get()) == 0) {
            continue;
        }
        Level level = described(tiff.get());
        largest = std::max(largest, level.width);
        if (number++ == wanted) {
            return {level, static_cast<double>(largest) / level.width};
        }
    } while (TIFFReadDirectory(tiff.get()) == 1);
    throw std::runtime_error("the slide has no such level");
}

std::vector<std::size_t> tiles_under(const Level& level, double downsample, const std::vector<bench::Box>& boxes) {
    const std::int64_t across = (level.width + level.tile_width - 1) / level.tile_width;
    const auto tile_of = [downsample](std::int64_t position, std::uint32_t side) {
        return static_cast<std::int64_t>(static_cast<double>(position) / downsample) / side;
    };
    std::set<std::size_t> tiles;
    for (const bench::Box& box : boxes) {
        for (std::int64_t y = tile_of(box.y, level.tile_height);
             y <= tile_of(box.y + box.height - 1, level.tile_height); ++y) {
            for (std::int64_t x = tile_of(box.x, level.tile_width);
                 x <= tile_of(box.x + box.width - 1, level.tile_width); ++x) {
                tiles.insert(static_cast<std::size_t>(y * across + x));
            }
        }
    }
    return {tiles.begin(), tiles.end()};
}

class Decoder {
  public:
    Decoder(const Level& level, int file) : level_(level), file_(file), handle_(tjInitDecompress(), tjDestroy) {
        if (!level.tables.empty()) {
            header(level.tables);
        }
        pixels_.resize(std::size_t{3} * level.tile_width * level.tile_height);
    }

    void decode(std::size_t tile) {
        bytes_.resize(level_.counts[tile]);
        if (bytes_.empty()) {
            return;  // not scanned
        }
        if (pread(file_, bytes_.data(), bytes_.size(), static_cast<off_t>(level_.offsets[tile])) !=
            static_cast<ssize_t>(bytes_.size())) {
            throw std::runtime_error("a tile cannot be read");
        }
        if (tjDecompress2(handle_.get(), bytes_.data(), bytes_.size(), pixels_.data(),
                          static_cast<int>(level_.tile_width), 0, static_cast<int>(level_.tile_height), TJPF_RGB,
                          0) != 0) {
            throw std::runtime_error(tjGetErrorStr2(handle_.get()));
        }
    }

  private:
    void header(const Bytes& bytes) {
        int ignored = 0;
        tjDecompressHeader3(handle_.get(), bytes.data(), bytes.size(), &ignored, &ignored, &ignored, &ignored);
    }

    const Level& level_;
    int file_;
    std::unique_ptr<void, decltype(&tjDestroy)> handle_;
    Bytes bytes_;
    Bytes pixels_;
};

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 5) {
        throw std::runtime_error("usage: decode_tiles SLIDE BOXES LEVEL THREADS");
    }
    const auto [level, downsample] = find_level(argv[1], std::atoi(argv[3]));
    const std::vector<std::size_t> tiles = tiles_under(level, downsample, bench::read_boxes(argv[2]));
    const int file = open(argv[1], O_RDONLY);
    const double seconds =
        bench::timed(tiles.size(), std::atoi(argv[4]), [&level = level, &tiles, file](const auto& next) {
            Decoder decoder(level, file);
            for (std::size_t i = next(); i < tiles.size(); i = next()) {
                decoder.decode(tiles[i]);
            }
        });
    close(file);
    std::printf("%.6f\n", seconds);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
