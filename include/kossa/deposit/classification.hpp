#pragma once

#include <string>
#include <vector>

#include "kossa/core/hsd.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/deposit/grouping.hpp"
#include "kossa/deposit/segmentation.hpp"

namespace kossa {

/// Certainty that grows from 0 at `no` to 1 at `yes`, linearly; `no` may be the larger of the two.
struct Ramp {
    double no = 0.0;
    double yes = 1.0;
    double operator()(double value) const;
};

/// What makes an object calcium on one stain. Certainties are combined by their minimum: the weakest criterion decides,
/// and gives the reason. Colours are those of the seed pixels in hue-saturation-density space.
struct DepositRules {
    /// Saturation above that of quite neutral dirt (H&E only).
    Ramp tint;
    /// cy above brown.
    Ramp not_brown;
    /// cx below green and blue.
    Ramp not_green;
    /// A mass: low saturation, ...
    Ramp mass_greyness;
    /// ... seeds denser on average than a body must be, optical density, ...
    Ramp mass_darkness;
    /// ... a body that is dark throughout, not only at a spot: share of seed pixels, ...
    Ramp mass_core_share;
    /// ... with a border of its own all round: share of the outline that is no cut through darkness, ...
    Ramp mass_sharpness;
    /// ... compact: area over convex area, ...
    Ramp mass_solidity;
    /// ... and larger than a nucleus, um2.
    Ramp mass_area_um2;
    /// Grains: low saturation, ...
    Ramp grain_greyness;
    /// ... with a core: share of seed pixels, ...
    Ramp grain_core_share;
    /// ... each with a border of its own, ...
    Ramp grain_sharpness;
    /// ... round: mean of 4 pi area / perimeter^2 by area, ...
    Ramp grain_roundness;
    /// ... and many together.
    Ramp grain_count;
};

/// Calcium on haematoxylin and eosin: darker and greyer than nuclei. Colours as measured on concretions, nuclei,
/// melanin and inks (docs/method.md gives the table).
DepositRules basophilic_rules();
/// Silver on von Kossa: neutral black.
DepositRules silver_rules();

struct ClassificationOptions {
    /// A component of fewer pixels is no object of its own, 1..100: its area cannot be read.
    int least_pixels = 5;
    /// Confidence from which an object counts as calcium, 0..1.
    double confidence_cut = 0.5;
    /// Confidence from which an object that does not count is called uncertain, 0..confidence_cut.
    double uncertain_cut = 0.1;
    /// A hue is read from the object alone from this equivalent diameter, px, 1..32: JPEG halves colour resolution.
    double hue_from_px = 8.0;
    GroupingOptions grouping;
};

/// One object, classified: a deposit or a confuser.
struct Finding {
    std::vector<Run<Working>> runs;  ///< sorted
    PixelSums sums;
    FindingClass finding = FindingClass::nuclei;
    Morphology morphology = Morphology::amorphous;
    int granule_count = 0;  ///< 0 for amorphous
    double confidence = 0.0;
    std::string reason;  ///< the criterion that was weakest, with its measured value
};

/// Joins components to objects and says what each is. `segmentation` holds the thresholds the components were segmented
/// with. The order is that of the objects' first components.
std::vector<Finding> classify(const std::vector<Component>& components, const DepositRules& rules,
                              const SegmentationOptions& segmentation, const ClassificationOptions& options,
                              const PixelSize& working);

/// The mean colour of the pixels.
Hsd mean_colour(const PixelSums& sums);
/// The mean colour of the seed pixels.
Hsd seed_colour(const PixelSums& sums);

}  // namespace kossa
