#include "kossa/phantom/slide_writer.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <optional>

#include "kossa/phantom/jpeg_tile.hpp"
#include "kossa/pyramid/tiff_writer.hpp"

namespace kossa::phantom {

namespace {

using pyramid::Bytes;
using pyramid::tile_side;

constexpr std::int64_t batch = 64;             // tiles in memory at once
constexpr std::int64_t least_long_side = 900;  // no coarser level once the whole slide fits on a screen

/// One level of the pyramid and how it is described in the file.
struct Level {
    int number;
    Size<Level0> size;  // in pixels of this level
    std::int64_t across() const { return pyramid::TiffImage{size.width, size.height}.across(); }
    std::int64_t count() const { return pyramid::TiffImage{size.width, size.height}.tile_count(); }
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
        "Aperio layout, synthetic skin by kossa phantom\n{}x{} [0,0 {}x{}] ({}x{}){} JPEG/YCC Q={}|AppMag = {:.4g}|MPP "
        "= "
        "{}|Seed = {}",
        base.width, base.height, base.width, base.height, tile_side, tile_side, shrunk, o.jpeg_quality,
        apparent_magnification(o.pixel_size), o.pixel_size.value(), o.seed);
}

pyramid::TiffImage image_of(const Level& level, const Size<Level0>& base, const PhantomOptions& o) {
    const double scale = static_cast<double>(base.width) / static_cast<double>(level.size.width);
    const Microns pixel = o.pixel_size * scale;
    return {level.size.width,
            level.size.height,
            level.number == 0 ? pyramid::ImageRole::full : pyramid::ImageRole::reduced,
            o.chroma == ChromaSubsampling::full_444 ? pyramid::Coding::jpeg_444 : pyramid::Coding::jpeg_420,
            pixel,
            pixel,
            description(level, base, o)};
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
        constexpr int bytes_per_pixel = 3;
        pyramid::TiffWriter tiff(path_, pyramid::form_for(levels_.front().size.pixel_count(), bytes_per_pixel));
        for (const Level& level : levels_) {
            write_level(tiff, level, progress);
        }
        progress.end();
    }

  private:
    Renderer renderer_;
    PhantomOptions options_;
    std::filesystem::path path_;
    std::vector<Level> levels_;

    void write_level(pyramid::TiffWriter& tiff, const Level& level, Progress& progress) {
        tiff.begin_image(image_of(level, levels_.front().size, options_));
        std::optional<pyramid::TiffTiles> finer;
        if (level.number > 0) {
            finer.emplace(path_, level.number - 1);
        }
        for (std::int64_t first = 0; first < level.count(); first += batch) {
            const std::int64_t count = std::min(batch, level.count() - first);
            const std::vector<Bytes> tiles =
                finer ? reduced(*finer, level, first, count, progress) : drawn(first, count, progress);
            for (std::int64_t i = 0; i < count; ++i) {
                tiff.write_tile(first + i, tiles[static_cast<std::size_t>(i)]);
            }
        }
        tiff.end_image();
    }

    std::vector<Bytes> drawn(std::int64_t first, std::int64_t count, Progress& progress) const {
        std::vector<Bytes> tiles(static_cast<std::size_t>(count));
        const std::int64_t across = levels_.front().across();
        tbb::parallel_for(std::int64_t{0}, count, [&](std::int64_t i) {
            const std::int64_t index = first + i;
            const Box<Level0> box{index % across * tile_side, index / across * tile_side, tile_side, tile_side};
            tiles[static_cast<std::size_t>(i)] =
                pyramid::jpeg_tile(renderer_(box), options_.jpeg_quality, options_.chroma);
            progress.advance();
        });
        return tiles;
    }

    std::vector<Bytes> reduced(const pyramid::TiffTiles& finer, const Level& level, std::int64_t first,
                               std::int64_t count, Progress& progress) const {
        std::vector<Bytes> tiles;
        for (std::int64_t i = 0; i < count; ++i) {
            tiles.push_back(reduced_tile(finer, level, first + i));
            progress.advance();
        }
        return tiles;
    }

    Bytes reduced_tile(const pyramid::TiffTiles& finer, const Level& level, std::int64_t index) const {
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
                const std::int64_t source = y * below.across() + x;
                quarter_sized(finer.tile(source)).copyTo(image(cv::Rect(column * part, row * part, part, part)));
            }
        }
        return pyramid::jpeg_tile(image, options_.jpeg_quality, options_.chroma);
    }
};

}  // namespace

double apparent_magnification(Microns pixel_size) {
    constexpr double power_times_um = 10.0;  // 20x at 0.5 um
    return power_times_um / pixel_size.value();
}

void write_slide(const Specimen& specimen, const PhantomOptions& options, const std::filesystem::path& path,
                 Progress& progress) {
    SlideWriter(specimen, options, path).write(progress);
}

}  // namespace kossa::phantom
