#include "kossa/skin/subcutis.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

#include "kossa/core/rows.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/morphology.hpp"
#include "nearest_label.hpp"
#include "ways.hpp"

namespace kossa {

namespace {

constexpr int least_rows_of_fat = 64;        // of a stretch
constexpr Microns wall_between_cells(25.0);  // half of what torn and folded walls take

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

/// Share of the square round each pixel that lies in the mask.
FloatRaster share_of(const Mask& mask, int radius_px) {
    FloatRaster share;
    mask.convertTo(share, CV_32F, 1.0 / 255.0);
    cv::blur(share, share, {2 * radius_px + 1, 2 * radius_px + 1});
    return share;
}

/// Share of the section in the square round each pixel, but not so small that little fat there fills it.
FloatRaster share_of_section(const Mask& section, int radius_px) {
    constexpr float least_section = 0.05F;
    FloatRaster share = share_of(section, radius_px);
    share = cv::max(share, least_section);
    return share;
}

/// Share of the section in the square round each pixel that fat cells fill.
FloatRaster density_of(const Mask& cells, const Mask& section, const FloatRaster& section_share, int radius_px) {
    FloatRaster density = share_of(Mask(cells & section), radius_px);
    density /= section_share;
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

/// The pixel of a mask nearest to each pixel, as far as spread_labels looks.
class NearestIn {
  public:
    explicit NearestIn(const Mask& mask) : labels_(mask.size(), -1) {
        cv::findNonZero(mask, pixels_);
        for (std::size_t i = 0; i < pixels_.size(); ++i) {
            labels_(pixels_[i]) = static_cast<std::int32_t>(i);
        }
        spread_labels(labels_);
    }

    std::optional<cv::Point> operator()(int y, int x) const {
        const std::int32_t label = labels_(y, x);
        return label < 0 ? std::nullopt : std::optional(pixels_[static_cast<std::size_t>(label)]);
    }

  private:
    LabelRaster labels_;
    std::vector<cv::Point> pixels_;  ///< by label
};

/// A piece of the section with epidermis, in the box that holds it.
struct Piece {
    cv::Rect box;
    Mask solid;
    Mask epidermis;
};

/// What lies on one piece has nothing to do with the epidermis of another, however near they lie on the glass.
std::vector<Piece> pieces_with_epidermis(const TissueMap& tissue, const Mask& epidermis) {
    const std::vector<cv::Rect> boxes = boxes_of_pieces(tissue);
    std::vector<Piece> pieces;
    for (std::size_t number = 1; number < boxes.size(); ++number) {
        const Mask solid(tissue.pieces(boxes[number]) == static_cast<int>(number));
        const Mask own(epidermis(boxes[number]) & solid);
        if (cv::countNonZero(own) > 0) {
            pieces.push_back({boxes[number], solid, own});
        }
    }
    return pieces;
}

/// What lies no further from the epidermis of its own piece.
Mask within_of_epidermis(const std::vector<Piece>& pieces, const cv::Size& size, Microns distance, Microns pixel) {
    Mask near(size, 0);
    for (const Piece& piece : pieces) {
        near(piece.box) |= within(piece.epidermis, distance, pixel) & piece.solid;
    }
    return near;
}

/// Whether the way from `p` to the epidermis leads through fat, and what of the section lies round `p` this side of it,
/// up to the outline or other fat, is thin enough.
bool is_septum(const cv::Point& p, const cv::Point& epidermis, const Obstacles& fat, const Obstacles& fat_or_outside,
               int widest_px, int least_fat_px) {
    const cv::Point2d way = epidermis - p;
    const double length_px = cv::norm(way);
    const cv::Point2d up = way / std::max(1.0, length_px);
    const int before = fat.steps_along({p, up}, widest_px + 1);
    if (before > widest_px || before + least_fat_px > length_px) {
        return false;
    }
    for (int through = 0; through < least_fat_px; ++through) {
        if (!fat(Way{p, up}.at(before + through))) {
            return false;
        }
    }
    const int too_far = widest_px + 2 - before;
    return fat_or_outside.steps_along({p, -up}, too_far) < too_far;
}

/// The pixels of `asked` in a piece that lie in septa.
Mask septa_of(const Piece& piece, const Mask& fat, const Mask& asked, int widest_px, int least_fat_px) {
    Mask septa(asked.size(), 0);
    const NearestIn nearest(piece.epidermis);
    const Obstacles in_fat(fat);
    const Obstacles not_in_section(Mask(fat | ~piece.solid), true);
    over_stretches(septa.rows, least_rows_of_fat, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < septa.cols; ++x) {
                const std::optional<cv::Point> to = asked(y, x) != 0 ? nearest(y, x) : std::nullopt;
                if (to && is_septum({x, y}, *to, in_fat, not_in_section, widest_px, least_fat_px)) {
                    septa(y, x) = 255;
                }
            }
        }
    });
    return septa;
}

/// Septa and fascia of the subcutis. The ways spread, so that pixels between them are closed, and so is the shadow of a
/// short stretch of thin fat.
Mask beyond_fat(const Mask& fat, const TissueMap& tissue, const std::vector<Piece>& pieces, Microns pixel,
                const SubcutisOptions& options) {
    Mask septa(fat.size(), 0);
    if (cv::countNonZero(fat) == 0 || options.widest_septum_um <= 0.0) {
        return septa;
    }
    const Mask near(within(fat, Microns(options.widest_septum_um), pixel) & tissue.tissue & ~fat);
    const auto in_pixels = [&](double um) { return std::max(1, static_cast<int>(um / pixel.value())); };
    const int widest_px = in_pixels(options.widest_septum_um);
    const int least_fat_px = in_pixels(options.neighbourhood_um);
    for (const Piece& piece : pieces) {
        const Mask own_fat(fat(piece.box) & piece.solid);
        const Mask asked(near(piece.box) & piece.solid);
        if (cv::countNonZero(own_fat) > 0 && cv::countNonZero(asked) > 0) {
            septa(piece.box) |= septa_of(piece, own_fat, asked, widest_px, least_fat_px);
        }
    }
    if (cv::countNonZero(septa) == 0) {
        return septa;
    }
    const Mask without_shadows = closed(septa, Microns(options.neighbourhood_um), pixel);
    return Mask((closed(Mask(fat | septa), pixel * 3.0, pixel) | without_shadows) & tissue.tissue);
}

/// With the whole cells at its border: the share of a square passes half way through them.
Mask with_cells_beside(const Mask& fat, const Mask& cells, Microns pixel) {
    return connected_to(closed(Mask(fat | cells), wall_between_cells, pixel), fat);
}

/// What fat cuts off from the epidermis of its piece, be it only nearly where it reaches the outline, and is nowhere
/// thicker than a septum.
Mask cut_off_by_fat(const Mask& fat, const TissueMap& tissue, const Mask& epidermis, Microns pixel,
                    const SubcutisOptions& options) {
    if (cv::countNonZero(fat) == 0 || cv::countNonZero(epidermis) == 0 || options.widest_septum_um <= 0.0) {
        return Mask(fat.size(), 0);
    }
    const Mask outside(~tissue.solid);
    const Microns gap(options.neighbourhood_um / 2.0);
    const Mask bridges(closed(Mask(fat | outside), gap, pixel) & ~closed(outside, gap, pixel));
    const Mask rest(tissue.solid & ~Mask(fat | bridges));
    const Mask beyond(connected_to(tissue.solid, epidermis) & rest & ~connected_to(rest, epidermis));
    const Mask severed = connected_to(Mask(beyond | Mask(bridges & tissue.solid & ~fat)), beyond);
    const Mask core = eroded(severed, Microns(options.widest_septum_um / 2.0), pixel);
    const Mask thin(severed & ~connected_to(severed, core));
    return Mask(connected_to(Mask(thin | fat), fat) & tissue.tissue);
}

}  // namespace

Mask find_subcutis(const FloatRaster& od, const TissueMap& tissue, const Mask& epidermis, Microns pixel,
                   const SubcutisOptions& options) {
    const Mask white(tissue.solid & ~tissue.walls);
    const FatCells cells = fat_cells(white, pixel, options);
    const int radius_px = std::max(1, static_cast<int>(options.neighbourhood_um / pixel.value()));
    const FloatRaster section = share_of_section(tissue.solid, radius_px);
    Mask region(Mask(density_of(cells.mask, tissue.solid, section, radius_px) >= options.least_density) & tissue.solid);
    const std::vector<Piece> pieces = pieces_with_epidermis(tissue, epidermis);
    const Mask far(~within_of_epidermis(pieces, epidermis.size(), Microns(options.from_epidermis_um), pixel));
    region &= far;
    region = holes_filled(region, SquareMicrons(options.least_area_mm2 * um2_per_mm2), pixel);
    region = with_enough_cells(region, cells.centres, options.fewest_cells);
    const Mask sure = without_small(region, SquareMicrons(options.least_area_mm2 * um2_per_mm2), pixel);
    const Mask pale(tissue.solid & Mask(od <= tissue.threshold));  // walls show wider than they are among `white`
    const Mask mostly_white(Mask(density_of(pale, tissue.solid, section, radius_px) >= options.least_white) &
                            tissue.solid & far);
    Mask subcutis = connected_to(Mask(sure | mostly_white), sure);
    subcutis = with_cells_beside(subcutis, cells.mask, pixel) & far & tissue.tissue;
    subcutis |= beyond_fat(subcutis, tissue, pieces, pixel, options);
    return Mask(subcutis | cut_off_by_fat(subcutis, tissue, epidermis, pixel, options));
}

}  // namespace kossa
