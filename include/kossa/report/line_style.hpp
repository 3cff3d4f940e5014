#pragma once

#include <opencv2/core.hpp>

#include "kossa/report/palette.hpp"

namespace kossa::report {

struct Pen {
    Colour colour{};
    int thickness = 1;  ///< pixels
    int dash = 0;       ///< length of a dash and of the gap behind it, pixels; 0 draws through
};

/// The lines of the overlay, one look for picture and legend.
struct Pens {
    Pen epidermis;
    Pen junction;
    Pen dermis_border;
    Pen subcutis;
    Pen excluded;
    Pen halo;  ///< under a deposit's outline, so that it shows on dark tissue
    int deposit_thickness = 1;
    Pen uncertain;  ///< dashes, on an unbroken line of the halo's colour
    Pen carbon;     ///< of what may be carbon or tattoo, drawn through
};

/// Thickness grows with the longer side of the picture.
Pens pens_for(const cv::Size& picture);

/// Of the ring around a deposit too small to see, in pixels: 5 on a small picture, 10 at 2,500 px.
int ring_radius(const cv::Size& picture);

/// For images whose channel order is red, green, blue.
inline cv::Scalar scalar(const Colour& colour) {
    return {static_cast<double>(colour[0]), static_cast<double>(colour[1]), static_cast<double>(colour[2])};
}

}  // namespace kossa::report
