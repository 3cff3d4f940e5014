#include "kossa/analysis/doubtful_tiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "kossa/core/error.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

std::vector<int> levels_read(const SlideSurvey& survey) {
    return survey.level == survey.grid.level ? std::vector{survey.level} : std::vector{survey.grid.level, survey.level};
}

/// The working pixels that a box of a level has a part in.
Box<Working> on_working_grid(const Box<LevelPixels>& box, const SlideLevel& level, const WorkingGrid& grid) {
    const double x = level.downsample_x / grid.level0_from_working.x;
    const double y = level.downsample_y / grid.level0_from_working.y;
    const auto first = [](std::int64_t at, double scale) {
        return static_cast<std::int64_t>(std::floor(static_cast<double>(at) * scale));
    };
    const auto last = [](std::int64_t at, double scale) {
        return static_cast<std::int64_t>(std::ceil(static_cast<double>(at) * scale));
    };
    const Box<Working> covered{first(box.x, x), first(box.y, y), last(box.right(), x) - first(box.x, x),
                               last(box.bottom(), y) - first(box.y, y)};
    return covered.intersected(whole(grid.size));
}

bool touches(const Box<Working>& tile, const SlideSurvey& survey) {
    return !tile.empty() && !tiles_touching({tile}, survey.region, survey.frames.survey_from_working).empty();
}

/// Nothing for a tile that cannot be read at all, which is known as unreadable.
std::optional<RgbImage> pixels_of(const SlideSource& slide, int level, const Box<LevelPixels>& tile) {
    try {
        return slide.read(level, tile);
    } catch (const SlideError&) {
        return std::nullopt;
    }
}

/// Working pixels of tissue in all boxes.
double tissue_in(const std::vector<Box<Working>>& boxes, const MaskSheet& tissue, const SlideFrames& frames) {
    double sum = 0.0;
    for (const Box<Working>& box : boxes) {
        sum += static_cast<double>(pixels_in(box, tissue, frames.survey_from_working));
    }
    return sum;
}

bool blank(const std::optional<RgbImage>& pixels, const cv::Vec3b& background) {
    return pixels &&
           std::all_of(pixels->begin(), pixels->end(), [&](const cv::Vec3b& pixel) { return pixel == background; });
}

}  // namespace

DoubtfulTiles doubtful_tiles_near_tissue(const SlideSource& slide, const SlideSurvey& survey) {
    DoubtfulTiles result;
    for (const int level : levels_read(survey)) {
        const SlideLevel& info = slide.info().levels.at(static_cast<std::size_t>(level));
        const auto add = [&](const std::vector<Box<LevelPixels>>& tiles, std::vector<Box<Working>>& to, auto is_so) {
            for (const Box<LevelPixels>& tile : tiles) {
                const Box<Working> box = on_working_grid(tile, info, survey.grid);
                if (touches(box, survey) && is_so(pixels_of(slide, level, tile))) {
                    to.push_back(box);
                }
            }
        };
        add(slide.tiles_without_bytes(level), result.empty,
            [&](const auto& pixels) { return blank(pixels, slide.info().background); });
        add(slide.tiles_with_warnings(level), result.damaged, [](const auto& pixels) { return pixels.has_value(); });
    }
    return result;
}

std::int64_t empty_tiles_at(const MaskSheet& tissue, const SlideEvidence& evidence) {
    if (evidence.empty_tiles.empty()) {
        return 0;
    }
    constexpr Microns rim(20.0);
    const MaskSheet reach = dilated(tissue, rim, evidence.skin.pixel);
    return std::ssize(tiles_touching(evidence.empty_tiles, reach, evidence.frames.survey_from_working));
}

std::int64_t damaged_tiles_in(const MaskSheet& tissue, const SlideEvidence& evidence) {
    const std::vector<Box<Working>>& tiles = evidence.damaged_tiles;
    return tiles.empty() ? 0 : std::ssize(tiles_touching(tiles, tissue, evidence.frames.survey_from_working));
}

double analysed_fraction(const MaskSheet& tissue, const SlideEvidence& evidence, double most_unreadable) {
    if (evidence.unreadable.empty()) {
        return 1.0;
    }
    const double all =
        tissue_in(tile_grid(evidence.frames.working_size, unreadable_square_px), tissue, evidence.frames);
    const double unreadable = all > 0.0 ? tissue_in(evidence.unreadable, tissue, evidence.frames) / all : 0.0;
    if (unreadable > most_unreadable) {
        const auto squares = tiles_touching(evidence.unreadable, tissue, evidence.frames.survey_from_working).size();
        throw SlideError("corrupt",
                         fmt::format("{:.1f} % of the tissue cannot be read ({} squares of it; the first: {}); copy "
                                     "the slide again or export it anew",
                                     unreadable * 100.0, squares, evidence.why_unreadable));
    }
    return 1.0 - unreadable;
}

}  // namespace kossa
