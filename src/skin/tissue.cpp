#include "kossa/skin/tissue.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kossa/core/run.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

namespace {

constexpr double darkest_for_otsu = 0.3;  // dense deposits must not draw the threshold up
constexpr double no_tissue_from = 0.6;    // pens, ink and deposits must not be one of the two classes
constexpr double noise_factor = 4.0;
constexpr Microns strand(10.0);            // radius of the disc that takes flakes off the outline
constexpr Microns pale_horny_layer(8.0);   // two survey pixels: half of what a horny layer is thick
constexpr double wall_noise_factor = 6.0;  // a line is compared with the palest of its surroundings
constexpr double sigma_from_mad = 1.4826;

SquareMicrons from_mm2(double area) {
    return SquareMicrons(area * um2_per_mm2);
}

/// Without lines one pixel wide: loose scale, threads, and the walls of fat cells.
FloatRaster without_threads(const FloatRaster& od) {
    FloatRaster result;
    cv::medianBlur(od, result, 3);
    return result;
}

double median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
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

/// The sets of `mask` that are large enough and dark enough on average to be tissue.
Mask dark_pieces(const Mask& mask, const DensityBands& od, double least_px, double least_mean) {
    const std::vector<Run<Survey>> runs = runs_of(mask);
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<double> sum(runs.size(), 0.0);
    std::vector<double> pixels(runs.size(), 0.0);
    over_runs(runs, od, [&](std::size_t run, const float* row) {
        const auto set = static_cast<std::size_t>(numbers[run]);
        for (int x = runs[run].x_begin; x < runs[run].x_end; ++x) {
            sum[set] += std::min<double>(row[x], darkest_for_otsu);
        }
        pixels[set] += runs[run].length();
    });
    Mask kept(mask.size(), 0);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto set = static_cast<std::size_t>(numbers[i]);
        if (pixels[set] >= least_px && sum[set] >= least_mean * pixels[set]) {
            std::fill_n(kept[runs[i].y] + runs[i].x_begin, runs[i].length(), std::uint8_t{255});
        }
    }
    return kept;
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
double blurred_edge_of(const DensityBands& od, const TissueMap& map) {
    const DensityCounts stained = counts_above(count_densities(od, map.tissue), map.threshold);
    return stained.empty() ? 0.0 : half_way_to(median_density(stained));
}

/// `solid` without what is paler than half the tissue and can be reached from the glass.
Mask without_fringe(const DensityBands& od, const TissueMap& map, Microns pixel, const TissueOptions& options) {
    const double edge = blurred_edge_of(od, map);
    Mask firm = mask_of_bands(od, 1, [edge](const FloatRaster& band) { return Mask(without_threads(band) > edge); });
    firm &= map.solid;
    const Microns reach = Microns(options.loose_um) + Microns(options.gap_um) + strand + pixel * 4.0;
    const std::vector<SurveyWindow> windows = windows_round(map.solid, static_cast<int>(reach / pixel));
    over_windows(windows.size(), [&](std::size_t i) {
        const Mask solid = map.solid(windows[i].box);
        Mask part = firm(windows[i].box);
        Mask(solid & ~fringe_of(solid, part, pixel, options)).copyTo(part);
    });
    return firm;
}

}  // namespace

Mask walls(const FloatRaster& od, double threshold, double contrast) {
    FloatRaster background;
    cv::morphologyEx(od, background, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return Mask(Mask(od > threshold) | Mask(od - background > contrast));
}

namespace {

Mask walls_in(const DensityBands& darkest, const TissueOptions& options) {
    constexpr int reach_of_opening = 2;
    const double noise = glass_noise(count_densities(darkest), options.least_od);
    const double threshold = std::max(options.least_od, noise_factor * noise);
    const double contrast = std::max(options.least_od / 2.0, wall_noise_factor * noise);
    return mask_of_bands(darkest, reach_of_opening,
                         [=](const FloatRaster& band) { return walls(band, threshold, contrast); });
}

/// Fat: filled cells that are wide enough.
Mask fat_of(const Mask& walls, Microns pixel, const TissueOptions& options) {
    Mask cells = closed(walls, Microns(options.wall_gap_um), pixel);
    cells = holes_filled(cells, from_mm2(options.fat_hole_mm2), pixel);
    return opened(cells, Microns(options.fat_width_um), pixel);
}

/// Tissue with its small gaps closed; sets the threshold and the walls.
Mask without_gaps(const DensityBands& od, const DensityBands& darkest, TissueMap& map, Microns pixel,
                  const TissueOptions& options) {
    const DensityCounts counts = count_densities(od);
    map.threshold = std::max(options.least_od, noise_factor * glass_noise(counts, options.least_od));
    map.walls = walls_in(darkest, options);
    Mask dark = fat_of(map.walls, pixel, options);
    dark |=
        mask_of_bands(od, 1, [&map](const FloatRaster& band) { return Mask(without_threads(band) > map.threshold); });
    const double least_px = from_mm2(options.least_piece_mm2) / (pixel * pixel);
    const Mask pieces =
        dark_pieces(dark, od, least_px, otsu_middle(counts_below(counts, no_tissue_from), darkest_for_otsu) / 2.0);
    dark.release();
    return closed(pieces, Microns(options.gap_um), pixel);
}

int sets_in(const Mask& mask) {
    const std::vector<std::int32_t> numbers = connected_sets(runs_of(mask), Connectivity::eight);
    return numbers.empty() ? 0 : *std::ranges::max_element(numbers) + 1;
}

}  // namespace

Mask find_solid_tissue(const DensityBands& od, const DensityBands& darkest, Microns pixel,
                       const TissueOptions& options) {
    TissueMap map;
    return holes_filled(without_gaps(od, darkest, map, pixel, options), from_mm2(options.tear_mm2), pixel);
}

TissueMap find_tissue(const DensityBands& od, const DensityBands& darkest, Microns pixel,
                      const TissueOptions& options) {
    TissueMap map;
    Mask whole = without_gaps(od, darkest, map, pixel, options);
    map.tissue = holes_filled(whole, from_mm2(options.fat_hole_mm2), pixel);
    map.solid = holes_filled(whole, from_mm2(options.tear_mm2), pixel);
    whole.release();
    const MaskSheet packed_walls(map.walls);  // on glass there are few
    map.walls.release();
    map.firm = without_fringe(od, map, pixel, options);
    map.walls = packed_walls;
    map.piece_count = sets_in(map.solid);
    return map;
}

TissueMap find_tissue(const FloatRaster& od, const FloatRaster& darkest, Microns pixel, const TissueOptions& options) {
    TissueMap map = find_tissue(bands_of(od), bands_of(darkest), pixel, options);
    cv::connectedComponents(map.solid, map.pieces, 8);
    return map;
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
    return densities.empty() ? 0.0 : half_way_to(median(densities));
}

Mask loose_scale(const Mask& epidermis, const Mask& living, const FloatRaster& od, const Mask& firm, Microns pixel,
                 const TissueOptions& options) {
    std::vector<float> densities;
    add_densities(densities, od, living);
    return loose_scale(epidermis, half_intensity(std::move(densities)), od, firm, pixel, options);
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
    map.firm = map.solid.clone();
    map.piece_count = cv::connectedComponents(map.solid, map.pieces, 8) - 1;
    return map;
}

}  // namespace kossa
