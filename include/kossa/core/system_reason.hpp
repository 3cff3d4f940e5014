#pragma once

#include <string>
#include <string_view>

namespace kossa {

/// Why the last call to the system failed (errno), or "unknown reason".
std::string system_reason();

/// What to do where a file in a folder cannot be written for this reason of the system's, such as "No space left on
/// device": "; check that ...". Empty where there is nothing to say beyond the reason.
std::string advice_on(std::string_view reason);

}  // namespace kossa
