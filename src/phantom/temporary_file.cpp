#include "kossa/phantom/temporary_file.hpp"

#include <fmt/format.h>

#include <system_error>

#include "kossa/core/error.hpp"

namespace kossa::phantom {

TemporaryFile::TemporaryFile(std::filesystem::path final_path)
    : final_path_(std::move(final_path)), path_(final_path_) {
    path_ += ".part";
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void TemporaryFile::keep() {
    std::error_code failure;
    std::filesystem::rename(path_, final_path_, failure);
    if (failure) {
        throw OutputError(fmt::format("{} cannot be written: {}", final_path_.string(), failure.message()));
    }
}

}  // namespace kossa::phantom
