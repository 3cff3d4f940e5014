#include "kossa/measure/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/deposit/shape.hpp"
#include "kossa/measure/left_out.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// Rasters of the survey and how findings lie on them.
struct Ground {
    const SkinMap& skin;
    const SlideFrames& frames;

    cv::Point pixel(double x, double y) const {
        const Point<Survey> p = frames.survey_from_working(Point<Working>{x, y});
        return {std::clamp(static_cast<int>(p.x), 0, skin.below_surface.cols - 1),
                std::clamp(static_cast<int>(p.y), 0, skin.below_surface.rows - 1)};
    }
};

bool candidate(const Finding& finding) {
    return finding.finding == FindingClass::calcium || finding.finding == FindingClass::uncertain;
}

/// What dark matter without the colour of a stain may be called.
bool inky(const Finding& finding) {
    return candidate(finding) || finding.finding == FindingClass::carbon || finding.finding == FindingClass::dust ||
           finding.finding == FindingClass::pigment || finding.finding == FindingClass::ink;
}

void rename(Finding& finding, FindingClass name, std::string reason) {
    finding.finding = name;
    finding.confidence = 0.0;
    finding.reason = std::move(reason);
}

/// Mean of a survey raster under the runs' middles, weighted by length.
double mean_under(const Finding& finding, const FloatSheet& raster, const Ground& ground) {
    double sum = 0.0;
    double pixels = 0.0;
    for (const Run<Working>& run : finding.runs) {
        const cv::Point p = ground.pixel((run.x_begin + run.x_end) / 2.0, run.y + 0.5);
        sum += static_cast<double>(raster(p)) * run.length();
        pixels += run.length();
    }
    return sum / pixels;
}

/// Survey pixels in which the finding has one: a stretch of a row for each of its runs.
template <class Add>
void each_stretch(const Finding& finding, const Ground& ground, Add add) {
    for (const Run<Working>& run : finding.runs) {
        const cv::Point first = ground.pixel(run.x_begin + 0.5, run.y + 0.5);
        const cv::Point last = ground.pixel(run.x_end - 0.5, run.y + 0.5);
        add(cv::Rect(first.x, first.y, last.x + 1 - first.x, 1));
    }
}

void mark(MaskSheet& mask, const Finding& finding, const Ground& ground) {
    each_stretch(finding, ground, [&](const cv::Rect& stretch) { mask.fill(stretch, 255); });
}

cv::Mat disc(double radius_px) {
    const int side = 2 * static_cast<int>(std::lround(radius_px)) + 1;
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side});
}

/// Whether the finding comes to the outline of the section or to the edge of the image.
bool reaches_outline(const Finding& finding, const Ground& ground) {
    const FloatSheet& below_surface = ground.skin.below_surface;
    bool reaches = false;
    each_stretch(finding, ground, [&](const cv::Rect& stretch) {
        for (int x = stretch.x; x < stretch.br().x && !reaches; ++x) {
            const int y = stretch.y;
            const bool at_edge = x == 0 || y == 0 || x == below_surface.cols - 1 || y == below_surface.rows - 1;
            reaches = at_edge || static_cast<double>(below_surface(y, x)) <= ground.skin.pixel.value();
        }
    });
    return reaches;
}

void name_pen(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    for (Finding& finding : findings) {
        const double area = ground.frames.working_pixel.area(finding.sums.pixels).value();
        const double density = mean_colour(finding.sums).density;
        if (inky(finding) && area >= options.pen_area_um2 && density >= options.pen_od &&
            reaches_outline(finding, ground)) {
            rename(finding, FindingClass::ink,
                   fmt::format("{:.0f} um2 of optical density {:.3g} at the edge", area, density));
        }
    }
}

/// Distance from the outline of the section and from the pen strokes, um.
FloatSheet distance_from_edge(const std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    const FloatSheet& below_surface = ground.skin.below_surface;
    MaskSheet pen(below_surface.size());
    for (const Finding& finding : findings) {
        if (finding.finding == FindingClass::ink &&
            ground.frames.working_pixel.area(finding.sums.pixels).value() >= options.pen_area_um2) {
            mark(pen, finding, ground);
        }
    }
    if (count_non_zero(pen) == 0) {
        return below_surface;
    }
    FloatRaster from_pen;
    cv::distanceTransform(255 - Mask(pen), from_pen, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    FloatSheet nearest(below_surface.size(), std::numeric_limits<float>::infinity());
    for (const auto& [box, whole] : windows_of(ground.skin)) {
        nearest.put(box.tl(), FloatRaster(cv::min(below_surface.part(box), from_pen(box) * ground.skin.pixel.value())));
    }
    return nearest;
}

/// Share of the outline within `area` that is `near` a marked pixel.
double covered_outline(const Mask& area, const Mask& near, const Mask& outline) {
    const int length = cv::countNonZero(area & outline);
    return length == 0 ? 0.0 : static_cast<double>(cv::countNonZero(area & outline & near)) / length;
}

/// What is marked, and as much round it as rims may reach.
cv::Rect box_of_rims(const Mask& marked, const Ground& ground, const PlaceOptions& options) {
    const int reach = 3 + static_cast<int>(std::ceil(options.rim_gap_um / ground.skin.pixel.value()));
    const cv::Rect box = cv::boundingRect(marked);
    return cv::Rect(box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach) &
           cv::Rect({0, 0}, marked.size());
}

/// The rims: connected sets of survey pixels, gaps closed, that line the edge closely and far enough.
Mask rims(const Mask& marked, const FloatRaster& from_edge, const Ground& ground, const PlaceOptions& options) {
    const double um = ground.skin.pixel.value();
    Mask near;
    cv::dilate(marked, near, disc(2.0));
    Mask closed;
    cv::dilate(marked, closed, disc(options.rim_gap_um / 2.0 / um));
    LabelRaster labels;
    cv::Mat_<int> boxes;
    cv::Mat_<double> centres;
    const int count = cv::connectedComponentsWithStats(closed, labels, boxes, centres);
    Mask result(marked.size(), 0);
    for (int i = 1; i < count; ++i) {
        const double extent = std::hypot(boxes(i, cv::CC_STAT_WIDTH), boxes(i, cv::CC_STAT_HEIGHT)) * um;
        if (extent - options.rim_gap_um < options.least_rim_um) {
            continue;
        }
        const cv::Rect box(boxes(i, cv::CC_STAT_LEFT), boxes(i, cv::CC_STAT_TOP), boxes(i, cv::CC_STAT_WIDTH),
                           boxes(i, cv::CC_STAT_HEIGHT));
        const Mask area(labels(box) == i);
        const Mask outline(from_edge(box) <= um / 2.0);
        if (covered_outline(area, near(box), outline) >= options.least_rim_cover) {
            result(box).setTo(255, area);
        }
    }
    return result;
}

/// Visits the survey pixels under the middles of the runs: whether any is one that `wanted` asks for.
template <class Wanted>
bool any_under(const Finding& finding, const Ground& ground, Wanted wanted) {
    return std::ranges::any_of(finding.runs, [&](const Run<Working>& run) {
        return wanted(ground.pixel(run.x_begin + 0.5, run.y + 0.5)) ||
               wanted(ground.pixel(run.x_end - 0.5, run.y + 0.5));
    });
}

/// Where a rim is ink, what goes on from it along the edge is ink too, though it soaked in deeper.
void name_ink_beside(std::vector<Finding>& findings, const MaskSheet& rim, const FloatSheet& from_edge,
                     const Ground& ground, const PlaceOptions& options) {
    MaskSheet beside(rim.size());
    for (const auto& [window, whole] : windows_of(ground.skin)) {
        Mask near;
        cv::dilate(rim.part(window), near, disc(options.deepest_ink_um / ground.skin.pixel.value()));
        beside.put(window.tl(), near);
    }
    for (Finding& finding : findings) {
        const auto at_edge = [&](const cv::Point& p) {
            return static_cast<double>(from_edge(p)) <= options.ink_rim_um;
        };
        if (inky(finding) && finding.finding != FindingClass::ink &&
            any_under(finding, ground, [&](const cv::Point& p) { return beside(p) != 0; }) &&
            any_under(finding, ground, at_edge) && mean_under(finding, from_edge, ground) <= options.deepest_ink_um) {
            rename(finding, FindingClass::ink,
                   fmt::format("beside a rim of ink, {:.0f} um from the edge", mean_under(finding, from_edge, ground)));
        }
    }
}

/// The rims in each window; they reach no further than the tissue does round which it lies.
MaskSheet rims_of(const MaskSheet& marked, const FloatSheet& from_edge, const Ground& ground,
                  const PlaceOptions& options) {
    MaskSheet result(marked.size());
    for (const auto& [window, whole] : windows_of(ground.skin)) {
        const Mask all = marked.part(window);
        if (cv::countNonZero(all) > 0) {
            const cv::Rect box = box_of_rims(all, ground, options);
            const FloatRaster edge = from_edge.part(box + window.tl());
            result.put((box + window.tl()).tl(), rims(all(box), edge, ground, options));
        }
    }
    return result;
}

void name_margin_ink(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    const FloatSheet from_edge = distance_from_edge(findings, ground, options);
    std::vector<Finding*> near_edge;
    MaskSheet marked(from_edge.size());
    for (Finding& finding : findings) {
        if (inky(finding) && mean_under(finding, from_edge, ground) <= options.ink_rim_um) {
            near_edge.push_back(&finding);
            mark(marked, finding, ground);
        }
    }
    if (near_edge.empty()) {
        return;
    }
    const MaskSheet rim = rims_of(marked, from_edge, ground, options);
    for (Finding* finding : near_edge) {
        const Run<Working>& run = finding->runs.front();
        if (rim(ground.pixel(run.x_begin + 0.5, run.y + 0.5)) != 0) {
            rename(*finding, FindingClass::ink,
                   fmt::format("in a rim along the edge, {:.0f} um from it", mean_under(*finding, from_edge, ground)));
        }
    }
    name_ink_beside(findings, rim, from_edge, ground, options);
}

/// Whether the finding is a narrow band, as a lamella of the horny layer is when it is cut across.
bool is_band(const Finding& finding, const Ground& ground, const PlaceOptions& options) {
    const Shape shape = measure_shape(finding.runs, ground.frames.working_pixel);
    const double length = shape.max_diameter.value();
    const double width = shape.area.value() / length;
    return finding.morphology == Morphology::amorphous && width <= options.horny_band_um &&
           length >= options.band_aspect * width;
}

/// What the horny layer is told by.
struct HornyLayer {
    const Ground& ground;
    const PlaceOptions& options;
    const CellOptions& cells;
    MaskSheet covered;  ///< the epidermis and what is near it

    double depth(const Finding& finding) const { return mean_under(finding, ground.skin.below_surface, ground); }
    bool holds(const Finding& finding) const { return depth(finding) <= options.horny_layer_um; }
    bool on_epidermis(const Finding& finding) const {
        return lies_mostly_in(finding, covered, ground.frames.survey_from_working);
    }
    bool in_epidermis(const Finding& finding) const {
        return lies_mostly_in(finding, ground.skin.epidermis, ground.frames.survey_from_working);
    }
};

HornyLayer horny_layer(const Ground& ground, const PlaceOptions& options, const CellOptions& cells) {
    // What lies that far below the surface, and as far beside the epidermis there.
    const Microns reach(2.0 * options.horny_layer_um);
    MaskSheet covered(ground.skin.epidermis.size());
    for (const auto& [box, whole] : windows_of(ground.skin)) {
        covered.put(box.tl(), within(ground.skin.epidermis.part(box), reach, ground.skin.pixel));
    }
    return {ground, options, cells, std::move(covered)};
}

/// The saturation from which a candidate near the surface is keratin. On the epidermis only what is as grey as dense
/// calcium is none.
double least_saturation(const Finding& finding, const HornyLayer& layer) {
    const double usual = layer.options.keratin_saturation;
    return layer.on_epidermis(finding) ? std::min(layer.cells.grey_saturation, usual) : usual;
}

/// Places of the dots, by squares as wide as a colony.
class Dots {
  public:
    explicit Dots(double square_um) : square_um_(square_um) {}

    void add(const Point<Working>& at, const PixelSize& working) { ++squares_[square_of(at, working)]; }
    /// Dots in the square of that place and the eight round it.
    int near(const Point<Working>& at, const PixelSize& working) const {
        const auto [column, row] = square_of(at, working);
        int count = 0;
        for (std::int64_t y = row - 1; y <= row + 1; ++y) {
            for (std::int64_t x = column - 1; x <= column + 1; ++x) {
                const auto square = squares_.find({x, y});
                count += square == squares_.end() ? 0 : square->second;
            }
        }
        return count;
    }

  private:
    using Square = std::pair<std::int64_t, std::int64_t>;
    Square square_of(const Point<Working>& at, const PixelSize& working) const {
        return {static_cast<std::int64_t>(at.x * working.x().value() / square_um_),
                static_cast<std::int64_t>(at.y * working.y().value() / square_um_)};
    }

    double square_um_;
    std::map<Square, int> squares_;
};

Point<Working> middle_of(const Finding& finding) {
    const double twice_pixels = 2.0 * static_cast<double>(finding.sums.pixels);
    return {static_cast<double>(finding.sums.x2) / twice_pixels, static_cast<double>(finding.sums.y2) / twice_pixels};
}

/// Whether the finding may be bacteria or a clump of them: stained, on the horny layer, where there are no nuclei, and
/// smaller than one.
bool may_be_bacteria(const Finding& finding, const HornyLayer& layer) {
    const double area = layer.ground.frames.working_pixel.area(finding.sums.pixels).value();
    const bool stained = candidate(finding) || finding.finding == FindingClass::nuclei;
    return stained && area <= layer.options.clump_um2 && layer.depth(finding) <= layer.options.bacteria_um &&
           layer.on_epidermis(finding);
}

void name_bacteria(std::vector<Finding>& findings, const HornyLayer& layer) {
    const PixelSize& working = layer.ground.frames.working_pixel;
    std::vector<Finding*> chosen;
    Dots dots(layer.options.colony_um / 2.0);
    for (Finding& finding : findings) {
        if (may_be_bacteria(finding, layer)) {
            chosen.push_back(&finding);
            dots.add(middle_of(finding), working);
        }
    }
    for (Finding* finding : chosen) {
        if (const int near = dots.near(middle_of(*finding), working); near >= layer.options.fewest_bacteria) {
            rename(*finding, FindingClass::bacteria, fmt::format("one of {} dots on the surface", near));
        }
    }
}

void name_keratin(std::vector<Finding>& findings, const HornyLayer& layer) {
    for (Finding& finding : findings) {
        if (!candidate(finding) || !layer.holds(finding)) {
            continue;
        }
        const double saturation = mean_colour(finding.sums).saturation();
        if (saturation >= least_saturation(finding, layer)) {
            rename(finding, FindingClass::keratin,
                   fmt::format("{:.0f} um below the surface, saturation {:.3g}", layer.depth(finding), saturation));
        } else if (layer.in_epidermis(finding) && is_band(finding, layer.ground, layer.options)) {
            rename(finding, FindingClass::keratin,
                   fmt::format("a band {:.0f} um below the surface", layer.depth(finding)));
        }
    }
}

/// Ragged grey matter of the horny and the granular layer.
void name_ragged_keratin(std::vector<Finding>& findings, const HornyLayer& layer) {
    for (Finding& finding : findings) {
        if (finding.finding == FindingClass::carbon && layer.holds(finding) && layer.in_epidermis(finding)) {
            rename(finding, FindingClass::keratin,
                   fmt::format("ragged, {:.0f} um below the surface; {}", layer.depth(finding), finding.reason));
        }
    }
}

/// Pieces of tissue that only haze makes large, and what is nearer to them than to a section. Without a section nothing
/// lies beside one.
MaskSheet beside_sections(const SkinMap& skin, const PlaceOptions& options) {
    const SquareMicrons least(options.crumb_mm2 * 1e6);
    MaskSheet crumbs(skin.tissue.solid.size());
    bool any_crumb = false;
    bool any_section = false;
    for (const auto& [box, whole] : windows_of(skin)) {
        const Mask solid = skin.tissue.solid.part(box);
        const Mask pieces = without_small(solid, least, skin.pixel);
        const Mask firm = without_small(skin.tissue.firm.part(box), least, skin.pixel);
        const Mask here(pieces & ~connected_to(pieces, firm));
        crumbs.put(box.tl(), here);
        any_crumb = any_crumb || cv::countNonZero(here) > 0;
        any_section = any_section || cv::countNonZero(solid & ~here) > 0;
    }
    MaskSheet beside(crumbs.size());
    if (!any_crumb || !any_section) {
        return beside;
    }
    for (const auto& [box, whole] : windows_of(skin)) {  // no section of another window is within reach
        const Mask here = crumbs.part(box);
        const Mask sections(skin.tissue.solid.part(box) & ~here);
        beside.put(box.tl(), Mask(here | ~within(sections, Microns(options.beside_um), skin.pixel)));
    }
    return beside;
}

void name_crumbs(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    const MaskSheet beside = beside_sections(ground.skin, options);
    for (Finding& finding : findings) {
        if ((candidate(finding) || finding.finding == FindingClass::carbon) &&
            lies_mostly_in(finding, beside, ground.frames.survey_from_working)) {
            rename(finding, FindingClass::dust, "among crumbs beside the section");
        }
    }
}

}  // namespace

std::vector<Finding> name_by_place(std::vector<Finding> findings, const SkinMap& skin, const SlideFrames& frames,
                                   const PlaceOptions& options, const CellOptions& cells) {
    const Ground ground{skin, frames};
    const HornyLayer layer = horny_layer(ground, options, cells);
    name_bacteria(findings, layer);
    name_keratin(findings, layer);
    name_pen(findings, ground, options);
    name_margin_ink(findings, ground, options);
    name_ragged_keratin(findings, layer);
    name_crumbs(findings, ground, options);
    return findings;
}

}  // namespace kossa
