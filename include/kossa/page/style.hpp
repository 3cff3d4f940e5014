#pragma once

#include <string>

namespace kossa::page {

/// The style sheet of report.html: light and dark, screens from 320 px on, A4. The colours of the zones are those of
/// the palette.
std::string style();

}  // namespace kossa::page
