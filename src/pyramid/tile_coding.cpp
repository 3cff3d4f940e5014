#include "kossa/pyramid/tile_coding.hpp"

#include <turbojpeg.h>
#include <zlib.h>

#include <memory>
#include <string>

#include "kossa/core/error.hpp"

namespace kossa::pyramid {

namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
    void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

}  // namespace

Bytes jpeg_tile(const cv::Mat& image, int quality, ChromaSubsampling chroma) {
    const std::unique_ptr<void, Destroy> handle(tjInitCompress());
    unsigned char* buffer = nullptr;
    unsigned long length = 0;
    const int sampling = chroma == ChromaSubsampling::full_444 ? TJSAMP_444 : TJSAMP_420;
    const int status = tjCompress2(handle.get(), image.data, image.cols, static_cast<int>(image.step), image.rows,
                                   TJPF_RGB, &buffer, &length, sampling, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, Destroy> owner(buffer);
    if (status != 0) {
        throw OutputError(std::string("a tile could not be packed as JPEG: ") + tjGetErrorStr2(handle.get()));
    }
    return {buffer, buffer + length};
}

Bytes deflate_tile(const cv::Mat& raster) {
    const cv::Mat rows = raster.isContinuous() ? raster : raster.clone();
    const auto size = static_cast<uLong>(rows.total() * rows.elemSize());
    uLongf length = compressBound(size);
    Bytes bytes(length);
    if (compress2(bytes.data(), &length, rows.data, size, Z_DEFAULT_COMPRESSION) != Z_OK) {
        throw OutputError("a tile could not be packed: zlib found no memory");
    }
    bytes.resize(length);
    return bytes;
}

}  // namespace kossa::pyramid
