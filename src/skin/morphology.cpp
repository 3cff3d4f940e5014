#include "kossa/skin/morphology.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kossa {

namespace {

Mask padded(const Mask& mask, int margin) {
    Mask result;
    cv::copyMakeBorder(mask, result, margin, margin, margin, margin, cv::BORDER_REPLICATE);
    return result;
}

Mask inverted(const Mask& mask) {
    return Mask(255 - mask);
}

/// The largest squared distance between pixels that counts as within the radius, as a distance in single precision.
int largest_square(double radius_px) {
    int square = static_cast<int>(radius_px * radius_px) + 1;
    while (static_cast<double>(std::sqrt(static_cast<float>(square))) > radius_px) {
        --square;
    }
    return square;
}

/// For each number of rows below `rows`, how many columns away the disc still reaches; -1 where it does not, as for
/// `rows` itself.
std::vector<int> columns_reached(int largest, int rows) {
    std::vector<int> reached(static_cast<std::size_t>(rows) + 1, -1);
    for (int row = 0; row < rows && row * row <= largest; ++row) {
        int columns = static_cast<int>(std::sqrt(static_cast<double>(largest - row * row))) + 1;
        while (columns * columns > largest - row * row) {
            --columns;
        }
        reached[static_cast<std::size_t>(row)] = columns;
    }
    return reached;
}

/// How many rows up or down the nearest pixel of the mask in the same column is, at most `most`.
cv::Mat_<std::uint16_t> rows_to(const Mask& mask, std::uint16_t most) {
    cv::Mat_<std::uint16_t> rows(mask.size());
    std::vector<std::uint16_t> near(static_cast<std::size_t>(mask.cols), most);
    const auto pass = [&](int y, const auto& known) {
        for (int x = 0; x < mask.cols; ++x) {
            std::uint16_t& n = near[static_cast<std::size_t>(x)];
            n = mask(y, x) != 0 ? std::uint16_t{0} : std::min<std::uint16_t>(most, static_cast<std::uint16_t>(n + 1));
            rows(y, x) = known(n, rows(y, x));
        }
    };
    for (int y = 0; y < mask.rows; ++y) {
        pass(y, [](std::uint16_t above, std::uint16_t) { return above; });
    }
    std::ranges::fill(near, most);
    for (int y = mask.rows - 1; y >= 0; --y) {
        pass(y, [](std::uint16_t below, std::uint16_t above) { return std::min(below, above); });
    }
    return rows;
}

/// What lies within the radius of a pixel of the mask: from the rows to the nearest one in each column follows how far
/// it reaches to either side, which is carried along the row once in each direction.
Mask grown(const Mask& mask, double radius_px) {
    if (radius_px < 1.0 || cv::countNonZero(mask) == 0) {
        return mask.clone();
    }
    const int largest = largest_square(radius_px);
    const double most_rows = std::min<double>({radius_px + 1.0, static_cast<double>(mask.rows), UINT16_MAX});
    const auto beyond = static_cast<std::uint16_t>(most_rows);
    const std::vector<int> reached = columns_reached(largest, beyond);
    const cv::Mat_<std::uint16_t> rows = rows_to(mask, beyond);
    Mask result(mask.size());
    for (int y = 0; y < mask.rows; ++y) {
        int reach = -1;
        for (int x = 0; x < mask.cols; ++x) {
            reach = std::max(reach - 1, reached[rows(y, x)]);
            result(y, x) = reach >= 0 ? 255 : 0;
        }
        reach = -1;
        for (int x = mask.cols - 1; x >= 0; --x) {
            reach = std::max(reach - 1, reached[rows(y, x)]);
            result(y, x) = reach >= 0 ? 255 : result(y, x);
        }
    }
    return result;
}

Mask with_margin(const Mask& mask, double radius_px, bool close) {
    const int margin = static_cast<int>(std::ceil(radius_px)) + 1;
    const Mask wide = padded(mask, margin);
    const Mask first = close ? grown(wide, radius_px) : inverted(grown(inverted(wide), radius_px));
    const Mask second = close ? inverted(grown(inverted(first), radius_px)) : grown(first, radius_px);
    return second(cv::Rect(margin, margin, mask.cols, mask.rows)).clone();
}

struct Sets {
    cv::Mat labels;
    cv::Mat stats;
    int count = 0;
};

Sets sets_of(const Mask& mask, int connectivity) {
    Sets sets;
    cv::Mat centroids;
    sets.count = cv::connectedComponentsWithStats(mask, sets.labels, sets.stats, centroids, connectivity);
    return sets;
}

template <class Keep>
Mask selected(const Sets& sets, Keep keep) {
    std::vector<std::uint8_t> value(static_cast<std::size_t>(sets.count), 0);
    for (int i = 1; i < sets.count; ++i) {
        value[static_cast<std::size_t>(i)] = keep(i) ? 255 : 0;
    }
    Mask result(sets.labels.size());
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            result(y, x) = value[static_cast<std::size_t>(sets.labels.at<int>(y, x))];
        }
    }
    return result;
}

}  // namespace

Mask dilated(const Mask& mask, Microns radius, Microns pixel) {
    return grown(mask, radius / pixel);
}

Mask eroded(const Mask& mask, Microns radius, Microns pixel) {
    return inverted(grown(inverted(mask), radius / pixel));
}

Mask closed(const Mask& mask, Microns radius, Microns pixel) {
    return with_margin(mask, radius / pixel, true);
}

Mask opened(const Mask& mask, Microns radius, Microns pixel) {
    return with_margin(mask, radius / pixel, false);
}

Mask holes_filled(const Mask& mask, SquareMicrons largest, Microns pixel) {
    const Sets sets = sets_of(inverted(mask), 4);
    const double largest_px = largest / (pixel * pixel);
    const Mask holes = selected(sets, [&](int i) {
        const int left = sets.stats.at<int>(i, cv::CC_STAT_LEFT);
        const int top = sets.stats.at<int>(i, cv::CC_STAT_TOP);
        const bool at_edge = left == 0 || top == 0 || left + sets.stats.at<int>(i, cv::CC_STAT_WIDTH) == mask.cols ||
                             top + sets.stats.at<int>(i, cv::CC_STAT_HEIGHT) == mask.rows;
        return !at_edge && sets.stats.at<int>(i, cv::CC_STAT_AREA) <= largest_px;
    });
    return Mask(mask | holes);
}

Mask without_small(const Mask& mask, SquareMicrons least, Microns pixel) {
    const Sets sets = sets_of(mask, 8);
    const double least_px = least / (pixel * pixel);
    return selected(sets, [&](int i) { return sets.stats.at<int>(i, cv::CC_STAT_AREA) >= least_px; });
}

Mask connected_to(const Mask& mask, const Mask& anchor) {
    cv::Mat labels;
    const int count = cv::connectedComponents(mask, labels, 8);
    std::vector<bool> anchored(static_cast<std::size_t>(count), false);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            if (anchor(y, x) != 0 && mask(y, x) != 0) {
                anchored[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
            }
        }
    }
    Mask result(mask.size(), 0);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            result(y, x) = mask(y, x) != 0 && anchored[static_cast<std::size_t>(labels.at<int>(y, x))] ? 255 : 0;
        }
    }
    return result;
}

FloatRaster distance_to(const Mask& mask, Microns pixel) {
    if (cv::countNonZero(mask) == 0) {
        return FloatRaster(mask.size(), std::numeric_limits<float>::infinity());
    }
    FloatRaster distance;
    cv::distanceTransform(inverted(mask), distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    distance *= pixel.value();
    return distance;
}

}  // namespace kossa
