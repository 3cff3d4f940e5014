#include "analysis_choices.hpp"

#include <fmt/format.h>

#include "config_file.hpp"
#include "kossa/analysis/stain_profile_file.hpp"
#include "kossa/core/error.hpp"

namespace kossa::app {

AnalysisOptions analysis_options(const AnalysisChoices& choices) {
    AnalysisOptions options = choices.config ? read_config(*choices.config) : AnalysisOptions{};
    options.stain = choices.stain;
    options.execution.threads = choices.threads;
    if (choices.stain_profile) {
        options.stain_profile = read_stain_profile(*choices.stain_profile);
    }
    if (options.stain && options.stain_profile && *options.stain != options.stain_profile->stain) {
        throw UsageError(fmt::format("--stain says {}, and the stain profile {} is one of {}; leave one of them out",
                                     name(*options.stain), options.stain_profile->file,
                                     name(options.stain_profile->stain)));
    }
    return options;
}

}  // namespace kossa::app
