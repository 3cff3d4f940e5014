#pragma once

#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/working_grid.hpp"
#include "kossa/core/density.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/slide/slide_source.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// Squares of `survey.sample_px` working pixels in which the stain of a slide is looked at, at most
/// `survey.most_samples` of them.
using SampleSquares = std::vector<Box<Working>>;

/// Evenly spread in Z-order (Morton 1966) over the squares at least half of which is tissue (a mask on the survey
/// grid), or, where no square is full of it, that hold at least half as much as the richest.
SampleSquares evenly_spread_samples(const WorkingGrid& grid, const MaskSheet& tissue,
                                    const Scaling<Survey, Working>& survey_from_working, const SurveyOptions& options);

/// The blackest, by the density of the palest channel of their blackest pixel of tissue in `darkest`, which shows the
/// survey grid: silver absorbs all colours, and what there is of it may lie in few places. Of equally black ones the
/// first; squares without tissue are left out.
SampleSquares blackest_samples(const WorkingGrid& grid, const MaskSheet& tissue, const PackedPicture& darkest,
                               const OpticalDensity& density, const Scaling<Survey, Working>& survey_from_working,
                               const SurveyOptions& options);

/// The densities of the squares, in their order. Those that cannot be read are left out; throws SlideError where none
/// can.
std::vector<MilliOd> read_samples(const SlideSource& slide, const WorkingGrid& grid, const SampleSquares& squares,
                                  const OpticalDensity& density, const ExecutionOptions& execution);

}  // namespace kossa
