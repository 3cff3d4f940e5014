#pragma once

#include <vector>

#include "kossa/analysis/survey.hpp"
#include "kossa/analysis/working_reader.hpp"

namespace kossa {

/// The pixels of a box of the working grid, and which of them are searched for deposits.
struct SearchedPixels {
    RgbImage pixels;  ///< white as glass where they cannot be read
    Mask region;
    std::vector<UnreadableSquare> unreadable;  ///< squares of the box that could not be read; not searched
};

/// What lies beyond the image is as what lies within it, seen in a mirror: white would pass for the surroundings of
/// what the border cuts. A box must reach no further beyond the image than within. `in_squares`: not as a whole first,
/// since some of it is known to be unreadable.
SearchedPixels read_searched(const SlideSource& slide, WorkingReader& reader, const SlideSurvey& survey,
                             const Box<Working>& box, bool in_squares = false);

/// Takes the pixels of a square out of the mask of a box.
void leave_out(Mask& mask, const Box<Working>& box, const Box<Working>& square);

}  // namespace kossa
