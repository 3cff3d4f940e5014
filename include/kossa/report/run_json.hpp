#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kossa::report {

/// What differs from run to run, and so is kept out of every other file.
struct RunInfo {
    std::string host;
    int threads = 1;
    std::string started_utc;  ///< ISO 8601, such as "2026-01-31T12:00:00Z"
    double wall_seconds = 0.0;
    std::string command_line;
    std::string working_source;        ///< how the pixels were read
    std::string request{};             ///< identifier of what was asked for; empty: not known
    std::vector<std::string> files{};  ///< names of all files of the result
};

/// Bytes of the largest run.json: it names every slide of its call.
inline constexpr std::uintmax_t largest_run_json = std::uintmax_t{16} << 20U;

/// run.json.
std::string run_json(const RunInfo& run);

/// The `files` of a run.json; none where it is damaged.
std::vector<std::string> files_of_run(const std::string& run_json);

}  // namespace kossa::report
