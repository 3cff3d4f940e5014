#pragma once

#include <string>

#include "kossa/analysis/options.hpp"

namespace kossa::app {

/// Every parameter as a TOML file that read_config() reads back to the same options, with meaning, unit and range
/// as comments.
std::string config_text(const AnalysisOptions& options);

}  // namespace kossa::app
