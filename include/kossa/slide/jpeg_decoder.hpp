#pragma once

#include <memory>

namespace kossa {

struct DestroyJpegDecoder {
    void operator()(void* decoder) const;
};

/// libjpeg-turbo's decoder, its tjhandle.
using JpegDecoder = std::unique_ptr<void, DestroyJpegDecoder>;

JpegDecoder jpeg_decoder();

}  // namespace kossa
