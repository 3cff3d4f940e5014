#include "kossa/core/bounded_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "kossa/core/error.hpp"

namespace kossa {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
    throw UsageError(fmt::format("{} cannot be read: {}", file.string(), reason));
}

std::uintmax_t size_of(const fs::path& file, std::uintmax_t most_bytes) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) {
        refuse(file, "there is no such file");
    }
    if (error) {
        refuse(file, error.message());
    }
    if (!fs::is_regular_file(status)) {
        refuse(file, fs::is_directory(status) ? "it is a folder" : "it is no plain file");
    }
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) {
        refuse(file, error.message());
    }
    if (size > most_bytes) {
        refuse(file, fmt::format("it has {} bytes, more than the {} that kossa reads", size, most_bytes));
    }
    return size;
}

}  // namespace

std::string read_bounded(const fs::path& file, std::uintmax_t most_bytes) {
    std::string bytes(size_of(file, most_bytes), '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        refuse(file, std::generic_category().message(errno));
    }
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
        refuse(file, "it ends before its size says; it may be written at this moment");
    }
    return bytes;
}

void require_utf8(std::string_view text, const fs::path& file) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        refuse(file, "its text is UTF-16; save it as UTF-8");
    }
}

}  // namespace kossa
