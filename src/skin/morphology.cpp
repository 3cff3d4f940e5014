#include "kossa/skin/morphology.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
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

/// Adds `part` moved by so many rows.
void add_moved(Mask& sum, const Mask& part, int rows) {
    const int height = sum.rows - std::abs(rows);
    if (height > 0) {
        Mask to = sum.rowRange(std::max(0, rows), std::max(0, rows) + height);
        to |= part.rowRange(std::max(0, -rows), std::max(0, -rows) + height);
    }
}

/// The disc as rows: each is the mask widened along its rows as far as the disc reaches there. A tenth of the time of a
/// distance transform, and the same pixels.
Mask grown(const Mask& mask, double radius_px) {
    constexpr double rounding = 1e-6;  // of a radius that is meant to be a whole number of pixels
    if (radius_px < 1.0 || cv::countNonZero(mask) == 0) {
        return mask.clone();
    }
    Mask sum(mask.size(), 0);
    for (int row = 0; row <= static_cast<int>(radius_px + rounding); ++row) {
        const int reach = static_cast<int>(std::sqrt(std::max(0.0, radius_px * radius_px - row * row)) + rounding);
        Mask wide;
        cv::dilate(mask, wide, Mask(1, 2 * reach + 1, 255));
        add_moved(sum, wide, row);
        if (row > 0) {
            add_moved(sum, wide, -row);
        }
    }
    return sum;
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
