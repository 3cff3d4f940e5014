#include "kossa/report/line_style.hpp"

#include <algorithm>

namespace kossa::report {

namespace {

constexpr double longer_side_per_line_px = 1000.0;
constexpr double longer_side_per_ring_px = 250.0;
constexpr int smallest_ring_px = 5;
constexpr int dash_per_thickness = 5;  // shorter, and a thin line looks drawn through where it bends
constexpr Colour white{255, 255, 255};
constexpr Colour dark_grey{80, 80, 80};

}  // namespace

Pens pens_for(const cv::Size& picture) {
    const int thin = std::max(1, cvRound(std::max(picture.width, picture.height) / longer_side_per_line_px));
    return {.epidermis = {okabe_ito::orange, thin},
            .junction = {okabe_ito::black, 2 * thin},
            .dermis_border = {okabe_ito::black, thin, dash_per_thickness * thin},
            .subcutis = {okabe_ito::bluish_green, thin},
            .excluded = {dark_grey, 2 * thin, dash_per_thickness * thin},
            .halo = {white, thin + 2},
            .deposit_thickness = thin,
            .uncertain = {okabe_ito::black, thin, dash_per_thickness * thin},
            .carbon = {carbon_line, thin}};
}

int ring_radius(const cv::Size& picture) {
    return std::max(smallest_ring_px, cvRound(std::max(picture.width, picture.height) / longer_side_per_ring_px));
}

}  // namespace kossa::report
