#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "terminal_text.hpp"

namespace kossa::app {

/// To be called first in main: every number in the C locale, standard streams that exist (a standard output that was
/// closed refuses what is written), a broken pipe and a file that may not grow an error and not a death, OpenCV on one
/// thread and silent.
void prepare_process();

/// Writes to standard output at once, with control characters other than line breaks escaped; see printable(). A reader
/// that has gone away is no error. Throws OutputError when the output cannot be written for another reason, such as a
/// full disk.
void print(std::string_view text);

/// The same in styles, where standard output shows colours.
void print(const Pieces& pieces);

/// Data for other programs: as it is, where standard output is no terminal.
void print_data(std::string_view data);

/// Writes to standard error, escaped likewise.
void print_error(std::string_view text);

/// One line to standard error: "kossa: " and the sentence, its line breaks escaped.
void complain(std::string_view sentence);

/// Likewise "kossa: warning: ".
void warn(std::string_view sentence);

/// From now on, where SIGINT or SIGTERM ends the program, it says this as complain() does.
void say_when_stopped(std::string_view sentence);

/// Throws OutputError with the system's reason where no files can be made in the folder, or in the nearest above it
/// that is there: to be known before the work.
void require_writable(const std::filesystem::path& folder);

/// With its parents. Throws UsageError, because nothing has been done yet, with the system's reason.
void create_output_folder(const std::filesystem::path& folder);

/// The command line as a shell would take it.
std::string quoted_command_line(const std::vector<std::string>& arguments);

std::string host_name();

}  // namespace kossa::app
