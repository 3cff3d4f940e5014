#include "ink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "kossa/measure/left_out.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// What dark matter without the colour of a stain may be called, if it is as dense as ink.
bool inky(const Finding& finding, const PlaceOptions& options) {
    const bool named_so = may_be_calcium(finding.finding) || finding.finding == FindingClass::carbon ||
                          finding.finding == FindingClass::dust || finding.finding == FindingClass::pigment ||
                          finding.finding == FindingClass::ink;
    return named_so && seed_colour(finding.sums).density >= options.ink_od;
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

/// Whether any survey pixel under the finding is one that `wanted` asks for.
template <class Wanted>
bool any_under(const Finding& finding, const Ground& ground, Wanted wanted) {
    bool any = false;
    each_stretch(finding, ground, [&](const cv::Rect& stretch) {
        for (int x = stretch.x; x < stretch.br().x && !any; ++x) {
            any = wanted(cv::Point(x, stretch.y));
        }
    });
    return any;
}

/// Whether the finding comes to the outline of the section or to the edge of the image.
bool reaches_outline(const Finding& finding, const Ground& ground) {
    const FloatSheet& below_surface = ground.skin.below_surface;
    return any_under(finding, ground, [&](const cv::Point& p) {
        const bool at_edge = p.x == 0 || p.y == 0 || p.x == below_surface.cols - 1 || p.y == below_surface.rows - 1;
        return at_edge || static_cast<double>(below_surface(p)) <= ground.skin.pixel.value();
    });
}

/// A fold is of tissue; what looks like one and lies where none can be seen is what hides it.
bool is_hidden(const Finding& finding, const Ground& ground) {
    return finding.finding == FindingClass::fold &&
           !lies_mostly_in(finding, ground.skin.tissue.tissue, ground.frames.survey_from_working);
}

void name_pen(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    for (Finding& finding : findings) {
        const double area = ground.frames.working_pixel.area(finding.sums.pixels).value();
        const Hsd colour = mean_colour(finding.sums);
        const double density = colour.density;
        const bool as_ink = inky(finding, options) && colour.saturation() >= options.pen_saturation;
        if ((as_ink || is_hidden(finding, ground)) && area >= options.pen_area_um2 && density >= options.pen_od &&
            reaches_outline(finding, ground)) {
            rename(finding, FindingClass::ink,
                   fmt::format(
                       "at the edge, as large and dense as a pen stroke: {:.0f} um2 of optical density {:.3g}, calcium "
                       "below {:.3g}",
                       area, density, options.pen_od));
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
cv::Rect box_of_rims(const Mask& marked, const Ground& ground, double gap_um) {
    const int reach = 3 + static_cast<int>(std::ceil(gap_um / ground.skin.pixel.value()));
    return grown(cv::boundingRect(marked), reach, marked.size());
}

/// The rims: connected sets of survey pixels, gaps closed, that line the edge closely and far enough.
Mask rims(const Mask& marked, const FloatRaster& from_edge, double gap_um, const Ground& ground,
          const PlaceOptions& options) {
    const double um = ground.skin.pixel.value();
    Mask near;
    cv::dilate(marked, near, disc(2.0));
    Mask closed;
    cv::dilate(marked, closed, disc(gap_um / 2.0 / um));
    Mask result(marked.size(), 0);
    visit_sets(closed, [&](const cv::Rect& box, const Mask& area) {
        const cv::Size lined = cv::boundingRect(area & marked(box)).size();
        if (std::hypot(lined.width, lined.height) * um < options.least_rim_um) {
            return;
        }
        const Mask outline(from_edge(box) <= um / 2.0);
        if (covered_outline(area, near(box), outline) >= options.least_rim_cover) {
            result(box).setTo(255, area);
        }
    });
    return result;
}

/// What lies near the outline and not near the epidermis lines a cut edge, on a slide where epidermis was found.
Mask at_cut_edges(const Mask& marked, const Mask& epidermis, const Ground& ground, const PlaceOptions& options) {
    return Mask(marked & ~within(epidermis, Microns(2.0 * options.horny_layer_um), ground.skin.pixel));
}

struct Rims {
    MaskSheet all;
    MaskSheet cut;  ///< those of cut edges
};

/// The rims in each window; they reach no further than the tissue does round which it lies.
Rims rims_of(const MaskSheet& marked, const FloatSheet& from_edge, const Ground& ground, const PlaceOptions& options) {
    Rims result{MaskSheet(marked.size()), MaskSheet(marked.size())};
    const bool edges_are_known = count_non_zero(ground.skin.epidermis) > 0;
    for (const auto& [window, whole] : windows_of(ground.skin)) {
        const Mask all = marked.part(window);
        if (cv::countNonZero(all) > 0) {
            const cv::Rect box = box_of_rims(all, ground, std::max(options.rim_gap_um, options.cut_rim_gap_um));
            const FloatRaster edge = from_edge.part(box + window.tl());
            Mask cut(box.size(), 0);
            if (edges_are_known) {
                const Mask at_cut = at_cut_edges(all, ground.skin.epidermis.part(window), ground, options);
                cut = rims(at_cut(box), edge, options.cut_rim_gap_um, ground, options);
            }
            const cv::Point corner = (box + window.tl()).tl();
            result.cut.put(corner, cut);
            result.all.put(corner, Mask(cut | rims(all(box), edge, options.rim_gap_um, ground, options)));
        }
    }
    return result;
}

/// Film of ink on the outline: what of the section in that window is not firm.
Mask film_in(const cv::Rect& window, const SlideTissue& tissue) {
    return Mask(tissue.solid.part(window) & ~tissue.firm.part(window));
}

/// Distance to that film, um. Where most of the sections is not firm, they are tissue with a counterstain of the colour
/// of ink, such as light green, and no film is known.
FloatSheet distance_to_film(const Ground& ground) {
    const SlideTissue& tissue = ground.skin.tissue;
    const std::vector<SurveyWindow> windows = windows_of(ground.skin);
    FloatSheet distance(tissue.solid.size(), std::numeric_limits<float>::infinity());
    std::int64_t film_pixels = 0;
    for (const auto& [window, whole] : windows) {
        film_pixels += cv::countNonZero(film_in(window, tissue));
    }
    if (2 * film_pixels >= count_non_zero(tissue.solid)) {
        return distance;
    }
    for (const auto& [window, whole] : windows) {
        const Mask film = film_in(window, tissue);
        if (cv::countNonZero(film) > 0) {
            FloatRaster to_film;
            cv::distanceTransform(255 - film, to_film, cv::DIST_L2, cv::DIST_MASK_PRECISE);
            distance.put(window.tl(), FloatRaster(to_film * ground.skin.pixel.value()));
        }
    }
    return distance;
}

/// Where a rim is ink, what goes on from it along the edge is ink too: flakes further along from a cut edge. Beside
/// rims of `black` ink so is what soaked in deeper from the outline, and what lies in a film of ink. Nothing soaks in
/// from a pen stroke, which lies on the cover slip.
void name_ink_beside(std::vector<Finding>& findings, const Rims& rim, const MaskSheet& black,
                     const FloatSheet& from_edge, const Ground& ground, const PlaceOptions& options) {
    MaskSheet beside(rim.all.size());
    MaskSheet along(rim.all.size());
    for (const auto& [window, whole] : windows_of(ground.skin)) {
        Mask near;
        cv::dilate(black.part(window), near, disc(options.deepest_ink_um / ground.skin.pixel.value()));
        beside.put(window.tl(), near);
        along.put(window.tl(), within(rim.cut.part(window), Microns(options.cut_rim_gap_um), ground.skin.pixel));
    }
    const auto marks = [](const MaskSheet& mask) { return [&mask](const cv::Point& p) { return mask(p) != 0; }; };
    const auto deeper_than_ink = [&](const cv::Point& p) {
        return static_cast<double>(from_edge(p)) > options.widest_ink_um;
    };
    const FloatSheet to_film = distance_to_film(ground);
    const FloatSheet& below_surface = ground.skin.below_surface;
    const auto at_outline = [&](const cv::Point& p) {
        return static_cast<double>(below_surface(p)) <= options.ink_rim_um;
    };
    for (Finding& finding : findings) {
        if (!inky(finding, options) || finding.finding == FindingClass::ink) {
            continue;
        }
        const double deep = mean_under(finding, below_surface, ground);
        const bool flake = deep <= options.ink_rim_um && any_under(finding, ground, marks(along));
        const bool in_film = !any_under(finding, ground, deeper_than_ink) &&
                             mean_under(finding, to_film, ground) <= options.beyond_film_um;
        const bool soaked = deep <= options.deepest_ink_um && any_under(finding, ground, at_outline);
        const bool ink = flake || ((soaked || in_film) && any_under(finding, ground, marks(beside)));
        if (ink) {
            rename(finding, FindingClass::ink, fmt::format("beside a rim of ink, {:.0f} um from the edge", deep));
        }
    }
}

/// `coloured`: which were ink by their colour before any was for its place.
void name_margin_ink(std::vector<Finding>& findings, const std::vector<bool>& coloured, const Ground& ground,
                     const PlaceOptions& options) {
    const FloatSheet from_edge = distance_from_edge(findings, ground, options);
    std::vector<Finding*> near_edge;
    MaskSheet marked(from_edge.size());
    MaskSheet black(from_edge.size());
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding& finding = findings[i];
        if (finding.finding == FindingClass::ink) {
            mark(coloured[i] ? marked : black, finding, ground);
        } else if (inky(finding, options) &&
                   mean_under(finding, ground.skin.below_surface, ground) <= options.ink_rim_um) {
            near_edge.push_back(&finding);
            mark(black, finding, ground);
        }
    }
    marked = marked | black;
    if (count_non_zero(marked) == 0) {
        return;
    }
    const Rims rim = rims_of(marked, from_edge, ground, options);
    if (count_non_zero(rim.all) == 0) {
        return;
    }
    for (Finding* finding : near_edge) {
        const Run<Working>& run = finding->runs.front();
        if (rim.all(ground.pixel(run.x_begin + 0.5, run.y + 0.5)) != 0) {
            rename(*finding, FindingClass::ink,
                   fmt::format("in a rim along the edge, {:.0f} um from it", mean_under(*finding, from_edge, ground)));
        }
    }
    const bool any_coloured = std::ranges::find(coloured, true) != coloured.end();
    const MaskSheet black_rims = any_coloured ? rims_of(black, from_edge, ground, options).all : rim.all;
    name_ink_beside(findings, rim, black_rims, from_edge, ground, options);
}

}  // namespace

void name_ink(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    std::vector<bool> coloured(findings.size());
    std::transform(findings.begin(), findings.end(), coloured.begin(),
                   [](const Finding& finding) { return finding.finding == FindingClass::ink; });
    name_pen(findings, ground, options);
    name_margin_ink(findings, coloured, ground, options);
}

}  // namespace kossa
