#pragma once

#include <string>
#include <string_view>

namespace kossa::page {

/// The 32 bytes of the digest SHA-256 (FIPS 180-4). A Content-Security-Policy names a page's own style and script by
/// it.
std::string sha256(std::string_view message);

}  // namespace kossa::page
