#include "command_texts.hpp"

#include <CLI/CLI.hpp>

namespace kossa::app {

namespace {

OptionText option_text(const CLI::Option& option) {
    OptionText text{{}, option.get_type_name(), option.get_description()};
    for (const std::string& name : option.get_snames()) {
        text.names.push_back("-" + name);
    }
    for (const std::string& name : option.get_lnames()) {
        text.names.push_back("--" + name);
    }
    return text;
}

}  // namespace

CommandText command_text(const CLI::App& app) {
    CommandText text{app.get_name(), app.get_description(), app.get_footer(), {}, {}, {}};
    for (const CLI::Option* option : app.get_options([](const CLI::Option* o) { return !o->get_group().empty(); })) {
        if (option->get_positional()) {
            text.arguments.push_back({{option->get_name(true)}, "", option->get_description()});
        } else {
            text.options.push_back(option_text(*option));
        }
    }
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        text.commands.push_back(command_text(*command));
    }
    return text;
}

}  // namespace kossa::app
