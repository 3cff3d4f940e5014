#include "info_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "kossa/core/printable.hpp"
#include "kossa/core/units.hpp"

namespace kossa::app {

namespace {

std::string fact(std::string_view name, const std::string& value) {
    return fmt::format("{:<17}{}\n", name, printable(value));
}

/// Of a level, whose pixels may be larger than PixelSize allows on the slide itself.
std::string pixel_text(const PixelSize& size, double downsample_x = 1.0, double downsample_y = 1.0) {
    const std::string x = fmt::format("{:.4g}", size.x().value() * downsample_x);
    const std::string y = fmt::format("{:.4g}", size.y().value() * downsample_y);
    return x == y ? x + " um" : fmt::format("{} x {} um", x, y);
}

std::string pixel_size_text(const SlideInfo& info) {
    if (!info.pixel_size) {
        return fact("pixel size", "unknown: give it with --mpp UM (about 0.5 for a 20x and 0.25 for a 40x scan)");
    }
    return fact("pixel size",
                fmt::format("{}, from {}", pixel_text(*info.pixel_size), to_string(*info.pixel_size_source)));
}

std::string objective_text(const SlideInfo& info) {
    if (!info.objective_power) {
        return fact("objective", "not said");
    }
    const bool contradicts = std::ranges::count(info.flags, "objective-power-contradicts-pixel-size") > 0;
    return fact("objective", fmt::format("{:g}x{}", *info.objective_power,
                                         contradicts ? ", which contradicts the pixel size: check it, and give "
                                                       "the right one with --mpp UM"
                                                     : ""));
}

std::string size_text(const SlideInfo& info) {
    const Size<LevelPixels>& size = info.levels.front().size;
    const std::string pixels = fmt::format("{} x {} px", size.width, size.height);
    if (!info.pixel_size) {
        return fact("size", pixels);
    }
    return fact("size", fmt::format("{}, {:.1f} x {:.1f} mm", pixels,
                                    info.pixel_size->x().value() * static_cast<double>(size.width) / um_per_mm,
                                    info.pixel_size->y().value() * static_cast<double>(size.height) / um_per_mm));
}

std::string levels_text(const SlideInfo& info) {
    std::string text;
    for (std::size_t i = 0; i < info.levels.size(); ++i) {
        const SlideLevel& level = info.levels[i];
        std::string line = fmt::format("{} x {} px, 1/{:.6g}", level.size.width, level.size.height, level.downsample_x);
        if (info.pixel_size) {
            line += fmt::format(", {}/px", pixel_text(*info.pixel_size, level.downsample_x, level.downsample_y));
        }
        if (!in_proportion(level)) {
            line += "; not read: its proportions are not those of the slide";
        }
        text += fact(fmt::format("level {}", i), line);
    }
    return text;
}

std::string colour_text(const cv::Vec3b& rgb) {
    return fmt::format("red {}, green {}, blue {}", rgb[0], rgb[1], rgb[2]);
}

std::string vectors_text(const StainModel& stain) {
    switch (stain.matrix_source) {
        case MatrixSource::estimated:
            return "estimated on this slide";
        case MatrixSource::profile:
            return "of the stain profile";
        case MatrixSource::reference:
            break;
    }
    return "reference: " + stain.matrix_reason;
}

std::string stain_text(const StainModel& stain) {
    const std::string_view full = stain.stain == Stain::von_kossa ? "von Kossa" : "haematoxylin and eosin";
    std::string text =
        fact("stain", fmt::format("{} ({}), {}", name(stain.stain), full,
                                  stain.recognised ? "recognised by its colours" : "as given by --stain"));
    if (stain.matrix) {
        text += fact("stain vectors", vectors_text(stain));
    }
    return text;
}

std::string white_text(const WhitePointEstimate& white) {
    const auto& level = white.white.intensity;
    return fact("white point", fmt::format("red {:.1f}, green {:.1f}, blue {:.1f}, from {}", level[0], level[1],
                                           level[2], name(white.source)));
}

std::string grid_text(const WorkingGrid& grid) {
    return fact("working grid", fmt::format("level {}{}: {} x {} px of {}", grid.level, reduction_words(grid),
                                            grid.size.width, grid.size.height, pixel_text(grid.pixel)));
}

}  // namespace

std::string slide_text(const SlideInfo& info) {
    std::string text = fact("slide", info.path) + fact("format", info.vendor) + size_text(info) + pixel_size_text(info);
    if (!info.pixel_size_note.empty()) {
        text += fact("", "not used: " + info.pixel_size_note);
    }
    text += objective_text(info) + levels_text(info);
    text += fact("not scanned", "painted " + colour_text(info.background));
    if (info.bounds_offset.x != 0 || info.bounds_offset.y != 0) {
        text += fact("scanned from", fmt::format("x {}, y {}", info.bounds_offset.x, info.bounds_offset.y));
    }
    text += fact("other images",
                 info.associated_images.empty() ? "none" : fmt::format("{}", fmt::join(info.associated_images, ", ")));
    return text + fact("quickhash", info.quickhash);
}

std::string survey_text(const SlideSurvey& survey) {
    const SquareMicrons area = PixelSize(survey.pixel).area(count_non_zero(survey.tissue));
    std::string text = stain_text(survey.stain) + white_text(survey.stain.white);
    text += fact("tissue", fmt::format("{:.2f} mm2 in {} piece{}", area.value() / um2_per_mm2, survey.pieces,
                                       survey.pieces == 1 ? "" : "s"));
    text += grid_text(survey.grid);
    if (!survey.flags.empty()) {
        text += fact("flags", fmt::format("{}", fmt::join(survey.flags, ", ")));
    }
    return text;
}

std::string refusal_text(const std::string& sentence) {
    return fact("refused", sentence);
}

}  // namespace kossa::app
