#include "kossa/analysis/tile_scan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kossa/analysis/density_tile.hpp"
#include "kossa/core/widest_vectors.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

constexpr int clipped_shift = 13;  // 3 at most
constexpr std::uint32_t density_mask = (1U << clipped_shift) - 1;
static_assert(3 * largest_milli_od <= density_mask);
constexpr std::uint16_t first_clipped = 1U << clipped_shift;
constexpr std::uint16_t all_bits = 0xffff;
constexpr int light_shift = 16;   // 3 x 255 at most
constexpr int darkest_level = 1;  // 0 and 1 give the same density

constexpr int cell_px = 8;    // candidates are rounded to cells: smaller than a nucleus
constexpr int chunk_px = 64;  // pixels that are compared together

struct RowSums {
    std::uint32_t pixels = 0;
    std::uint32_t laplacian_squares = 0;
    std::uint32_t clipped = 0;
};

/// Up to `quality_square_px` pixels of a row: their sum of squares stays below 2^32.
struct Stretch {
    const std::uint16_t* above;  ///< light
    const std::uint16_t* light;
    const std::uint16_t* below;  ///< light
    const std::uint16_t* density;
    const std::uint8_t* tissue;
    int count;
};

KOSSA_WIDEST_VECTORS RowSums row_sums(const Stretch& s, std::uint16_t least_density) {
    const auto [above, light, below, density, tissue, count] =
        s;  // copies, which the loop cannot be suspected to change
    std::uint32_t pixels = 0;
    std::uint32_t squares = 0;
    std::uint32_t clipped = 0;
    for (int i = 0; i < count; ++i) {
        const std::uint16_t here = density[i];
        const std::uint16_t in_tissue = tissue[i] != 0 ? all_bits : 0;
        const std::uint16_t stained = (here & density_mask) >= least_density ? all_bits : 0;
        const auto counts = static_cast<std::uint16_t>(in_tissue & stained);
        const int laplacian = 4 * light[i] - light[i - 1] - light[i + 1] - above[i] - below[i];
        const auto counted = static_cast<std::int16_t>(laplacian & counts);
        pixels += counts & 1U;
        squares += static_cast<std::uint32_t>(counted * counted);
        clipped += here >= first_clipped ? counts & 1U : 0U;
    }
    return {pixels, squares, clipped};
}

KOSSA_WIDEST_VECTORS bool any_from(const std::uint16_t* row, int count, std::uint16_t least_density) {
    std::uint16_t found = 0;
    for (int i = 0; i < count; ++i) {
        found = static_cast<std::uint16_t>(found | ((row[i] & density_mask) >= least_density ? 1 : 0));
    }
    return found != 0;
}

std::int64_t pixels_with_halo(const Box<Working>& box, int halo) {
    const Box<Working> grown = box.grown(halo);
    return grown.width * grown.height;
}

/// The boxes with those united that are cheaper to look at together, or that a united one would cover twice.
std::vector<Box<Working>> economical(const std::vector<Box<Working>>& boxes, int halo) {
    std::vector<Box<Working>> result;
    for (Box<Working> box : boxes) {
        const auto better_together = [&](const Box<Working>& other) {
            return !box.intersected(other).empty() || pixels_with_halo(united(box, other), halo) <=
                                                          pixels_with_halo(box, halo) + pixels_with_halo(other, halo);
        };
        for (auto other = std::ranges::find_if(result, better_together); other != result.end();
             other = std::ranges::find_if(result, better_together)) {
            box = united(box, *other);
            result.erase(other);
        }
        result.push_back(box);
    }
    return result;
}

}  // namespace

/// Squares of a tile, and which of them are candidates.
class TileScanner::Cells {
  public:
    Cells(const Box<Working>& tile, int reach)
        : tile_(tile), reach_(reach), marked_(cells_of(tile.height), cells_of(tile.width), std::uint8_t{0}) {}

    /// Marks what lies within reach of a pixel, whose position counts from the tile's corner, if `worth_it()`; not
    /// asked where all that is marked already.
    template <class Condition>
    void mark(int x, int y, const Condition& worth_it) {
        const cv::Rect near = cells_near(x, y);
        if (!all_marked(near) && worth_it()) {
            marked_(near) = std::uint8_t{255};
        }
    }

    /// The marked cells as few rectangles: stretches of a row, joined with those of the same columns below.
    std::vector<Box<Working>> boxes() const {
        std::vector<Box<Working>> boxes;
        for (const Run<Survey>& run : runs_of(marked_)) {
            const Box<Working> box{tile_.x + static_cast<std::int64_t>(run.x_begin) * cell_px,
                                   tile_.y + static_cast<std::int64_t>(run.y) * cell_px,
                                   static_cast<std::int64_t>(run.length()) * cell_px, cell_px};
            const auto above = std::ranges::find_if(boxes, [&](const Box<Working>& b) {
                return b.bottom() == box.y && b.x == box.x && b.width == box.width;
            });
            if (above != boxes.end()) {
                above->height += cell_px;
            } else {
                boxes.push_back(box);
            }
        }
        std::ranges::transform(boxes, boxes.begin(), [this](const Box<Working>& b) { return b.intersected(tile_); });
        return boxes;
    }

  private:
    bool all_marked(const cv::Rect& cells) const {
        for (int row = cells.y; row < cells.y + cells.height; ++row) {
            const std::uint8_t* first = marked_[row] + cells.x;
            if (std::find(first, first + cells.width, 0) != first + cells.width) {
                return false;
            }
        }
        return true;
    }
    static int cells_of(std::int64_t pixels) { return static_cast<int>((pixels + cell_px - 1) / cell_px); }
    cv::Rect cells_near(int x, int y) const {
        const auto cell = [](int pixel, int count) { return std::clamp(pixel / cell_px, 0, count - 1); };
        const int left = cell(std::max(0, x - reach_), marked_.cols);
        const int top = cell(std::max(0, y - reach_), marked_.rows);
        return {left, top, cell(x + reach_, marked_.cols) - left + 1, cell(y + reach_, marked_.rows) - top + 1};
    }

    Box<Working> tile_;
    int reach_;
    Mask marked_;
};

TileScanner::TileScanner(const StainModel& stain, double least_stained_od, int reach_px, int halo_px)
    : stain_(stain),
      density_(stain.white.white),
      least_stained_(static_cast<std::uint16_t>(milli_sum(least_stained_od))),
      least_seed_(static_cast<std::uint16_t>(milli_sum(stain.segmentation.palest()))),
      reach_(reach_px),
      halo_(halo_px) {
    for (int channel = 0; channel < 3; ++channel) {
        for (std::uint32_t level = 0; level < 256; ++level) {
            const std::uint32_t clipped = level <= darkest_level ? 1 : 0;
            tables_.at(static_cast<std::size_t>(channel))[level] =
                density_.milli(channel, static_cast<std::uint8_t>(level)) | level << light_shift |
                clipped << clipped_shift;
        }
    }
}

void TileScanner::look_at(Row& row, const cv::Vec3b* pixels) const {
    const Table& red = tables_[0];
    const Table& green = tables_[1];
    const Table& blue = tables_[2];
    std::uint16_t* density = row.density.data();
    std::uint16_t* light = row.light.data();
    for (std::size_t i = 0; i < row.density.size(); ++i) {
        const cv::Vec3b& rgb = pixels[i];
        const std::uint32_t look =
            red[rgb[0]] + green[rgb[1]] + blue[rgb[2]];  // NOLINT(cppcoreguidelines-pro-bounds-constant-array-index)
        density[i] = static_cast<std::uint16_t>(look);
        light[i] = static_cast<std::uint16_t>(look >> light_shift);
    }
}

void TileScanner::add_row(QualitySums& sums, const TilePixels& tile, int y, const std::array<Row, 3>& rows) const {
    const int width = tile.tissue.cols;
    for (int x = 0; x < width;) {
        const std::int64_t column = (tile.tile.x + x) / quality_square_px;
        const int end = static_cast<int>(std::min<std::int64_t>(width, (column + 1) * quality_square_px - tile.tile.x));
        const std::size_t at = static_cast<std::size_t>(x) + static_cast<std::size_t>(reach_);
        const RowSums row = row_sums({&rows[0].light[at], &rows[1].light[at], &rows[2].light[at], &rows[1].density[at],
                                      &tile.tissue(y, x), end - x},
                                     least_stained_);
        if (row.pixels > 0) {
            QualitySums::Square& square = sums.squares[{column, (tile.tile.y + y) / quality_square_px}];
            square.pixels += row.pixels;
            square.laplacian_squares += row.laplacian_squares;
            sums.stained += row.pixels;
            sums.clipped += row.clipped;
        }
        x = end;
    }
}

bool TileScanner::eligible(const cv::Vec3b& rgb) const {
    return is_eligible(density_.milli(rgb), stain_);
}

void TileScanner::mark_row(Cells& cells, const TilePixels& tile, int y, const Row& row) const {
    const int end = static_cast<int>(row.density.size());
    const std::uint8_t* region = tile.region[y + tile.margin] + (tile.margin - reach_);
    const cv::Vec3b* pixels = tile.pixels[y + tile.margin] + (tile.margin - reach_);
    for (int chunk = 0; chunk < end; chunk += chunk_px) {
        const int chunk_end = std::min(end, chunk + chunk_px);
        if (!any_from(&row.density[static_cast<std::size_t>(chunk)], chunk_end - chunk, least_seed_)) {
            continue;
        }
        for (int x = chunk; x < chunk_end; ++x) {
            if ((row.density[static_cast<std::size_t>(x)] & density_mask) >= least_seed_ && region[x] != 0) {
                cells.mark(x - reach_, y, [&] { return eligible(pixels[x]); });
            }
        }
    }
}

TileScan TileScanner::scan(const TilePixels& tile) const {
    TileScan result;
    Cells cells(tile.tile, reach_);
    const int height = tile.tissue.rows;
    const int width = tile.tissue.cols + 2 * reach_;
    const std::vector<std::uint16_t> zeros(static_cast<std::size_t>(width));
    const Row blank{zeros, zeros};
    std::array<Row, 3> rows{blank, blank, blank};
    const auto look = [&](Row& row, int y) { look_at(row, tile.pixels[y + tile.margin] + (tile.margin - reach_)); };
    look(rows[1], -reach_);
    look(rows[2], 1 - reach_);
    for (int y = -reach_; y < height + reach_; ++y) {
        if (y >= 0 && y < height) {
            add_row(result.quality, tile, y, rows);
        }
        mark_row(cells, tile, y, rows[1]);
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
        if (y + 2 < height + tile.margin) {
            look(rows[2], y + 2);
        }
    }
    result.candidates = economical(cells.boxes(), halo_);
    std::int64_t pixels = 0;
    for (const Box<Working>& box : result.candidates) {
        pixels += pixels_with_halo(box, halo_);
    }
    if (pixels > pixels_with_halo(tile.tile, halo_)) {
        result.candidates = {tile.tile};
    }
    return result;
}

}  // namespace kossa
