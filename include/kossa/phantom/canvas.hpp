#pragma once

#include <cstdint>

#include "kossa/phantom/frame.hpp"
#include "kossa/phantom/optics.hpp"
#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

/// The densities of one box of pixels while it is being painted.
struct Canvas {
    Placement placement;
    Box<Level0> box;
    DensityRaster densities;

    Canvas(const Placement& where, const Box<Level0>& pixels)
        : placement(where),
          box(pixels),
          densities(static_cast<int>(pixels.height), static_cast<int>(pixels.width), Density(0.F, 0.F, 0.F)) {}

    Extent extent() const { return placement.extent_of(box); }

    /// Calls `change(spot, density)` for every pixel of `part` on the canvas.
    template <class Change>
    void paint(const Box<Level0>& part, const Change& change) {
        const Box<Level0> seen = part.intersected(box);
        for (std::int64_t y = seen.y; y < seen.bottom(); ++y) {
            cv::Vec3f* row = densities[static_cast<int>(y - box.y)];
            for (std::int64_t x = seen.x; x < seen.right(); ++x) {
                change(placement.world_from_pixel_centre(x, y), row[x - box.x]);
            }
        }
    }
    template <class Change>
    void paint_near(const Spot& centre, double reach, const Change& change) {
        paint(placement.box_around(centre, reach), change);
    }
};

/// Calls `visit(column, row)` for every square cell of side `size` whose objects, at most `reach` beyond their cell,
/// can touch the extent; always in the same order of cells.
template <class Visit>
void for_each_cell(const Extent& extent, double size, double reach, const Visit& visit) {
    const Extent wide = extent.grown(reach);
    const auto index = [size](double position) { return static_cast<std::int64_t>(std::floor(position / size)); };
    for (std::int64_t row = index(wide.top); row <= index(wide.bottom); ++row) {
        for (std::int64_t column = index(wide.left); column <= index(wide.right); ++column) {
            visit(column, row);
        }
    }
}

/// Paints a nucleus: ragged outline, darker rim, coarse chromatin.
void paint_nucleus(Canvas& canvas, const NucleusShape& shape, const Density& colour, std::uint64_t seed);

}  // namespace kossa::phantom
