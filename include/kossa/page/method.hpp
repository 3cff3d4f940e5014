#pragma once

#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"

namespace kossa::page {

/// How the figures came about: slide, pixel size and its source, stain with white point and vectors, layers and where
/// they come from, quality of the picture, intervals, outlines of a person, version.
Html method_section(const SlideSummary& summary);

/// Every parameter with its value and unit, folded away.
Html parameter_table(const SlideSummary& summary);

}  // namespace kossa::page
