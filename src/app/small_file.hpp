#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace kossa::app {

/// The bytes of a plain file of at most 1 MiB, such as people write by hand. Throws UsageError that begins with `what`,
/// as "the configuration file", and the path.
std::string small_file(const std::filesystem::path& path, std::string_view what);

}  // namespace kossa::app
