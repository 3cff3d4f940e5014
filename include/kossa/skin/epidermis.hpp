#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/tissue.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

struct EpidermisOptions {
    /// Blur that turns nuclei into cellularity, um (standard deviation), 4..30.
    double cellularity_blur_um = 12.0;
    /// Stretch of surface over which depth profiles are averaged, um (standard deviation), 20..500.
    double along_surface_um = 150.0;
    /// The living epidermis is looked for within this depth, um, 50..400.
    double peak_within_um = 150.0;
    /// The dermis below is read between these depths, um, 100..1000 and 150..2000.
    double dermis_from_um = 250.0;
    double dermis_to_um = 450.0;
    /// ... but between these where that is so much more cellular as cells of the epidermis are (least_contrast), um,
    /// 200..2000 and 250..4000: epidermis as thick as in a keratosis.
    double deep_dermis_from_um = 500.0;
    double deep_dermis_to_um = 900.0;
    /// ... and over this distance, um (standard deviation), 50..2000: a follicle must not pass for the dermis.
    double dermis_along_um = 400.0;
    /// Cells of the epidermis are this many times as cellular as the dermis, 1.1..5, ...
    double least_contrast = 1.6;
    /// ... and denser by this many times the upper quartile of the density of what is stained, 0.1..5, ...
    double least_difference = 0.8;
    /// ... at least by this optical density, 0.005..0.5, ...
    double least_difference_od = 0.02;
    /// ... but need be by no more than this, 0.02..1: where most of the tissue is cells the quartile is theirs. With
    /// 0.10 nine of 160 phantoms on von Kossa lose epidermis, with 0.08 two fields of fat necrosis in a dark stain have
    /// one.
    double most_difference_od = 0.09;
    /// They begin at most this much deeper below the surface than at its median point: as far as the thickness of the
    /// horny layer varies, um, 0..300. What lies deeper along a cut edge is a follicle.
    double thickest_horny_um = 20.0;
    /// Epidermis reaches at most this deep, um, 100..2000.
    double deepest_um = 600.0;
    /// Epithelium smaller than this is none of the surface, um2, 0..1e6.
    double least_area_um2 = 20000.0;
    /// Scraps of tissue up to this area that the epidermis cuts off from the dermis are scale, um2, 0..1e6.
    double largest_scale_um2 = 50000.0;
    /// A tongue of epithelium narrower than this along the surface, um, 0..2000, ...
    double widest_adnexa_um = 400.0;
    /// ... and deeper than the median thickness by this many robust standard deviations, 1..20, is a follicle or a
    /// duct: adnexal, not epidermis.
    double adnexa_deviations = 3.0;
    /// Gates. Longest unbroken covered surface, mm, 0..20: below it any cellular rim could pass for epidermis.
    double least_surface_mm = 1.0;
    /// Mean thickness, um, 0..500 and 50..2000.
    double thinnest_um = 40.0;
    double thickest_um = 400.0;
    /// Share of the tissue area, 0..1.
    double least_share = 0.005;
    double largest_share = 0.15;
    /// The same of a section that is thin throughout, such as a shave biopsy: no part of it lies deeper below its
    /// outline than dermis_to_um. Between the two in proportion to the area of thin parts.
    double largest_thin_share = 0.6;
    /// Border of the layer to tissue over that to the outside, 0..2, in a section that is thin throughout, and in
    /// proportion less where parts are thick: what lies across a thin section has the outside on two sides, a layer on
    /// one.
    double least_dermis_below = 0.75;
};

/// What was measured on the way to the epidermis, and whether it is enough to give depths.
struct EpidermisGates {
    Microns longest_surface;  ///< longest stretch of covered outline, follicle mouths bridged
    Microns covered_surface;  ///< all covered outline
    Microns mean_thickness;
    double share_of_tissue = 0.0;
    double thin_share = 0.0;    ///< of the tissue, by area
    double dermis_below = 0.0;  ///< border to tissue over that to the outside
    std::string failed;         ///< clause naming the gate that failed with its value, empty when all hold
};

struct Epidermis {
    Mask mask;         ///< living epidermis and horny layer; empty raster content (all 0) when a gate failed
    Mask horny;        ///< the part of it above the living cells, as far as it can be told from them
    Mask thick_horny;  ///< the horny layer above `mask` where it is thick, as on palms and soles; else empty
    Mask adnexa;       ///< epithelium of follicles and ducts that goes down from it; all 0 when a gate failed
    EpidermisGates gates;
};

/// What find_epidermis looks at in one window of the slide, on the survey grid.
struct EpidermisWindow {
    /// Optical density of the channel that the nuclear stain absorbs most: red for haematoxylin, green for nuclear fast
    /// red.
    DensityBands cellular_od;
    DensityBands ground_od;  ///< the same of each pixel without its darkest quarter
    Mask deposits;           ///< dense material that must not count as cells
    TissueMap tissue;
    SurveyWindow window;
};

/// The surface epithelium. The outline of the section is followed; a stretch is covered where the tissue just below it
/// is markedly more cellular than the dermis round it. Under covered stretches, what is above half way between
/// epidermis and dermis belongs to the epidermis if it begins at the surface; tongues that go down from it are adnexa.
/// Image edges are no surface.
///
/// All windows of a slide (windows_round, from `reach_of_epidermis` on), one result each. What holds for the slide is
/// taken of all of them: how thick the horny layer is, what infiltrates look like, the gates.
std::vector<Epidermis> find_epidermis(const std::vector<EpidermisWindow>& windows, Microns pixel,
                                      const EpidermisOptions& options);

/// How far round tissue the search for the epidermis looks.
Microns reach_of_epidermis(const EpidermisOptions& options);

/// Scraps of tissue that the epidermis cuts off from the rest: flakes of the horny layer above it, and haze. A piece is
/// a scrap when what is firm of it, threads thinner than 20 um left out, is smaller than `largest_scale_um2`. So is a
/// thread along the outside of the epidermis that only its end joins to the rest.
Mask cut_off_by(const Mask& epidermis, const TissueMap& tissue, const EpidermisOptions& options, Microns pixel);

/// Scale that hangs together with the dermis only through the keratin in the mouth of a follicle: a scrap that the
/// epidermis and the follicles (`adnexa`) cut off together, at least half haze, and at least half nearer to the
/// epidermis than to a follicle. Dermis between a follicle and a cut edge is firm, or lies along the follicle.
Mask scale_round_mouths(const Mask& epidermis, const Mask& adnexa, const TissueMap& tissue,
                        const EpidermisOptions& options, Microns pixel);

}  // namespace kossa
