#pragma once

#include <optional>
#include <string>
#include <vector>

#include "phantom_options.hpp"

namespace CLI {
class App;
}

namespace kossa::app {

/// The words as CLI11 collects them, all commands together; what they mean is decided afterwards.
struct Words {
    std::vector<std::string> slides;
    std::optional<std::string> out;
    std::string stain = "auto";
    std::optional<std::string> mpp;
    std::optional<std::string> config;
    std::optional<std::string> stain_profile;
    std::optional<std::string> regions;
    std::optional<std::string> case_file;
    std::optional<std::string> threads;
    bool gzip = false;
    bool stain_maps = false;
    bool resume = false;
    std::string overlay_tiff;
    bool qupath = false;
    bool quiet = false;
    bool verbose = false;
    bool print_config = false;
    PhantomWords phantom;
    std::string result;
    std::string truth;
    bool json = false;
    bool deposits = false;
    std::optional<std::string> manual;
    std::optional<std::string> completion;
};

/// Gives the program its commands with their options and help; the words of a command line are collected in `words`.
void add_commands(CLI::App& app, Words& words);

}  // namespace kossa::app
