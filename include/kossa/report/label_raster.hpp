#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"
#include "kossa/measure/result.hpp"

namespace kossa::report {

/// Labels: 0 where there is no tissue, 30 to 150 the layer (epidermis, upper dermis, deep dermis, subcutis,
/// unassessable), 210 to 250 a deposit of that zone. As greys they can be told on a screen.
std::uint8_t layer_label(Zone zone);
std::uint8_t deposit_label(Zone zone);

/// "0 nothing, 30 epidermis, ..., 250 deposit: unassessable".
std::string label_legend();

/// The result as labels on the working grid: a pixel belongs to what its centre lies in. Deposits are exactly the
/// pixels that were measured. Memory: by the length of the outlines. Safe from many threads.
class LabelRaster {
  public:
    LabelRaster(const SlideResult& result, const Size<Working>& grid,
                const Scaling<Level0, Working>& level0_from_working);

    /// The labels of a part of the grid; 0 beyond it.
    cv::Mat_<std::uint8_t> part(const Box<Working>& box) const;

  private:
    struct Plane {
        std::uint8_t label = 0;
        std::vector<Run<Working>> runs;
    };
    std::vector<Plane> planes_;  ///< a later one goes over an earlier one
};

/// Half as large along each axis. Of four labels the largest deposit's stays, so that none is lost on the way; else
/// the one that most of the four have, of several such the first from left to right and top to bottom.
cv::Mat_<std::uint8_t> folded_labels(const cv::Mat_<std::uint8_t>& labels);

}  // namespace kossa::report
