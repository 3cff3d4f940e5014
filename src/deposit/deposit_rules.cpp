#include "kossa/deposit/deposit_rules.hpp"

#include <algorithm>

namespace kossa {

double Ramp::operator()(double value) const {
    return std::clamp((value - no) / (yes - no), 0.0, 1.0);
}

DepositRules basophilic_rules() {
    DepositRules rules;
    rules.tint = {0.12, 0.18};
    rules.not_brown = {0.08, 0.16};
    rules.not_green = {0.15, 0.05};
    rules.not_keratin = {0.39, 0.27};
    rules.mass_greyness = {0.52, 0.44};
    rules.mass_darkness = {0.0, 0.04};
    rules.mass_density = {-0.02, 0.02};
    rules.mass_definition = {0.45, 0.80};
    rules.mass_width_px = {8.0, 14.0};
    rules.narrow_mass_contrast = {1.6, 2.6};
    rules.mass_solidity = {0.25, 0.45};
    rules.small_mass_solidity = {0.55, 0.75};
    rules.mass_area_um2 = {30.0, 80.0};
    rules.veil_tint = {0.24, 0.30};
    rules.veil_od = {0.28, 0.23};
    rules.small_mass_darker = {0.05, 0.10};
    rules.grain_greyness = {0.42, 0.34};
    rules.grain_definition = {0.45, 0.80};
    rules.grain_rim = {0.36, 0.30};
    rules.grain_roundness = {0.20, 0.40};
    rules.grain_count = {4.0, 6.5};
    rules.grain_extent_um2 = {210.0, 290.0};
    rules.grain_spread = {0.18, 0.26};
    rules.grain_area_um2 = {28.0, 9.0};
    return rules;
}

DepositRules at_strength(DepositRules rules, double strength) {
    rules.strength = std::max(1.0, strength);
    return rules;
}

DepositRules silver_rules() {
    DepositRules rules;
    rules.not_brown = {-0.20, -0.08};
    rules.not_green = {0.35, 0.20};
    rules.body_greyness = {0.48, 0.40};
    rules.mass_greyness = {0.32, 0.20};
    rules.mass_darkness = {0.12, 0.28};
    rules.mass_definition = {0.50, 0.80};
    rules.mass_area_um2 = {3.0, 10.0};  // alone; nuclear dust and silver dirt measure up to 3 um
    rules.grain_greyness = {0.32, 0.20};
    rules.grain_definition = {0.50, 0.80};
    rules.grain_count = {0.0, 2.0};
    return rules;
}

DepositRules at_silver(DepositRules rules, double silver) {
    rules.mass_darkness = {silver * rules.mass_darkness.no, silver * rules.mass_darkness.yes};
    return rules;
}

}  // namespace kossa
