#include "kossa/deposit/walls.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

using Square = std::pair<std::int32_t, std::int32_t>;  // row, column

std::int32_t square_at(std::int32_t pixel, std::int32_t side_px) {
    return pixel >= 0 ? pixel / side_px : (pixel + 1) / side_px - 1;
}

std::int32_t pixels_of(Microns side, Microns pixel) {
    return std::max(1, static_cast<std::int32_t>(std::lround(side / pixel)));
}

std::map<Square, std::vector<Run<Working>>> cut_into_squares(const std::vector<Run<Working>>& runs, Microns side,
                                                             const PixelSize& working) {
    const std::int32_t width = pixels_of(side, working.x());
    const std::int32_t height = pixels_of(side, working.y());
    std::map<Square, std::vector<Run<Working>>> squares;
    for (const Run<Working>& run : runs) {
        const std::int32_t row = square_at(run.y, height);
        for (std::int32_t x = run.x_begin; x < run.x_end;) {
            const std::int32_t column = square_at(x, width);
            const std::int32_t end = std::min(run.x_end, (column + 1) * width);
            squares[{row, column}].push_back({run.y, x, end});
            x = end;
        }
    }
    return squares;
}

}  // namespace

double solidity_in_squares(const std::vector<Run<Working>>& runs, Microns side, const PixelSize& working) {
    SquareMicrons area(0.0);
    SquareMicrons convex(0.0);
    for (const auto& [square, inside] : cut_into_squares(runs, side, working)) {
        for (const std::vector<Run<Working>>& piece : parts_of(inside)) {
            const Shape shape = measure_shape(piece, working);
            area += shape.area;
            convex += shape.convex_area;
        }
    }
    return area / convex;
}

double is_wall(const std::vector<Run<Working>>& runs, const WallOptions& options, const PixelSize& working) {
    return working.area(pixel_count(runs)).value() < options.least_um2
               ? 0.0
               : options.solidity(solidity_in_squares(runs, Microns(options.square_um), working));
}

}  // namespace kossa
