#pragma once

#include <cstddef>
#include <cstdint>
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <utility>

#include "kossa/analysis/working_grid.hpp"

namespace kossa {

/// Reads overlapping regions of the working grid with each pixel read once: in blocks that lie on the tiles of the
/// file, kept while they are among those used last. For levels whose reading is dear; the tiles that kossa decodes
/// itself are read as they are (read_working). The same bytes as read_working. Safe from many threads: a block that
/// another one is reading is waited for.
class WorkingReader {
  public:
    /// Slide and grid must outlive this. Up to `most_bytes` of pixels are kept.
    WorkingReader(const SlideSource& slide, const WorkingGrid& grid, std::size_t most_bytes = std::size_t{128} << 20);

    /// Throws SlideError where the region itself cannot be read, whatever lies beside it in its blocks.
    RgbImage read(const Box<Working>& region);

    /// Side of a block, working pixels; 0 where regions are read as they are.
    int block_px() const { return block_px_; }

  private:
    using Place = std::pair<std::int64_t, std::int64_t>;  ///< y and x of a block
    using Block = std::shared_future<RgbImage>;
    struct Entry {
        Block pixels;
        std::list<Place>::iterator use;
    };

    /// A block that is there or is being read; or the new entry that `promise` will fill.
    struct Share {
        Block pixels;
        bool promised = false;
    };
    Share share_of(const Box<Working>& box, std::promise<RgbImage>& promise);
    RgbImage block(const Box<Working>& box);
    void forget_oldest();

    const SlideSource& slide_;
    const WorkingGrid& grid_;
    int block_px_;
    std::size_t most_blocks_ = 1;
    std::mutex mutex_;
    std::map<Place, Entry> entries_;
    std::list<Place> uses_;  ///< the one used last in front
};

}  // namespace kossa
