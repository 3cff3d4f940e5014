#include "kossa/report/jpeg.hpp"

#include <fmt/format.h>
#include <turbojpeg.h>

#include <algorithm>
#include <memory>

#include "kossa/core/error.hpp"

namespace kossa::report {

namespace {

struct Compression {
    int quality;
    int subsampling;
};

constexpr Compression compression_for(JpegUse use) {
    constexpr Compression to_keep{92, TJSAMP_444};  // no blocks to be seen, about a tenth of the size as PNG
    constexpr Compression on_screen{82, TJSAMP_420};
    return use == JpegUse::to_keep ? to_keep : on_screen;
}

struct CloseHandle {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, CloseHandle>;

struct FreeBuffer {
    void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

[[noreturn]] void refuse_damaged_picture(const Handle& handle) {
    throw SlideError("corrupt", fmt::format("the stored picture is damaged: {}", tjGetErrorStr2(handle.get())));
}

}  // namespace

std::string jpeg_bytes(const RgbImage& image, JpegUse use) {
    const Compression compression = compression_for(use);
    const Handle handle(tjInitCompress());
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int status =
        tjCompress2(handle.get(), image.ptr(), image.cols, static_cast<int>(image.step), image.rows, TJPF_RGB, &buffer,
                    &size, compression.subsampling, compression.quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, FreeBuffer> owner(buffer);
    if (status != 0) {
        throw OutputError(
            fmt::format("cannot encode the picture as JPEG: {}; please report this", tjGetErrorStr2(handle.get())));
    }
    return {owner.get(), owner.get() + size};
}

RgbImage jpeg_image(std::string_view bytes, int longest_side) {
    const Handle handle(tjInitDecompress());
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(handle.get(), data, bytes.size(), &width, &height, &subsampling, &colours) != 0) {
        refuse_damaged_picture(handle);
    }
    if (std::max(width, height) > longest_side) {
        throw SlideError("corrupt",
                         fmt::format("the stored picture is damaged: it claims {} x {} pixels", width, height));
    }
    RgbImage image(height, width);
    if (tjDecompress2(handle.get(), data, bytes.size(), image.ptr(), width, static_cast<int>(image.step), height,
                      TJPF_RGB, TJFLAG_ACCURATEDCT) != 0) {
        refuse_damaged_picture(handle);
    }
    return image;
}

}  // namespace kossa::report
