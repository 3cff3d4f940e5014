#include "kossa/phantom/temporary_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "kossa/core/error.hpp"

namespace kossa::phantom {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
    throw OutputError(fmt::format("{} cannot be written: {}; check that the folder is writable and has space left",
                                  path.string(), reason));
}

}  // namespace

TemporaryFile::TemporaryFile(std::filesystem::path final_path)
    : final_path_(std::move(final_path)), path_(final_path_) {
    path_ += ".part";
    if (!std::ofstream(path_, std::ios::binary)) {
        fail(final_path_, std::generic_category().message(errno));
    }
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void TemporaryFile::keep() {
    std::error_code failure;
    std::filesystem::rename(path_, final_path_, failure);
    if (failure) {
        fail(final_path_, failure.message());
    }
}

}  // namespace kossa::phantom
