#pragma once

#include <string>

#include "command_texts.hpp"

namespace kossa::app {

/// The manual page of the program (`page` is "kossa") or of one of its commands ("score"), for man(1), in section 1.
/// The same text for the same program. Throws UsageError that names the nearest command where there is no such page.
std::string manual_page(const CommandText& program, const std::string& page, const std::string& version);

}  // namespace kossa::app
