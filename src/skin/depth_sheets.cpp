#include "depth_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "kossa/core/rows.hpp"
#include "kossa/skin/distance.hpp"
#include "kossa/skin/junction_ends.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

namespace {

constexpr int least_rows_of_depth = 64;  // of a stretch

constexpr double depth_blur_px = 1.0;  // takes the steps of the pixels out of the junction
constexpr int blur_reach_px = 8;       // further than that blur

/// Distances, seen from a window, to what is marked on the slide. Looks beyond the window as far as there may be
/// something nearer.
FloatRaster distance_in(const SurveyWindow& window, const MaskSheet& marked, Microns pixel) {
    const cv::Rect& box = window.box;
    const Mask here = marked.part(box);
    FloatRaster distance = distance_to(here, pixel);
    if (box.size() == window.whole) {
        return distance;
    }
    double farthest = 0.0;
    cv::minMaxLoc(distance, nullptr, &farthest);
    const double all = std::max(window.whole.width, window.whole.height);
    const int reach = static_cast<int>(std::min(all, std::ceil(farthest / pixel.value()))) + 1;
    const cv::Rect round = grown(box, reach, window.whole);
    const Mask beyond = marked.part(round);
    return cv::countNonZero(beyond) == cv::countNonZero(here)
               ? distance
               : FloatRaster(distance_to(beyond, pixel)(box - round.tl()));
}

/// Whether distances are to anything: those to nothing are infinite everywhere.
bool has_any(const FloatRaster& distances) {
    return std::isfinite(distances(0, 0));
}

/// The outline of the section. Where an outline of tissue was drawn through it, it goes on beyond.
MaskSheet outline_of(const std::vector<SkinPart>& parts, Microns pixel) {
    return mask_of_windows(parts, [pixel](const SkinPart& part) {
        Mask on_outline(part.window.box.size(), 0);
        for (const cv::Point& p : outline_points(part.solid()).points) {
            on_outline(p) = 255;
        }
        if (const Mask beyond = part.beyond_outline(); cv::countNonZero(beyond) > 0) {
            on_outline.setTo(0, dilated(beyond, pixel, pixel));
        }
        return on_outline;
    });
}

/// Signed distance to the lower border of `layer`: to its nearest pixel from outside, to the nearest tissue beyond it
/// from inside; half a pixel off each, so that the border itself is 0. Glass above the layer counts as inside. Without
/// a border, where all of the tissue or none is in the layer, nothing has a depth.
FloatRaster signed_depth(const Mask& layer, const Mask& tissue, Microns pixel) {
    const FloatRaster below = distance_to(layer, pixel);
    const FloatRaster above = distance_to(Mask(tissue & ~layer), pixel);
    if (!has_any(below) || !has_any(above)) {
        return FloatRaster(layer.size(), no_depth);
    }
    const auto half = static_cast<float>(pixel.value() / 2.0);
    FloatRaster depth(layer.size());
    over_stretches(depth.rows, least_rows_of_depth, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < depth.cols; ++x) {
                const bool inside = layer(y, x) != 0 || (tissue(y, x) == 0 && below(y, x) < above(y, x));
                depth(y, x) = inside ? half - above(y, x) : below(y, x) - half;
            }
        }
    });
    cv::GaussianBlur(depth, depth, {0, 0}, depth_blur_px);
    return depth;
}

/// The boxes of the pieces that have epidermis, by their numbers.
std::map<std::int32_t, cv::Rect> boxes_of_pieces(const LabelRaster& pieces, const Mask& epidermis) {
    std::map<std::int32_t, cv::Rect> boxes;
    const auto visit_stretches = [&](const auto& visit) {
        for (int y = 0; y < pieces.rows; ++y) {
            for (int x = 0, end = 0; x < pieces.cols; x = end) {
                end = static_cast<int>(std::find_if(pieces[y] + x, pieces[y] + pieces.cols,
                                                    [&](std::int32_t piece) { return piece != pieces(y, x); }) -
                                       pieces[y]);
                visit(pieces(y, x), cv::Rect(x, y, end - x, 1));
            }
        }
    };
    visit_stretches([&](std::int32_t piece, const cv::Rect& stretch) {
        if (piece != 0 && cv::countNonZero(epidermis(stretch)) > 0) {
            boxes[piece] = stretch;
        }
    });
    visit_stretches([&](std::int32_t piece, const cv::Rect& stretch) {
        if (const auto box = boxes.find(piece); box != boxes.end()) {
            box->second |= stretch;
        }
    });
    return boxes;
}

}  // namespace

FloatSheet below_surface(const std::vector<SkinPart>& parts, Microns pixel) {
    const MaskSheet outline = outline_of(parts, pixel);
    return sheet_of_windows(parts, nowhere,
                            [&](const SkinPart& part) { return distance_in(part.window, outline, pixel); });
}

MaskSheet smoothed_epidermis(const std::vector<SkinPart>& parts, Microns pixel, const DepthOptions& options) {
    return mask_of_windows(parts, [&](const SkinPart& part) {
        return Mask(closed(part.epidermis(), Microns(options.smoothing_um / 2.0), pixel) & part.tissue());
    });
}

FloatSheet depth_below(const MaskSheet& smoothed, const std::vector<SkinPart>& parts, Microns pixel) {
    return sheet_of_windows(parts, no_depth, [&](const SkinPart& part) {
        const LabelRaster pieces = part.pieces();
        const Mask tissue = part.tissue();
        const Mask layer = smoothed.part(part.window.box);
        FloatRaster depth(tissue.size(), no_depth);
        for (const auto& [piece, box] : boxes_of_pieces(pieces, part.epidermis())) {
            const cv::Rect round = cv::Rect(box.x - blur_reach_px, box.y - blur_reach_px, box.width + 2 * blur_reach_px,
                                            box.height + 2 * blur_reach_px) &
                                   cv::Rect({0, 0}, depth.size());
            const Mask of_piece(pieces(round) == piece);
            const Mask of_tissue(tissue(round) & of_piece);
            signed_depth(Mask(layer(round) & of_piece), of_tissue, pixel).copyTo(depth(round), of_tissue);
        }
        return depth;
    });
}

void lessen(FloatRaster& least, const FloatRaster& with_excluded, const SkinPart& part,
            const std::vector<bool>& piece_has_line) {
    for (int y = 0; y < least.rows; ++y) {
        for (int x = 0; x < least.cols; ++x) {
            const auto piece = static_cast<std::size_t>(part.piece(y, x));
            if (with_excluded(y, x) < least(y, x) && (piece_has_line.empty() || !piece_has_line[piece])) {
                least(y, x) = with_excluded(y, x);
            }
        }
    }
}

FloatRaster least_depth_in(const SkinPart& part, const FloatRaster& depth, const MaskSheet& smoothed,
                           const std::vector<bool>& piece_is_certain, Microns pixel, const DepthOptions& options) {
    const LabelRaster pieces = part.pieces();
    std::vector<JunctionEnd> ends = junction_ends(smoothed.part(part.window.box), part.solid(), pieces, pixel);
    std::erase_if(ends, [&](const JunctionEnd& end) {
        return !piece_is_certain.empty() && piece_is_certain[static_cast<std::size_t>(end.piece)];
    });
    constexpr double radians = std::numbers::pi / 180.0;
    return least_depth(depth, pieces, ends, options.end_turn_degrees * radians, pixel);
}

}  // namespace kossa
