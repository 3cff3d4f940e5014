#include "kossa/skin/tissue.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kossa/core/units.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

constexpr double darkest_for_otsu = 0.3;  // dense deposits and ink must not draw the threshold up
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
double glass_noise(const FloatRaster& od, double least_od) {
    std::vector<float> glass;
    std::copy_if(od.begin(), od.end(), std::back_inserter(glass), [&](float v) { return v < least_od; });
    if (glass.empty()) {
        return 0.0;
    }
    const auto centre = static_cast<float>(median(glass));
    std::transform(glass.begin(), glass.end(), glass.begin(), [&](float v) { return std::abs(v - centre); });
    return sigma_from_mad * median(glass);
}

/// Half way between the means of the two classes: where levels between them are empty, any of these divides equally
/// well.
double otsu(const FloatRaster& od) {
    Mask levels;
    cv::Mat(od).convertTo(levels, CV_8U, 255.0 / darkest_for_otsu);
    Mask above;
    cv::threshold(levels, above, 0, 255, cv::THRESH_OTSU);
    const double middle = (cv::mean(levels, above)[0] + cv::mean(levels, ~above)[0]) / 2.0;
    return middle / 255.0 * darkest_for_otsu;
}

/// The sets of `mask` that are large enough and dark enough on average to be tissue.
Mask dark_pieces(const Mask& mask, const FloatRaster& od, double least_px, double least_mean) {
    cv::Mat labels;
    const int count = cv::connectedComponents(mask, labels, 8);
    std::vector<double> sum(static_cast<std::size_t>(count), 0.0);
    std::vector<double> pixels(static_cast<std::size_t>(count), 0.0);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            const auto i = static_cast<std::size_t>(labels.at<int>(y, x));
            sum[i] += std::min<double>(od(y, x), darkest_for_otsu);
            pixels[i] += 1.0;
        }
    }
    Mask kept(mask.size());
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            const auto i = static_cast<std::size_t>(labels.at<int>(y, x));
            kept(y, x) = i > 0 && pixels[i] >= least_px && sum[i] >= least_mean * pixels[i] ? 255 : 0;
        }
    }
    return kept;
}

/// Half way between glass and the stained pixels: where a blurred edge lies.
double half_intensity_of(const FloatRaster& od, const Mask& stained) {
    std::vector<float> densities;
    add_densities(densities, od, stained);
    return half_intensity(std::move(densities));
}

/// What of `section` is not `dense` and can be reached from outside.
Mask fringe_of(const Mask& section, const Mask& dense, Microns pixel, const TissueOptions& options) {
    const Mask firm = opened(closed(dense, Microns(options.gap_um / 2.0), pixel), strand, pixel);
    const Mask outside(~section);
    const Mask pale(section & ~firm & within(outside, Microns(options.loose_um), pixel));
    return Mask(connected_to(Mask(pale | outside), outside) & section);
}

/// `solid` without what is paler than half the tissue and can be reached from the glass.
Mask without_fringe(const FloatRaster& od, const TissueMap& map, Microns pixel, const TissueOptions& options) {
    const Mask dense(Mask(without_threads(od) > half_intensity_of(od, Mask(map.tissue & Mask(od > map.threshold)))) &
                     map.solid);
    return Mask(map.solid & ~fringe_of(map.solid, dense, pixel, options));
}

}  // namespace

Mask walls(const FloatRaster& od, double threshold, double contrast) {
    FloatRaster background;
    cv::morphologyEx(od, background, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return Mask(Mask(od > threshold) | Mask(od - background > contrast));
}

namespace {

Mask walls_in(const FloatRaster& darkest, const TissueOptions& options) {
    const double noise = glass_noise(darkest, options.least_od);
    return walls(darkest, std::max(options.least_od, noise_factor * noise),
                 std::max(options.least_od / 2.0, wall_noise_factor * noise));
}

/// Tissue with its small gaps closed; sets the threshold and the walls.
Mask without_gaps(const FloatRaster& od, const FloatRaster& darkest, TissueMap& map, Microns pixel,
                  const TissueOptions& options) {
    map.threshold = std::max(options.least_od, noise_factor * glass_noise(od, options.least_od));
    map.walls = walls_in(darkest, options);
    const Mask fat = opened(
        holes_filled(closed(map.walls, Microns(options.wall_gap_um), pixel), from_mm2(options.fat_hole_mm2), pixel),
        Microns(options.fat_width_um), pixel);
    const Mask dark(Mask(without_threads(od) > map.threshold) | fat);
    const double least_px = from_mm2(options.least_piece_mm2) / (pixel * pixel);
    const Mask pieces = dark_pieces(dark, od, least_px, otsu(od) / 2.0);
    return closed(pieces, Microns(options.gap_um), pixel);
}

}  // namespace

Mask find_solid_tissue(const FloatRaster& od, const FloatRaster& darkest, Microns pixel, const TissueOptions& options) {
    TissueMap map;
    return holes_filled(without_gaps(od, darkest, map, pixel, options), from_mm2(options.tear_mm2), pixel);
}

TissueMap find_tissue(const FloatRaster& od, const FloatRaster& darkest, Microns pixel, const TissueOptions& options) {
    TissueMap map;
    const Mask whole = without_gaps(od, darkest, map, pixel, options);
    map.tissue = holes_filled(whole, from_mm2(options.fat_hole_mm2), pixel);
    map.solid = holes_filled(whole, from_mm2(options.tear_mm2), pixel);
    map.firm = without_fringe(od, map, pixel, options);
    map.piece_count = cv::connectedComponents(map.solid, map.pieces, 8) - 1;
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
    return densities.empty() ? 0.0 : -std::log10((1.0 + std::pow(10.0, -median(densities))) / 2.0);
}

Mask loose_scale(const Mask& epidermis, const Mask& living, const FloatRaster& od, const Mask& firm, Microns pixel,
                 const TissueOptions& options) {
    return loose_scale(epidermis, half_intensity_of(od, living), od, firm, pixel, options);
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
