#pragma once

#include <array>
#include <string>
#include <string_view>

namespace kossa {

/// What a flag says in a few plain words, for pictures and pages; the code is for programs.
struct FlagText {
    std::string_view flag;
    std::string_view words;  ///< printable ASCII, no capital and no full stop, at most 60 characters
};

/// All flags, in the order of docs/results.md.
inline constexpr std::array flag_texts{
    FlagText{"objective-power-contradicts-pixel-size", "pixel size does not fit the objective"},
    FlagText{"white-point-not-from-glass", "too little bare glass: white point guessed"},
    FlagText{"stain-vectors-not-estimated", "stains not told apart: reference colours used"},
    FlagText{"pixel-size-too-coarse-for-granules", "pixels too coarse: grains are missed"},
    FlagText{"confirm-on-von-kossa", "may be carbon: confirm on von Kossa"},
    FlagText{"partly-blurred", "partly out of focus"},
    FlagText{"clipped-pixels", "too dark: densities are cut off"},
    FlagText{"uneven-white", "uneven light"},
    FlagText{"stains-poorly-separated", "stains hardly differ: confirm on von Kossa"},
    FlagText{"partly-unreadable", "part of the tissue could not be read"},
    FlagText{"depth-unassessable", "no depth: no epidermis found; it can be outlined"},
    FlagText{"deep-compartment-not-sampled", "too shallow to show deep deposits"},
};

/// The words for a flag. A flag that is not in the table gives its code with blanks for hyphens.
std::string flag_text(std::string_view flag);

}  // namespace kossa
