#pragma once

#include <filesystem>
#include <string_view>

namespace kossa {

/// The formats that matter for the choice of a reader.
enum class FileFormat { png, jpeg, tiff, dicom, other };

struct FileKind {
    FileFormat format = FileFormat::other;
    std::string_view name;  ///< with its article, for a sentence: "a PDF document"
};

/// What a file seems to be, by its first bytes (`identifying_bytes` of them suffice). Never by the name of the file.
FileKind identify(std::string_view head);
inline constexpr std::size_t identifying_bytes = 1024;

/// As above, of a file that can be read.
FileKind identify_file(const std::filesystem::path& path);

/// Throws SlideError "unreadable", with its own sentence for each: no such file, a folder, no regular file, no
/// permission, an empty file.
void require_readable_file(const std::filesystem::path& path);

}  // namespace kossa
