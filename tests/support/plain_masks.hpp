#pragma once

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/core/density.hpp"
#include "kossa/deposit/deposit_masks.hpp"

namespace kossa::support {

/// The masks of a tile as Segmentation's contract words them, whole rasters at a time: slow and obvious.
struct PlainMasks {
    Mask seeds;
    Mask kept;
    Mask thin;
    Mask beyond;
};

inline cv::Mat square_of(int half) {
    return cv::Mat::ones(2 * half + 1, 2 * half + 1, CV_8U);
}

inline cv::Mat disc_of(int radius) {
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

/// The sums over the squares round the pixels; whole numbers, exact in double precision.
inline cv::Mat_<double> square_sums(const cv::Mat_<double>& values, int half) {
    cv::Mat_<double> sums;
    cv::boxFilter(values, sums, CV_64F, {2 * half + 1, 2 * half + 1}, {-1, -1}, false, cv::BORDER_CONSTANT);
    return sums;
}

/// 0 within `half` of the edges, where squares would reach beyond.
inline void blank_edges(Mask& mask, int half) {
    Mask inner(mask.size(), std::uint8_t{0});
    inner(cv::Rect(half, half, mask.cols - 2 * half, mask.rows - 2 * half)) = std::uint8_t{255};
    mask &= inner;
}

inline cv::Mat_<double> density_sums(const DensityTile& tile) {
    cv::Mat_<double> sums(tile.looks.size());
    std::transform(tile.looks.begin(), tile.looks.end(), sums.begin(),
                   [](const cv::Vec4w& look) -> double { return look[0] + look[1] + look[2]; });
    return sums;
}

/// What of the mask lies in squares that it fills, narrow gaps aside.
inline Mask plain_gapless(const Mask& dark, const MaskLimits& limits) {
    const int half = limits.surroundings_px;
    Mask squares;
    cv::morphologyEx(dark, squares, cv::MORPH_CLOSE, square_of(limits.half_gap_px));
    cv::erode(squares, squares, square_of(half));
    blank_edges(squares, half + 2 * limits.half_gap_px);
    cv::dilate(squares, squares, square_of(half + limits.reach_px));
    return Mask(squares & dark);
}

inline cv::Mat_<std::uint16_t> light_of(const DensityTile& tile) {
    cv::Mat_<std::uint16_t> light;
    cv::extractChannel(tile.looks, light, 3);
    return light;
}

inline Mask plain_seeds(const DensityTile& tile, const MaskLimits& limits, int seed_sum) {
    const cv::Mat_<double> density = density_sums(tile);
    const int half = limits.surroundings_px;
    const int side = 2 * half + 1;
    Mask in_body(square_sums(density, half) >= static_cast<double>(limits.body_sum) * side * side);
    blank_edges(in_body, half);
    cv::dilate(in_body, in_body, square_of(half));
    const Mask gapless = plain_gapless(Mask((density >= limits.gapless_sum) & (tile.eligible > 0)), limits);
    return Mask((((density >= seed_sum) | ((density >= limits.body_sum) & in_body)) & (tile.eligible > 0)) | gapless);
}

/// Darker than the half-intensity contour, within reach of a seed and one pixel more.
inline Mask plain_dark(const DensityTile& tile, const MaskLimits& limits, const Mask& palest_seeds) {
    const cv::Mat_<double> density = density_sums(tile);
    const cv::Mat_<std::uint16_t> light = light_of(tile);
    const int half = limits.surroundings_px;
    const double fewest = (2.0 * half + 1.0) * (2.0 * half + 1.0) / 50.0;
    cv::Mat_<double> pale(density.size());
    cv::Mat_<double> pale_light(density.size());
    for (int y = 0; y < pale.rows; ++y) {
        for (int x = 0; x < pale.cols; ++x) {
            pale(y, x) = density(y, x) < limits.surroundings_sum ? 1.0 : 0.0;
            pale_light(y, x) = pale(y, x) * light(y, x);
        }
    }
    const cv::Mat_<double> counts = square_sums(pale, half);
    const cv::Mat_<double> sums = square_sums(pale_light, half);
    cv::Mat_<std::uint16_t> core;
    cv::erode(light, core, disc_of(limits.reach_px));
    Mask near;
    cv::dilate(palest_seeds, near, disc_of(limits.reach_px));
    cv::dilate(near, near, disc_of(1));
    Mask dark(density.size());
    for (int y = 0; y < dark.rows; ++y) {
        for (int x = 0; x < dark.cols; ++x) {
            const double around = counts(y, x) < fewest ? limits.usual_light : std::round(sums(y, x) / counts(y, x));
            dark(y, x) = near(y, x) != 0 && 2.0 * light(y, x) <= core(y, x) + around ? 255 : 0;
        }
    }
    blank_edges(dark, std::max(half, limits.margin_px));
    return dark;
}

/// Whether the pixel is as bright as its neighbours on a line through it, and brighter than what is darkest within two
/// pixels on each side of it by the share of what usual surroundings are brighter.
inline bool plain_crack(const cv::Mat_<std::uint16_t>& light, const MaskLimits& limits, int y, int x) {
    const int reach = std::min(2, limits.reach_px);
    const auto at = [&](const cv::Point& p) {
        return light.cols > p.x && light.rows > p.y && p.x >= 0 && p.y >= 0 ? int{light(p)} : 65535;
    };
    for (const cv::Point& step : {cv::Point(1, 0), cv::Point(0, 1), cv::Point(1, 1), cv::Point(-1, 1)}) {
        int before = 65535;
        int after = 65535;
        for (int i = 1; i <= reach; ++i) {
            before = std::min(before, at(cv::Point(x, y) - i * step));
            after = std::min(after, at(cv::Point(x, y) + i * step));
        }
        const bool ridge = light(y, x) >= at(cv::Point(x, y) - step) && light(y, x) >= at(cv::Point(x, y) + step);
        const int dark = std::max(before, after);
        if (ridge && dark < limits.usual_light &&
            (light(y, x) - dark) * 4096 >= limits.crack_light * (limits.usual_light - dark)) {
            return true;
        }
    }
    return false;
}

inline PlainMasks plain_masks(const DensityTile& tile, const MaskLimits& limits, int palest_seed_sum, int seed_sum) {
    const Mask dark = plain_dark(tile, limits, plain_seeds(tile, limits, palest_seed_sum));
    PlainMasks masks{plain_seeds(tile, limits, seed_sum), {}, {}, {}};
    Mask near;
    cv::dilate(masks.seeds, near, disc_of(limits.reach_px));
    masks.kept = Mask((dark & near) | masks.seeds);
    masks.beyond = Mask(dark & ~masks.kept);
    Mask wide;
    cv::erode(masks.kept, wide, square_of(limits.half_width_px));
    cv::dilate(wide, wide, square_of(limits.half_width_px + limits.reach_px));
    masks.thin = Mask(masks.kept & ~wide);
    const cv::Mat_<std::uint16_t> light = light_of(tile);
    for (int y = 0; y < light.rows; ++y) {
        for (int x = 0; x < light.cols; ++x) {
            if (limits.crack_light > 0 && masks.kept(y, x) != 0 && plain_crack(light, limits, y, x)) {
                masks.kept(y, x) = masks.thin(y, x) = 0;
            }
        }
    }
    return masks;
}

/// A mask of bits pixel by pixel.
inline Mask unpacked(const BitMask& bits) {
    Mask mask(bits.rows(), bits.cols());
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            mask(y, x) = bits(y, x) ? 255 : 0;
        }
    }
    return mask;
}

inline bool same_mask(const BitMask& bits, const Mask& mask) {
    return bits.rows() == mask.rows && bits.cols() == mask.cols && cv::norm(unpacked(bits), mask, cv::NORM_INF) == 0.0;
}

}  // namespace kossa::support
