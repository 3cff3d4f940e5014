#pragma once

#include <string>

namespace kossa::page {

/// The script of report.html: zooming and moving the slide, switching layers, showing a deposit, copying the paragraph.
/// The page says all it has to say without it.
std::string script();

}  // namespace kossa::page
