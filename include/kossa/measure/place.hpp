#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"
#include "kossa/measure/deposit_rows.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

struct PlaceOptions {
    /// The horny layer with the granular layer under it reaches this far below the surface, um, 0..200 (horny layer of
    /// trunk and limbs 11 to 18 um, its oblique cut half as much again).
    double horny_layer_um = 30.0;
    /// Dark matter there is keratin from this saturation on, 0..1: dense calcium is greyer. On the epidermis, as soon
    /// as it is not as grey as dense calcium.
    double keratin_saturation = 0.36;
    /// A lamella of it, cut across, is a band no wider than this, um, 0..200 (horny layer of trunk and limbs). A
    /// deposit is no band.
    double horny_band_um = 18.0;
    /// Length over width of such a band, at least, 1..20.
    double band_aspect = 3.0;
    /// A piece of tissue larger than this, but without so large a connected set of firm pixels, is made of crumbs that
    /// haze joins: dirt beside the section, mm2, 0..10 (the limit below which a piece is dirt in any case).
    double crumb_mm2 = 0.1;
    /// Where there are such crumbs, what lies further than this from any section is one too, um, 0..500: deposits are
    /// looked for that far beyond the outline of a section.
    double beside_um = 150.0;
    /// Margin ink lies on average this near to the outline of the section at most, um, 0..200: the rim that soaks into
    /// the cut edge is some 50 um thick.
    double ink_rim_um = 25.0;
    /// Ink is at least this dense, seeds on average, 0..2, whatever the stain: in a pale stain lamellae of the horny
    /// layer are as dark as a seed must be, and as grey.
    double ink_od = 0.50;
    /// It follows the outline for at least this long, um, 50..5000, ...
    double least_rim_um = 200.0;
    /// ... with gaps of at most this, um, 0..500, ...
    double rim_gap_um = 30.0;
    /// The same where the edge is cut, further than twice `horny_layer_um` from the epidermis, um, 0..500: dried ink
    /// comes off in flakes, and no deposits lie in a row along a cut edge.
    double cut_rim_gap_um = 150.0;
    /// ... and lies along at least this share of the outline there, 0..1.
    double least_rim_cover = 0.3;
    /// Ink runs deeper into clefts and loose tissue: what comes this near to such a rim, reaches `ink_rim_um`, and lies
    /// on average no further from the outline than this is ink too, um, 0..500.
    double deepest_ink_um = 60.0;
    /// Ink dries as a pale film on the outline, which is no firm tissue: what comes as near to such a rim and lies in
    /// it is ink too, nowhere further from the outline than this, um, 0..500 (up to 96 measured on 27 stretches), ...
    double widest_ink_um = 100.0;
    /// ... and on average no further beyond the film than this, um, 0..100: of a stretch of ink an eighth, a survey
    /// pixel deep (0 to 1 measured on 27; deposits at the edge 3 to 23).
    double beyond_film_um = 2.0;
    /// A pen stroke is larger than this, um2, 1e3..1e8, reaches the outline or the edge of the image, ...
    double pen_area_um2 = 20000.0;
    /// ... and is denser than calcium was ever seen, mean optical density, 0.5..2 (calcium on H&E up to 0.87,
    /// pen 1.14), ...
    double pen_od = 1.0;
    /// ... and as coloured as this, mean saturation, 0..1: on H&E 0, on von Kossa
    /// DepositOptions::silver_pen_saturation.
    double pen_saturation = 0.0;
    /// Bacteria lie on the epidermis, on average within this of the outline, um, 0..100 (horny layer of trunk and
    /// limbs: there are no nuclei in it), ...
    double bacteria_um = 15.0;
    /// ... alone or in clumps no larger than this, um2, 1..100 (the smallest nucleus), ...
    double clump_um2 = 28.0;
    /// ... in a colony of this width, um, 10..500 (colonies have 10 to 100), ...
    double colony_um = 60.0;
    /// ... of at least this many, 2..1000.
    int fewest_bacteria = 10;
};

/// Names by their place what cannot be told by its look. A pen stroke at the edge of the section is ink; so is what
/// lines the outline of the section over some length; many fine dots in the horny layer are bacteria; coloured matter
/// in the horny layer is keratin, and in the epidermis also a band or a ragged body there; what lies among crumbs
/// beside the section is dust. Looked at are findings taken for calcium or uncertain, and grey ones already turned down
/// as ragged, for ink also others, for bacteria also nuclei. The order is kept.
std::vector<Finding> name_by_place(std::vector<Finding> findings, const SkinMap& skin, const SlideFrames& frames,
                                   const PlaceOptions& options, const CellOptions& cells);

/// Findings that were doubted because they may be macrophages full of pigment: the epidermis has none, so what lies
/// mostly in it and lost confidence is again as it was in `before`, which has the same findings in the same order.
std::vector<Finding> no_macrophages_in_epidermis(std::vector<Finding> doubted, const std::vector<Finding>& before,
                                                 const SkinMap& skin, const SlideFrames& frames);

}  // namespace kossa
