#pragma once

#include <array>
#include <cmath>

#include "support/memory_slide.hpp"

namespace kossa::support {

inline constexpr std::uint8_t glass_level = 240;

/// The 8-bit colour of an optical density on glass of level 240.
inline cv::Vec3b colour_of(const std::array<double, 3>& od) {
    cv::Vec3b rgb;
    for (int c = 0; c < 3; ++c) {
        rgb[c] =
            static_cast<std::uint8_t>(std::lround(glass_level * std::pow(10.0, -od.at(static_cast<std::size_t>(c)))));
    }
    return rgb;
}

/// The colours a slide is painted with.
struct Colours {
    cv::Vec3b fibres;
    cv::Vec3b nuclei;
    cv::Vec3b deposits;
};

/// Eosin, haematoxylin, calcium: dark and greyer than nuclei.
inline Colours he_colours() {
    return {colour_of({0.08, 0.30, 0.18}), colour_of({0.40, 0.55, 0.25}), colour_of({0.70, 1.00, 0.70})};
}

/// Nuclear fast red, pale and strong, and silver.
inline Colours von_kossa_colours() {
    return {colour_of({0.05, 0.20, 0.10}), colour_of({0.18, 0.70, 0.40}), colour_of({0.90, 0.92, 0.90})};
}

/// A stain kossa does not know: green fibres.
inline Colours green_colours() {
    return {colour_of({0.45, 0.15, 0.20}), colour_of({0.80, 0.30, 0.40}), colour_of({0.80, 0.30, 0.40})};
}

struct Disc {
    double x = 0.0;
    double y = 0.0;
    double radius = 0.0;
};

inline constexpr double section_left = 120.0;
inline constexpr double section_top = 120.0;
inline constexpr double section_right = 1680.0;
inline constexpr double section_bottom = 980.0;
inline constexpr double epidermis_thickness = 80.0;

/// A slide of 1.8 x 1.1 mm at 1 um a pixel: a rectangle of skin on glass, its epidermis of crowded nuclei at the top,
/// with round deposits (positions in um).
inline RgbImage stained_slide(const Colours& colours, const std::vector<Disc>& deposits) {
    constexpr double nucleus_radius = 3.0;
    RgbImage image(1100, 1800, cv::Vec3b::all(glass_level));
    for (int row = static_cast<int>(section_top); row < section_bottom; ++row) {
        const double pitch = row < section_top + epidermis_thickness ? 8.0 : 40.0;
        for (int column = static_cast<int>(section_left); column < section_right; ++column) {
            const double dx = std::remainder(column + 0.5, pitch);
            const double dy = std::remainder(row + 0.5, pitch);
            image(row, column) = dx * dx + dy * dy < nucleus_radius * nucleus_radius ? colours.nuclei : colours.fibres;
        }
    }
    for (const Disc& d : deposits) {
        for (int row = static_cast<int>(d.y - d.radius); row <= d.y + d.radius; ++row) {
            for (int column = static_cast<int>(d.x - d.radius); column <= d.x + d.radius; ++column) {
                if (std::hypot(column + 0.5 - d.x, row + 0.5 - d.y) < d.radius) {
                    image(row, column) = colours.deposits;
                }
            }
        }
    }
    return image;
}

inline const PixelSize stained_slide_pixel(Microns(1.0));

/// One deposit in the upper dermis, one across a corner of tiles of 256, one in the deep dermis.
inline std::vector<Disc> three_deposits() {
    return {{400.0, 330.0, 20.0}, {1024.0, 512.0, 25.0}, {1300.0, 880.0, 30.0}};
}

/// Those three on von Kossa.
inline RgbImage silver_slide() {
    return stained_slide(von_kossa_colours(), three_deposits());
}

}  // namespace kossa::support
