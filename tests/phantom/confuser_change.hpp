#pragma once

#include <algorithm>
#include <cmath>

#include "kossa/phantom/render.hpp"
#include "phantom/small_phantom.hpp"

namespace kossa::phantom {

struct Change {
    double share;         // of pixels changed
    double glass_share;   // of changed pixels that lie on glass
    double mean_density;  // added, where changed
};

/// Skin without calcium and confusers.
struct PlainSkin {
    PhantomOptions options = small_options(Preset::none, 900.0, 700.0);
    Specimen specimen = make_specimen(options);
    Box<Level0> box = whole(placement_of(options).image_size());
    DensityRaster densities = Renderer(specimen, options).densities(box);
};

/// What one confuser alone does to it.
inline Change change_by(bool Confusers::*member) {
    static const PlainSkin plain;
    PhantomOptions options = plain.options;
    options.confusers.*member = true;
    const Specimen confused = make_specimen(options);
    const DensityRaster& before = plain.densities;
    const DensityRaster after = Renderer(confused, options).densities(plain.box);
    int changed = 0;
    int on_glass = 0;
    double added = 0.0;
    for (int y = 0; y < before.rows; ++y) {
        for (int x = 0; x < before.cols; ++x) {
            const Density difference = after(y, x) - before(y, x);
            const double mean = (difference[0] + difference[1] + difference[2]) / 3.0;
            if (std::abs(mean) > 0.02) {
                ++changed;
                added += mean;
                on_glass += plain.specimen.layers.zone_at({x + 0.5, y + 0.5}) == Zone::glass ? 1 : 0;
            }
        }
    }
    return {static_cast<double>(changed) / static_cast<double>(before.total()),
            static_cast<double>(on_glass) / std::max(changed, 1), added / std::max(changed, 1)};
}

}  // namespace kossa::phantom
