#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "kossa/measure/place.hpp"
#include "support/layered_skin.hpp"
#include "support/runs.hpp"

namespace kossa::support {

/// Survey pixels of 4 um, working pixels of 0.5.
inline const SlideFrames place_frames{{800, 800}, PixelSize(Microns(0.5)), {1.0, 1.0}, {0.125, 0.125}};
inline constexpr int px_per_um = 2;

/// Skin whose surface is its top row, with a horny layer of 48 um; a pixel's distance is that of its centre.
inline SkinMap flat_skin() {
    SkinMap skin = support::layered_skin({100, 100}, Microns(4.0), [](double, double y) { return 4.0 * y - 100.0; });
    skin.horny.fill({0, 0, 100, 12}, 255);
    skin.below_surface = FloatSheet(cv::Size(100, 100));
    for (int y = 0; y < 100; ++y) {
        skin.below_surface.fill({0, y, 100, 1}, 4.0F * (static_cast<float>(y) + 0.5F));
    }
    return skin;
}

/// A black square of 20 um whose middle lies `middle_um` below the surface and `left_um` from the left.
inline Finding black_square(int left_um, int middle_um, FindingClass kind = FindingClass::calcium) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = 0.8;
    finding.reason = "as before";
    finding.runs = support::filled(left_um * px_per_um, (middle_um - 10) * px_per_um, 20 * px_per_um, 20 * px_per_um);
    finding.sums.pixels = 40 * 40;
    finding.sums.milli_od = {700 * 1600, 800 * 1600, 700 * 1600};
    finding.sums.seeds = finding.sums.pixels;
    finding.sums.seed_milli_od = finding.sums.milli_od;
    return finding;
}

/// What the findings are named by their places on that skin.
inline std::vector<FindingClass> names_on(const SkinMap& skin, std::vector<Finding> findings,
                                          const PlaceOptions& options = {}) {
    std::vector<FindingClass> names;
    for (const Finding& finding : name_by_place(std::move(findings), skin, place_frames, options, {})) {
        names.push_back(finding.finding);
    }
    return names;
}

}  // namespace kossa::support
