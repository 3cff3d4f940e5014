#pragma once

#include <filesystem>
#include <string>

namespace kossa::app {

/// What a person gave to a run.
struct GivenByHand {
    bool regions = false;
    bool clinical_case = false;
};

/// One sentence on what the result in the folder went by and a run that replaces it goes without; empty where there is
/// nothing of that kind, or no result that can be read.
std::string dropped_input(const std::filesystem::path& folder, const GivenByHand& given);

}  // namespace kossa::app
