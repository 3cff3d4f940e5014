#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/stain/stain_matrix.hpp"
#include "kossa/stain/stain_recognition.hpp"

namespace kossa {

/// The stain vectors of a laboratory, to be used in place of those estimated on a slide. They belong to the dyes; a
/// white point belongs to a scan and is no part of it.
struct StainProfile {
    Stain stain = Stain::haematoxylin_eosin;
    std::vector<OdVector> vectors;  ///< unit vectors, in the order of profile_vector_names()
    std::string file;               ///< where it was read from; empty when it was made here

    /// On H&E what unmixes it; not to be asked on von Kossa, which has one vector.
    StainMatrix matrix() const { return {vectors.at(0), vectors.at(1)}; }
};

/// What the vectors of a stain are called: haematoxylin and eosin, or silver.
std::vector<std::string> profile_vector_names(Stain stain);

/// The profile of these vectors, normalised. Throws UsageError that names the vector and says what to do: for another
/// number of vectors, one that is not finite, zero, longer than an 8-bit image can be dense, or has a channel clearly
/// below zero; haematoxylin and eosin that point the same way or seem to be exchanged; silver that is not grey.
StainProfile checked_profile(Stain stain, const std::vector<OdVector>& vectors);

/// What stands for several profiles of one stain (at least one): for every vector the median direction, so that one
/// odd slide does not draw it. Throws UsageError as above.
StainProfile median_profile(const std::vector<StainProfile>& profiles);

}  // namespace kossa
