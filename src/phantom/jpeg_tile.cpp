#include "kossa/phantom/jpeg_tile.hpp"

#include <turbojpeg.h>

#include <memory>

#include "kossa/core/error.hpp"

namespace kossa::phantom {

namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};

void require(int status, void* handle) {
    if (status != 0) {
        throw OutputError(std::string("a tile could not be unpacked from JPEG: ") + tjGetErrorStr2(handle));
    }
}

}  // namespace

RgbImage quarter_sized(const pyramid::Bytes& jpeg) {
    const std::unique_ptr<void, Destroy> handle(tjInitDecompress());
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    const auto size = static_cast<unsigned long>(jpeg.size());
    require(tjDecompressHeader3(handle.get(), jpeg.data(), size, &width, &height, &sampling, &colours), handle.get());
    RgbImage image(height / 4, width / 4);
    require(tjDecompress2(handle.get(), jpeg.data(), size, image.data, image.cols, static_cast<int>(image.step),
                          image.rows, TJPF_RGB, TJFLAG_ACCURATEDCT),
            handle.get());
    return image;
}

}  // namespace kossa::phantom
