#pragma once

#include <array>
#include <optional>

#include "kossa/deposit/verdicts.hpp"

namespace kossa::support {

/// Optical densities.
constexpr std::array<double, 3> calcium_grey{0.70, 1.00, 0.70};  // saturation 0.25
constexpr std::array<double, 3> nuclear_violet{0.60, 1.30, 0.50};

/// What objects are judged by, at 0.5 um a pixel, on H&E unless it is given other rules; nuclei are not known.
struct Court {
    DepositRules rules = basophilic_rules();
    ClassificationOptions options;
    PixelSize pixel{Microns(0.5)};
    std::optional<NuclearLook> nuclei;

    Judgement judgement() const { return {rules, options, pixel, nuclei}; }
};

/// The same beside violet nuclei whose dark ones have that optical density.
template <class AnyCourt = Court>
AnyCourt beside_nuclei_of(double dark_density) {
    AnyCourt court;
    court.nuclei = NuclearLook{dark_density, 0.42};
    return court;
}

}  // namespace kossa::support
