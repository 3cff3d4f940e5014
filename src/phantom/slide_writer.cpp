#include "kossa/phantom/slide_writer.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <memory>

#include "kossa/core/error.hpp"
#include "kossa/phantom/jpeg_tile.hpp"
#include "kossa/phantom/temporary_file.hpp"

namespace kossa::phantom {

namespace {

constexpr std::int64_t batch = 64;                       // tiles in memory at once
constexpr std::int64_t least_long_side = 900;            // no coarser level once the whole slide fits on a screen
constexpr std::int64_t big_tiff_pixels = 1'000'000'000;  // finest JPEG takes 3 bytes per pixel: below TIFF's 4 GB

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

// libtiff would print; every call is checked instead.
int keep_quiet(TIFF*, void*, const char*, const char*, va_list) {
    return 1;
}

Tiff opened(const std::filesystem::path& path, const char* mode) {
    const auto freed = [](TIFFOpenOptions* options) { TIFFOpenOptionsFree(options); };
    const std::unique_ptr<TIFFOpenOptions, decltype(freed)> options(TIFFOpenOptionsAlloc(), freed);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_quiet, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), keep_quiet, nullptr);
    Tiff tiff(TIFFOpenExt(path.c_str(), mode, options.get()));

    if (!tiff) {
        throw OutputError(system_reason());
    }
    return tiff;
}

std::int64_t tiles_for(std::int64_t pixels) {
    return (pixels + tile_side - 1) / tile_side;
}

/// One level of the pyramid and how it is described in the file.
struct Level {
    int number;
    Size<Level0> size;  // in pixels of this level
    std::int64_t across() const { return tiles_for(size.width); }
    std::int64_t count() const { return across() * tiles_for(size.height); }
};

std::vector<Level> levels_for(const Size<Level0>& size) {
    std::vector<Level> levels = {{0, size}};
    while (std::max(levels.back().size.width, levels.back().size.height) > least_long_side) {
        const Size<Level0>& finer = levels.back().size;
        levels.push_back({static_cast<int>(levels.size()),
                          {std::max<std::int64_t>(1, finer.width / pyramid_factor),
                           std::max<std::int64_t>(1, finer.height / pyramid_factor)}});
    }
    return levels;
}

std::string description(const Level& level, const Size<Level0>& base, const PhantomOptions& o) {
    const std::string shrunk = level.number == 0 ? "" : fmt::format(" -> {}x{}", level.size.width, level.size.height);
    return fmt::format(
        "Aperio layout, synthetic skin by kossa phantom\n{}x{} [0,0 {}x{}] ({}x{}){} JPEG/YCC Q={}|AppMag = {}|MPP = "
        "{}|Seed = {}",
        base.width, base.height, base.width, base.height, tile_side, tile_side, shrunk, o.jpeg_quality,
        apparent_magnification(o.pixel_size), o.pixel_size.value(), o.seed);
}

void describe(TIFF* tiff, const Level& level, const Size<Level0>& base, const PhantomOptions& o) {
    const auto sampling = static_cast<std::uint16_t>(o.chroma == ChromaSubsampling::full_444 ? 1 : 2);
    constexpr double microns_per_cm = 10000.0;
    const double scale = static_cast<double>(base.width) / static_cast<double>(level.size.width);
    const double resolution = microns_per_cm / (o.pixel_size.value() * scale);
    TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, level.number == 0 ? 0 : FILETYPE_REDUCEDIMAGE);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(level.size.width));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(level.size.height));
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, tile_side);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, tile_side);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_JPEG);
    TIFFSetField(tiff, TIFFTAG_JPEGTABLESMODE, 0);  // every tile brings its own tables
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
    TIFFSetField(tiff, TIFFTAG_YCBCRSUBSAMPLING, sampling, sampling);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, resolution);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, resolution);
    TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, description(level, base, o).c_str());
}

Bytes raw_tile(TIFF* tiff, std::uint32_t index) {
    Bytes bytes(TIFFGetStrileByteCount(tiff, index));
    if (TIFFReadRawTile(tiff, index, bytes.data(), static_cast<tmsize_t>(bytes.size())) < 0) {
        throw OutputError("a tile could not be read back: " + system_reason());
    }
    return bytes;
}

/// Makes one level after the other: level 0 from the specimen, the others from the finer one in the file.
class SlideWriter {
  public:
    SlideWriter(const Specimen& specimen, const PhantomOptions& options, std::filesystem::path path)
        : renderer_(specimen, options),
          options_(options),
          path_(std::move(path)),
          levels_(levels_for(placement_of(options).image_size())) {}

    void write(Progress& progress) {
        std::int64_t steps = 0;
        for (const Level& level : levels_) {
            steps += level.count();
        }
        progress.begin("drawing", steps);
        const bool big = levels_.front().size.pixel_count() > big_tiff_pixels;
        const Tiff tiff = opened(path_, big ? "w8" : "w");
        for (const Level& level : levels_) {
            write_level(tiff.get(), level, progress);
        }
        progress.end();
    }

  private:
    Renderer renderer_;
    PhantomOptions options_;
    std::filesystem::path path_;
    std::vector<Level> levels_;

    void write_level(TIFF* tiff, const Level& level, Progress& progress) {
        describe(tiff, level, levels_.front().size, options_);
        const Tiff finer = level.number == 0 ? nullptr : finer_level(level.number - 1);
        for (std::int64_t first = 0; first < level.count(); first += batch) {
            const std::int64_t count = std::min(batch, level.count() - first);
            const std::vector<Bytes> tiles =
                level.number == 0 ? drawn(first, count, progress) : reduced(finer.get(), level, first, count, progress);
            append(tiff, first, tiles);
        }
        if (TIFFWriteDirectory(tiff) == 0) {
            throw OutputError(system_reason());
        }
        if (TIFFFlush(tiff) == 0) {
            throw OutputError(system_reason());
        }
    }

    Tiff finer_level(int number) const {
        Tiff tiff = opened(path_, "r");
        TIFFSetDirectory(tiff.get(), static_cast<std::uint16_t>(number));
        return tiff;
    }

    static void append(TIFF* tiff, std::int64_t first, const std::vector<Bytes>& tiles) {
        auto index = static_cast<std::uint32_t>(first);
        for (const Bytes& tile : tiles) {
            // libtiff's signature is not const, but it only reads.
            auto* data = const_cast<unsigned char*>(tile.data());
            if (TIFFWriteRawTile(tiff, index++, data, static_cast<tmsize_t>(tile.size())) < 0) {
                throw OutputError(system_reason());
            }
        }
    }

    std::vector<Bytes> drawn(std::int64_t first, std::int64_t count, Progress& progress) const {
        std::vector<Bytes> tiles(static_cast<std::size_t>(count));
        const std::int64_t across = levels_.front().across();
        tbb::parallel_for(std::int64_t{0}, count, [&](std::int64_t i) {
            const std::int64_t index = first + i;
            const Box<Level0> box{index % across * tile_side, index / across * tile_side, tile_side, tile_side};
            tiles[static_cast<std::size_t>(i)] = jpeg_from(renderer_(box), options_.jpeg_quality, options_.chroma);
            progress.advance();
        });
        return tiles;
    }

    std::vector<Bytes> reduced(TIFF* finer, const Level& level, std::int64_t first, std::int64_t count,
                               Progress& progress) const {
        std::vector<Bytes> tiles;
        for (std::int64_t i = 0; i < count; ++i) {
            tiles.push_back(reduced_tile(finer, level, first + i));
            progress.advance();
        }
        return tiles;
    }

    Bytes reduced_tile(TIFF* finer, const Level& level, std::int64_t index) const {
        const Level& below = levels_[static_cast<std::size_t>(level.number - 1)];
        const auto& white = options_.white_point;
        RgbImage image(tile_side, tile_side,
                       cv::Vec3b(static_cast<std::uint8_t>(white[0]), static_cast<std::uint8_t>(white[1]),
                                 static_cast<std::uint8_t>(white[2])));
        constexpr int part = tile_side / pyramid_factor;
        for (int k = 0; k < pyramid_factor * pyramid_factor; ++k) {
            const int column = k % pyramid_factor;
            const int row = k / pyramid_factor;
            const std::int64_t x = index % level.across() * pyramid_factor + column;
            const std::int64_t y = index / level.across() * pyramid_factor + row;
            if (x < below.across() && y * below.across() < below.count()) {
                const auto source = static_cast<std::uint32_t>(y * below.across() + x);
                quarter_sized(raw_tile(finer, source)).copyTo(image(cv::Rect(column * part, row * part, part, part)));
            }
        }
        return jpeg_from(image, options_.jpeg_quality, options_.chroma);
    }
};

}  // namespace

int apparent_magnification(Microns pixel_size) {
    constexpr double finest_20x = 0.4;
    return pixel_size.value() < finest_20x ? 40 : 20;
}

void write_slide(const Specimen& specimen, const PhantomOptions& options, const std::filesystem::path& path,
                 Progress& progress) {
    SlideWriter(specimen, options, path).write(progress);
}

}  // namespace kossa::phantom
