#include "kossa/slide/jpeg_decoder.hpp"

#include <turbojpeg.h>

namespace kossa {

void DestroyJpegDecoder::operator()(void* decoder) const {
    tjDestroy(decoder);
}

JpegDecoder jpeg_decoder() {
    return JpegDecoder(tjInitDecompress());
}

}  // namespace kossa
