#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "kossa/analysis/quality.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"

namespace kossa {

/// What one look at every pixel of a tile gives.
struct TileScan {
    /// Over the pixels of the tile's tissue whose mean density is at least the scanner's `least_stained_od`.
    QualitySums quality;
    /// Disjoint parts of the tile outside of which no pixel can belong to a deposit, for any seed.
    std::vector<Box<Working>> candidates;
};

/// The part of a tile's pixels that is read, and what of them counts. `pixels` and `region` reach `margin` pixels
/// beyond `tile` on every side; `tissue` is as large as the tile.
struct TilePixels {
    const RgbImage& pixels;
    const Mask& tissue;  ///< where the quality of the picture is judged
    const Mask& region;  ///< where deposits are looked for
    Box<Working> tile;
    int margin = 0;
};

/// The cheap test on every pixel: table-driven density, the sums of quality, and where the costly look round dark
/// pixels is worth it. Segmenting the candidates one by one gives the components that the whole tile would.
class TileScanner {
  public:
    /// `stain` with the palest seed of all that will be asked for; `reach_px` is how far a deposit reaches beyond its
    /// seeds, `halo_px` how far beyond a box the segmentation of it reads.
    TileScanner(const StainModel& stain, double least_stained_od, int reach_px, int halo_px);

    /// `margin` is at least the reach and at least 1. Safe from many threads.
    TileScan scan(const TilePixels& tile) const;

  private:
    class Cells;
    /// One channel's intensity as its optical density in thousandths, 1 where it is clipped, and the intensity itself,
    /// side by side, so that adding three entries adds all three.
    using Table = std::array<std::uint32_t, 256>;
    /// The sums of the tables' entries for the pixels of a row.
    struct Row {
        std::vector<std::uint16_t> density;  ///< with the number of clipped channels above it
        std::vector<std::uint16_t> light;
    };

    void look_at(Row& row, const cv::Vec3b* pixels) const;
    void add_row(QualitySums& sums, const TilePixels& tile, int y, const std::array<Row, 3>& rows) const;
    void mark_row(Cells& cells, const TilePixels& tile, int y, const Row& row) const;
    bool eligible(const cv::Vec3b& rgb) const;

    StainModel stain_;
    OpticalDensity density_;
    std::array<Table, 3> tables_{};
    std::uint16_t least_stained_;  ///< sum of the channels, thousandths
    std::uint16_t least_seed_;     ///< likewise
    int reach_;
    int halo_;
};

}  // namespace kossa
