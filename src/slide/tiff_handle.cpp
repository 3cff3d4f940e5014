#include "kossa/slide/tiff_handle.hpp"

#include <tiffio.h>

#include <array>
#include <cstdio>
#include <string_view>

namespace kossa {

namespace {

int keep_silent(TIFF*, void*, const char*, const char*, va_list) {
    return 1;
}

int keep_first_error(TIFF*, void* first_error, const char*, const char* format, va_list arguments) {
    std::array<char, 1024> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    auto& kept = *static_cast<std::string*>(first_error);
    if (kept.empty()) {
        kept = text.data();
    }
    return 1;
}

/// Damage in JPEG is a warning to libtiff, which goes on with grey in place of what is missing.
int keep_damaged_jpeg(TIFF* tiff, void* first_error, const char* module, const char* format, va_list arguments) {
    const std::string_view said_by = module == nullptr ? "" : module;
    const bool damaged = said_by == "JPEGLib" || said_by == "JPEGPreDecode";
    return damaged ? keep_first_error(tiff, first_error, module, format, arguments) : 1;
}

}  // namespace

TiffHandle open_tiff(const std::filesystem::path& path, std::int64_t largest_allocation, std::string* first_error) {
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), first_error == nullptr ? keep_silent : keep_first_error,
                                       first_error);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), first_error == nullptr ? keep_silent : keep_damaged_jpeg,
                                         first_error);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), largest_allocation);
    // "m": read, not mapped, since a mapped file that is cut while it is read ends the process.
    return {TIFFOpenExt(path.c_str(), "rm", options.get()), TIFFClose};
}

template <class Number>
Number tiff_field(tiff& file, std::uint32_t tag) {
    Number value{};
    return TIFFGetFieldDefaulted(&file, tag, &value) != 0 ? value : Number{};
}

template std::uint16_t tiff_field(tiff&, std::uint32_t);
template std::uint32_t tiff_field(tiff&, std::uint32_t);
template float tiff_field(tiff&, std::uint32_t);
template const char* tiff_field(tiff&, std::uint32_t);

}  // namespace kossa
