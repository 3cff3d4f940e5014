#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

struct tiff;  // libtiff's own name of what it calls TIFF

namespace kossa {

using TiffHandle = std::unique_ptr<tiff, void (*)(tiff*)>;

/// libtiff may ask for so many bytes at once: a directory of the largest slide is smaller.
inline constexpr std::int64_t largest_tiff_allocation = std::int64_t{1} << 30;

/// Opened for reading, silently; null where libtiff cannot. `first_error`, where given, receives what libtiff first
/// says is wrong with the file, now or later, damage of JPEG with it, and must outlive the handle.
TiffHandle open_tiff(const std::filesystem::path& path, std::int64_t largest_allocation = largest_tiff_allocation,
                     std::string* first_error = nullptr);

/// The value of a field of the current image or its default; zero where it has neither. `Number` is the type that
/// libtiff documents for the tag: one of std::uint16_t, std::uint32_t, float and const char*.
template <class Number>
Number tiff_field(tiff& file, std::uint32_t tag);

}  // namespace kossa
