#pragma once

#include <string>
#include <string_view>

#include "kossa/deposit/deposit_rules.hpp"

namespace kossa {

/// What is asked of an object, in words for the reader of a report.
struct Criterion {
    std::string_view failing;    ///< what is said of an object that fails, with {} for the value and its unit
    std::string_view unit = {};  ///< with a space before it; empty for plain numbers
    double scale = 1.0;          ///< units per unit of the value: 100 for shares shown in percent

    bool operator==(const Criterion&) const = default;
};

/// What decided on an object, as one clause in printable ASCII: what failed, the value, and what would have been
/// enough by the ramp's `yes`: "small: 45 um2, enough from 80 um2", or "..., fits calcium up to 15 um2" where less is
/// better.
std::string reason_text(const Criterion& criterion, double value, const Ramp& ramp);

/// Of an object that meets every criterion.
inline constexpr std::string_view meets_all = "nothing in its look speaks against calcium";

namespace criteria {
inline constexpr Criterion green_or_blue{"green or blue: greenness of the colour (cx) {}"};
inline constexpr Criterion neutral{"neutral grey: strength of the colour (saturation) {}"};
inline constexpr Criterion brown{"brown: violetness of the colour (cy) {}"};
inline constexpr Criterion keratin{"as dark and stained as keratin: saturation times optical density {}"};
inline constexpr Criterion stained{"stained, not grey: strength of the colour (saturation) {}"};
inline constexpr Criterion stained_on_a_mass{
    "stained like a nucleus, on a grey mass: strength of the colour (saturation) {}"};
inline constexpr Criterion beside_a_core{"paler than a seed, beside a denser mass: optical density {}"};
inline constexpr Criterion undefined{"no dark core or sharp outline: {} of what a full body has", " %", 100.0};
inline constexpr Criterion pale{"hardly darker than stained tissue: optical density {}"};
inline constexpr Criterion as_pale_as_nuclei{"hardly denser than single nuclei of this slide: optical density {}"};
inline constexpr Criterion narrow{"too few pixels across to show a form: {}", " pixels"};
inline constexpr Criterion veiled{
    "what is round it is dense and grey, as under dirt out of focus: strength of the colour (saturation) {}"};
inline constexpr Criterion small{"small: {}", " um2"};
inline constexpr Criterion ragged{"ragged: it fills {} of its convex outline", " %", 100.0};
inline constexpr Criterion ragged_and_small{"ragged for so small a body: it fills {} of its convex outline", " %",
                                            100.0};
inline constexpr Criterion ragged_and_violet{"ragged for so violet a body: it fills {} of its convex outline", " %",
                                             100.0};
inline constexpr Criterion ragged_as_a_cell{
    "ragged and no larger than a cell full of pigment with a nucleus, as this slide shows such cells: it fills {} of "
    "its "
    "convex outline",
    " %", 100.0};
inline constexpr Criterion particles_in_a_cell{
    "ragged or in pieces, no larger than a cell and not black throughout, as carbon in one is: optical density {}"};
inline constexpr Criterion not_round{"grains not round: roundness {}, where a circle has 1"};
inline constexpr Criterion not_balls{"grains no balls: in the median they are {} as wide as long", " %", 100.0};
inline constexpr Criterion few_grains{"few grains that are surely such: {}"};
inline constexpr Criterion one_cell{"fits into one cell: the group of grains spreads over {}", " um2"};
inline constexpr Criterion alike{"grains all of one size, as nuclei are: their areas spread by {} of the mean", " %",
                                 100.0};
inline constexpr Criterion as_large_as_nuclei{"grains as large as nuclei: three quarters of them are larger than {}",
                                              " um2"};
inline constexpr Criterion grey{"as grey as pigment: strength of the colour (saturation) {}"};
inline constexpr Criterion red{"red as well as violet: greenness of the colour (cx) {}"};
inline constexpr Criterion no_border{"no border of its own: what is round it has {} of its density", " %", 100.0};
inline constexpr Criterion like_nuclei{
    "hardly darker or greyer than the nuclei of this slide: by {} times the spread of nuclei"};
}  // namespace criteria

}  // namespace kossa
