#pragma once

#include <array>
#include <cstdint>

#include "kossa/deposit/finding.hpp"
#include "kossa/skin/layers.hpp"

namespace kossa::report {

/// Red, green, blue.
using Colour = std::array<std::uint8_t, 3>;

/// Eight colours that stay apart for colour-blind readers (Okabe and Ito 2008).
namespace okabe_ito {
inline constexpr Colour black{0, 0, 0};
inline constexpr Colour orange{230, 159, 0};
inline constexpr Colour sky_blue{86, 180, 233};
inline constexpr Colour bluish_green{0, 158, 115};
inline constexpr Colour yellow{240, 228, 66};
inline constexpr Colour blue{0, 114, 178};
inline constexpr Colour vermillion{213, 94, 0};
inline constexpr Colour reddish_purple{204, 121, 167};
}  // namespace okabe_ito

/// Of the outline of what may be carbon or tattoo: dark purple, which neither tissue nor a zone has.
inline constexpr Colour carbon_line{120, 0, 150};

/// Of deposits of the zone on the overlay; reddish purple is left out because it is the colour of the tissue, black
/// because it is that of silver.
Colour zone_colour(Zone zone);

/// Of the classification in QuPath.
Colour class_colour(FindingClass finding);

}  // namespace kossa::report
