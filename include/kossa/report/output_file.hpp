#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kossa::report {

/// Where a writer puts its text, piece by piece.
using TextSink = std::function<void(std::string_view)>;

/// A file of a folder by its name, and what writes its text.
struct NewFile {
    std::string name;
    std::function<void(const TextSink&)> writer;
};

/// Writes one file. Every failure of the system is an OutputError "cannot write <file>: <reason>; ...".
class OutputFile {
  public:
    /// Creates or empties `path`. Messages name `shown`, the file as the user will know it.
    OutputFile(const std::filesystem::path& path, std::string shown);

    void write(std::string_view bytes);
    /// Must be called: only here does a full disk show for certain.
    void close();

  private:
    using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    std::string shown_;
    Stream stream_;
};

/// While it lives, no other one of the same folder does, in this process or another one: its maker waits. Several with
/// readers may live together. Where the file system knows no locks it does nothing.
class FolderLock {
  public:
    enum class Sharing { alone, with_readers };
    explicit FolderLock(const std::filesystem::path& dir, Sharing sharing = Sharing::alone);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_;
};

/// Whether another FolderLock of that folder lives that is alone.
bool being_written(const std::filesystem::path& dir);

/// The names that a file has while it is written, and while the new one is put in its place.
std::string temporary_name(const std::string& name);
std::string former_name(const std::string& name);

/// The files of one slide, replaced as a whole.
///
/// New files are written as ".partial-<name>" beside the old ones. `publish` sets the old files of `contract` aside as
/// ".former-<name>", summary.json first, notes by an empty ".former" that all are, puts the new files in place,
/// summary.json last, and removes the old ones: a folder with a summary is whole. Where that fails the new files are
/// removed and the old ones put back; where it was killed, the next writer does so. What is not in `contract` is never
/// touched. Without `publish` the destructor removes the temporaries and the old files stay as they were. Of two
/// writers into one folder the second waits for the first.
class FolderUpdate {
  public:
    /// Creates `dir` with its parents, and removes temporaries that a killed run has left. Throws OutputError.
    FolderUpdate(std::filesystem::path dir, std::vector<std::string> contract);
    ~FolderUpdate();
    FolderUpdate(const FolderUpdate&) = delete;
    FolderUpdate& operator=(const FolderUpdate&) = delete;

    /// Writes one file of the contract under its temporary name. Throws OutputError.
    void add(const std::string& name, const std::function<void(const TextSink&)>& writer);

    /// Writes files of the contract under their temporary names, at the same time where OpenCV may use several threads
    /// (core/rows.hpp). Throws what is thrown for the first that fails, OutputError where it cannot be written.
    void add_all(const std::vector<NewFile>& files);

    /// Has one file of the contract made under its temporary name, by one who writes to a path; an OutputError of his
    /// is taken for the reason. Throws OutputError.
    void add_made(const std::string& name, const std::function<void(const std::filesystem::path&)>& make);

    /// Throws OutputError; the folder then still has the whole old result, as far as its files can be renamed.
    void publish();

  private:
    std::filesystem::path temporary(const std::string& name) const;
    void write(const NewFile& file) const;
    void remove_temporaries() const;
    std::filesystem::path former(const std::string& name) const;
    std::vector<std::string> summary_last() const;
    /// An empty file that is there while all old files are set aside, so that those in place are new.
    std::filesystem::path all_aside() const;
    void set_old_aside() const;
    void put_new_in_place() const;
    void put_old_back() const;
    void remove_former() const;
    void undo_what_was_interrupted() const;

    std::filesystem::path dir_;
    std::vector<std::string> contract_;  ///< summary.json first
    std::vector<std::string> added_;
    std::optional<FolderLock> lock_;
};

}  // namespace kossa::report
