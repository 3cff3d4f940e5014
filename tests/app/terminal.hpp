#pragma once

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "app/program.hpp"

namespace kossa::support {

/// All that the program writes to its terminal, both streams as they come. The terminal is an xterm that may show
/// colours, unless `prepare`, which is done in the new process, says otherwise.
inline std::string seen_on_a_terminal(
    const Words& arguments, const Preparation& prepare = [] {}) {
    int terminal = -1;
    const winsize size{24, 100, 0, 0};
    const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
    if (child == 0) {
        setenv("TERM", "xterm", 1);
        unsetenv("NO_COLOR");
        prepare();
        std::vector<char*> words{const_cast<char*>(program())};
        for (const std::string& argument : arguments) {
            words.push_back(const_cast<char*>(argument.c_str()));
        }
        words.push_back(nullptr);
        execv(program(), words.data());
        std::_Exit(127);
    }
    std::string seen;
    std::array<char, 4096> part{};
    for (ssize_t count = 1; count > 0;) {
        count = read(terminal, part.data(), part.size());
        seen.append(part.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    close(terminal);
    waitpid(child, nullptr, 0);
    return seen;
}

}  // namespace kossa::support
