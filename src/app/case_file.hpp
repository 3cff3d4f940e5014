#pragma once

#include <filesystem>
#include <optional>

#include "kossa/measure/clinical_case.hpp"

namespace kossa::app {

/// The clinical context in a TOML file: `site` is a text, `age` and what analytes() lists are tables of a value and its
/// unit, as in `calcium = { value = 3.74, unit = "mmol/L" }`; all are optional. Throws UsageError, naming file and
/// line: not readable, no TOML, an unknown key (with the nearest known one), no unit or another one than the table has,
/// a value out of the plausible range, and where nothing is given.
ClinicalCase read_case(const std::filesystem::path& path);

/// The same where there is a file.
std::optional<ClinicalCase> case_of(const std::optional<std::filesystem::path>& path);

}  // namespace kossa::app
