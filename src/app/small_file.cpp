#include "small_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <system_error>

#include "kossa/core/error.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

/// --print-config writes under ten kilobytes; a hundred times that leaves room for any comments.
constexpr std::size_t most_bytes = std::size_t{1} << 20U;

/// Why it cannot be read; empty where it is a plain file. A device or a pipe could be without end, or never begin.
std::string hindrance(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error) {
        return error.message();
    }
    return fs::is_regular_file(status) ? "" : fs::is_directory(status) ? "it is a folder" : "it is no plain file";
}

}  // namespace

std::string small_file(const fs::path& path, std::string_view what) {
    const auto refuse = [&](const std::string& reason) {
        throw UsageError(fmt::format("{} {} cannot be read: {}", what, path.string(), reason));
    };
    if (const std::string reason = hindrance(path); !reason.empty()) {
        refuse(reason);
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(most_bytes + 1, '\0');
    if (!file || (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof())) {
        refuse(std::generic_category().message(errno));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > most_bytes) {
        refuse(fmt::format("it has more than {} bytes", most_bytes));
    }
    return text;
}

}  // namespace kossa::app
