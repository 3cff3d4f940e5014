#pragma once

#include <optional>
#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Calcium on H&E is darker or greyer than the nuclei of the same slide, whatever its stain and scanner.
struct NuclearLookOptions {
    /// Nuclei needed to know their look, 10..10000. With fewer than that dark enough to be seen, they are told apart by
    /// darkness alone.
    int fewest_nuclei = 50;
    /// This much darker than dark nuclei speaks as much for calcium ..., optical density, 0.01..1.
    double density_step = 0.10;
    /// ... as this much greyer than nuclei, saturation, 0.01..0.5. Nuclei of one slide spread about as much.
    double saturation_step = 0.08;
    /// Steps, of both kinds together, at which the certainty begins to rise and at which it is full.
    Ramp contrast{0.0, 1.0};
    /// A mass above the area of a macrophage, 314 um2, is no crowd of nuclei either where it is solid (area over convex
    /// area) ...
    Ramp free_solidity{0.65, 0.80};
    /// ... and stands in pale tissue: mean optical density a reach outside its outline. The outline of crowded nuclei
    /// runs through their cytoplasm.
    Ramp free_rim_od{0.25, 0.15};
};

/// The seeds of what was taken for nuclei on one slide.
struct NuclearLook {
    double dark_density = 0.0;       ///< optical density, nine of ten have less
    double median_saturation = 0.0;  ///< hue-saturation-density
};

/// The options for a stain that many times as strong as usual: by Beer's law densities spread as much wider.
NuclearLookOptions at_strength(NuclearLookOptions options, double strength);

/// The look of the findings of the size and colour of nuclei (15 to 100 um2, more saturated than calcium) that were
/// turned down or left uncertain; nothing where there are too few.
std::optional<NuclearLook> look_of_nuclei(const std::vector<Finding>& findings, const NuclearLookOptions& options,
                                          const PixelSize& working);

/// Lowers the confidence of findings taken for calcium or uncertain that have too little contrast to the nuclei and do
/// not stand free as masses, and names them anew. Those too small to show a colour keep theirs. The order is kept.
std::vector<Finding> compare_with_nuclei(std::vector<Finding> findings, const NuclearLook& look,
                                         const NuclearLookOptions& options, const ClassificationOptions& classification,
                                         const PixelSize& working);

}  // namespace kossa
