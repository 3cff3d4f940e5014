#pragma once

#include <cstdint>
#include <vector>

#include "kossa/analysis/survey.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/measure/evidence.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// Tiles of the file that survey and detail pass have read and that touch the region in which deposits are looked for;
/// first those of the working level, row by row.
struct DoubtfulTiles {
    std::vector<Box<Working>> empty;    ///< without bytes, and OpenSlide paints nothing there but background
    std::vector<Box<Working>> damaged;  ///< the decoder warns of them; those that cannot be read at all are not here
};

/// To be asked after both passes. The same whatever the tile size and the number of threads.
DoubtfulTiles doubtful_tiles_near_tissue(const SlideSource& slide, const SlideSurvey& survey);

/// Empty tiles that the tissue reaches, but for its blurred rim.
std::int64_t empty_tiles_at(const MaskSheet& tissue, const SlideEvidence& evidence);

/// Damaged tiles with tissue in them.
std::int64_t damaged_tiles_in(const MaskSheet& tissue, const SlideEvidence& evidence);

/// The share of the tissue, 0..1, that could be read; 1 exactly where no square with tissue is unreadable. Throws
/// SlideError "corrupt" where more of it than the share `most_unreadable` could not.
double analysed_fraction(const MaskSheet& tissue, const SlideEvidence& evidence, double most_unreadable);

}  // namespace kossa
