#pragma once

#include <string>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// Pixels along the border of a layer, its rete ridges smoothed.
struct LayerBorder {
    int to_tissue = 0;
    int to_outside = 0;
};
LayerBorder border_of_layer(const Mask& epidermis, const Mask& firm, Microns pixel);

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
    int thin_px = 0;  ///< of the tissue
    LayerBorder border;
};

/// The pixels of `tissue` that are not part of anything thick: further than 1.5 times EpidermisOptions::dermis_to_um
/// from all that lies deeper than that below the outline.
int thin_pixels(const Mask& tissue, const Surface& outline, Microns pixel, const EpidermisOptions& options);

/// All but thin_px and border.
CoverInWindow cover_in(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                       const SurveyWindow& window, const EpidermisOptions& options);

/// What is measured of a candidate for the epidermis in all windows together, with the gate that it fails.
EpidermisGates gates_of(const std::vector<CoverInWindow>& windows, Microns pixel, const EpidermisOptions& options);

}  // namespace kossa
