#pragma once

#include <string>
#include <vector>

#include "requests.hpp"

namespace kossa::app {

/// What the command line asks for. `arguments` begins with the name of the program.
/// Throws UsageError with one sentence that names the help to read.
Request parse_arguments(const std::vector<std::string>& arguments);

}  // namespace kossa::app
