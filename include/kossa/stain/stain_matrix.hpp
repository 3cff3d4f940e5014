#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "kossa/core/raster.hpp"

namespace kossa {

/// A colour direction in optical-density space, channel order red, green, blue.
using OdVector = cv::Vec3d;

/// Unit vector of the same direction. Throws UsageError when it is zero, not finite, or its sum below minus its
/// length.
OdVector normalised(const OdVector& vector);
/// Angle between two directions, 0..180 degrees.
double angle_degrees(const OdVector& a, const OdVector& b);
/// The direction of the medians of the unit vectors' channels (of an even number the mean of the middle two). At least
/// one vector; throws UsageError as normalised().
OdVector median_direction(const std::vector<OdVector>& vectors);

/// Stains and the unmixing of their densities (Ruifrok & Johnston, Anal Quant Cytol Histol 2001).
///
/// Rows are unit optical-density vectors; the third is what the first two leave (their cross product). An optical
/// density od = c0 row0 + c1 row1 + c2 row2 unmixes to the concentrations (c0, c1, c2).
class StainMatrix {
  public:
    /// Normalises both. Throws UsageError when they are less than 1 degree apart: they cannot be unmixed.
    StainMatrix(const OdVector& first, const OdVector& second);
    /// Three stains of one's own choice; normalises them. Throws UsageError when they are not independent.
    StainMatrix(const OdVector& first, const OdVector& second, const OdVector& third);

    OdVector row(int index) const { return {rows_(index, 0), rows_(index, 1), rows_(index, 2)}; }

    /// Concentrations of the three stains; negative where a colour lies outside their cone.
    cv::Vec3d unmix(const cv::Vec3d& od) const;

    bool operator==(const StainMatrix&) const = default;

  private:
    cv::Matx33d rows_;
    cv::Matx33d inverse_;
};

/// Haematoxylin and eosin as QuPath assumes them by default (Bankhead et al., Sci Rep 2017): the eosin of scanned
/// sections lies nearer to these than to Ruifrok & Johnston's.
StainMatrix default_haematoxylin_eosin();

}  // namespace kossa
