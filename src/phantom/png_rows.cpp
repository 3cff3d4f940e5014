#include "kossa/phantom/png_rows.hpp"

#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <new>

#include "kossa/core/error.hpp"
#include "kossa/core/system_reason.hpp"
#include "kossa/phantom/temporary_file.hpp"

namespace kossa::phantom {

struct PngRows::Handle {
    std::FILE* file = nullptr;
    png_structp png = nullptr;
    png_infop info = nullptr;

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (png != nullptr) {
            png_destroy_write_struct(&png, &info);
        }
        if (file != nullptr) {
            std::fclose(file);
        }
    }
};

namespace {

constexpr int quick_compression = 3;  // masks are nearly all zero: more effort gains nothing

// libpng reports errors by a jump back; it must not cross a destructor, so each function holds plain values only.
[[noreturn]] void jump_back(png_structp png, png_const_charp) {
    png_longjmp(png, 1);
}

void say_nothing(png_structp, png_const_charp) {}

bool begin_image(png_structp png, png_infop info, std::FILE* file, png_uint_32 width, png_uint_32 height) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_init_io(png, file);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_compression_level(png, quick_compression);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    return true;
}

bool write_row(png_structp png, const std::uint8_t* row) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_write_row(png, row);
    return true;
}

bool end_image(png_structp png, png_infop info) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_write_end(png, info);
    return true;
}

void require(bool done) {
    if (!done) {
        throw OutputError(system_reason());
    }
}

}  // namespace

PngRows::PngRows(const std::filesystem::path& path, std::int64_t width, std::int64_t height)
    : handle_(std::make_unique<Handle>()) {
    handle_->file = std::fopen(path.c_str(), "wb");
    if (handle_->file == nullptr) {
        throw OutputError(system_reason());
    }
    handle_->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, jump_back, say_nothing);
    handle_->info = handle_->png == nullptr ? nullptr : png_create_info_struct(handle_->png);
    if (handle_->info == nullptr) {
        throw std::bad_alloc();
    }
    require(begin_image(handle_->png, handle_->info, handle_->file, static_cast<png_uint_32>(width),
                        static_cast<png_uint_32>(height)));
}

PngRows::~PngRows() = default;

void PngRows::write(const std::vector<std::uint8_t>& row) {
    require(write_row(handle_->png, row.data()));
}

void PngRows::finish() {
    require(end_image(handle_->png, handle_->info) && std::fflush(handle_->file) == 0);
}

}  // namespace kossa::phantom
