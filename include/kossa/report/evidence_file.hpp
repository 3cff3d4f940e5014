#pragma once

#include <string>
#include <string_view>

#include "kossa/measure/evidence.hpp"
#include "kossa/report/output_file.hpp"
#include "kossa/report/rescore_files.hpp"

namespace kossa::report {

/// Version of the layout of rescore.json and rescore.png. A file of another version is refused.
inline constexpr int evidence_version = 13;

/// Writes rescore.json, not yet sealed, piece by piece: everything of the evidence but its masks, numbers exactly as
/// they are. Of `evidence.skin` only the numbers are looked at.
void write_evidence(const TextSink& sink, const SlideEvidence& evidence);

/// rescore.png: the masks of the evidence, a bit each; docs/results.md says which.
std::string evidence_png(const SlideEvidence& evidence);

/// The evidence as it was, of sealed files. Throws SlideError: "outdated" when another version of the program has
/// written it, "corrupt" when a file is damaged or of another result.
SlideEvidence evidence_of(const RescoreFiles& files, std::string_view program_version);

}  // namespace kossa::report
