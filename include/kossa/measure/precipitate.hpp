#pragma once

#include <vector>

#include "kossa/measure/deposit_rows.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

/// What lies on the glass beside the section came from the stain: silver or haematoxylin that fell out. It falls on the
/// tissue as well, where one crumb cannot be told from a small deposit. But how many of a size have fallen there is
/// known from the glass.
struct PrecipitateOptions {
    /// Glass is what lies further than this from any tissue, um, 0..150: the haze of its outline is nearer.
    double glass_from_um = 20.0;
    /// Crumbs are no larger than this in diameter, um, 1..200: a larger body is a piece that broke off.
    double largest_um = 20.0;
    /// They lie on bare glass: mean optical density a reach outside their outline up to this, 0..0.3. The palest tissue
    /// has 0.12.
    double bare_od = 0.06;
    /// As many as this must look like deposits, 1..10000, ...
    int fewest = 5;
    /// ... and their number per area of glass be this share of that of what looks so per area of tissue, 0..10, for the
    /// slide to be flagged and its small deposits to be doubted.
    double least_density_ratio = 0.10;
    /// Two are of one size where the area of neither is more than this many times that of the other, 1..10: 1.7 times
    /// in diameter.
    double same_size = 3.0;
    /// Crumbs of one size that show how many have fallen of those that are smaller, 1..100: fewer may be there by
    /// chance.
    int fewest_of_a_size = 3;
};

/// Where deposits were looked for and only glass is.
MaskSheet bare_glass(const MaskSheet& searched, const SkinMap& skin, const PrecipitateOptions& options);

/// Names crumbs on `glass` precipitate, whatever stained matter they were taken for. Their confidence stays: how much
/// they look like a deposit. The order is kept.
std::vector<Finding> name_precipitate(std::vector<Finding> findings, const MaskSheet& glass, const SlideFrames& frames,
                                      const PrecipitateOptions& options);

/// The areas, um2, of the stained matter that looks like deposits, however little of it there is: crumbs on the glass,
/// where particles are in no cell, and everything on the tissue but carbon. Ascending.
struct CrumbSizes {
    std::vector<double> glass;
    std::vector<double> tissue;
    SquareMicrons glass_area;
    SquareMicrons tissue_area;
};

/// Those of bodies of their own and those of groups of grains: single crumbs are held against single bodies, and heaps
/// of crumbs, which measure more, against groups.
struct Crumbs {
    CrumbSizes single;
    CrumbSizes heaps;
};

/// Of the findings that count those whose look is at least `least_look`, 0..1.
Crumbs crumbs_among(const std::vector<Finding>& findings, const std::vector<bool>& counts, double least_look,
                    SquareMicrons glass, SquareMicrons tissue, const SlideFrames& frames);

CrumbsOnGlass crumbs_on_glass(const Crumbs& crumbs);

/// How much of what looks like deposits on the tissue fell there, if as much fell as on the glass.
class FallenShares {
  public:
    FallenShares(CrumbSizes sizes, const PrecipitateOptions& options);

    /// The share, 0..1, of what is about as large; at least that of any larger size of which enough crumbs lie on the
    /// glass, since what falls is small. One standard error of the number of crumbs is added to it.
    double at(double area_um2) const;

  private:
    double of_size(double area_um2) const;

    CrumbSizes sizes_;
    double same_size_;
    std::vector<double> of_larger_;  ///< per crumb: the largest share of crumbs from it on
};

/// Whether so many crumbs lie so densely that the deposits may be crumbs too.
bool precipitate_on_glass(const CrumbsOnGlass& crumbs, const PrecipitateOptions& options);

/// Where precipitate lies on the glass, the confidence of a deposit is at most the share of its kind and size that did
/// not fall. Below the cut it is uncertain or precipitate.
std::vector<Finding> doubt_crumbs(std::vector<Finding> findings, const Crumbs& crumbs, const SlideFrames& frames,
                                  const PrecipitateOptions& options, const ClassificationOptions& classification);

}  // namespace kossa
