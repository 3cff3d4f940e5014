#pragma once

#include <string>

namespace kossa {

/// Why the last call to the system failed (errno), or "unknown reason".
std::string system_reason();

}  // namespace kossa
