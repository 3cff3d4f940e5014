#pragma once

#include <functional>

#include "kossa/phantom/objects.hpp"
#include "phantom/small_phantom.hpp"

namespace kossa::phantom {

using Painter = std::function<void(Canvas&, const Tissue&)>;

/// One sort of object alone on an empty canvas of 1 um pixels.
class Painting {
  public:
    Painting(const PhantomOptions& options, const Painter& painter)
        : specimen_(make_specimen(options)),
          palette_(options.stain, 1.0),
          canvas_(placement_of(options), whole(placement_of(options).image_size())),
          tissue_(specimen_, palette_, canvas_.extent()) {
        painter(canvas_, tissue_);
    }

    const Specimen& specimen() const { return specimen_; }
    const Tissue& tissue() const { return tissue_; }
    double mean_at(int x, int y) const {
        const Density& d = canvas_.densities(y, x);
        return (d[0] + d[1] + d[2]) / 3.0;
    }
    /// Calls `visit(spot)` for every painted pixel.
    template <class Visit>
    int painted(const Visit& visit) const {
        int count = 0;
        for (int y = 0; y < canvas_.densities.rows; ++y) {
            for (int x = 0; x < canvas_.densities.cols; ++x) {
                if (mean_at(x, y) > 0.03) {
                    ++count;
                    visit(Spot{x + 0.5, y + 0.5});
                }
            }
        }
        return count;
    }

  private:
    Specimen specimen_;
    Palette palette_;
    Canvas canvas_;
    Tissue tissue_;
};

/// Skin with all its layers and without calcium.
inline PhantomOptions skin() {
    return small_options(Preset::none, 1400.0, 1500.0);
}

}  // namespace kossa::phantom
