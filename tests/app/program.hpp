#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "slide/test_images.hpp"

namespace kossa {

/// What the program answered.
struct Answer {
    int status = 0;  ///< of exit, or 128 and the number of the signal that ended it
    std::string out;
    std::string err;
};

using Words = std::vector<std::string>;

/// Done in the new process before the program begins, such as setting a limit.
using Preparation = std::function<void()>;

/// Where the standard streams of a program go.
struct Streams {
    std::filesystem::path out;
    std::filesystem::path err;
};

/// The program built with the tests, or the one that the environment names.
inline const char* program() {
    const char* other = std::getenv("KOSSA_PROGRAM");
    return other != nullptr ? other : KOSSA_PROGRAM;
}

[[noreturn]] inline void become_kossa(const Words& arguments, const Streams& streams, const Preparation& prepare) {
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(streams.out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    dup2(open(streams.err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    prepare();
    std::vector<char*> words{const_cast<char*>(program())};
    for (const std::string& argument : arguments) {
        words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    execv(program(), words.data());
    std::_Exit(127);  // as a shell says that there is no such program
}

inline pid_t start_kossa(const Words& arguments, const Streams& streams, const Preparation& prepare) {
    const pid_t child = fork();
    if (child == 0) {
        become_kossa(arguments, streams, prepare);
    }
    return child;
}

inline int status_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    constexpr int signalled = 128;
    return WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
}

/// Runs the program to its end.
inline Answer run_kossa(
    const Words& arguments, const Preparation& prepare = [] {}) {
    const TemporaryFolder folder;
    const Streams streams{folder / "out", folder / "err"};
    const int status = status_of(start_kossa(arguments, streams, prepare));
    return {status, text_of(streams.out), text_of(streams.err)};
}

/// All files of a folder by name.
inline std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files[entry.path().filename().string()] = text_of(entry.path());
    }
    return files;
}

/// The same but run.json, which tells of the run.
inline std::map<std::string, std::string> lasting(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files = files_of(folder);
    files.erase("run.json");
    return files;
}

inline nlohmann::json json_of(const std::filesystem::path& file) {
    return nlohmann::json::parse(text_of(file));
}

inline Words lines_of(const std::string& text) {
    Words lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

}  // namespace kossa
