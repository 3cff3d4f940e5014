#pragma once

#include <cmath>
#include <functional>
#include <random>

#include "support/masks.hpp"
#include "support/whole_section.hpp"

namespace kossa::support {

/// Where in a drawn section a position lies, in um.
struct Place {
    double below_surface = -1.0;  ///< negative on the glass
    double epidermis = 0.0;       ///< thickness of the cellular band here; 0 for none
};

/// A section drawn on the survey grid: a band crowded with nuclei over a pale dermis, on glass.
struct Section {
    SurveyImage image;
    Mask tissue;
    Mask epidermis;
};

inline constexpr double section_pixel_um = 4.0;

/// `place(x, y)` is asked for the centre of every pixel, in um.
inline Section draw_section(cv::Size size, const std::function<Place(double, double)>& place) {
    constexpr double nuclei_in_epidermis = 0.5;
    constexpr double nuclei_in_dermis = 0.05;
    std::mt19937_64 random(17);
    Section section;
    section.image = {FloatRaster(size, 0.0F), FloatRaster(size, 0.0F), Mask(size, 0), Microns(section_pixel_um)};
    section.tissue = Mask(size, 0);
    section.epidermis = Mask(size, 0);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const Place at = place((x + 0.5) * section_pixel_um, (y + 0.5) * section_pixel_um);
            const bool cellular = at.below_surface >= 0.0 && at.below_surface < at.epidermis;
            const bool nucleus = uniform(random) < (cellular ? nuclei_in_epidermis : nuclei_in_dermis);
            if (at.below_surface < 0.0) {
                continue;
            }
            section.tissue(y, x) = 255;
            section.epidermis(y, x) = cellular ? 255 : 0;
            section.image.cellular_od(y, x) = nucleus ? 0.65F : cellular ? 0.25F : 0.08F;
            section.image.od(y, x) = nucleus ? 0.50F : 0.20F;
        }
    }
    return section;
}

/// Dense grey material, in the image and in the mask that keeps it from counting as cells.
inline void add_deposit(Section& section, const Mask& where) {
    section.image.od.setTo(0.9F, where);
    section.image.cellular_od.setTo(0.9F, where);
    section.image.deposits |= where;
}

/// A crowd of nuclei as large as that of the epidermis.
inline void add_cells(Section& section, const Mask& where) {
    std::mt19937_64 random(18);
    for (int y = 0; y < where.rows; ++y) {
        for (int x = 0; x < where.cols; ++x) {
            if (where(y, x) != 0) {
                section.image.cellular_od(y, x) = uniform(random) < 0.5 ? 0.65F : 0.25F;
            }
        }
    }
}

/// Tissue that is the drawn section and nothing else, in one piece.
inline TissueMap one_piece(const Mask& tissue) {
    TissueMap map;
    map.tissue = tissue.clone();
    map.solid = tissue.clone();
    map.firm = tissue.clone();
    map.pieces = LabelRaster(tissue.size(), 0);
    map.pieces.setTo(1, tissue);
    map.piece_count = 1;
    map.walls = Mask(tissue.size(), 0);
    map.ink = Mask(tissue.size(), 0);
    map.threshold = 0.05;
    return map;
}

inline constexpr double glass_margin_um = 200.0;

/// Epidermis of 80 um along the top of a rectangle of 2.4 x 1.2 mm.
inline Section straight_section(double epidermis_um = 80.0) {
    const cv::Size size(700, 400);
    return draw_section(size, [=](double x, double y) {
        const bool inside = x > glass_margin_um && x < 2800 - glass_margin_um && y < 1600 - glass_margin_um;
        return Place{inside ? y - glass_margin_um : -1.0, epidermis_um};
    });
}

/// The same rectangle turned by an angle.
inline Section tilted_section(double degrees) {
    const double angle = degrees * CV_PI / 180.0;
    const cv::Size size(700, 700);
    return draw_section(size, [=](double x, double y) {
        const double along = (x - 1400) * std::cos(angle) + (y - 1400) * std::sin(angle);
        const double across = (y - 1400) * std::cos(angle) - (x - 1400) * std::sin(angle);
        return Place{std::abs(along) < 1200 && across < 600 ? across + 600 : -1.0, 80.0};
    });
}

/// Epidermis all round a disc of 1.3 mm radius.
inline Section round_section() {
    const cv::Size size(700, 700);
    return draw_section(size, [](double x, double y) { return Place{1300 - std::hypot(x - 1400, y - 1400), 80.0}; });
}

/// A box in um, as a mask of the section's size.
inline Mask box_um(cv::Size size, double left, double top, double width, double height) {
    return mask_where(size, [=](double column, double row) {
        const double x = column * section_pixel_um;
        const double y = row * section_pixel_um;
        return x > left && x < left + width && y > top && y < top + height;
    });
}

/// A straight section below a horny layer, which has no nuclei. `section.tissue` holds it, `section.epidermis` does
/// not.
inline Section acral_section(double horny_um, double keratin_od = 0.10) {
    const cv::Size size(700, 550);
    const auto across = [](double x) { return x > glass_margin_um && x < 2800 - glass_margin_um; };
    Section section = draw_section(size, [&](double x, double y) {
        const bool inside = across(x) && y < 2200 - glass_margin_um;
        return Place{inside ? y - glass_margin_um - horny_um : -1.0, 80.0};
    });
    const Mask horny = box_um(size, glass_margin_um, glass_margin_um, 2800 - 2 * glass_margin_um, horny_um);
    section.tissue |= horny;
    section.image.cellular_od.setTo(keratin_od, horny);
    section.image.od.setTo(0.20F, horny);
    return section;
}

}  // namespace kossa::support
