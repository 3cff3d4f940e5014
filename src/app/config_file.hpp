#pragma once

#include <filesystem>

#include "kossa/analysis/options.hpp"

namespace kossa::app {

/// The defaults changed by a TOML file, which has the sections and keys of parameter_table().
/// Throws UsageError, naming file and line: not readable, no plain file, larger than 1 MiB, no TOML, an unknown section
/// or key (with the nearest known one), a wrong type, a value out of its range.
AnalysisOptions read_config(const std::filesystem::path& path);

}  // namespace kossa::app
