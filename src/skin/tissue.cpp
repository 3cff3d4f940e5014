#include "kossa/skin/tissue.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kossa/core/median.hpp"
#include "kossa/core/run.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/pen.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

namespace {

constexpr double darkest_for_otsu = 0.3;  // dense deposits must not draw the threshold up
constexpr double no_tissue_from = 0.6;    // pens, ink and deposits must not be one of the two classes
constexpr double noise_factor = 4.0;
constexpr Microns strand(10.0);           // radius of the disc that takes flakes off the outline
constexpr Microns pale_horny_layer(8.0);  // half of what a horny layer is thick
constexpr double nearly_all = 0.99;
constexpr double palest_collagen = 0.12;
constexpr Microns shortest_rim(200.0);     // of margin ink; scraps of dark keratin are shorter
constexpr double wall_noise_factor = 6.0;  // a line is compared with the palest of its surroundings
constexpr double smallest_scrap = 0.05;    // of the smallest piece of tissue; what is smaller is as often dirt

SquareMicrons from_mm2(double area) {
    return SquareMicrons(area * um2_per_mm2);
}

/// Without lines one pixel wide: loose scale, threads, and the walls of fat cells.
FloatRaster without_threads(const FloatRaster& od) {
    FloatRaster result;
    cv::medianBlur(od, result, 3);
    return result;
}

/// Spread of the glass: pixels no darker than the least tissue.
double glass_noise(const DensityCounts& counts, double least_od) {
    return sigma_from_mad * median_deviation(counts_below(counts, least_od));
}

/// The rows of the runs, a band of them at a time: `with(run, densities of its row)`, in their order.
template <class With>
void over_runs(const std::vector<Run<Survey>>& runs, const DensityBands& od, With with) {
    constexpr int rows_of_band = 64;
    FloatRaster band;
    int begin = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (const int y = runs[i].y; band.empty() || y >= begin + band.rows) {
            begin = y;
            band = od.rows(y, std::min(od.size.height, y + rows_of_band));
        }
        with(i, band[runs[i].y - begin]);
    }
}

/// What of one set is counted.
struct Amount {
    double pixels = 0.0;
    double density = 0.0;  ///< sum

    void add(float od) {
        pixels += 1.0;
        density += std::min<double>(od, darkest_for_otsu);
    }
    bool is_dark(double least_px, double least_mean) const {
        return pixels >= least_px && density >= least_mean * pixels;
    }
};

struct Pieces {
    Mask tissue;
    std::vector<Run<Survey>> small;  ///< SurveyTissue::small
};

/// The sets of `mask` that are large enough and dark enough on average to be tissue, with their fat or without: below
/// `stained` is what is as pale as that.
Pieces dark_pieces(const Mask& mask, const DensityBands& od, double stained, double least_px, double least_mean) {
    const std::vector<Run<Survey>> runs = runs_of(mask);
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<Amount> whole(runs.size());
    std::vector<Amount> without_fat(runs.size());
    over_runs(runs, od, [&](std::size_t run, const float* row) {
        const auto set = static_cast<std::size_t>(numbers[run]);
        for (int x = runs[run].x_begin; x < runs[run].x_end; ++x) {
            whole[set].add(row[x]);
            if (row[x] > stained) {
                without_fat[set].add(row[x]);
            }
        }
    });
    Pieces pieces{Mask(mask.size(), 0), {}};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto set = static_cast<std::size_t>(numbers[i]);
        if (whole[set].is_dark(least_px, least_mean) || without_fat[set].is_dark(least_px, least_mean)) {
            std::fill_n(pieces.tissue[runs[i].y] + runs[i].x_begin, runs[i].length(), std::uint8_t{255});
        } else if (whole[set].is_dark(smallest_scrap * least_px, least_mean)) {
            pieces.small.push_back(runs[i]);
        }
    }
    return pieces;
}

/// Half way, in intensity, between glass and a density.
double half_way_to(double density) {
    return -std::log10((1.0 + std::pow(10.0, -density)) / 2.0);
}

/// What of `section` is not `dense` and can be reached from outside.
Mask fringe_of(const Mask& section, const Mask& dense, Microns pixel, const TissueOptions& options) {
    const Mask firm = opened(closed(dense, Microns(options.gap_um / 2.0), pixel), strand, pixel);
    const Mask outside(~section);
    const Mask pale(section & ~firm & within(outside, Microns(options.loose_um), pixel));
    return Mask(connected_to(Mask(pale | outside), outside) & section);
}

/// Half way to the median of what is stained: where a blurred edge lies.
double blurred_edge_of(const DensityBands& od, const SurveyTissue& map) {
    const DensityCounts stained = counts_above(count_densities(od, map.tissue), map.threshold);
    return stained.empty() ? 0.0 : half_way_to(median_density(stained));
}

/// The sets of `mask` as long as margin ink that lines a cut edge.
Mask long_sets(const Mask& mask, Microns pixel) {
    const std::vector<Run<Survey>> runs = runs_of(mask);
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<cv::Rect> boxes(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        boxes[static_cast<std::size_t>(numbers[i])] |= cv::Rect(runs[i].x_begin, runs[i].y, runs[i].length(), 1);
    }
    Mask kept(mask.size(), 0);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const cv::Size& size = boxes[static_cast<std::size_t>(numbers[i])].size();
        if (pixel * std::hypot(size.width, size.height) >= shortest_rim) {
            std::fill_n(kept[runs[i].y] + runs[i].x_begin, runs[i].length(), std::uint8_t{255});
        }
    }
    return kept;
}

/// What of `solid` has the colour of ink, is reached from the glass through nothing else, and is as long as ink.
Mask ink_on_outline(const Mask& solid, const Mask& ink, Microns pixel) {
    const Mask outside(~solid);
    return long_sets(Mask(connected_to(Mask(outside | Mask(ink & solid)), outside) & solid), pixel);
}

/// What of `section` is the blurred edge of a pen stroke beside it, or glass between the two that was closed: narrower
/// than such an edge.
Mask edges_of_strokes(const Mask& section, const Mask& ink, Microns pixel) {
    Mask strokes = wide_ink(ink, pixel);
    if (cv::countNonZero(strokes) == 0) {
        return strokes;
    }
    return Mask(section & ~opened(section, edge_of_stroke / 2.0, pixel) & within(strokes, edge_of_stroke, pixel));
}

/// Sets `ink` and `firm` of the map: `solid` without ink, and without what is paler than half the tissue and can be
/// reached from the glass or the ink.
void find_firm(SurveyTissue& map, const DensityBands& od, const MaskSheet& ink_coloured, Microns pixel,
               const TissueOptions& options) {
    const double edge = blurred_edge_of(od, map);
    const Mask dark =
        mask_of_bands(od, 1, [edge](const FloatRaster& band) { return Mask(without_threads(band) > edge); });
    const Microns reach = Microns(options.loose_um) + Microns(options.gap_um) + strand + pixel * 4.0;
    const std::vector<SurveyWindow> windows = windows_round(map.solid, static_cast<int>(reach / pixel));
    map.ink = MaskSheet(map.solid.size());
    map.firm = MaskSheet(map.solid.size());
    std::mutex writing;
    over_windows(windows.size(), [&](std::size_t i) {
        const cv::Rect& box = windows[i].box;
        const Mask solid = map.solid.part(box);
        const Mask ink = ink_on_outline(solid, ink_coloured.part(box), pixel);
        Mask section(solid & ~ink);
        section &= ~edges_of_strokes(section, ink, pixel);
        const Mask firm(section & ~fringe_of(section, Mask(dark(box) & section), pixel, options));
        const std::lock_guard<std::mutex> lock(writing);
        map.ink.put(box.tl(), ink);
        map.firm.put(box.tl(), firm);
    });
}

}  // namespace

Mask walls(const FloatRaster& od, double threshold, double contrast) {
    FloatRaster background;
    cv::morphologyEx(od, background, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return Mask(Mask(od > threshold) | Mask(od - background > contrast));
}

namespace {

/// Walls are darker than all glass is.
Mask walls_in(const DensityBands& darkest, double glass_below, const TissueOptions& options) {
    constexpr int reach_of_opening = 2;
    const double noise = glass_noise(count_densities(darkest), options.least_od);
    const double threshold = std::max(glass_below, noise_factor * noise);
    const double contrast = std::max(options.least_od / 2.0, wall_noise_factor * noise);
    return mask_of_bands(darkest, reach_of_opening,
                         [=](const FloatRaster& band) { return walls(band, threshold, contrast); });
}

/// Fat: filled cells that are wide enough.
Mask fat_of(Mask walls, Microns pixel, const TissueOptions& options) {
    Mask cells = closed(walls, Microns(options.wall_gap_um), pixel);
    walls.release();
    cells = holes_filled(cells, from_mm2(options.fat_hole_mm2), pixel);
    return opened(cells, Microns(options.fat_width_um), pixel);
}

Mask darker_than(double threshold, const DensityBands& od) {
    return mask_of_bands(od, 1,
                         [threshold](const FloatRaster& band) { return Mask(without_threads(band) > threshold); });
}

/// Where bare glass is darker than the threshold because the light falls off, what nearly all of it stays below.
double above_glass(double threshold, const DensityBands& od, const MaskSheet& bare) {
    const DensityCounts passing = counts_above(count_densities(od, bare), threshold);
    const std::int64_t all = std::accumulate(passing.begin(), passing.end(), std::int64_t{0},
                                             [](std::int64_t sum, const auto& count) { return sum + count.second; });
    std::int64_t seen = 0;
    for (const auto& [density, count] : passing) {
        seen += count;
        if (static_cast<double>(seen) >= nearly_all * static_cast<double>(all)) {
            return std::min<double>(density, palest_collagen);
        }
    }
    return threshold;
}

struct Thresholds {
    DensityCounts counts;  ///< of the slide
    double glass_below = 0.0;
    double tissue = 0.0;
};

Thresholds thresholds_of(const DensityBands& od, const MaskSheet& bare, const TissueOptions& options) {
    Thresholds result{count_densities(od), above_glass(options.least_od, od, bare), 0.0};
    result.tissue = std::max(result.glass_below, noise_factor * glass_noise(result.counts, options.least_od));
    return result;
}

void clear(Mask& mask, const MaskSheet& where) {
    constexpr int band = 64;
    for (int y = 0; y < mask.rows; y += band) {
        const cv::Rect rows = cv::Rect(0, y, mask.cols, band) & where.box();
        mask(rows).setTo(0, where.part(rows));
    }
}

/// Tissue with its small gaps closed.
Pieces without_gaps(Mask walls, const Thresholds& thresholds, const DensityBands& od, const MaskSheet& bare,
                    Microns pixel, const TissueOptions& options) {
    Mask dark = fat_of(std::move(walls), pixel, options);
    dark |= darker_than(thresholds.tissue, od);
    clear(dark, bare);
    const double least_px = from_mm2(options.least_piece_mm2) / (pixel * pixel);
    const double middle = otsu_middle(counts_below(thresholds.counts, no_tissue_from), darkest_for_otsu);
    Pieces pieces = dark_pieces(dark, od, thresholds.tissue, least_px, middle / 2.0);
    dark.release();
    pieces.tissue = closed(pieces.tissue, Microns(options.gap_um), pixel);
    return pieces;
}

/// Without runs that mostly have the colour of ink.
std::vector<Run<Survey>> without_ink(std::vector<Run<Survey>> runs, const MaskSheet& ink) {
    std::erase_if(runs, [&](const Run<Survey>& run) {
        int inked = 0;
        for (int x = run.x_begin; x < run.x_end; ++x) {
            inked += ink(run.y, x) != 0 ? 1 : 0;
        }
        return 2 * inked > run.length();
    });
    return runs;
}

/// A pen stroke on the cover slip is no tissue, but makes no new surface of the section it hides.
void take_pen(SurveyTissue& map, const DensityBands& od, Microns pixel) {
    const Mask pen = pen_strokes(map.ink, map.solid, od, pixel);
    if (cv::countNonZero(pen) > 0) {
        Mask tissue = map.tissue;
        tissue.setTo(0, pen);
        const Mask solid = connected_to(map.solid, tissue);
        map.tissue = tissue;
        map.solid = solid;
        map.ink = Mask(Mask(map.ink) & solid);
        map.firm = Mask(Mask(map.firm) & solid);
    }
}

int sets_in(const MaskSheet& mask) {
    const std::vector<std::int32_t> numbers = connected_sets(runs_of(mask), Connectivity::eight);
    return numbers.empty() ? 0 : *std::ranges::max_element(numbers) + 1;
}

}  // namespace

std::vector<cv::Rect> boxes_of_pieces(const TissueMap& tissue) {
    std::vector<cv::Rect> boxes(static_cast<std::size_t>(tissue.piece_count) + 1);
    for (int y = 0; y < tissue.pieces.rows; ++y) {
        for (int x = 0; x < tissue.pieces.cols; ++x) {
            if (const std::int32_t piece = tissue.pieces(y, x); piece != 0) {
                boxes[static_cast<std::size_t>(piece)] |= cv::Rect(x, y, 1, 1);
            }
        }
    }
    return boxes;
}

TissueMap SurveyTissue::part(const cv::Rect& box) const {
    TissueMap map;
    map.tissue = tissue.part(box);
    map.solid = solid.part(box);
    map.walls = walls.part(box);
    map.ink = ink.part(box);
    map.firm = firm.part(box);
    map.piece_count = piece_count;
    map.threshold = threshold;
    return map;
}

Mask find_solid_tissue(const DensityBands& od, const DensityBands& darkest, Microns pixel,
                       const TissueOptions& options) {
    const MaskSheet nothing(od.size);
    const Thresholds thresholds = thresholds_of(od, nothing, options);
    Mask walls = walls_in(darkest, thresholds.glass_below, options);
    return holes_filled(without_gaps(std::move(walls), thresholds, od, nothing, pixel, options).tissue,
                        from_mm2(options.tear_mm2), pixel);
}

SurveyTissue find_tissue(const DensityBands& od, const DensityBands& darkest, const ByColour& colours, Microns pixel,
                         const TissueOptions& options) {
    const Thresholds thresholds = thresholds_of(od, colours.bare, options);
    SurveyTissue map;
    map.threshold = thresholds.tissue;
    Mask walls = walls_in(darkest, thresholds.glass_below, options);
    map.walls = walls;
    Pieces pieces = without_gaps(std::move(walls), thresholds, od, colours.bare, pixel, options);
    map.tissue = holes_filled(pieces.tissue, from_mm2(options.fat_hole_mm2), pixel);
    map.solid = holes_filled(pieces.tissue, from_mm2(options.tear_mm2), pixel);
    map.small = without_ink(std::move(pieces.small), colours.ink);
    pieces.tissue.release();
    find_firm(map, od, colours.ink, pixel, options);
    take_pen(map, od, pixel);
    map.piece_count = sets_in(map.solid);
    return map;
}

Mask wide_ink(const Mask& ink, Microns pixel) {
    constexpr Microns half_as_wide(50.0);
    return cv::countNonZero(ink) == 0 ? ink : opened(ink, half_as_wide, pixel);
}

void add_densities(std::vector<float>& values, const FloatRaster& od, const Mask& inside) {
    for (int y = 0; y < od.rows; ++y) {
        for (int x = 0; x < od.cols; ++x) {
            if (inside(y, x) != 0) {
                values.push_back(od(y, x));
            }
        }
    }
}

double half_intensity(std::vector<float> densities) {
    return densities.empty() ? 0.0 : half_way_to(median_of(densities));
}

Mask loose_scale(const Mask& epidermis, double half_way, const FloatRaster& od, const Mask& firm, Microns pixel,
                 const TissueOptions& options) {
    const Mask dense(Mask(without_threads(od) > half_way) | ~epidermis);
    const Mask fringe = fringe_of(firm, Mask(dense & firm), pixel, options);
    const Mask beside = within(Mask(firm & ~fringe), pale_horny_layer, pixel);
    return Mask(fringe & ~beside & epidermis);
}

TissueMap tissue_map(const Mask& tissue, Microns pixel, const TissueOptions& options) {
    TissueMap map;
    map.tissue = tissue.clone();
    map.solid = holes_filled(tissue, from_mm2(options.tear_mm2), pixel);
    map.ink = Mask(tissue.size(), 0);
    map.firm = map.solid.clone();
    map.piece_count = cv::connectedComponents(map.solid, map.pieces, 8) - 1;
    return map;
}

}  // namespace kossa
