#pragma once

#include <string>

#include "command_texts.hpp"

namespace kossa::app {

/// A script for bash that completes commands, options, the words some options take, and names of files and folders.
/// It needs nothing but bash 4.
std::string bash_completion(const CommandText& program);

}  // namespace kossa::app
