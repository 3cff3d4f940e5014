#include "kossa/phantom/temporary_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "kossa/core/error.hpp"
#include "kossa/core/system_reason.hpp"

namespace kossa::phantom {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
    throw OutputError(fmt::format("{} cannot be written: {}{}", path.string(), reason, advice_on(reason)));
}

}  // namespace

TemporaryFile::TemporaryFile(std::filesystem::path final_path)
    : final_path_(std::move(final_path)), path_(final_path_) {
    path_ += ".part";
    std::error_code absent;
    if (std::filesystem::is_regular_file(std::filesystem::symlink_status(path_, absent))) {
        std::filesystem::remove(path_, absent);
    }
    errno = 0;
    std::FILE* file = std::fopen(path_.c_str(), "wbx");  // x: never through a link or into a pipe
    if (file == nullptr) {
        fail(final_path_, system_reason());
    }
    std::fclose(file);
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void TemporaryFile::fill(const std::function<void(const std::filesystem::path&)>& write) const {
    errno = 0;
    try {
        write(path_);
    } catch (const OutputError& error) {
        fail(final_path_, error.what());
    }
}

void TemporaryFile::keep() {
    std::error_code failure;
    std::filesystem::rename(path_, final_path_, failure);
    if (failure) {
        fail(final_path_, failure.message());
    }
    kept_ = true;
}

void TemporaryFile::set_former_aside() const {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(final_path_, failure))) {
        return;
    }
    std::filesystem::rename(final_path_, former_name(final_path_), failure);
    if (failure) {
        fail(final_path_, failure.message());
    }
}

void TemporaryFile::put_former_back() const {
    std::error_code ignored;
    if (kept_) {
        std::filesystem::remove(final_path_, ignored);
    }
    std::filesystem::rename(former_name(final_path_), final_path_, ignored);
}

void TemporaryFile::forget_former() const {
    std::error_code ignored;
    std::filesystem::remove(former_name(final_path_), ignored);
}

std::filesystem::path former_name(std::filesystem::path file) {
    return file += ".former";
}

void keep_all(std::list<TemporaryFile>& files) {
    try {
        std::ranges::for_each(files, &TemporaryFile::set_former_aside);
        std::ranges::for_each(files, &TemporaryFile::keep);
    } catch (const OutputError&) {
        std::ranges::for_each(files, &TemporaryFile::put_former_back);
        throw;
    }
    std::ranges::for_each(files, &TemporaryFile::forget_former);
}

}  // namespace kossa::phantom
