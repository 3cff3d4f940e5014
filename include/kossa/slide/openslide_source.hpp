#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The format OpenSlide takes the file for, such as "aperio"; absent if it knows none. Does not open the slide.
std::optional<std::string> openslide_vendor(const std::filesystem::path& path);

/// The version of the OpenSlide library in use, such as "3.4.1".
std::string openslide_version();

/// A slide read through OpenSlide. Pixels are as OpenSlide paints them, on the slide's background colour.
///
/// A failed read puts an OpenSlide handle out of use for all threads. A read that fails is therefore tried once more on
/// a handle of its own, opened afresh: if that succeeds, the new handle serves from then on; if it fails, only that
/// read throws. Costs an opening per failed read. Errors as open_slide; "corrupt" also for levels without a plausible
/// size.
std::unique_ptr<SlideSource> open_with_openslide(const std::filesystem::path& path,
                                                 std::optional<PixelSize> user_pixel_size);

}  // namespace kossa
