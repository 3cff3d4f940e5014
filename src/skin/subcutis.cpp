#include "kossa/skin/subcutis.hpp"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/core/units.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

struct FatCells {
    Mask mask;
    std::vector<cv::Point> centres;
};

/// Area of what an outline through pixel centres encloses; half its length is the half-pixel rim it leaves out.
double enclosed_px(const std::vector<cv::Point>& outline) {
    return cv::contourArea(outline) + cv::arcLength(outline, true) / 2.0;
}

bool is_cell(const std::vector<cv::Point>& outline, Microns pixel, const SubcutisOptions& options) {
    const double area = enclosed_px(outline) * (pixel * pixel).value();
    if (area < options.least_cell_um2 || area > options.largest_cell_um2) {
        return false;
    }
    std::vector<cv::Point> hull;
    cv::convexHull(outline, hull);
    return enclosed_px(outline) >= options.least_solidity * enclosed_px(hull);
}

/// Cells of `white` shrunk by `gap`, and grown back.
void add_cells(FatCells& cells, const Mask& white, Microns gap, Microns pixel, const SubcutisOptions& options) {
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(eroded(white, gap, pixel), outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    Mask found(white.size(), 0);
    for (const std::vector<cv::Point>& outline : outlines) {
        const cv::Rect box = cv::boundingRect(outline);
        const cv::Point centre(box.x + box.width / 2, box.y + box.height / 2);
        if (is_cell(outline, pixel, options)) {
            cv::fillPoly(found, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(255));
            if (cells.mask(centre) == 0) {
                cells.centres.push_back(centre);
            }
        }
    }
    cells.mask |= dilated(found, gap, pixel);
}

/// Where walls are torn, cells only come apart when they are shrunk by more.
FatCells fat_cells(const Mask& white, Microns pixel, const SubcutisOptions& options) {
    FatCells cells{Mask(white.size(), 0), {}};
    for (const double times : {1.0, 1.5, 2.0, 2.5}) {
        add_cells(cells, white, Microns(options.wall_gap_um * times), pixel, options);
    }
    return cells;
}

/// Share of the tissue within the radius that fat cells fill.
FloatRaster density_of(const Mask& cells, const Mask& section, int radius_px) {
    constexpr float least_section = 0.05F;
    FloatRaster share;
    FloatRaster weight;
    const cv::Size window(2 * radius_px + 1, 2 * radius_px + 1);
    cv::Mat(cells & section).convertTo(share, CV_32F, 1.0 / 255.0);
    section.convertTo(weight, CV_32F, 1.0 / 255.0);
    cv::blur(share, share, window);
    cv::blur(weight, weight, window);
    FloatRaster density(share / cv::max(weight, least_section));
    return density;
}

/// The sets of `region` that hold enough fat cells.
Mask with_enough_cells(const Mask& region, const std::vector<cv::Point>& centres, int fewest) {
    cv::Mat labels;
    const int count = cv::connectedComponents(region, labels, 8);
    std::vector<int> cells(static_cast<std::size_t>(count), 0);
    for (const cv::Point& centre : centres) {
        ++cells[static_cast<std::size_t>(labels.at<int>(centre))];
    }
    Mask result(region.size(), 0);
    for (int y = 0; y < region.rows; ++y) {
        for (int x = 0; x < region.cols; ++x) {
            const int label = labels.at<int>(y, x);
            result(y, x) = label > 0 && cells[static_cast<std::size_t>(label)] >= fewest ? 255 : 0;
        }
    }
    return result;
}

}  // namespace

Mask find_subcutis(const FloatRaster& od, const TissueMap& tissue, const Mask& epidermis, Microns pixel,
                   const SubcutisOptions& options) {
    const Mask white(tissue.solid & ~tissue.walls);
    const FatCells cells = fat_cells(white, pixel, options);
    const int radius_px = std::max(1, static_cast<int>(options.neighbourhood_um / pixel.value()));
    Mask region(Mask(density_of(cells.mask, tissue.solid, radius_px) >= options.least_density) & tissue.solid);
    const Mask far(~within(epidermis, Microns(options.from_epidermis_um), pixel));
    region &= far;
    region = holes_filled(region, SquareMicrons(options.least_area_mm2 * um2_per_mm2), pixel);
    region = with_enough_cells(region, cells.centres, options.fewest_cells);
    const Mask sure = without_small(region, SquareMicrons(options.least_area_mm2 * um2_per_mm2), pixel);
    const Mask pale(tissue.solid & Mask(od <= tissue.threshold));  // walls show wider than they are among `white`
    const Mask mostly_white(Mask(density_of(pale, tissue.solid, radius_px) >= options.least_white) & tissue.solid &
                            far);
    Mask subcutis = connected_to(Mask(sure | mostly_white), sure);
    subcutis &= tissue.tissue;
    return subcutis;
}

}  // namespace kossa
