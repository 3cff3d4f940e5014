#pragma once

#include <optional>

#include "kossa/deposit/verdicts.hpp"

namespace kossa::support {

/// What objects are judged by, at 0.5 um a pixel, on H&E unless it is given other rules; nuclei are not known.
struct Court {
    DepositRules rules = basophilic_rules();
    SegmentationOptions segmentation;
    ClassificationOptions options;
    PixelSize pixel{Microns(0.5)};
    std::optional<NuclearLook> nuclei;

    Judgement judgement() const { return {rules, segmentation, options, pixel, nuclei}; }
};

}  // namespace kossa::support
