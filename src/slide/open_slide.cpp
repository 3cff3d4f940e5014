#include <fmt/format.h>

#include "kossa/core/error.hpp"
#include "kossa/slide/direct_source.hpp"
#include "kossa/slide/file_kind.hpp"
#include "kossa/slide/flat_image.hpp"
#include "kossa/slide/openslide_source.hpp"
#include "kossa/slide/slide_source.hpp"
#include "kossa/slide/tiff_soundness.hpp"

namespace kossa {

namespace {

[[noreturn]] void refuse(const FileKind& kind) {
    if (kind.format == FileFormat::dicom) {
        throw SlideError("not-a-slide",
                         fmt::format("this is a DICOM file, which OpenSlide {} does not read; convert it to a tiled "
                                     "pyramidal TIFF",
                                     openslide_version()));
    }
    throw SlideError("not-a-slide",
                     fmt::format("this seems to be {}, neither a slide that OpenSlide {} knows nor an image; export it "
                                 "as a tiled TIFF, PNG or JPEG",
                                 kind.name, openslide_version()));
}

/// The file of a MIRAX slide is a small picture, which is not to pass for the slide.
void require_no_mirax(const std::filesystem::path& path) {
    if (const std::string extension = path.extension().string(); extension == ".mrxs" || extension == ".MRXS") {
        throw SlideError("not-a-slide",
                         fmt::format("this is the index of a MIRAX slide, whose pixels are in the folder '{}' beside "
                                     "it; that folder is missing or damaged: copy it along",
                                     path.stem().string()));
    }
}

}  // namespace

std::unique_ptr<SlideSource> open_slide(const std::filesystem::path& path, std::optional<PixelSize> user_pixel_size) {
    require_readable_file(path);
    const FileKind kind = identify_file(path);
    if (kind.format == FileFormat::tiff) {
        require_sound_tiff(path);
    }
    const std::optional<std::string> vendor = openslide_vendor(path);
    const bool distorted = vendor == "generic-tiff" && openslide_would_distort(path);
    if (vendor && !distorted) {
        return with_direct_reading(open_with_openslide(path, user_pixel_size));
    }
    require_no_mirax(path);
    if (kind.format == FileFormat::dicom || kind.format == FileFormat::other) {
        refuse(kind);
    }
    return open_flat_image(path, kind.format, user_pixel_size);
}

}  // namespace kossa
