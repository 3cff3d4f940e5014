#pragma once

#include <filesystem>

namespace kossa::app {

/// Gives the folder back, once no other process writes to the result in it, or after two seconds, when it says on
/// standard error what is waited for from now on.
const std::filesystem::path& awaited(const std::filesystem::path& folder);

}  // namespace kossa::app
