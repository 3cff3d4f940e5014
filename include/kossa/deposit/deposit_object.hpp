#pragma once

#include <vector>

#include "kossa/core/hsd.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/component.hpp"

namespace kossa {

/// Components taken for one object. They must outlive it and must not overlap; never empty.
struct DepositObject {
    std::vector<const Component*> members;
    PixelSums sums;
    int granules = 0;  ///< members small enough to be grains

    void add(const Component& component);
};

/// The object of that component alone, which must outlive it.
DepositObject object_of(const Component& component);

/// The mean colour of the pixels.
Hsd mean_colour(const PixelSums& sums);
/// The mean colour of the seed pixels.
Hsd seed_colour(const PixelSums& sums);

/// Mean position of the pixels' centres.
Point<Working> centroid(const PixelSums& sums);

/// The mean colour a reach beyond the outline, of sums with a rim.
Hsd rim_colour(const PixelSums& sums);
/// Mean optical density a reach beyond the outline; `unknown` where nothing is known of it.
double rim_density(const PixelSums& sums, double unknown);

/// Diameter of the disc of as many pixels, px.
double pixel_diameter(const PixelSums& sums);

/// Seed pixels as a share of the pixels that lie further than one pixel from the outline, 0..1. Lens and scanner blur
/// the outermost pixel, so in a small body that is dark throughout it is no seed. The number of inner pixels follows
/// from area and perimeter (Steiner's formula for the inner parallel set), at least one per member.
double core_share(const DepositObject& object);

/// Share of the outline that is a border of the object's own and no cut through darkness, 0..1.
double sharpness(const DepositObject& object);

/// Circularity of the members, averaged by area, 0..1.
double roundness(const DepositObject& object, const PixelSize& working);

/// Standard deviation of the areas of the members over their mean.
double spread_of_areas(const DepositObject& object);

/// All runs, sorted.
std::vector<Run<Working>> runs_of(const DepositObject& object);

/// The colour to judge by: of the members of at least `hue_from_px` in diameter, since colour is stored at half the
/// resolution and mixed with the surroundings in a small grain; where no member is that large, of all together.
Hsd readable_colour(const DepositObject& object, double hue_from_px);

}  // namespace kossa
