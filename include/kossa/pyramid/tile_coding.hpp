#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace kossa::pyramid {

using Bytes = std::vector<unsigned char>;

/// How the colours of a JPEG are stored: in full, or with hue and saturation halved along both axes.
enum class ChromaSubsampling { full_444, half_420 };

/// How the pixels of a tile become bytes.
enum class Coding {
    jpeg_444,     ///< 8 bit red, green, blue; baseline JPEG, colours in full
    jpeg_420,     ///< likewise, colours halved
    deflate_grey  ///< 8 bit grey without loss, as zlib packs it
};

/// A baseline JPEG of 8 bit red, green, blue with its own tables. The same for equal images. Throws OutputError.
Bytes jpeg_tile(const cv::Mat& image, int quality, ChromaSubsampling chroma);

/// A zlib stream of the rows of an 8 bit raster. The same for equal rasters. Throws OutputError.
Bytes deflate_tile(const cv::Mat& raster);

}  // namespace kossa::pyramid
