#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/stain/stain_matrix.hpp"
#include "kossa/stain/stain_recognition.hpp"

namespace kossa {

struct StainEstimateOptions {
    /// Angle percentile taken for each stain, in percent, 0.1..10; larger is safer and less pure.
    double angle_percentile = 1.0;
    /// Least optical density of every channel of a pixel that is used, 0.01..0.3.
    double least_od = 0.05;
    /// Largest length of a pixel's optical-density vector, 0.5..3: keeps calcium, ink and silver out.
    double largest_od = 0.8;
    /// Least cy of hue-saturation-density space, -0.5..0.5: both stains absorb green much more than blue, melanin and
    /// hair do not.
    double least_cy = 0.2;
    /// Pixels nearer than this to neutral grey are left out, degrees, 0..20.
    double grey_angle_degrees = 8.6;
    /// The estimate is accepted when both vectors lie within this angle of the reference ones, degrees, 5..45 ...
    double largest_deviation_degrees = 25.0;
    /// ... and are at least this far apart, degrees, 5..40.
    double least_separation_degrees = 12.0;
};

struct StainEstimate {
    StainMatrix matrix;
    bool estimated = false;  ///< false: the reference was used
    std::string reason;      ///< why the reference was used, empty otherwise
};

/// Haematoxylin and eosin vectors of this slide from samples of its tissue (Macenko et al., ISBI 2009, with the guards
/// QuPath puts round it): smoothed 3 x 3, pale, dense and grey pixels left out, the plane of the two largest principal
/// components, and in it the extreme angles. Falls back on `reference` and says why. Not for von Kossa: grey cannot be
/// unmixed.
StainEstimate estimate_stains(const std::vector<MilliOd>& samples, const StainMatrix& reference,
                              const StainEstimateOptions& options);

/// The colour of silver on this slide: the median direction of its neutral black pixels, by the same limits by which
/// von Kossa is recognised. Nothing with fewer than 500 of them.
std::optional<OdVector> estimate_silver(const std::vector<MilliOd>& samples, const StainRecognitionOptions& options);

/// The density of dark silver: nine of ten neutral pixels of at least `least_od` have less. Nothing with fewer than 500
/// of them.
std::optional<double> dark_silver_density(const std::vector<MilliOd>& samples, double least_od,
                                          const StainRecognitionOptions& options);

}  // namespace kossa
