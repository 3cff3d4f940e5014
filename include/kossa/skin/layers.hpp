#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kossa/core/geometry.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// Where in the skin. `unassessable`: the section shows no epidermis that can be trusted, so there is no depth.
enum class Zone { epidermis, upper_dermis, deep_dermis, subcutis, unassessable };

inline constexpr std::array all_zones{Zone::epidermis, Zone::upper_dermis, Zone::deep_dermis, Zone::subcutis,
                                      Zone::unassessable};

/// The zone's name in tables and files, such as "upper dermis".
std::string_view name(Zone zone);

/// The layers as smooth outlines; neighbours share the line between them. Without an assessable epidermis only `tissue`
/// is filled.
struct LayerOutlines {
    MultiPolygon<Level0> tissue;
    MultiPolygon<Level0> epidermis;
    MultiPolygon<Level0> upper_dermis;
    MultiPolygon<Level0> deep_dermis;
    MultiPolygon<Level0> subcutis;
    /// What an outline takes out of the tissue.
    MultiPolygon<Level0> excluded;
    /// The lines at which the upper and the deep dermis meet.
    std::vector<Polyline<Level0>> dermis_border;
    /// The dermo-epidermal junction from which depth is measured (smoothed), as lines; one that runs all round ends
    /// where it begins.
    std::vector<Polyline<Level0>> junction;
    /// The lines that were drawn instead of it, as drawn.
    std::vector<Polyline<Level0>> drawn_junction;
};

/// The key in the metadata of a junction that follows from the epidermis; its value is the line's fingerprint
/// (core/fingerprint.hpp), so that a line which somebody has changed is told from one that was only carried along.
inline constexpr std::string_view junction_mark = "follows_epidermis";

/// Where a layer comes from: found by the program, outlines of a person, or there is none to be trusted.
enum class LayerSource { found, regions, none };

/// "found", "regions", "none".
std::string_view name(LayerSource source);

struct LayerSources {
    LayerSource tissue = LayerSource::found;
    LayerSource epidermis = LayerSource::found;
    LayerSource junction = LayerSource::found;  ///< `regions` also where it is the border of a drawn epidermis
    LayerSource subcutis = LayerSource::found;
};

/// How the skin was found: what was measured, and whether that is enough to give depths.
struct SkinReport {
    bool assessable = false;
    std::string reason;  ///< why not, empty when assessable
    /// Median distance from the lower border of the epidermis, rete ridges included, to the surface; none where the
    /// tissue fills the image, which then shows no surface, or the epidermis the tissue.
    std::optional<Microns> epidermis_thickness;
    std::optional<Microns> epidermis_length;  ///< of the surface it covers, without the mouths of follicles
    std::optional<Microns> section_depth;     ///< largest depth of tissue below the junction
    std::optional<double> epidermis_share;    ///< of the tissue area, 0..1
    /// Share of what lies below the junction whose depth is not known because it lies beyond an end of it, 0..1.
    std::optional<double> beyond_ends_share;
    LayerSources sources;
    SquareMicrons excluded_area;  ///< of tissue that outlines took out
    /// On the pieces with a drawn junction the share of their epidermis that lies further from it than an epidermis is
    /// thick, 400 um, 0..1: a line drawn along a part of it. 0 without a drawn junction.
    double beside_line_share = 0.0;
};

}  // namespace kossa
