#pragma once

#include <memory>

#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The same slide, with the levels that are plain JPEG tiles (jpeg_tile_level.hpp) decoded directly: the same pixels in
/// a fraction of the time. SlideLevel::direct says which levels those are. All else, and a region in which a tile
/// cannot be decoded without a warning, is read through `painted`, so errors are its errors; tiles_with_warnings names
/// such tiles.
///
/// Three tiles of every such level are compared with `painted` here, of those that have bytes: the one with the most,
/// the one with the median number, and the last, which an edge may cut. Where one differs no level is read directly and
/// the slide has the flag "direct-reading-differs". A tile that cannot be read says nothing.
std::unique_ptr<SlideSource> with_direct_reading(std::unique_ptr<SlideSource> painted);

}  // namespace kossa
