#include "kossa/slide/direct_source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/slide/jpeg_tile_level.hpp"
#include "kossa/slide/padded_read.hpp"
#include "kossa/slide/reduced.hpp"
#include "kossa/slide/tile_cache.hpp"

namespace kossa {

namespace {

using Levels = std::vector<std::optional<JpegTileLevel>>;

/// Tiles that neighbouring regions share are decoded once while they are here: two rows of them across a band of
/// regions, for a few threads.
constexpr std::size_t cache_bytes = std::size_t{64} << 20;

/// What a small slide leaves there is kept for those who look at it again.
constexpr std::size_t least_forgotten = cache_bytes / 2;

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

/// Where a part of a box lies in the box, made smaller by a factor.
cv::Rect part_of(const Box<LevelPixels>& whole, const Box<LevelPixels>& part, int factor) {
    const auto smaller = [factor](std::int64_t pixels) { return static_cast<int>(pixels / factor); };
    return {smaller(part.x - whole.x), smaller(part.y - whole.y), smaller(part.width), smaller(part.height)};
}

/// Copies what a tile and a box share; the pixels of both are made smaller by a factor.
void copy_shared(RgbImage& pixels, const Box<LevelPixels>& box, const RgbImage& tile, const Box<LevelPixels>& tile_box,
                 int factor) {
    const Box<LevelPixels> shared = tile_box.intersected(box);
    tile(part_of(tile_box, shared, factor)).copyTo(pixels(part_of(box, shared, factor)));
}

bool has_bytes(const TilePlace& tile) {
    return tile.bytes > 0;
}

/// Whether the tiles, all of them, can be decoded at 1/2, 1/4 and 1/8.
bool scalable(const JpegTileLevel& level) {
    constexpr int coarsest = 8;
    return level.form.width % coarsest == 0 && level.form.height % coarsest == 0 &&
           std::ranges::all_of(level.tiles, has_bytes);
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
            info_.levels[i].scalable = levels_[i] && scalable(*levels_[i]);
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

    RgbImage read_reduced(int level, const Box<LevelPixels>& region, int factor) const override {
        if (!decoded_smaller(info_.levels.at(static_cast<std::size_t>(level)), factor)) {
            return SlideSource::read_reduced(level, region, factor);
        }
        const JpegTileLevel& direct = *levels_[static_cast<std::size_t>(level)];
        const auto read_inside = [&](const Box<LevelPixels>& inside) {
            return read_smaller_tiles(level, direct, inside, factor);
        };
        return read_padded(info_, level, region, read_inside, factor);
    }

    std::vector<Box<LevelPixels>> tiles_without_bytes(int level) const override {
        return painted_->tiles_without_bytes(level);
    }

    std::vector<Box<LevelPixels>> tiles_with_warnings(int level) const override {
        const std::optional<JpegTileLevel>& direct = levels_.at(static_cast<std::size_t>(level));
        std::vector<Box<LevelPixels>> tiles;
        const std::lock_guard lock(mutex_);
        for (const auto& [of_level, number] : damaged_) {
            if (direct && of_level == level) {
                tiles.push_back(direct->box(number).intersected(whole(direct->size)));
            }
        }
        return tiles;
    }

    void forget() const override { cache_.clear(least_forgotten); }

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
        std::ranges::for_each(info_.levels, [](SlideLevel& level) { level.direct = level.scalable = false; });
        info_.flags.emplace_back("direct-reading-differs");
    }

  private:
    std::optional<RgbImage> tile(int level, const JpegTileLevel& direct, std::size_t number, int reduction) const {
        const TileCache::Key key{level, number, reduction};
        if (std::optional<RgbImage> known = cache_.find(key)) {
            return known;
        }
        const std::vector<std::uint8_t> stream = file_.read(direct.tiles[number], jpeg_tile_room);
        std::optional<RgbImage> pixels = decode_jpeg_tile(stream, direct.form, reduction);
        if (pixels) {
            cache_.insert(key, *pixels);
        } else if (has_form(stream, direct.form)) {
            const std::lock_guard lock(mutex_);
            damaged_.emplace(level, number);
        }
        return pixels;
    }

    /// Goes on after a tile that cannot be decoded, so that all such tiles become known.
    std::optional<RgbImage> read_tiles(int level, const JpegTileLevel& direct, const Box<LevelPixels>& box) const {
        RgbImage pixels(static_cast<int>(box.height), static_cast<int>(box.width));
        bool whole_region = true;
        for (const std::size_t number : tiles_under(direct, box)) {
            const std::optional<RgbImage> decoded = tile(level, direct, number, 1);
            whole_region = whole_region && decoded;
            if (decoded) {
                copy_shared(pixels, box, *decoded, direct.box(number), 1);
            }
        }
        return whole_region ? std::optional(pixels) : std::nullopt;
    }

    /// A tile that cannot be decoded smaller is averaged from what `painted_` reads, whatever region it is in.
    RgbImage read_smaller_tiles(int level, const JpegTileLevel& direct, const Box<LevelPixels>& box, int factor) const {
        RgbImage pixels(static_cast<int>(box.height / factor), static_cast<int>(box.width / factor));
        for (const std::size_t number : tiles_under(direct, box)) {
            const std::optional<RgbImage> decoded = tile(level, direct, number, factor);
            const Box<LevelPixels> whole_tile = direct.box(number);
            copy_shared(pixels, box, decoded ? *decoded : reduced(painted_->read(level, whole_tile), factor),
                        whole_tile, factor);
        }
        return pixels;
    }

    bool differs_in(int level, const JpegTileLevel& direct) const;

    std::unique_ptr<SlideSource> painted_;
    Levels levels_;
    SlideInfo info_;
    SharedFile file_;
    mutable TileCache cache_;
    mutable std::mutex mutex_;
    mutable std::set<std::pair<int, std::size_t>> damaged_;  ///< level and number of tiles; guarded by mutex_
};

/// Of the tiles that have bytes the richest in detail, an ordinary one, and the last.
std::vector<std::size_t> tiles_to_compare(const JpegTileLevel& level) {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < level.tiles.size(); ++i) {
        if (has_bytes(level.tiles[i])) {
            numbers.push_back(i);
        }
    }
    if (numbers.empty()) {
        return numbers;
    }
    const std::size_t last = numbers.back();
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::ranges::nth_element(numbers, middle, {}, [&](std::size_t i) { return std::pair(level.tiles[i].bytes, i); });
    const auto most = std::ranges::max_element(level.tiles, {}, &TilePlace::bytes);
    return {static_cast<std::size_t>(most - level.tiles.begin()), *middle, last};
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
