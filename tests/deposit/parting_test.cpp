#include "kossa/deposit/parting.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <vector>

#include "support/components.hpp"
#include "support/court.hpp"

namespace kossa {
namespace {

using support::calcium_grey;
using support::nuclear_violet;

Component square_at(int x, int side, const std::array<double, 3>& od) {
    return support::coloured(Mask(side, side, std::uint8_t{255}), od, 1.0, x, 0);
}

using support::beside_nuclei_of;

/// A mass of 121 um2 between two nuclei.
const std::vector<Component> mass_among_nuclei{square_at(0, 10, nuclear_violet), square_at(20, 22, calcium_grey),
                                               square_at(60, 10, nuclear_violet)};

/// Pixels of the objects they are parted into.
std::vector<std::int64_t> parts(const std::vector<Component>& members, const support::Court& court) {
    DepositObject object;
    for (const Component& member : members) {
        add_member(object, member, court.judgement());
    }
    std::vector<std::int64_t> pixels;
    for (const DepositObject& part : with_masses_apart(object, court.judgement())) {
        pixels.push_back(part.sums.pixels);
    }
    return pixels;
}

using Pixels = std::vector<std::int64_t>;

TEST(Parting, AMassIsPartedFromTheNucleiBesideIt) {
    EXPECT_EQ(parts(mass_among_nuclei, beside_nuclei_of(0.70)), Pixels({484, 200})) << "3.1 steps";
    EXPECT_EQ(parts({mass_among_nuclei[1]}, beside_nuclei_of(0.70)), Pixels({484}));
}

TEST(Parting, WhatMayBeANucleusStaysWithTheOthers) {
    EXPECT_EQ(parts(mass_among_nuclei, beside_nuclei_of(1.0)), Pixels({684})) << "0.1 steps";
    EXPECT_EQ(parts(mass_among_nuclei, support::Court()), Pixels({684})) << "nuclei not known";
    support::Court blurred = beside_nuclei_of(0.70);
    blurred.pixel = PixelSize(Microns(2.0));
    EXPECT_EQ(parts(mass_among_nuclei, blurred), Pixels({684})) << "a nucleus is a dot";
}

TEST(Parting, TheGrainsOfTheRestAreCounted) {
    const support::Court court = beside_nuclei_of(0.70);
    DepositObject object;
    add_member(object, square_at(0, 80, nuclear_violet), court.judgement());
    EXPECT_EQ(object.granules, 0) << "45 um across";
    add_member(object, mass_among_nuclei[0], court.judgement());
    EXPECT_EQ(object.granules, 1);
    EXPECT_EQ(object.members.size(), 2U);
}

}  // namespace
}  // namespace kossa
