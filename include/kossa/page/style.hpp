#pragma once

#include <string>

#include "kossa/skin/layers.hpp"

namespace kossa::page {

/// The style sheet of report.html: light and dark, screens from 320 px on, A4. The colours of the zones are those of
/// the palette.
std::string style();

/// The class of what is drawn in the colour of a zone: "zone2"; its swatch has the class "swatch-zone2".
std::string zone_class(Zone zone);

}  // namespace kossa::page
