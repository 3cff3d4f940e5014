#include "kossa/pyramid/write_pyramid.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "kossa/pyramid/tile_spool.hpp"

namespace kossa::pyramid {

namespace {

constexpr std::int64_t largest_last_level = 2000;  // pixels a side: fits on a screen
constexpr std::int64_t tile_step = 16;             // TIFF: sides of tiles are multiples
constexpr int most_levels_in_block = 3;            // a block of 4 x 4 tiles holds one tile of the third level

struct PackedTile {
    int level = 0;
    std::int64_t index = 0;
    Bytes bytes;
};

/// What one block gives: its tiles of the finer levels, and itself at the coarsest of these.
struct Block {
    std::vector<PackedTile> tiles;
    cv::Mat plain;
};

struct Place {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

/// One quarter after the other, so that what belongs to a coarser tile comes together.
constexpr Place quarters[] = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};

/// The largest tile that fits into a level of whole tiles from top to bottom.
cv::Size whole_tile(const Size<ImagePixels>& level) {
    int height = tile_side;
    while (level.height % height != 0) {
        height /= 2;
    }
    return {static_cast<int>(std::min<std::int64_t>(tile_side, level.width)), height};
}

std::vector<TiffImage> images_of(const PyramidForm& form) {
    std::vector<TiffImage> images;
    double scale = 1.0;
    for (const Size<ImagePixels>& size : level_sizes(form.size)) {
        images.push_back({size.width, size.height, images.empty() ? ImageRole::full : ImageRole::reduced, form.coding,
                          form.pixel_width * scale, form.pixel_height * scale, form.description});
        if (form.coding == Coding::deflate_grey) {
            images.back().tile = whole_tile(size);
        }
        scale *= 2.0;
    }
    return images;
}

class PyramidWriter {
  public:
    PyramidWriter(const std::filesystem::path& path, const PyramidForm& form, const PyramidPicture& picture,
                  const ExecutionOptions& execution, Progress& progress)
        : form_(form),
          picture_(picture),
          execution_(execution),
          progress_(progress),
          images_(images_of(form)),
          block_level_(std::min(static_cast<int>(images_.size()), most_levels_in_block) - 1),
          tiff_(path,
                form_for(images_.front().width * images_.front().height, form.coding == Coding::deflate_grey ? 1 : 3)),
          spool_(path.string() + ".levels", tiles_per_level()) {}

    void write() {
        for_each_top([this](const Place& place) { list_blocks(top(), place); });
        progress_.begin(form_.stage, static_cast<std::int64_t>(blocks_.size()));
        tiff_.begin_image(images_.front());
        for_each_top([this](const Place& place) { build(top(), place); });
        tiff_.end_image();
        for (std::size_t level = 1; level < images_.size(); ++level) {
            copy_level(level);
        }
        progress_.end();
    }

  private:
    const PyramidForm& form_;
    const PyramidPicture& picture_;
    const ExecutionOptions& execution_;
    Progress& progress_;
    std::vector<TiffImage> images_;
    int block_level_;  ///< whose tiles are blocks
    TiffWriter tiff_;
    TileSpool spool_;
    std::vector<Place> blocks_;  ///< in the order in which they are needed
    std::vector<Block> ready_;   ///< the next ones, the first of them `ready_from_`
    std::size_t ready_from_ = 0;
    std::size_t next_ = 0;

    int top() const { return static_cast<int>(images_.size()) - 1; }
    const TiffImage& image(int level) const { return images_[static_cast<std::size_t>(level)]; }

    std::vector<std::int64_t> tiles_per_level() const {
        std::vector<std::int64_t> counts;
        for (const TiffImage& one : images_) {
            counts.push_back(one.tile_count());
        }
        return counts;
    }

    /// A tile_side by tile_side part of a level, cut where the level ends.
    Box<ImagePixels> part_at(int level, const Place& place) const {
        const Box<ImagePixels> all{0, 0, image(level).width, image(level).height};
        return Box<ImagePixels>{place.x * tile_side, place.y * tile_side, tile_side, tile_side}.intersected(all);
    }

    bool exists(int level, const Place& place) const { return !part_at(level, place).empty(); }

    template <class Visit>
    void for_each_top(Visit visit) const {
        for (std::int64_t y = 0; exists(top(), {0, y}); ++y) {
            for (std::int64_t x = 0; exists(top(), {x, y}); ++x) {
                visit(Place{x, y});
            }
        }
    }

    template <class Visit>
    void for_each_quarter(int level, const Place& place, Visit visit) const {
        for (const Place& quarter : quarters) {
            const Place finer{2 * place.x + quarter.x, 2 * place.y + quarter.y};
            if (exists(level - 1, finer)) {
                visit(finer, quarter);
            }
        }
    }

    void list_blocks(int level, const Place& place) {
        if (level == block_level_) {
            blocks_.push_back(place);
            return;
        }
        for_each_quarter(level, place, [&](const Place& finer, const Place&) { list_blocks(level - 1, finer); });
    }

    /// The pixels of a part, after it and all finer ones below it have been written.
    cv::Mat build(int level, const Place& place) {
        if (level == block_level_) {
            return next_block();
        }
        const Box<ImagePixels> part = part_at(level, place);
        cv::Mat plain;
        for_each_quarter(level, place, [&](const Place& finer, const Place& quarter) {
            const cv::Mat folded = picture_.folded(build(level - 1, finer));
            plain.create(static_cast<int>(part.height), static_cast<int>(part.width), folded.type());
            const cv::Point at(static_cast<int>(quarter.x) * tile_side / 2,
                               static_cast<int>(quarter.y) * tile_side / 2);
            folded.copyTo(plain(cv::Rect(at, folded.size())));
        });
        for (const PackedTile& tile : packed(level, part, plain)) {
            keep(tile);
        }
        return plain;
    }

    cv::Mat next_block() {
        if (next_ == ready_from_ + ready_.size()) {
            make_ready();
        }
        Block& block = ready_[next_ - ready_from_];
        ++next_;
        for (const PackedTile& tile : block.tiles) {
            keep(tile);
        }
        block.tiles.clear();
        return std::move(block.plain);
    }

    void make_ready() {
        constexpr std::size_t per_thread = 4;
        ready_from_ = next_;
        const std::size_t most = per_thread * static_cast<std::size_t>(thread_count(execution_));
        ready_.assign(std::min(most, blocks_.size() - next_), {});
        run_jobs(ready_.size(), execution_, [this](std::size_t i) {
            ready_[i] = made(blocks_[ready_from_ + i]);
            progress_.advance();
        });
    }

    Block made(const Place& place) const {
        const std::int64_t side = std::int64_t{tile_side} << block_level_;
        const Box<ImagePixels> all{0, 0, images_.front().width, images_.front().height};
        Box<ImagePixels> part = Box<ImagePixels>{place.x * side, place.y * side, side, side}.intersected(all);
        Block block{{}, picture_.pixels({part.x, part.y, part.width, part.height})};
        for (int level = 0;; ++level) {
            std::ranges::move(packed(level, part, block.plain), std::back_inserter(block.tiles));
            if (level == block_level_) {
                return block;
            }
            block.plain = picture_.folded(block.plain);
            part = {part.x / 2, part.y / 2, part.width / 2, part.height / 2};
        }
    }

    /// The tiles of a part of a level that begins where one of them does.
    std::vector<PackedTile> packed(int level, const Box<ImagePixels>& part, const cv::Mat& plain) const {
        const cv::Mat shown = picture_.drawn(level, part, plain);
        const cv::Size tile = image(level).tile;
        std::vector<PackedTile> tiles;
        for (int y = 0; y < shown.rows; y += tile.height) {
            for (int x = 0; x < shown.cols; x += tile.width) {
                const cv::Rect place({x, y}, tile);
                const std::int64_t row = (part.y + y) / tile.height;
                const std::int64_t column = (part.x + x) / tile.width;
                tiles.push_back({level, row * image(level).across() + column,
                                 bytes_of(shown(place & cv::Rect({}, shown.size())), tile)});
            }
        }
        return tiles;
    }

    /// What lies beyond the edge of the image continues its last pixels, so that JPEG leaves no fringe there.
    Bytes bytes_of(const cv::Mat& pixels, const cv::Size& size) const {
        cv::Mat tile = pixels;
        if (pixels.size() != size) {
            cv::copyMakeBorder(pixels, tile, 0, size.height - pixels.rows, 0, size.width - pixels.cols,
                               cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
        }
        constexpr int jpeg_quality = 85;  // no blocks to be seen, and lines in full colour
        return form_.coding == Coding::deflate_grey ? deflate_tile(tile)
                                                    : jpeg_tile(tile, jpeg_quality, ChromaSubsampling::full_444);
    }

    void keep(const PackedTile& tile) {
        if (tile.level == 0) {
            tiff_.write_tile(tile.index, tile.bytes);
        } else {
            spool_.add(static_cast<std::size_t>(tile.level), tile.index, tile.bytes);
        }
    }

    void copy_level(std::size_t level) {
        tiff_.begin_image(images_[level]);
        for (std::int64_t index = 0; index < images_[level].tile_count(); ++index) {
            tiff_.write_tile(index, spool_.tile(level, index));
        }
        tiff_.end_image();
    }
};

}  // namespace

std::vector<Size<ImagePixels>> level_sizes(const Size<Working>& picture) {
    int halvings = 0;
    while (std::max(picture.width, picture.height) >> halvings > largest_last_level) {
        ++halvings;
    }
    const std::int64_t step = tile_step << halvings;
    const auto continued = [step](std::int64_t pixels) { return (pixels + step - 1) / step * step; };
    std::vector<Size<ImagePixels>> sizes;
    for (int level = 0; level <= halvings; ++level) {
        sizes.push_back({continued(picture.width) >> level, continued(picture.height) >> level});
    }
    return sizes;
}

void write_pyramid(const std::filesystem::path& path, const PyramidForm& form, const PyramidPicture& picture,
                   const ExecutionOptions& execution, Progress& progress) {
    PyramidWriter(path, form, picture, execution, progress).write();
}

}  // namespace kossa::pyramid
