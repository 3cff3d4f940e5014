#pragma once

#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/density_bands.hpp"

namespace kossa {

struct TissueOptions {
    /// Least mean optical density of tissue, 0.005..0.2; also at least four times the noise of the glass.
    double least_od = 0.02;
    /// Pieces smaller than this are dirt, mm2, 0..10.
    double least_piece_mm2 = 0.1;
    /// Gaps in tissue up to twice this are closed, and up to this in its firm matter, um, 0..100.
    double gap_um = 24.0;
    /// Gaps in the walls of fat cells up to twice this are closed, um, 0..20.
    double wall_gap_um = 8.0;
    /// Fat, a net of walls too thin to see alone, is tissue where its filled cells are wider than twice this,
    /// um, 5..100.
    double fat_width_um = 25.0;
    /// Enclosed holes up to this area are tissue (fat cells, vessels), mm2, 0..1.
    double fat_hole_mm2 = 0.05;
    /// Haze and loose scale along the outline, paler than half the tissue, reach at most this far, um, 0..500.
    double loose_um = 150.0;
    /// Enclosed holes up to this area are tears: no tissue, but no surface of the section either, mm2, 0..20.
    double tear_mm2 = 2.0;
};

/// Tissue on the survey grid.
struct TissueMap {
    Mask tissue;         ///< tissue, fat included
    Mask solid;          ///< tissue with its tears filled: its outline is the outline of the section
    Mask walls;          ///< what shows of the walls of fat cells and other threads; empty where tissue was outlined
    Mask ink;            ///< pen and margin ink on the outline of `solid`
    Mask firm;           ///< `solid` without ink, haze and loose scale along its outline
    LabelRaster pieces;  ///< 0 = none, 1.. = piece of `solid`, by position
    int piece_count = 0;
    double threshold = 0.0;  ///< optical density
};

/// The boxes round the pieces, by number; that of 0 is empty.
std::vector<cv::Rect> boxes_of_pieces(const TissueMap& tissue);

/// The same of a whole slide, without what takes memory on glass; the pieces are counted and not numbered.
struct SurveyTissue {
    MaskSheet tissue;
    MaskSheet solid;
    MaskSheet walls;
    MaskSheet ink;
    MaskSheet firm;
    /// What is as dark as tissue and has not the colour of ink, in pieces too small to be some (`least_piece_mm2`),
    /// down to a twentieth of that.
    std::vector<Run<Survey>> small;
    int piece_count = 0;
    double threshold = 0.0;

    TissueMap part(const cv::Rect& box) const;
};

/// What density alone does not tell, on the survey grid.
struct ByColour {
    MaskSheet ink;   ///< has the colour of pen or margin ink
    MaskSheet bare;  ///< is glass though it may be dark
};

/// What shows of the walls of fat cells and other threads: darker than `threshold`, or darker by `contrast` than both
/// sides of a line up to two pixels wide. Walls are thinner than a survey pixel and so look pale, the paler the stain.
Mask walls(const FloatRaster& od, double threshold, double contrast);

/// Tissue by optical density: darker than the noise of the glass, small gaps closed, pieces of dirt left out. A piece
/// must also be darker on average than half the threshold that best divides the image in two (Otsu 1979), so that pale
/// smears on the glass are no tissue. `od` is the mean optical density of the channels, `darkest` that of the darkest
/// part of each pixel, in which walls show that are thinner than a pixel.
/// What is bare is no tissue. What has the colour of `ink` and
/// is reached from the glass through nothing else, over 200 um and more, is not firm: pen and margin ink.
SurveyTissue find_tissue(const DensityBands& od, const DensityBands& darkest, const ByColour& colours, Microns pixel,
                         const TissueOptions& options);

/// TissueMap::solid of the same alone, in less time.
Mask find_solid_tissue(const DensityBands& od, const DensityBands& darkest, Microns pixel,
                       const TissueOptions& options);

/// The scale and haze on top of the epidermis. Pale is what is reached from outside `firm`, the section, no further in
/// than `loose_um`, and is paler than `half_way`, the density half way, in intensity, between glass and the median of
/// the living epidermis of the slide (half_intensity), or a flake thinner than 20 um. The horny layer may be pale, but
/// is thin: what is pale and further than 8 um from what is not is scale. Dermis is paler than epidermis, so
/// find_tissue cannot tell such scale from tissue.
Mask loose_scale(const Mask& epidermis, double half_way, const FloatRaster& od, const Mask& firm, Microns pixel,
                 const TissueOptions& options);

/// How far the edge of a pen stroke, out of focus, is wide.
inline constexpr Microns edge_of_stroke(60.0);

/// What of `ink` is wider than margin ink, 100 um: pen.
Mask wide_ink(const Mask& ink, Microns pixel);

/// Densities where `inside` is set, added to `values`.
void add_densities(std::vector<float>& values, const FloatRaster& od, const Mask& inside);

/// Half way, in intensity, between glass and the median of some densities; 0 of none.
double half_intensity(std::vector<float> densities);

/// A tissue map from a mask of tissue as it is, with its tears and pieces, all of it firm. The thresholds stay 0.
TissueMap tissue_map(const Mask& tissue, Microns pixel, const TissueOptions& options);

}  // namespace kossa
