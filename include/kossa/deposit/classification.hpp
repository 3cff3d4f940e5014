#pragma once

#include <string>
#include <vector>

#include "kossa/core/hsd.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/deposit/grouping.hpp"

namespace kossa {

/// Certainty that grows from 0 at `no` to 1 at `yes`, linearly; `no` may be the larger of the two.
struct Ramp {
    double no = 0.0;
    double yes = 1.0;
    double operator()(double value) const;
};

/// What makes a group of components calcium on one stain. Certainties are combined by their minimum: the weakest
/// criterion decides, and names the reason when it fails.
struct DepositRules {
    /// Mean optical density of the seed pixels above the seed threshold.
    Ramp darkness;
    /// Share of the pixels that are seeds: high for a solid body with a sharp edge, low for a nucleus.
    Ramp core_share;
    /// Hue-saturation-density of the mean colour: saturation must be low (grey), ...
    Ramp greyness;
    /// ... but not quite neutral, which is dirt (H&E only), ...
    Ramp tint;
    /// ... cy must not be brown, ...
    Ramp not_brown;
    /// ... and cx must not be green or blue.
    Ramp not_green;
    /// Area of a deposit that is no group of grains, um2.
    Ramp mass_area_um2;
    /// Number of grains of a granular one.
    Ramp granule_count;
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

/// Joins components to objects and says what each is. `seed_od` is the threshold the components were segmented with.
/// The order is that of the objects' first components.
std::vector<Finding> classify(const std::vector<Component>& components, const DepositRules& rules, double seed_od,
                              const ClassificationOptions& options, const PixelSize& working);

/// The mean colour of the pixels.
Hsd mean_colour(const PixelSums& sums);
/// The mean colour of the seed pixels.
Hsd seed_colour(const PixelSums& sums);

}  // namespace kossa
