#pragma once

#include "kossa/evaluate/evaluation.hpp"

namespace kossa::support {

inline Evaluation sample_evaluation() {
    Evaluation e;
    e.slide = "slide.svs";
    e.truth = "truth.json";
    e.calcium = {SquareMicrons(1000.0), SquareMicrons(950.0), 0.9123456789, -5.0};
    e.objects = {{"all", "all", 4, 3, 1, 0.75, 0.75, 0.75}, {"kind", "dense", 2, 1, {}, 0.5, {}, {}}};
    e.false_per_cm2 = 12.5;
    e.deposit_area_error_percent = Spread{3, 4.25, 9.0};
    e.counts = {4, 6, 2, 1};
    e.morphologies = {{"amorphous", "amorphous", 2}, {"granular", "amorphous", 1}};
    e.left_out = {"Fold", "Hair"};
    e.depth_error_um = Spread{3, 5.5, 20.25};
    e.zones = {{"epidermis", "upper dermis", 1}, {"upper dermis", "upper dermis", 2}};
    e.zone_agreement = 2.0 / 3.0;
    e.zones_compared = 3;
    e.epidermis = LayerAgreement{0.9, 0.8, 1.0, 6.25};
    e.reliability = {{0.1, 0.3, 0, 0}, {0.9, 1.0, 4, 3}};
    return e;
}

/// A truth that says neither depth nor zones nor epidermis, and a result without anything.
inline Evaluation bare_evaluation() {
    Evaluation e;
    e.slide = "slide.svs";
    e.truth = "drawn.geojson";
    e.calcium = {SquareMicrons(0.0), SquareMicrons(0.0), {}, {}};
    e.objects = {{"all", "all", 0, 0, 0, {}, {}, {}}};
    return e;
}

}  // namespace kossa::support
