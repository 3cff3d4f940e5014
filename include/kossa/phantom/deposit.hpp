#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/phantom/follicle.hpp"
#include "kossa/phantom/layers.hpp"

namespace kossa::phantom {

enum class DepositKind {
    dense,      ///< a concretion of a few fused lobes
    amorphous,  ///< a plate with a lobed outline and polygonal cracks
    granular,   ///< a cluster of granules, some of them fused
};

std::string_view name_of(DepositKind kind);

struct Disc {
    Spot centre;
    double radius;
};

/// A nucleus as an ellipse; `angle` turns its long axis from x towards y.
struct NucleusShape {
    Spot centre;
    double half_length;
    double half_width;
    double angle;
};

/// One piece of calcium, in micrometres of the specimen.
struct Deposit {
    DepositKind kind;
    Spot centre;
    double reach;                        ///< no calcium lies farther from `centre`
    double radius;                       ///< amorphous: mean half width of the plate
    double elongation;                   ///< amorphous: length over width
    double angle;                        ///< amorphous: of the long axis
    double tone;                         ///< factor on the material's optical density
    std::uint64_t seed;                  ///< of its outline and cracks
    std::vector<Disc> parts;             ///< lobes or granules; empty for a plate
    std::vector<NucleusShape> palisade;  ///< histiocytes around it
};

/// Whether the point is calcium. Cracks are not.
bool contains(const Deposit& deposit, const Spot& p);

/// The deposit's pixels in `box`: those whose centre it contains. The truth and the picture both come from here.
Mask rasterised(const Deposit& deposit, const Placement& placement, const Box<Level0>& box);

/// The deposits of a preset: at least 40 um apart, at least 12 um from glass and cut edges, within the preset's depths.
/// Their number grows with the width of the section; it is smaller where there is no room for all.
std::vector<Deposit> make_deposits(const Layers& layers, const std::vector<Follicle>& follicles,
                                   const PhantomOptions& options);

}  // namespace kossa::phantom
