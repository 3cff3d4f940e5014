#pragma once

#include <cstdint>
#include <vector>

#include "kossa/phantom/layers.hpp"

namespace kossa::phantom {

/// A hair follicle: a bent tongue of epithelium that goes down from the surface, with a canal and a hair in it.
struct Follicle {
    Spot mouth;
    double length;
    double slant;   ///< sideways per downwards
    double bend;    ///< sideways at the end, um, growing with the square of the way down
    double radius;  ///< outer, at mid length
    std::uint64_t seed;
};

/// A point seen from a follicle.
struct FolliclePlace {
    double along;   ///< 0 at the mouth, 1 at the bulb
    double across;  ///< signed distance from the axis, um
    double outer;   ///< radius of the epithelium there; nothing where it is 0
    double canal;   ///< radius of the canal there
    double hair;    ///< radius of the hair there
};

FolliclePlace place_in(const Follicle& follicle, const Spot& p);

/// Follicles along the whole surface, sorted by x; a few per millimetre.
std::vector<Follicle> make_follicles(const Layers& layers, std::uint64_t seed);

/// Takes the rete ridges out of the necks of the follicles: epidermis and follicle are one epithelium there, so a ridge
/// within it could be seen by nobody. The junction runs straight from one side of a neck to the other.
void level_necks(Layers& layers, const std::vector<Follicle>& follicles);

/// How far from the mouth a follicle can matter along x.
double reach_of(const Follicle& follicle);

}  // namespace kossa::phantom
