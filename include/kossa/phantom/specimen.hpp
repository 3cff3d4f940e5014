#pragma once

#include <vector>

#include "kossa/phantom/deposit.hpp"
#include "kossa/phantom/follicle.hpp"
#include "kossa/phantom/layers.hpp"
#include "kossa/phantom/noise.hpp"
#include "kossa/phantom/options.hpp"

namespace kossa::phantom {

/// The piece of skin before staining: the same for both stains, any pixel size and any rotation. Holds curves along its
/// sides and the list of deposits; cells, vessels and fibres are drawn from hashes of their place, so that memory
/// grows with the length of the section and not with its area. Safe to read from many threads.
struct Specimen {
    std::uint64_t seed;
    Confusers confusers;
    Microns width;
    Microns height;
    Layers layers;
    std::vector<Follicle> follicles;
    std::vector<Deposit> deposits;
};

/// Throws UsageError as validate() does.
Specimen make_specimen(const PhantomOptions& options);

/// Seed of the lobules and fat cells, which the deposits of the subcutis follow.
constexpr std::uint64_t fat_seed(std::uint64_t seed) {
    return hashed(seed, 90);
}

inline Placement placement_of(const PhantomOptions& options) {
    return {options.width, options.height, options.pixel_size, options.rotation_degrees};
}

}  // namespace kossa::phantom
