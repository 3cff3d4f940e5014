#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "kossa/report/output_file.hpp"
#include "support/text_file.hpp"

namespace kossa::report {

/// A folder of the running test's own, removed at its end.
class TestFolder {
  public:
    TestFolder() : path_(std::filesystem::temp_directory_path() / unique_name()) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    static std::string unique_name() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        std::string name = std::string("kossa_") + test->test_suite_name() + "_" + test->name();
        std::replace(name.begin(), name.end(), '/', '_');  // of parameterised tests
        return name + "_" + std::to_string(getpid());
    }
    std::filesystem::path path_;
};

inline std::string content(const std::filesystem::path& path) {
    return support::content_of(path);
}

inline void put(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// Every file of the folder with its content.
inline std::map<std::string, std::string> contents(const std::filesystem::path& folder) {
    std::map<std::string, std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        result[entry.path().filename().string()] = content(entry.path());
    }
    return result;
}

/// What a writer puts into its sink.
template <class Writer>
std::string written(Writer writer) {
    std::string text;
    writer([&text](std::string_view bytes) { text += bytes; });
    return text;
}

/// A file of the source tree, relative to its root.
inline std::filesystem::path source_file(const std::string& relative) {
    return (std::filesystem::path(KOSSA_FIXTURES) / ".." / relative).lexically_normal();
}

inline constexpr int module_missing = 77;

/// Runs a script of this folder with Debian's Python and gives its exit status.
inline int run_check(const std::string& script, const std::vector<std::filesystem::path>& arguments) {
    std::string command = "/usr/bin/python3 '" + source_file("tests/report/" + script).string() + "'";
    for (const auto& argument : arguments) {
        command += " '" + argument.string() + "'";
    }
    const int status = std::system(command.c_str());
    const bool no_python = WIFEXITED(status) && WEXITSTATUS(status) == 127;
    return no_python ? module_missing : WEXITSTATUS(status);
}

}  // namespace kossa::report
