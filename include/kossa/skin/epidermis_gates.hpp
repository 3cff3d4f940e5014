#pragma once

#include <string>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// What is measured of a candidate for the epidermis, with the gate that it fails.
EpidermisGates measure_gates(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                             const EpidermisOptions& options);

/// What the gates need to know of one window of the slide.
struct CoverInWindow {
    /// Of one closed outline.
    struct Outline {
        cv::Point round;  ///< Surface::outline_round, on the slide's survey grid
        Microns longest;
        Microns total;
    };
    std::vector<Outline> outlines;
    int epidermis_px = 0;
    int tissue_px = 0;
};

CoverInWindow cover_in(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                       const SurveyWindow& window, const EpidermisOptions& options);

/// measure_gates of all windows together.
EpidermisGates gates_of(const std::vector<CoverInWindow>& windows, Microns pixel, const EpidermisOptions& options);

}  // namespace kossa
