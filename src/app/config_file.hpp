#pragma once

#include <filesystem>
#include <string_view>

#include "kossa/analysis/options.hpp"

namespace kossa::app {

/// The one key of a configuration that is no number: the file of a stain profile, counted from the configuration's own
/// folder.
inline constexpr std::string_view stain_profile_key = "stain.profile";

/// The defaults changed by a TOML file, which has the sections and keys of parameter_table(), and `stain_profile_key`.
/// Throws UsageError, naming file and line: not readable, no plain file, larger than 1 MiB, no TOML, an unknown section
/// or key (with the nearest known one), a wrong type, a value out of its range.
AnalysisOptions read_config(const std::filesystem::path& path);

}  // namespace kossa::app
