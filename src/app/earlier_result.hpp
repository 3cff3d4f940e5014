#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "failure.hpp"
#include "kossa/analysis/options.hpp"
#include "requests.hpp"

namespace kossa::app {

/// What a person gave to a run.
struct GivenByHand {
    bool regions = false;
    bool clinical_case = false;
};

/// One sentence on what the result in the folder went by and a run that replaces it goes without; empty where there is
/// nothing of that kind, or no result that can be read.
std::string dropped_input(const std::filesystem::path& folder, const GivenByHand& given);

/// One sentence where the result in the folder is that of a slide with another fingerprint than this; empty where there
/// is none that can be read, or one of a slide that could not be opened.
std::string other_slide_in(const std::filesystem::path& folder, const std::string& quickhash);

/// 36 characters that are the same for calls that ask the same of the same file: kossa's version, every parameter, the
/// stain and its profile, the pixel size, outlines, case, and which files are wanted; of the slide its file's name, its
/// size and when it was last changed. Empty where the file's cannot be had.
std::string request_id(const ScoreRequest& request, const AnalysisOptions& options, const std::filesystem::path& slide,
                       const std::optional<std::string>& regions);

/// The request that the result in the folder was scored for; rescoring it keeps that. Empty where there is none that
/// can be read.
std::string request_of_result(const std::filesystem::path& folder);

/// Whether the slide in the folder was scored for this request, did not fail, and no file is missing or empty. Puts
/// back what a killed run had begun to replace.
bool has_result_of(const std::filesystem::path& folder, const std::string& request_id);

/// Whether the result in the folder stays when a slide fails: where files cannot be written, and a measured one always,
/// with what a person outlined. What was measured once fails by the call, a disk or another file of that name.
bool stays_as_it_is(const std::filesystem::path& folder, const Failure& failure);

}  // namespace kossa::app
