#include "kossa/analysis/quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/core/median.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

constexpr std::int64_t least_stained_px = static_cast<std::int64_t>(quality_square_px) * quality_square_px / 16;
constexpr std::size_t fewest_squares = 4;
constexpr double glass_square_um = 1000.0;

constexpr Microns wider_than_fat_cells(50.0);  // radius of the disc
constexpr SquareMicrons larger_than_vessels(50'000.0);
constexpr int smooth_levels = 4;      // the noise of a scanner, averaged over a survey pixel, is less
constexpr int bright_milli_od = 200;  // a fall of the light by more than a third is no bright field
constexpr int neutral_milli_od = 30;  // the palest eosin differs by more between the channels

double energy(const QualitySums::Square& square) {
    return static_cast<double>(square.laplacian_squares) / static_cast<double>(square.pixels);
}

/// The value below which the share of the values lies, by nearest rank.
double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
}

/// Median level of each channel over the glass of a part of the overview; nothing with too little glass.
std::optional<cv::Vec3d> median_glass(const RgbImage& image, const Mask& glass, int fewest_pixels) {
    std::array<std::vector<std::uint8_t>, 3> levels;
    for (int y = 0; y < image.rows; ++y) {
        for (int x = 0; x < image.cols; ++x) {
            for (int c = 0; c < 3 && glass(y, x) != 0; ++c) {
                levels.at(static_cast<std::size_t>(c)).push_back(image(y, x)[c]);
            }
        }
    }
    if (levels[0].size() < static_cast<std::size_t>(fewest_pixels)) {
        return std::nullopt;
    }
    cv::Vec3d median;
    for (int c = 0; c < 3; ++c) {
        std::vector<std::uint8_t>& channel = levels.at(static_cast<std::size_t>(c));
        median[c] = std::max<double>(1.0, median_of(channel));
    }
    return median;
}

}  // namespace

std::vector<GlassSquare> glass_squares(const PackedPicture& overview, const Mask& glass, Microns pixel,
                                       int fewest_pixels) {
    const int side = std::max(1, static_cast<int>(std::lround(glass_square_um / pixel.value())));
    std::vector<GlassSquare> squares;
    for (int y = 0; y < overview.size().height; y += side) {
        for (int x = 0; x < overview.size().width; x += side) {
            const cv::Rect square = cv::Rect(x, y, side, side) & cv::Rect({0, 0}, overview.size());
            if (const auto median = median_glass(overview.part(square), glass(square), fewest_pixels)) {
                squares.push_back({(cv::Point2d(square.tl()) + cv::Point2d(square.br())) / 2.0, *median});
            }
        }
    }
    return squares;
}

namespace {

/// Of rows; the first and the last as if there were no others.
Mask smooth_glass_in(const RgbImage& rows, const OpticalDensity& density) {
    cv::Mat highest;
    cv::Mat lowest;
    cv::dilate(rows, highest, cv::Mat::ones(3, 3, CV_8U));
    cv::erode(rows, lowest, cv::Mat::ones(3, 3, CV_8U));
    const RgbImage range(highest - lowest);
    Mask glass(rows.size(), 0);
    for (int y = 0; y < glass.rows; ++y) {
        for (int x = 0; x < glass.cols; ++x) {
            const cv::Vec3b& r = range(y, x);
            const cv::Vec3w od = density.milli(rows(y, x));
            const auto [least, most] = std::minmax({od[0], od[1], od[2]});
            const bool smooth = std::max({r[0], r[1], r[2]}) <= smooth_levels;
            const bool scanned = rows(y, x) != cv::Vec3b(255, 255, 255);
            glass(y, x) = smooth && scanned && most < bright_milli_od && most - least < neutral_milli_od ? 255 : 0;
        }
    }
    return glass;
}

}  // namespace

QualitySums& QualitySums::operator+=(const QualitySums& other) {
    for (const auto& [place, square] : other.squares) {
        squares[place].pixels += square.pixels;
        squares[place].laplacian_squares += square.laplacian_squares;
    }
    stained += other.stained;
    clipped += other.clipped;
    return *this;
}

void leave_out_plaques(QualitySums& sums, const std::vector<Finding>& findings) {
    constexpr std::int64_t half = static_cast<std::int64_t>(quality_square_px) * quality_square_px / 2;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> filled;
    for (const Finding& finding : findings) {
        if (!may_be_calcium(finding.finding) || finding.sums.pixels < half) {
            continue;
        }
        for (const Run<Working>& run : finding.runs) {
            for (std::int64_t x = run.x_begin; x < run.x_end;) {
                const std::int64_t column = x / quality_square_px;
                const std::int64_t end = std::min<std::int64_t>(run.x_end, (column + 1) * quality_square_px);
                filled[{column, run.y / quality_square_px}] += end - x;
                x = end;
            }
        }
    }
    std::erase_if(sums.squares, [&](const auto& square) {
        const auto found = filled.find(square.first);
        return found != filled.end() && found->second >= half;
    });
}

std::optional<double> blurred_share(const QualitySums& sums, const QualityOptions& options) {
    std::vector<double> energies;
    for (const auto& [place, square] : sums.squares) {
        if (square.pixels >= least_stained_px) {
            energies.push_back(energy(square));
        }
    }
    if (energies.size() < fewest_squares) {
        return std::nullopt;
    }
    const double limit = options.blurred_below * percentile(energies, 0.5);
    const auto blurred = std::count_if(energies.begin(), energies.end(), [limit](double e) { return e < limit; });
    return static_cast<double>(blurred) / static_cast<double>(energies.size());
}

std::optional<double> clipped_share(const QualitySums& sums) {
    return sums.stained > 0 ? std::optional(static_cast<double>(sums.clipped) / static_cast<double>(sums.stained))
                            : std::nullopt;
}

Mask smooth_glass(const PackedPicture& overview, const WhitePoint& white) {
    constexpr int least_rows = 64;
    const OpticalDensity density(white);
    Mask glass(overview.size());
    over_stretches(glass.rows, least_rows, [&](int begin, int end) {
        const int first = std::max(0, begin - 1);
        const int last = std::min(glass.rows, end + 1);
        smooth_glass_in(overview.rows(first, last), density)
            .rowRange(begin - first, end - first)
            .copyTo(glass.rowRange(begin, end));
    });
    return glass;
}

Mask bare_glass(const PackedPicture& overview, const WhitePoint& white, Microns pixel) {
    const Mask wide = opened(smooth_glass(overview, white), wider_than_fat_cells, pixel);
    return without_small(wide, larger_than_vessels, pixel);
}

std::optional<double> glass_spread_od(const std::vector<GlassSquare>& squares) {
    if (squares.size() < 2) {
        return std::nullopt;
    }
    constexpr double low = 0.05;
    double spread = 0.0;
    for (int c = 0; c < 3; ++c) {
        std::vector<double> levels(squares.size());
        std::ranges::transform(squares, levels.begin(), [c](const GlassSquare& square) { return square.median[c]; });
        spread = std::max(spread, std::log10(percentile(levels, 1.0 - low) / percentile(levels, low)));
    }
    return spread;
}

SquareMicrons area_outside(const MaskSheet& region, const std::vector<Run<Survey>>& runs, Microns pixel) {
    std::int64_t pixels = 0;
    for (const Run<Survey>& run : runs) {
        for (int x = run.x_begin; x < run.x_end; ++x) {
            pixels += region(run.y, x) == 0 ? 1 : 0;
        }
    }
    return pixel * pixel * static_cast<double>(pixels);
}

std::vector<std::string> quality_flags(const QualityReport& quality, const QualityOptions& options) {
    std::vector<std::string> flags;
    if (quality.blurred_share.value_or(0.0) > options.most_blurred) {
        flags.emplace_back("partly-blurred");
    }
    if (quality.clipped_share.value_or(0.0) > options.most_clipped) {
        flags.emplace_back("clipped-pixels");
    }
    if (quality.white_spread_od.value_or(0.0) > options.most_uneven_od) {
        flags.emplace_back("uneven-white");
    }
    if (quality.stain_angle_degrees && *quality.stain_angle_degrees < options.least_stain_angle_degrees) {
        flags.emplace_back("stains-poorly-separated");
    }
    return flags;
}

}  // namespace kossa
