#include "kossa/slide/direct_source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/slide/jpeg_tile_level.hpp"
#include "kossa/slide/padded_read.hpp"
#include "kossa/slide/tile_cache.hpp"

namespace kossa {

namespace {

using Levels = std::vector<std::optional<JpegTileLevel>>;

/// Tiles that neighbouring regions share are decoded once while they are here: two rows of them across a band of
/// regions, for a few threads.
constexpr std::size_t cache_bytes = std::size_t{64} << 20;

/// A file that many threads read at the same time.
class SharedFile {
  public:
    explicit SharedFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    SharedFile(const SharedFile&) = delete;
    SharedFile& operator=(const SharedFile&) = delete;
    ~SharedFile() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    /// The bytes behind `room` free ones; empty where they cannot be read.
    std::vector<std::uint8_t> read(const TilePlace& place, std::size_t room) const {
        std::vector<std::uint8_t> bytes(room + place.bytes);
        std::size_t done = room;
        while (done < bytes.size()) {
            const auto at = static_cast<off_t>(place.offset + (done - room));
            const ssize_t count = ::pread(descriptor_, &bytes[done], bytes.size() - done, at);
            if (count <= 0) {
                return {};
            }
            done += static_cast<std::size_t>(count);
        }
        return bytes;
    }

  private:
    int descriptor_;
};

/// The numbers of the tiles that hold pixels of the box, row by row.
std::vector<std::size_t> tiles_under(const JpegTileLevel& level, const Box<LevelPixels>& box) {
    std::vector<std::size_t> tiles;
    for (std::int64_t y = box.y / level.form.height; y <= (box.bottom() - 1) / level.form.height; ++y) {
        for (std::int64_t x = box.x / level.form.width; x <= (box.right() - 1) / level.form.width; ++x) {
            tiles.push_back(static_cast<std::size_t>(y * level.across() + x));
        }
    }
    return tiles;
}

cv::Rect within(const Box<LevelPixels>& part, const Box<LevelPixels>& whole) {
    return {static_cast<int>(part.x - whole.x), static_cast<int>(part.y - whole.y), static_cast<int>(part.width),
            static_cast<int>(part.height)};
}

class DirectSource final : public SlideSource {
  public:
    DirectSource(std::unique_ptr<SlideSource> painted, Levels levels)
        : painted_(std::move(painted)),
          levels_(std::move(levels)),
          info_(painted_->info()),
          file_(info_.path),
          cache_(cache_bytes) {
        for (std::size_t i = 0; i < levels_.size(); ++i) {
            info_.levels[i].direct = levels_[i].has_value();
        }
    }

    const SlideInfo& info() const override { return info_; }

    RgbImage read(int level, const Box<LevelPixels>& region) const override {
        return read_padded(info_, level, region, [&](const Box<LevelPixels>& inside) {
            const std::optional<JpegTileLevel>& direct = levels_[static_cast<std::size_t>(level)];
            const std::optional<RgbImage> pixels = direct ? read_tiles(level, *direct, inside) : std::nullopt;
            return pixels ? *pixels : painted_->read(level, inside);
        });
    }

    bool differs() const {
        for (std::size_t i = 0; i < levels_.size(); ++i) {
            if (levels_[i] && differs_in(static_cast<int>(i), *levels_[i])) {
                return true;
            }
        }
        return false;
    }

    void distrust() {
        std::ranges::fill(levels_, std::nullopt);
        std::ranges::for_each(info_.levels, [](SlideLevel& level) { level.direct = false; });
        info_.flags.emplace_back("direct-reading-differs");
    }

  private:
    std::optional<RgbImage> tile(int level, const JpegTileLevel& direct, std::size_t number) const {
        const TileCache::Key key(level, number);
        if (std::optional<RgbImage> known = cache_.find(key)) {
            return known;
        }
        std::optional<RgbImage> pixels =
            decode_jpeg_tile(file_.read(direct.tiles[number], jpeg_tile_room), direct.form);
        if (pixels) {
            cache_.insert(key, *pixels);
        }
        return pixels;
    }

    std::optional<RgbImage> read_tiles(int level, const JpegTileLevel& direct, const Box<LevelPixels>& box) const {
        RgbImage pixels(static_cast<int>(box.height), static_cast<int>(box.width));
        for (const std::size_t number : tiles_under(direct, box)) {
            const std::optional<RgbImage> decoded = tile(level, direct, number);
            if (!decoded) {
                return std::nullopt;
            }
            const Box<LevelPixels> whole_tile = direct.box(number);
            const Box<LevelPixels> shared = whole_tile.intersected(box);
            (*decoded)(within(shared, whole_tile)).copyTo(pixels(within(shared, box)));
        }
        return pixels;
    }

    bool differs_in(int level, const JpegTileLevel& direct) const;

    std::unique_ptr<SlideSource> painted_;
    Levels levels_;
    SlideInfo info_;
    SharedFile file_;
    mutable TileCache cache_;
};

/// Richest in detail, ordinary, and last.
std::array<std::size_t, 3> tiles_to_compare(const JpegTileLevel& level) {
    std::vector<std::size_t> numbers(level.tiles.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::ranges::nth_element(numbers, middle, {}, [&](std::size_t i) { return std::pair(level.tiles[i].bytes, i); });
    const auto most = std::ranges::max_element(level.tiles, {}, &TilePlace::bytes);
    return {static_cast<std::size_t>(most - level.tiles.begin()), *middle, numbers.size() - 1};
}

bool DirectSource::differs_in(int level, const JpegTileLevel& direct) const {
    return std::ranges::any_of(tiles_to_compare(direct), [&](std::size_t number) {
        const Box<LevelPixels> box = direct.box(number).intersected(whole(direct.size));
        const std::optional<RgbImage> pixels = read_tiles(level, direct, box);
        try {
            return pixels && cv::norm(*pixels, painted_->read(level, box), cv::NORM_INF) > 0.0;
        } catch (const SlideError&) {
            return false;
        }
    });
}

}  // namespace

std::unique_ptr<SlideSource> with_direct_reading(std::unique_ptr<SlideSource> painted) {
    Levels levels = jpeg_tile_levels(painted->info());
    if (std::ranges::none_of(levels, [](const auto& level) { return level.has_value(); })) {
        return painted;
    }
    auto source = std::make_unique<DirectSource>(std::move(painted), std::move(levels));
    if (source->differs()) {
        source->distrust();
    }
    return source;
}

}  // namespace kossa
