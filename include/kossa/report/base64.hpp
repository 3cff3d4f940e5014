#pragma once

#include <string>
#include <string_view>

namespace kossa::report {

/// Bytes as text of 64 letters with padding (RFC 4648, section 4), without line breaks.
std::string base64(std::string_view bytes);

/// The bytes of such a text. Throws SlideError "corrupt" for anything else.
std::string base64_bytes(std::string_view text);

}  // namespace kossa::report
