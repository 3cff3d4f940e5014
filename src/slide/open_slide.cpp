#include "kossa/core/error.hpp"
#include "kossa/slide/openslide_source.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

std::unique_ptr<SlideSource> open_slide(const std::filesystem::path& path, std::optional<PixelSize> user_pixel_size) {
    if (openslide_vendor(path)) {
        return open_with_openslide(path, user_pixel_size);
    }
    throw SlideError("not-a-slide", "the file is no slide that OpenSlide knows");
}

}  // namespace kossa
