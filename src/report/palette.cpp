#include "kossa/report/palette.hpp"

#include <cstddef>

namespace kossa::report {

Colour zone_colour(Zone zone) {
    using namespace okabe_ito;
    constexpr std::array<Colour, all_zones.size()> colours{yellow, vermillion, blue, bluish_green, sky_blue};
    return colours.at(static_cast<std::size_t>(zone));
}

Colour class_colour(FindingClass finding) {
    using namespace okabe_ito;
    constexpr Colour dark_grey{90, 90, 90};
    constexpr Colour brown{120, 72, 0};
    constexpr Colour light_grey{170, 170, 170};
    constexpr Colour teal{0, 92, 92};
    constexpr Colour mauve{140, 110, 190};
    constexpr std::array<Colour, 12> colours{vermillion,     yellow, blue,       brown,     black, sky_blue,
                                             reddish_purple, orange, light_grey, dark_grey, teal,  mauve};
    return colours.at(static_cast<std::size_t>(finding));
}

}  // namespace kossa::report
