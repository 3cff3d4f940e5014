#pragma once

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa::support {

/// Means of squares of pixels, the slow obvious way; a rest that fills no square is dropped, as scanners do.
inline RgbImage shrunk(const RgbImage& image, int factor) {
    RgbImage result(image.rows / factor, image.cols / factor);
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            const cv::Scalar mean = cv::mean(image(cv::Rect(x * factor, y * factor, factor, factor)));
            for (int c = 0; c < 3; ++c) {
                result(y, x)[c] = static_cast<std::uint8_t>(mean[c] + 0.5);
            }
        }
    }
    return result;
}

/// A slide that lies in memory: level 0 and levels shrunk by whole factors.
class MemorySlide final : public SlideSource {
  public:
    explicit MemorySlide(RgbImage image, std::optional<PixelSize> pixel = PixelSize(Microns(0.5)),
                         const std::vector<int>& downsamples = {})
        : reads_(downsamples.size() + 1) {
        info_.path = "memory";
        info_.name = "memory.tif";
        info_.vendor = "memory";
        info_.quickhash = "0123";
        info_.pixel_size = pixel;
        if (pixel) {
            info_.pixel_size_source = PixelSizeSource::user;
        }
        add(image, 1);
        for (const int downsample : downsamples) {
            add(shrunk(image, downsample), downsample);
        }
    }

    /// From now on, reads of level 0 that touch the box fail.
    void damage(const Box<LevelPixels>& box) { damaged_ = box; }

    /// The file holds nothing for these tiles of level 0; what is seen there is the image.
    void leave_out(const std::vector<Box<LevelPixels>>& tiles) { left_out_ = tiles; }
    std::vector<Box<LevelPixels>> tiles_without_bytes(int level) const override {
        return level == 0 ? left_out_ : std::vector<Box<LevelPixels>>();
    }

    /// The decoder warns of these tiles of level 0.
    void scratch(const std::vector<Box<LevelPixels>>& tiles) { scratched_ = tiles; }
    std::vector<Box<LevelPixels>> tiles_with_warnings(int level) const override {
        return level == 0 ? scratched_ : std::vector<Box<LevelPixels>>();
    }

    SlideInfo& editable_info() { return info_; }
    const SlideInfo& info() const override { return info_; }
    /// How often a level was read.
    int reads(std::size_t level) const { return reads_.at(level); }

    RgbImage read(int level, const Box<LevelPixels>& region) const override {
        ++reads_.at(static_cast<std::size_t>(level));
        if (level == 0 && !damaged_.intersected(region).empty()) {
            throw SlideError("corrupt", "tile damaged on purpose");
        }
        const RgbImage& image = images_.at(static_cast<std::size_t>(level));
        RgbImage result(static_cast<int>(region.height), static_cast<int>(region.width), info_.background);
        const Box<LevelPixels> inside = region.intersected({0, 0, image.cols, image.rows});
        if (!inside.empty()) {
            image(rectangle(inside))
                .copyTo(result(rectangle({inside.x - region.x, inside.y - region.y, inside.width, inside.height})));
        }
        return result;
    }

  private:
    static cv::Rect rectangle(const Box<LevelPixels>& box) {
        return {static_cast<int>(box.x), static_cast<int>(box.y), static_cast<int>(box.width),
                static_cast<int>(box.height)};
    }

    void add(RgbImage image, int downsample) {
        info_.levels.push_back({{image.cols, image.rows}, 1.0 * downsample, 1.0 * downsample});
        images_.push_back(std::move(image));
    }

    SlideInfo info_;
    std::vector<RgbImage> images_;
    Box<LevelPixels> damaged_;
    std::vector<Box<LevelPixels>> left_out_;
    std::vector<Box<LevelPixels>> scratched_;
    mutable std::vector<std::atomic<int>> reads_;
};

}  // namespace kossa::support
