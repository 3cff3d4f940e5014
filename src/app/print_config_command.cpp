#include "analysis_choices.hpp"
#include "commands.hpp"
#include "config_text.hpp"
#include "process.hpp"

namespace kossa::app {

int print_config(const PrintConfigRequest& request) {
    AnalysisChoices choices;
    choices.config = request.config;
    choices.stain_profile = request.stain_profile;
    print(config_text(analysis_options(choices)));
    return exit_ok;
}

}  // namespace kossa::app
