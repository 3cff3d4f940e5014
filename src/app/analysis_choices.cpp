#include "analysis_choices.hpp"

#include "config_file.hpp"

namespace kossa::app {

AnalysisOptions analysis_options(const AnalysisChoices& choices) {
    AnalysisOptions options = choices.config ? read_config(*choices.config) : AnalysisOptions{};
    options.stain = choices.stain;
    options.execution.threads = choices.threads;
    return options;
}

}  // namespace kossa::app
