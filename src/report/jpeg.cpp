#include "kossa/report/jpeg.hpp"

#include <fmt/format.h>
#include <turbojpeg.h>

#include <memory>

#include "kossa/core/error.hpp"

namespace kossa::report {

namespace {

constexpr int quality = 92;  // no blocks to be seen under the overlay's lines, about a tenth of the size as PNG

struct CloseHandle {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, CloseHandle>;

struct FreeBuffer {
    void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

[[noreturn]] void refuse_damaged(const Handle& handle) {
    throw SlideError("corrupt", fmt::format("the stored picture is damaged: {}", tjGetErrorStr2(handle.get())));
}

}  // namespace

std::string jpeg_bytes(const RgbImage& image) {
    const Handle handle(tjInitCompress());
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int status = tjCompress2(handle.get(), image.ptr(), image.cols, static_cast<int>(image.step), image.rows,
                                   TJPF_RGB, &buffer, &size, TJSAMP_444, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, FreeBuffer> owner(buffer);
    if (status != 0) {
        throw OutputError(
            fmt::format("cannot encode the picture as JPEG: {}; please report this", tjGetErrorStr2(handle.get())));
    }
    return {owner.get(), owner.get() + size};
}

RgbImage jpeg_image(std::string_view bytes) {
    const Handle handle(tjInitDecompress());
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(handle.get(), data, bytes.size(), &width, &height, &subsampling, &colours) != 0) {
        refuse_damaged(handle);
    }
    RgbImage image(height, width);
    if (tjDecompress2(handle.get(), data, bytes.size(), image.ptr(), width, static_cast<int>(image.step), height,
                      TJPF_RGB, TJFLAG_ACCURATEDCT) != 0) {
        refuse_damaged(handle);
    }
    return image;
}

}  // namespace kossa::report
