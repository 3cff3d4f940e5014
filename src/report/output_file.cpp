#include "kossa/report/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <iterator>
#include <system_error>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/core/system_reason.hpp"

namespace kossa::report {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view summary_name = "summary.json";

[[noreturn]] void fail(std::string_view action, const std::string& shown, std::string_view reason) {
    throw OutputError(fmt::format("cannot {} {}: {}{}", action, shown, reason, advice_on(reason)));
}

[[noreturn]] void fail(std::string_view action, const std::string& shown, const std::error_code& reason) {
    fail(action, shown, reason.message());
}

std::error_code last_system_error() {
    return {errno, std::generic_category()};
}

void refuse_folder_in_the_way(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(fs::symlink_status(path, ignored))) {
        fail("write", path.string(), std::make_error_code(std::errc::is_a_directory));
    }
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

void rename_file(const fs::path& from, const fs::path& to, const fs::path& shown) {
    std::error_code reason;
    fs::rename(from, to, reason);
    if (reason) {
        fail("replace", shown.string(), reason);
    }
}

}  // namespace

OutputFile::OutputFile(const fs::path& path, std::string shown)
    : shown_(std::move(shown)), stream_(std::fopen(path.c_str(), "wb"), &std::fclose) {
    if (!stream_) {
        fail("write", shown_, last_system_error());
    }
}

void OutputFile::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stream_.get()) != bytes.size()) {
        fail("write", shown_, last_system_error());
    }
}

void OutputFile::close() {
    if (std::fflush(stream_.get()) != 0) {
        fail("write", shown_, last_system_error());
    }
    if (std::fclose(stream_.release()) != 0) {
        fail("write", shown_, last_system_error());
    }
}

FolderLock::FolderLock(const fs::path& dir, Sharing sharing)
    : descriptor_(open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    const int how = sharing == Sharing::alone ? LOCK_EX : LOCK_SH;
    while (descriptor_ >= 0 && flock(descriptor_, how) != 0 && errno == EINTR) {
    }
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) {
        close(descriptor_);
    }
}

bool being_written(const fs::path& dir) {
    const int descriptor = open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool refused = descriptor >= 0 && flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (descriptor >= 0) {
        close(descriptor);
    }
    return refused;
}

std::string temporary_name(const std::string& name) {
    return ".partial-" + name;
}

std::string former_name(const std::string& name) {
    return ".former-" + name;
}

FolderUpdate::FolderUpdate(fs::path dir, std::vector<std::string> contract)
    : dir_(std::move(dir)), contract_(std::move(contract)) {
    std::stable_partition(contract_.begin(), contract_.end(),
                          [](const std::string& name) { return name == summary_name; });
    std::error_code reason;
    fs::create_directories(dir_, reason);
    if (reason) {
        fail("create the folder", dir_.string(), reason);
    }
    lock_.emplace(dir_);
    for (const std::string& name : contract_) {
        refuse_folder_in_the_way(dir_ / name);
    }
    undo_what_was_interrupted();
    remove_temporaries();
}

FolderUpdate::~FolderUpdate() {
    remove_temporaries();
}

fs::path FolderUpdate::temporary(const std::string& name) const {
    return dir_ / temporary_name(name);
}

void FolderUpdate::remove_temporaries() const {
    for (const std::string& name : contract_) {
        std::error_code ignored;
        fs::remove(temporary(name), ignored);
    }
}

void FolderUpdate::write(const NewFile& file) const {
    OutputFile output(temporary(file.name), (dir_ / file.name).string());
    file.writer([&output](std::string_view bytes) { output.write(bytes); });
    output.close();
}

void FolderUpdate::add(const std::string& name, const std::function<void(const TextSink&)>& writer) {
    add_all({{name, writer}});
}

void FolderUpdate::add_all(const std::vector<NewFile>& files) {
    std::vector<std::exception_ptr> failures(files.size());
    over_stretches(static_cast<int>(files.size()), 1, [&](int begin, int end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            try {
                write(files[i]);
            } catch (...) {
                failures[i] = std::current_exception();
            }
        }
    });
    for (const std::exception_ptr& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
    std::ranges::transform(files, std::back_inserter(added_), &NewFile::name);
}

void FolderUpdate::add_made(const std::string& name, const std::function<void(const fs::path&)>& make) {
    try {
        make(temporary(name));
    } catch (const OutputError& error) {
        fail("write", (dir_ / name).string(), error.what());
    }
    added_.push_back(name);
}

fs::path FolderUpdate::former(const std::string& name) const {
    return dir_ / former_name(name);
}

std::vector<std::string> FolderUpdate::summary_last() const {
    return {contract_.rbegin(), contract_.rend()};
}

fs::path FolderUpdate::all_aside() const {
    return dir_ / ".former";
}

void FolderUpdate::set_old_aside() const {
    for (const std::string& name : contract_) {
        if (is_there(dir_ / name)) {
            rename_file(dir_ / name, former(name), dir_ / name);
        }
    }
    OutputFile(all_aside(), all_aside().string()).close();
}

void FolderUpdate::put_new_in_place() const {
    for (const std::string& name : summary_last()) {
        if (std::find(added_.begin(), added_.end(), name) != added_.end()) {
            rename_file(temporary(name), dir_ / name, dir_ / name);
        }
    }
}

void FolderUpdate::put_old_back() const {
    std::error_code ignored;
    if (is_there(all_aside())) {  // so what is in place is new
        for (const std::string& name : contract_) {
            fs::remove(dir_ / name, ignored);
        }
        fs::remove(all_aside(), ignored);
    }
    for (const std::string& name : summary_last()) {
        if (is_there(former(name))) {
            fs::rename(former(name), dir_ / name, ignored);
        }
    }
}

void FolderUpdate::remove_former() const {
    std::error_code ignored;
    for (const std::string& name : contract_) {
        fs::remove(former(name), ignored);
    }
    fs::remove(all_aside(), ignored);
}

void FolderUpdate::undo_what_was_interrupted() const {
    if (!is_there(dir_ / summary_name)) {
        put_old_back();
    }
    remove_former();
}

void FolderUpdate::publish() {
    try {
        set_old_aside();
        put_new_in_place();
    } catch (const OutputError&) {
        put_old_back();
        throw;
    }
    remove_former();
}

}  // namespace kossa::report
