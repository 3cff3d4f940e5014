#pragma once

#include <vector>

#include "ground.hpp"
#include "kossa/measure/place.hpp"

namespace kossa {

/// Names pen strokes at the edge of the section, and what lines that edge or a stroke, ink.
void name_ink(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options);

}  // namespace kossa
