#include "kossa/slide/file_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    FileKind kind;
};

constexpr std::array signatures = {
    Signature{0, "\x89PNG\r\n\x1a\n"sv, {FileFormat::png, "a PNG image"}},
    Signature{0, "\xff\xd8\xff"sv, {FileFormat::jpeg, "a JPEG image"}},
    Signature{0, "II*\0"sv, {FileFormat::tiff, "a TIFF image"}},
    Signature{0, "MM\0*"sv, {FileFormat::tiff, "a TIFF image"}},
    Signature{0, "II+\0"sv, {FileFormat::tiff, "a TIFF image"}},
    Signature{0, "MM\0+"sv, {FileFormat::tiff, "a TIFF image"}},
    Signature{128, "DICM"sv, {FileFormat::dicom, "a DICOM file"}},
    Signature{0, "ZISRAWFILE"sv, {FileFormat::other, "a Zeiss CZI file"}},
    Signature{0, "\0\0\0\x0cjP  "sv, {FileFormat::other, "a JPEG 2000 image"}},
    Signature{0, "\xff\x4f\xff\x51"sv, {FileFormat::other, "a JPEG 2000 codestream"}},
    Signature{8, "WEBP"sv, {FileFormat::other, "a WebP image"}},
    Signature{0, "GIF8"sv, {FileFormat::other, "a GIF image"}},
    Signature{0, "BM"sv, {FileFormat::other, "a BMP image"}},
    Signature{0, "%PDF"sv, {FileFormat::other, "a PDF document"}},
    Signature{0, "PK\x03\x04"sv, {FileFormat::other, "a ZIP archive"}},
    Signature{0, "\x1f\x8b"sv, {FileFormat::other, "a gzip archive"}},
    Signature{0, "7z\xbc\xaf"sv, {FileFormat::other, "a 7z archive"}},
    Signature{0, "\x89HDF\r\n"sv, {FileFormat::other, "an HDF5 file"}},
    Signature{0, "SQLite format 3"sv, {FileFormat::other, "an SQLite database"}},
};

/// No control characters but blanks; bytes above 127 may belong to UTF-8.
bool looks_like_text(std::string_view head) {
    return std::ranges::all_of(head, [](char c) {
        constexpr unsigned char first_printable = 0x20;
        return static_cast<unsigned char>(c) >= first_printable || "\t\n\r\f"sv.find(c) != std::string_view::npos;
    });
}

[[noreturn]] void unreadable(const std::string& message) {
    throw SlideError("unreadable", message);
}

void require_regular_file(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        unreadable("there is no such file");
    }
    if (error) {
        unreadable(fmt::format("the file cannot be reached: {}", error.message()));
    }
    if (std::filesystem::is_directory(status)) {
        unreadable("this is a folder; name the slide file itself");
    }
    if (!std::filesystem::is_regular_file(status)) {
        unreadable("this is a device or a pipe, not a file that can be read as a slide");
    }
}

void require_permission(const std::filesystem::path& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (file != nullptr) {
        return;
    }
    const int reason = errno;
    if (reason == EACCES || reason == EPERM) {
        unreadable("there is no permission to read the file");
    }
    unreadable(fmt::format("the file cannot be opened: {}", std::generic_category().message(reason)));
}

}  // namespace

FileKind identify(std::string_view head) {
    const auto fits = [head](const Signature& s) {
        return head.size() >= s.offset && head.substr(s.offset).starts_with(s.bytes);
    };
    const auto* found = std::ranges::find_if(signatures, fits);
    if (found != signatures.end()) {
        return found->kind;
    }
    return {FileFormat::other, looks_like_text(head) ? "a text file"sv : "data of no kind known here"sv};
}

FileKind identify_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(identifying_bytes, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return identify(head);
}

void require_readable_file(const std::filesystem::path& path) {
    require_regular_file(path);
    require_permission(path);
    std::error_code error;
    if (std::filesystem::file_size(path, error) == 0) {
        unreadable("the file is empty");
    }
}

}  // namespace kossa
