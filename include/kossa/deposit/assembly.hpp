#pragma once

#include <vector>

#include "kossa/deposit/component.hpp"
#include "kossa/deposit/packed_components.hpp"

namespace kossa {

/// Joins what tile borders cut: parts whose pixels touch, sideways or at a corner, become one component with the summed
/// features and merged runs; components without a seed are dropped. Sorted by first run, so that the result is the
/// same for any tiling and any order of the parts. Parts must not overlap.
std::vector<Component> assemble(std::vector<PackedComponents> parts_by_tile);

}  // namespace kossa
