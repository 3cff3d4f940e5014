#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <opencv2/core.hpp>
#include <stdexcept>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/slide/content_hash.hpp"
#include "kossa/slide/flat_image.hpp"
#include "kossa/slide/padded_read.hpp"
#include "kossa/slide/pixel_size_finding.hpp"
#include "kossa/slide/reduced.hpp"

namespace kossa {

namespace {

/// The longer side of the coarsest level.
constexpr int coarse_enough = 1024;

/// More than any image within largest_flat_pixels needs.
constexpr std::uintmax_t largest_file_bytes = std::uintmax_t{1} << 32;

std::vector<RgbImage> pyramid_of(RgbImage image) {
    std::vector<RgbImage> levels{std::move(image)};
    while (std::max(levels.back().rows, levels.back().cols) > coarse_enough) {
        levels.push_back(halved(levels.back()));
    }
    return levels;
}

std::vector<SlideLevel> describe_levels(const std::vector<RgbImage>& pyramid) {
    std::vector<SlideLevel> levels;
    double downsample = 1.0;
    for (const RgbImage& image : pyramid) {
        levels.push_back({{image.cols, image.rows}, downsample, downsample});
        downsample *= 2.0;
    }
    return levels;
}

SlideInfo describe(const std::filesystem::path& path, const FlatImage& image, std::optional<PixelSize> user) {
    SlideInfo info;
    info.path = path.string();
    info.name = path.filename().string();
    info.vendor = image.format;
    info.quickhash = content_hash(path);
    info.properties = image.properties;
    const PixelSizeFinding finding = find_pixel_size(info.properties, user);
    info.pixel_size = finding.size;
    info.pixel_size_source = finding.source;
    info.pixel_size_note = finding.note;
    info.flags = finding.flags;
    return info;
}

class FlatSource final : public SlideSource {
  public:
    FlatSource(SlideInfo info, RgbImage image) : info_(std::move(info)), pyramid_(pyramid_of(std::move(image))) {
        info_.levels = describe_levels(pyramid_);
    }

    const SlideInfo& info() const override { return info_; }

    RgbImage read(int level, const Box<LevelPixels>& region) const override {
        return read_padded(info_, level, region, [&](const Box<LevelPixels>& inside) {
            const cv::Rect place(static_cast<int>(inside.x), static_cast<int>(inside.y), static_cast<int>(inside.width),
                                 static_cast<int>(inside.height));
            return RgbImage(pyramid_[static_cast<std::size_t>(level)](place).clone());
        });
    }

  private:
    SlideInfo info_;
    std::vector<RgbImage> pyramid_;
};

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path) {
    const std::uintmax_t size = std::filesystem::file_size(path);
    if (size > largest_file_bytes) {
        throw SlideError("too-large",
                         fmt::format("the image file has {} bytes, more than the {} that fit into memory; make it a "
                                     "tiled pyramidal TIFF",
                                     size, largest_file_bytes));
    }
    std::vector<std::uint8_t> bytes(size);
    std::ifstream file(path, std::ios::binary);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
        throw SlideError("unreadable", "the file could not be read to its end");
    }
    return bytes;
}

FlatImage read_flat_image(const std::filesystem::path& path, FileFormat format) {
    switch (format) {
        case FileFormat::png:
            return decode_png(read_bytes(path));
        case FileFormat::jpeg:
            return decode_jpeg(read_bytes(path));
        case FileFormat::tiff:
            return read_tiff(path);
        default:
            throw std::invalid_argument("no flat image format");
    }
}

}  // namespace

void require_flat_size(std::int64_t width, std::int64_t height) {
    if (width < 1 || height < 1) {
        throw SlideError("corrupt", fmt::format("the image claims to be {} x {} pixels", width, height));
    }
    if (width > largest_flat_pixels || height > largest_flat_pixels || width * height > largest_flat_pixels) {
        throw SlideError("too-large",
                         fmt::format("the image has {} x {} pixels, more than the {} that are read as one flat image; "
                                     "convert it to a tiled pyramidal TIFF, "
                                     "upright and with its colours declared as they are",
                                     width, height, largest_flat_pixels));
    }
}

RgbImage halved(const RgbImage& image) {
    if (image.rows % 2 == 0 && image.cols % 2 == 0) {
        return reduced(image, 2);
    }
    RgbImage even;
    cv::copyMakeBorder(image, even, 0, image.rows % 2, 0, image.cols % 2, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
    return reduced(even, 2);
}

std::unique_ptr<SlideSource> flat_source(const std::filesystem::path& path, FlatImage image,
                                         std::optional<PixelSize> user_pixel_size) {
    SlideInfo info = describe(path, image, user_pixel_size);
    return std::make_unique<FlatSource>(std::move(info), std::move(image.pixels));
}

std::unique_ptr<SlideSource> open_flat_image(const std::filesystem::path& path, FileFormat format,
                                             std::optional<PixelSize> user_pixel_size) {
    return flat_source(path, read_flat_image(path, format), user_pixel_size);
}

}  // namespace kossa
