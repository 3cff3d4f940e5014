#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace kossa::app {

/// An option or an argument as the help shows it.
struct OptionText {
    std::vector<std::string> names;  ///< "-h", "--help"; of an argument its one name, such as "SLIDE"
    std::string value;               ///< what must follow, such as "DIR"; empty for flags and arguments
    std::string description;
};

/// The program or one of its commands as the help shows it, without what is hidden there.
struct CommandText {
    std::string name;
    std::string summary;
    std::string footer;  ///< paragraphs parted by empty lines: examples, exit status and others
    std::vector<OptionText> arguments;
    std::vector<OptionText> options;
    std::vector<CommandText> commands;
};

CommandText command_text(const CLI::App& app);

}  // namespace kossa::app
