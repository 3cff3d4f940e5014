#pragma once

#include <string>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// Version of the layout of summary.json, as docs/summary.schema.json describes it. Counted up when a key is renamed,
/// removed or changes its meaning; a new key alone does not count it up.
inline constexpr int summary_schema_version = 1;

/// summary.json: the keys always all there and in the same order, unknown values null, numbers rounded, the same bytes
/// for equal input. Of a failed slide every measurement is null.
std::string summary_json(const SlideSummary& summary);

}  // namespace kossa::report
