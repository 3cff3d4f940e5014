#include "kossa/slide/openslide_source.hpp"

#include <fmt/format.h>
#include <openslide.h>

#include <charconv>
#include <cmath>
#include <mutex>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/slide/content_hash.hpp"
#include "kossa/slide/empty_tiles.hpp"
#include "kossa/slide/libtiff_messages.hpp"
#include "kossa/slide/padded_read.hpp"
#include "kossa/slide/pixel_size_finding.hpp"
#include "kossa/slide/premultiplied.hpp"

namespace kossa {

namespace {

using Handle = std::shared_ptr<openslide_t>;

/// Pixels along one side; the largest scans have some hundred thousand.
constexpr std::int64_t largest_side = 10'000'000;
/// A glass slide of 25 by 75 mm has a fifth of this at 0.1 um a pixel.
constexpr std::int64_t most_pixels = 1'000'000'000'000;

struct Painted {
    RgbImage pixels;
    std::string error;  ///< OpenSlide's reason, empty if the pixels are good
};

std::string error_of(openslide_t& slide) {
    const char* reason = openslide_get_error(&slide);
    return reason == nullptr ? std::string() : std::string(reason);
}

Handle open_handle(const std::filesystem::path& path) {
    silence_libtiff();
    openslide_t* opened = openslide_open(path.c_str());
    if (opened == nullptr) {
        throw SlideError("corrupt", "OpenSlide recognised the file but could not open it; it may be damaged");
    }
    Handle handle(opened, openslide_close);
    if (const std::string reason = error_of(*handle); !reason.empty()) {
        throw SlideError(
            "corrupt",
            fmt::format("the slide cannot be opened ({}), it may be damaged; copy it again or export it anew", reason));
    }
    return handle;
}

std::map<std::string, std::string> read_properties(openslide_t& slide) {
    std::map<std::string, std::string> properties;
    for (const char* const* name = openslide_get_property_names(&slide); *name != nullptr; ++name) {
        if (const char* value = openslide_get_property_value(&slide, *name); value != nullptr) {
            properties.emplace(*name, value);
        }
    }
    return properties;
}

std::vector<std::string> read_associated_names(openslide_t& slide) {
    std::vector<std::string> names;
    for (const char* const* name = openslide_get_associated_image_names(&slide); *name != nullptr; ++name) {
        names.emplace_back(*name);
    }
    return names;
}

Size<LevelPixels> read_level_size(openslide_t& slide, int level) {
    Size<LevelPixels> size;
    openslide_get_level_dimensions(&slide, level, &size.width, &size.height);
    if (size.width < 1 || size.height < 1 || size.width > largest_side || size.height > largest_side ||
        size.pixel_count() > most_pixels) {
        throw SlideError("corrupt", fmt::format("level {} claims to be {} x {} pixels, which no slide is", level,
                                                size.width, size.height));
    }
    return size;
}

std::vector<SlideLevel> read_levels(openslide_t& slide) {
    std::vector<SlideLevel> levels;
    const int count = openslide_get_level_count(&slide);
    for (int level = 0; level < count; ++level) {
        const Size<LevelPixels> size = read_level_size(slide, level);
        const Size<LevelPixels> largest = levels.empty() ? size : levels.front().size;
        levels.push_back({size, static_cast<double>(largest.width) / static_cast<double>(size.width),
                          static_cast<double>(largest.height) / static_cast<double>(size.height)});
    }
    if (levels.empty()) {
        throw SlideError("corrupt", "the slide has no image in it");
    }
    return levels;
}

std::string value_or_empty(const std::map<std::string, std::string>& properties, const std::string& name) {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
}

/// OpenSlide writes RRGGBB; white where the file says nothing.
cv::Vec3b background_of(const std::map<std::string, std::string>& properties) {
    constexpr int hexadecimal = 16;
    constexpr std::size_t digits = 6;
    const std::string text = value_or_empty(properties, OPENSLIDE_PROPERTY_NAME_BACKGROUND_COLOR);
    std::uint32_t rgb = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rgb, hexadecimal);
    if (text.size() != digits || error != std::errc() || end != text.data() + text.size()) {
        return {255, 255, 255};
    }
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb)};
}

std::string quickhash_of(const SlideInfo& info) {
    const std::string quickhash = value_or_empty(info.properties, OPENSLIDE_PROPERTY_NAME_QUICKHASH1);
    return quickhash.empty() ? content_hash(info.path) : quickhash;
}

SlideInfo describe(openslide_t& slide, const std::filesystem::path& path, std::optional<PixelSize> user) {
    SlideInfo info;
    info.path = path.string();
    info.name = path.filename().string();
    info.properties = read_properties(slide);
    info.vendor = value_or_empty(info.properties, OPENSLIDE_PROPERTY_NAME_VENDOR);
    info.quickhash = quickhash_of(info);
    info.levels = read_levels(slide);
    info.background = background_of(info.properties);
    info.bounds_offset = {number_property(info.properties, OPENSLIDE_PROPERTY_NAME_BOUNDS_X).value_or(0.0),
                          number_property(info.properties, OPENSLIDE_PROPERTY_NAME_BOUNDS_Y).value_or(0.0)};
    info.associated_images = read_associated_names(slide);
    const PixelSizeFinding finding = find_pixel_size(info.properties, user);
    info.pixel_size = finding.size;
    info.pixel_size_source = finding.source;
    info.pixel_size_note = finding.note;
    info.objective_power = number_property(info.properties, OPENSLIDE_PROPERTY_NAME_OBJECTIVE_POWER);
    if (finding.source != PixelSizeSource::user) {  // a size given goes before what the file says
        info.flags = cross_check(info.pixel_size, info.objective_power);
    }
    info.flags.insert(info.flags.end(), finding.flags.begin(), finding.flags.end());
    return info;
}

Painted paint(openslide_t& slide, int level, const Box<LevelPixels>& box, const cv::Vec3b& background) {
    const double downsample = openslide_get_level_downsample(&slide, level);
    const auto level0 = [downsample](std::int64_t position) {
        return std::llround(static_cast<double>(position) * downsample);
    };
    const auto count = static_cast<std::size_t>(box.width * box.height);
    const auto argb = std::make_unique_for_overwrite<std::uint32_t[]>(count);
    openslide_read_region(&slide, argb.get(), level0(box.x), level0(box.y), level, box.width, box.height);
    if (std::string reason = error_of(slide); !reason.empty()) {
        return {{}, std::move(reason)};
    }
    const auto width = static_cast<int>(box.width);
    const auto height = static_cast<int>(box.height);
    return {opaque_image({argb.get(), count}, width, height, background), {}};
}

class OpenSlideSource final : public SlideSource {
  public:
    OpenSlideSource(std::filesystem::path path, std::optional<PixelSize> user)
        : path_(std::move(path)), shared_(open_handle(path_)), info_(describe(*shared_, path_, user)) {}

    const SlideInfo& info() const override { return info_; }

    RgbImage read(int level, const Box<LevelPixels>& region) const override {
        return read_padded(info_, level, region,
                           [&](const Box<LevelPixels>& inside) { return read_inside(level, inside); });
    }

    std::vector<Box<LevelPixels>> tiles_without_bytes(int level) const override { return empty_tiles(info_, level); }

  private:
    RgbImage read_inside(int level, const Box<LevelPixels>& box) const {
        const Painted first = paint(*shared_handle(), level, box, info_.background);
        return first.error.empty() ? first.pixels : read_on_fresh_handle(level, box);
    }

    RgbImage read_on_fresh_handle(int level, const Box<LevelPixels>& box) const {
        const Handle fresh = open_handle(path_);
        const Painted second = paint(*fresh, level, box, info_.background);
        if (!second.error.empty()) {
            throw SlideError(
                "corrupt",
                fmt::format("{} cannot be read, the slide is damaged there ({}); copy it again or export it anew",
                            place_name(level, box), second.error));
        }
        share(fresh);
        return second.pixels;
    }

    Handle shared_handle() const {
        const std::lock_guard lock(mutex_);
        return shared_;
    }

    void share(const Handle& handle) const {
        const std::lock_guard lock(mutex_);
        shared_ = handle;
    }

    std::filesystem::path path_;
    mutable std::mutex mutex_;
    mutable Handle shared_;  ///< guarded by mutex_
    SlideInfo info_;
};

}  // namespace

std::optional<std::string> openslide_vendor(const std::filesystem::path& path) {
    silence_libtiff();
    const char* vendor = openslide_detect_vendor(path.c_str());
    return vendor == nullptr ? std::nullopt : std::optional<std::string>(vendor);
}

std::string openslide_version() {
    return openslide_get_version();
}

std::unique_ptr<SlideSource> open_with_openslide(const std::filesystem::path& path,
                                                 std::optional<PixelSize> user_pixel_size) {
    return std::make_unique<OpenSlideSource>(path, user_pixel_size);
}

}  // namespace kossa
