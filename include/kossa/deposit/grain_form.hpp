#pragma once

#include <cstddef>
#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/core/run.hpp"
#include "kossa/deposit/cells.hpp"
#include "kossa/deposit/deposit_rules.hpp"

namespace kossa {

/// Grains of calcium are paler than the nuclei of many slides, and then no seed that nuclei do not reach finds them.
/// But they are balls, finer than nuclei, and crowded, where nuclei cut small, threads and debris are scraps. So on H&E
/// what is no calcium by the usual seed is read once more for round grains.
struct RoundGrainOptions {
    /// Seed for them, whatever nuclei have, optical density, 0.2..2: 13 groups of grains on a section at 0.5 um a pixel
    /// had 0.43 to 0.54 on average.
    double seed_od = 0.45;
    /// The form of what is smaller cannot be read, um2, 0.5..20: 8 pixels of 0.5 um.
    double least_um2 = 2.0;
    /// Width over length of a grain at least, 0..1. It must also be smaller than the smallest nucleus.
    double axis_ratio = 0.60;
    /// The median of them in a group: 67 of 74 groups of grains on fifteen fields had 0.77 to 0.95, groups of nuclei,
    /// threads and debris 0.64 to 0.84 (measured), ...
    Ramp round_axis_ratio{0.74, 0.80};
    /// ... and that of all that lies in it: 0.60 to 0.95 and 0.37 to 0.72. Few groups of what is none have both.
    Ramp group_axis_ratio{0.56, 0.64};
    /// A group that fits into one cell counts where it is of at least so many grains whose form can be read, 3..100,
    /// ...
    int fewest_in_a_cell = 5;
    /// ... round in the median, and more saturated than pigment that a cell may hold: carbon has 0.10 to 0.26, grains
    /// of calcium that lie so close 0.28 to 0.36 (measured on phantoms and eighteen fields).
    Ramp saturation_in_a_cell{0.26, 0.30};
};

/// Whether a body of these runs is round and of the size of a grain.
bool is_round_grain(const std::vector<Run<Working>>& runs, const RoundGrainOptions& options, const CellOptions& cells,
                    const PixelSize& working);

/// Width over length of bodies whose form can be read.
class AxisRatios {
  public:
    AxisRatios(const RoundGrainOptions& options, const CellOptions& cells, const PixelSize& working)
        : options_(options), cells_(cells), working_(working) {}

    void add(const std::vector<Run<Working>>& runs);

    std::size_t count() const { return all_.size(); }
    /// 0 where there is none.
    double median() const;
    double median_of_round() const;

  private:
    const RoundGrainOptions& options_;
    const CellOptions& cells_;
    const PixelSize& working_;
    std::vector<double> all_;
    std::vector<double> round_;
};

}  // namespace kossa
