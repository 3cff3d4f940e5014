#pragma once

#include <string>
#include <string_view>

#include "kossa/measure/evidence.hpp"

namespace kossa::report {

/// Version of the layout of rescore.json and rescore.png. A file of another version is refused.
inline constexpr int evidence_version = 2;

/// rescore.json: everything of the evidence but its masks, numbers exactly as they are.
std::string evidence_json(const SlideEvidence& evidence);

/// rescore.png: the masks of the evidence, one bit each: tissue 1, tissue with its tears filled 2, epidermis 4,
/// subcutis 8, where deposits were looked for 16, and beyond that in tissue that was outlined 32.
std::string evidence_png(const SlideEvidence& evidence);

/// The evidence as it was. Throws SlideError: "outdated" when another version of the program has written it, "corrupt"
/// when it is damaged.
SlideEvidence evidence_of(std::string_view json, std::string_view png, std::string_view program_version);

}  // namespace kossa::report
