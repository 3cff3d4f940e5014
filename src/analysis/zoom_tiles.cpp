#include "kossa/analysis/zoom_tiles.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <set>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/finding.hpp"

namespace kossa {

namespace {

constexpr double least_gain = 1.25;  // times finer than the picture
constexpr double rounding = 1e-3;
constexpr std::size_t batch = 64;  // tiles read before the budget is looked at again

/// The tiles of one size.
struct TileSheet {
    int halvings = 0;
    cv::Size tiles;

    std::int64_t side() const { return zoom_tile_px << halvings; }
    cv::Rect whole() const { return {{0, 0}, tiles}; }
};

TileSheet sheet_of(const Size<Level0>& slide, int halvings) {
    const std::int64_t side = zoom_tile_px << halvings;
    return {halvings,
            {static_cast<int>((slide.width + side - 1) / side), static_cast<int>((slide.height + side - 1) / side)}};
}

/// From coarse to fine.
std::vector<TileSheet> sheets_of(const SlideEvidence& evidence, int picture_px) {
    const Size<Level0>& slide = evidence.summary.slide.size;
    const double picture = static_cast<double>(std::max(slide.width, slide.height)) / picture_px;
    const Scaling<Level0, Working>& working = evidence.frames.level0_from_working;
    const double finest = std::max(1.0, std::min(working.x, working.y)) + rounding;
    std::vector<TileSheet> sheets;
    for (int halvings = 0; std::ldexp(least_gain, halvings) <= picture; ++halvings) {
        if (std::ldexp(2.0, halvings) > finest) {
            sheets.push_back(sheet_of(slide, halvings));
        }
    }
    std::reverse(sheets.begin(), sheets.end());
    return sheets;
}

/// The tiles that a stretch of level-0 pixels touches, within the sheet.
cv::Rect tiles_of(const TileSheet& sheet, double left, double top, double right, double bottom) {
    const auto side = static_cast<double>(sheet.side());
    const int x = cvFloor(left / side);
    const int y = cvFloor(top / side);
    return cv::Rect(x, y, cvCeil(right / side) - x, cvCeil(bottom / side) - y) & sheet.whole();
}

/// One where any pixel of the mask lies in the tile.
Mask tiles_with(const MaskSheet& mask, const TileSheet& sheet, const Scaling<Level0, Survey>& level0_from_survey) {
    const auto side = static_cast<double>(sheet.side());
    Mask with(sheet.tiles, 0);
    for (int y = 0; y < with.rows; ++y) {
        for (int x = 0; x < with.cols; ++x) {
            const int left = cvFloor(x * side / level0_from_survey.x);
            const int top = cvFloor(y * side / level0_from_survey.y);
            const cv::Rect inside = cv::Rect(left, top, cvCeil((x + 1) * side / level0_from_survey.x) - left,
                                             cvCeil((y + 1) * side / level0_from_survey.y) - top) &
                                    cv::Rect({0, 0}, mask.size());
            with(y, x) = !inside.empty() && cv::countNonZero(mask.part(inside)) > 0 ? 1 : 0;
        }
    }
    return with;
}

/// Calcium first, then what may be; of each the largest first.
std::vector<const Finding*> objects_of(const SlideEvidence& evidence) {
    std::vector<const Finding*> objects;
    for (const Finding& finding : evidence.findings) {
        if (is_calcium(finding) || is_set_aside(finding.finding)) {
            objects.push_back(&finding);
        }
    }
    const auto rank = [](const Finding* f) {
        return std::pair(f->finding != FindingClass::calcium, -static_cast<std::int64_t>(f->sums.pixels));
    };
    std::stable_sort(objects.begin(), objects.end(),
                     [&](const Finding* a, const Finding* b) { return rank(a) < rank(b); });
    return objects;
}

cv::Rect tiles_of(const TileSheet& sheet, const Finding& finding, const Scaling<Level0, Working>& level0_from_working) {
    const Box<Working> box = bounding_box(finding.runs.all());
    const auto number = [](std::int64_t value) { return static_cast<double>(value); };
    const Point<Level0> low = level0_from_working({number(box.x), number(box.y)});
    const Point<Level0> high = level0_from_working({number(box.right()), number(box.bottom())});
    return tiles_of(sheet, low.x, low.y, high.x, high.y);
}

/// Adds the tiles that the objects touch, each once, and marks them.
Mask add_object_tiles(std::vector<ZoomTilePlace>& places, const std::vector<const Finding*>& objects,
                      const TileSheet& sheet, const Scaling<Level0, Working>& level0_from_working) {
    Mask taken(sheet.tiles, 0);
    for (const Finding* object : objects) {
        const cv::Rect tiles = tiles_of(sheet, *object, level0_from_working);
        for (int y = tiles.y; y < tiles.y + tiles.height; ++y) {
            for (int x = tiles.x; x < tiles.x + tiles.width; ++x) {
                if (std::exchange(taken(y, x), 1) == 0) {
                    places.push_back({sheet.halvings, x, y});
                }
            }
        }
    }
    return taken;
}

/// The places where `wanted` is set, the nearest to `centres` first.
std::vector<ZoomTilePlace> nearest_first(const Mask& wanted, const Mask& centres, int halvings) {
    cv::Mat_<float> distance(wanted.size(), 0.0F);
    if (cv::countNonZero(centres) > 0) {
        cv::distanceTransform(centres == 0, distance, cv::DIST_L1, cv::DIST_MASK_3);
    }
    std::vector<ZoomTilePlace> places;
    for (int y = 0; y < wanted.rows; ++y) {
        for (int x = 0; x < wanted.cols; ++x) {
            if (wanted(y, x) != 0) {
                places.push_back({halvings, x, y});
            }
        }
    }
    const auto away = [&](const ZoomTilePlace& p) {
        return distance(static_cast<int>(p.row), static_cast<int>(p.column));
    };
    std::stable_sort(places.begin(), places.end(),
                     [&](const ZoomTilePlace& a, const ZoomTilePlace& b) { return away(a) < away(b); });
    return places;
}

/// What is to be read of a level for one tile.
struct TileSource {
    int level = 0;
    Box<LevelPixels> region;
    cv::Size picture;
};

/// A stretch of tile `index` along one axis: where it begins in the level, how long it is, and how long the picture is.
struct TileStretch {
    std::int64_t begin = 0;
    std::int64_t length = 0;
    int picture = 0;
};

TileStretch tile_stretch(std::int64_t index, const ZoomTilePlace& place, std::int64_t slide_length, double downsample) {
    const std::int64_t from = index * place.side();
    const std::int64_t to = std::min(from + place.side(), slide_length);
    const auto in_level = [downsample](std::int64_t at) { return std::llround(static_cast<double>(at) / downsample); };
    const std::int64_t px = std::int64_t{1} << place.halvings;
    return {in_level(from), std::max<std::int64_t>(1, in_level(to) - in_level(from)),
            static_cast<int>((to - from + px - 1) / px)};
}

TileSource source_of(const SlideInfo& info, const ZoomTilePlace& place) {
    const int index = sufficient_level(info, std::ldexp(1.0, place.halvings));
    const SlideLevel& level = info.levels[static_cast<std::size_t>(index)];
    const Size<LevelPixels>& size = info.levels.front().size;
    const TileStretch x = tile_stretch(place.column, place, size.width, level.downsample_x);
    const TileStretch y = tile_stretch(place.row, place, size.height, level.downsample_y);
    return {index, {x.begin, y.begin, x.length, y.length}, {x.picture, y.picture}};
}

/// Empty where the slide cannot be read.
std::string tile_picture(const SlideSource& slide, const TileSource& source, const PictureEncoder& encode) {
    try {
        RgbImage image = slide.read(source.level, source.region);
        if (image.size() != source.picture) {
            RgbImage shrunk;
            cv::resize(image, shrunk, source.picture, 0, 0, cv::INTER_AREA);
            image = shrunk;
        }
        return encode(image);
    } catch (const SlideError&) {
        return {};  // the summary says how much could not be read
    }
}

/// Reads tiles until a budget is spent.
class TileReader {
  public:
    TileReader(const SlideSource& slide, const PictureEncoder& encode, const ExecutionOptions& execution)
        : slide_(slide), encode_(encode), execution_(execution) {}

    /// Takes places in their order, but for those that were taken before, as long as all tiles taken together stay
    /// within the budget.
    void take(const std::vector<ZoomTilePlace>& places, const ZoomBudget& budget) {
        bool within = true;
        for (std::size_t begin = 0; within && begin < places.size(); begin += batch) {
            std::vector<ZoomTilePlace> wanted;
            for (std::size_t i = begin; within && i < std::min(begin + batch, places.size()); ++i) {
                within = taken_.contains(places[i]) || affordable(places[i], budget);
                if (within && taken_.insert(places[i]).second) {
                    wanted.push_back(places[i]);
                }
            }
            within = read(wanted, budget) && within;
        }
    }

    std::vector<ZoomTile> tiles() && {
        std::sort(tiles_.begin(), tiles_.end(), [](const ZoomTile& a, const ZoomTile& b) { return a.place < b.place; });
        return std::move(tiles_);
    }

  private:
    bool affordable(const ZoomTilePlace& place, const ZoomBudget& budget) {
        const Box<LevelPixels> region = source_of(slide_.info(), place).region;
        source_px_ += region.width * region.height;
        return source_px_ <= budget.source_px;
    }

    /// Whether the pictures of all of them were within the budget.
    bool read(const std::vector<ZoomTilePlace>& places, const ZoomBudget& budget) {
        std::vector<std::string> pictures(places.size());
        run_jobs(places.size(), execution_, [&](std::size_t i) {
            pictures[i] = tile_picture(slide_, source_of(slide_.info(), places[i]), encode_);
        });
        bool within = true;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto size = static_cast<std::int64_t>(pictures[i].size());
            within = within && bytes_ + size <= budget.bytes;
            if (!within) {
                taken_.erase(places[i]);
            } else if (size > 0) {
                bytes_ += size;
                tiles_.push_back({places[i], std::move(pictures[i])});
            }
        }
        return within;
    }

    const SlideSource& slide_;
    const PictureEncoder& encode_;
    const ExecutionOptions& execution_;
    std::set<ZoomTilePlace> taken_;
    std::vector<ZoomTile> tiles_;
    std::int64_t bytes_ = 0;
    std::int64_t source_px_ = 0;
};

}  // namespace

ZoomTilePlan plan_zoom_tiles(const SlideEvidence& evidence, int picture_px) {
    const std::vector<const Finding*> objects = objects_of(evidence);
    ZoomTilePlan plan;
    for (const TileSheet& sheet : sheets_of(evidence, picture_px)) {
        const Mask with_objects =
            add_object_tiles(plan.of_objects, objects, sheet, evidence.frames.level0_from_working);
        const Mask tissue = tiles_with(evidence.skin.tissue.tissue, sheet, evidence.level0_from_survey);
        const Mask epidermis = tiles_with(evidence.skin.epidermis, sheet, evidence.level0_from_survey);
        const Mask wanted(tissue | with_objects);
        const Mask centres(epidermis | with_objects);
        const std::vector<ZoomTilePlace> places = nearest_first(wanted, centres, sheet.halvings);
        plan.of_tissue.insert(plan.of_tissue.end(), places.begin(), places.end());
    }
    return plan;
}

std::vector<ZoomTile> read_zoom_tiles(const SlideSource& slide, const ZoomTilePlan& plan, const ZoomBudget& budget,
                                      const PictureEncoder& encode, const ExecutionOptions& execution) {
    TileReader reader(slide, encode, execution);
    reader.take(plan.of_objects, {budget.bytes / 2, budget.source_px / 2});
    reader.take(plan.of_tissue, budget);
    return std::move(reader).tiles();
}

}  // namespace kossa
