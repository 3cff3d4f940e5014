#pragma once

#include <limits>

#include "kossa/skin/skin_map.hpp"

namespace kossa::support {

/// Zone of a depth in layered skin.
inline Zone zone_of(double depth_um) {
    return depth_um < 0.0 ? Zone::epidermis : depth_um <= 500.0 ? Zone::upper_dermis : Zone::deep_dermis;
}

/// A skin map that is tissue all over, in one piece, whose depth is `depth_um(x, y)` at a position in survey pixels.
template <class Depth>
SkinMap layered_skin(cv::Size size, Microns pixel, Depth depth_um) {
    SkinMap skin;
    skin.pixel = pixel;
    skin.tissue.tissue = Mask(size, 255);
    skin.tissue.solid = Mask(size, 255);
    skin.tissue.firm = Mask(size, 255);
    skin.tissue.pieces = LabelRaster(size, 1);
    skin.tissue.piece_count = 1;
    skin.epidermis = Mask(size, 0);
    skin.horny = Mask(size, 0);
    skin.subcutis = Mask(size, 0);
    skin.zone = MaskSheet(size);
    skin.depth = FloatSheet(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double depth = depth_um(x + 0.5, y + 0.5);
            skin.depth.at(y, x) = static_cast<float>(depth);
            skin.zone.at(y, x) = static_cast<std::uint8_t>(zone_of(depth));
            skin.epidermis.at(y, x) = depth < 0.0 ? 255 : 0;
        }
    }
    skin.piece_has_epidermis = {false, true};
    skin.report.assessable = true;
    return skin;
}

/// Takes depth, and with it the zone, from the pixels of a box, as for a piece without epidermis.
inline void unassess(SkinMap& skin, const cv::Rect& box, int piece) {
    skin.depth.fill(box, std::numeric_limits<float>::quiet_NaN());
    skin.zone.fill(box, static_cast<std::uint8_t>(Zone::unassessable));
    skin.epidermis.fill(box, 0);
    skin.tissue.pieces.fill(box, piece);
    skin.tissue.piece_count = std::max(skin.tissue.piece_count, piece);
    skin.piece_has_epidermis.resize(static_cast<std::size_t>(skin.tissue.piece_count) + 1, false);
    skin.piece_has_epidermis[static_cast<std::size_t>(piece)] = false;
}

/// Takes the tissue from the pixels of a box.
inline void cut_out(SkinMap& skin, const cv::Rect& box) {
    skin.depth.fill(box, std::numeric_limits<float>::quiet_NaN());
    skin.zone.fill(box, SkinMap::no_zone);
    skin.tissue.tissue.fill(box, 0);
    skin.tissue.solid.fill(box, 0);
    skin.tissue.firm.fill(box, 0);
    skin.tissue.pieces.fill(box, 0);
    skin.epidermis.fill(box, 0);
}

}  // namespace kossa::support
