#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

/// What is true of one deposit, from its pixels at level 0 and the curves of the layers.
struct DepositTruth {
    DepositKind kind;
    Box<Level0> bounds;
    SquareMicrons area;         ///< pixels whose centre is calcium
    Microns hull_diameter;      ///< of the circle with the area of the convex hull: the size of a cluster
    Point<Level0> centroid;     ///< mean of the pixel centres
    double epidermis_fraction;  ///< share of its pixels in the epidermis or horny layer
    Microns depth;              ///< from the centroid to the nearest point of the epidermis, 0 inside it
    Microns depth_max;          ///< the same, of the deposit's farthest pixel
    Zone zone;                  ///< epidermis if over half of it is there, else the layer that holds the centroid
    Microns junction_depth;     ///< of the centroid below Layers::smooth_junction, negative above
    MultiPolygon<Level0> outline;
};

std::string_view name_of(Zone zone);

/// Nothing if the deposit is so small that it holds no pixel centre.
std::optional<DepositTruth> measured(const Deposit& deposit, const Layers& layers, const Placement& placement);

/// A layer or line of the section in level-0 pixels.
struct LayerOutline {
    std::string_view name;
    MultiPolygon<Level0> polygons;  ///< empty for a line
    Polyline<Level0> line;
};

/// `Epidermis` (with the horny layer), `Upper dermis` (to 500 um below the smoothed junction), `Deep dermis`,
/// `Subcutis` and the line `Dermo-epidermal junction`, sampled every 4 um. They follow the section as it was before its
/// cut edges frayed (by up to 30 um) and take no notice of follicles.
std::vector<LayerOutline> layer_outlines(const Layers& layers, const Placement& placement);

/// Side of a pixel of the epidermis mask.
inline constexpr Microns epidermis_mask_pixel = Microns(8.0);

/// Writes `<stem>_truth.geojson` deposit by deposit, and returns what `<stem>.json` is to hold.
/// Throws OutputError with the system's reason, as does the other.
std::string write_truth_outlines(const Specimen& specimen, const PhantomOptions& options,
                                 const std::filesystem::path& file);

void write_truth_record(std::string_view record, const std::filesystem::path& file);

}  // namespace kossa::phantom
