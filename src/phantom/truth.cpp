#include "kossa/phantom/truth.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "kossa/phantom/outline.hpp"

namespace kossa::phantom {

namespace {

struct Sums {
    std::int64_t count = 0;
    std::int64_t in_epidermis = 0;
    double x = 0.0;
    double y = 0.0;
    double farthest = 0.0;
};

bool on_rim(const Mask& mask, int row, int column) {
    return row == 0 || column == 0 || row + 1 == mask.rows || column + 1 == mask.cols || mask(row - 1, column) == 0 ||
           mask(row + 1, column) == 0 || mask(row, column - 1) == 0 || mask(row, column + 1) == 0;
}

Sums summed(const Mask& mask, const Box<Level0>& box, const Layers& layers, const Placement& placement) {
    Sums sums;
    for (int row = 0; row < mask.rows; ++row) {
        for (int column = 0; column < mask.cols; ++column) {
            if (mask(row, column) == 0) {
                continue;
            }
            const Spot p = placement.world_from_pixel_centre(box.x + column, box.y + row);
            ++sums.count;
            sums.in_epidermis += layers.in_epidermis(p) ? 1 : 0;
            sums.x += static_cast<double>(box.x + column) + 0.5;
            sums.y += static_cast<double>(box.y + row) + 0.5;
            if (on_rim(mask, row, column)) {
                sums.farthest = std::max(sums.farthest, layers.depth_below_part_of(layers.junction, p));
            }
        }
    }
    return sums;
}

Microns hull_diameter(const Mask& mask, double pixel) {
    std::vector<cv::Point> corners;
    for (int row = 0; row < mask.rows; ++row) {
        for (int column = 0; column < mask.cols; ++column) {
            if (mask(row, column) != 0 && on_rim(mask, row, column)) {
                for (const cv::Point& step : {cv::Point(0, 0), cv::Point(1, 0), cv::Point(0, 1), cv::Point(1, 1)}) {
                    corners.push_back(cv::Point(column, row) + step);
                }
            }
        }
    }
    std::vector<cv::Point> hull;
    cv::convexHull(corners, hull);
    return Microns(2.0 * std::sqrt(cv::contourArea(hull) / std::numbers::pi) * pixel);
}

Zone zone_of(const Layers& layers, const Spot& centroid, double epidermis_fraction) {
    if (epidermis_fraction > 0.5) {
        return Zone::epidermis;
    }
    const Zone zone = layers.zone_at(centroid);
    // Between two rete ridges the centroid can lie in the epidermis while most of the deposit does not.
    return zone == Zone::epidermis || zone == Zone::glass ? Zone::upper_dermis : zone;
}

}  // namespace

std::string_view name_of(Zone zone) {
    switch (zone) {
        case Zone::glass:
            return "glass";
        case Zone::epidermis:
            return "epidermis";
        case Zone::upper_dermis:
            return "upper dermis";
        case Zone::deep_dermis:
            return "deep dermis";
        default:
            return "subcutis";
    }
}

std::optional<DepositTruth> measured(const Deposit& deposit, const Layers& layers, const Placement& placement) {
    const Box<Level0> wide =
        placement.box_around(deposit.centre, deposit.reach).intersected(whole(placement.image_size()));
    const Mask loose = rasterised(deposit, placement, wide);
    const cv::Rect tight = cv::boundingRect(loose);
    if (tight.empty()) {
        return std::nullopt;
    }
    const Mask mask = loose(tight);
    const Box<Level0> bounds{wide.x + tight.x, wide.y + tight.y, tight.width, tight.height};
    const Sums sums = summed(mask, bounds, layers, placement);
    const auto count = static_cast<double>(sums.count);
    const Point<Level0> centroid{sums.x / count, sums.y / count};
    const Spot spot = placement.world_from_level0(centroid);
    const double fraction = static_cast<double>(sums.in_epidermis) / count;
    const Point<Level0> corner{static_cast<double>(bounds.x), static_cast<double>(bounds.y)};
    return DepositTruth{deposit.kind,
                        bounds,
                        SquareMicrons(count * placement.pixel() * placement.pixel()),
                        hull_diameter(mask, placement.pixel()),
                        centroid,
                        fraction,
                        Microns(std::max(0.0, layers.depth_below_part_of(layers.junction, spot))),
                        Microns(sums.farthest),
                        zone_of(layers, spot, fraction),
                        Microns(layers.depth_below_part_of(layers.smooth_junction, spot)),
                        outlines_of(mask, corner)};
}

}  // namespace kossa::phantom
