#include "kossa/skin/covered_surface.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/synthetic_section.hpp"

namespace kossa::covered_surface_test {
namespace {

using support::cover_surface;

const Microns pixel(support::section_pixel_um);
const cv::Size size(700, 400);

/// Cellularity that is drawn, not blurred: `cells(x, y)` in um, on a section of 2.4 x 1.2 mm.
struct Drawn {
    Surface outline;
    CellImage image;
};

template <class Cells>
Drawn draw(Cells cells) {
    const Mask tissue = support::box_um(size, 200, 200, 2400, 1200);
    Drawn drawn{trace_surface(tissue, pixel), {FloatRaster(size, 0.0F), tissue, pixel}};
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            drawn.image.cells(y, x) = cells((x + 0.5) * pixel.value(), (y + 0.5) * pixel.value());
        }
    }
    return drawn;
}

/// Length of the covered surface in um where `where(point in um)` holds, one pixel per point.
template <class Where>
double covered(const Drawn& drawn, Where where, const EpidermisOptions& options = {}) {
    const std::vector<float> thresholds = cover_surface(drawn.outline, drawn.image, options);
    double length = 0.0;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        const cv::Point& p = drawn.outline.points[i];
        const bool inside = where(p.x * pixel.value(), p.y * pixel.value());
        length += std::isfinite(thresholds[i]) && inside ? pixel.value() : 0.0;
    }
    return length;
}

EpidermisOptions at_least(double difference_od) {
    EpidermisOptions options;
    options.least_difference_od = difference_od;
    return options;
}

bool at_top(double /*x*/, double y) {
    return y < 202.0;  // without the ends of the layer
}

bool elsewhere(double /*x*/, double y) {
    return y > 320.0;
}

float layer(double y) {
    return y < 280.0 ? 0.20F : 0.05F;
}

TEST(CoveredSurface, IsWhereCellsLieAlongTheOutline) {
    const Drawn drawn = draw([](double, double y) { return layer(y); });
    EXPECT_NEAR(covered(drawn, at_top), 2400.0, 10.0) << "from corner to corner";
    EXPECT_EQ(covered(drawn, elsewhere), 0.0);
}

/// Those of covered points.
std::vector<float> finite(std::vector<float> thresholds) {
    std::erase_if(thresholds, [](float threshold) { return !std::isfinite(threshold); });
    return thresholds;
}

TEST(CoveredSurface, ThresholdLiesBetweenEpidermisAndDermis) {
    const Drawn drawn = draw([](double, double y) { return layer(y); });
    const std::vector<float> found = finite(cover_surface(drawn.outline, drawn.image, at_least(0.08)));
    ASSERT_GT(found.size(), 100U);
    for (const float threshold : found) {
        EXPECT_NEAR(threshold, 0.125F, 0.01F);
    }
}

TEST(CoveredSurface, DarkKeratinDoesNotRaiseTheThreshold) {
    const Drawn drawn = draw([](double, double y) { return y < 220.0 ? 0.60F : layer(y); });
    const std::vector<float> found = finite(cover_surface(drawn.outline, drawn.image, {}));
    ASSERT_GT(found.size(), 100U);
    for (const float threshold : found) {
        EXPECT_LT(threshold, 0.15F);
    }
}

/// What a layer of 440 um begins with.
struct Top {
    double um;
    float cells;
};

/// The layer, on dermis and what lies below that.
std::vector<float> below_thick_layer(float dermis, const Top& top = {40.0, 0.24F}) {
    const Drawn drawn = draw([=](double /*x*/, double y) {
        return y < 200.0 + top.um ? top.cells : y < 640.0 ? 0.18F : dermis;
    });
    const std::vector<float> thresholds = cover_surface(drawn.outline, drawn.image, {});
    std::vector<float> on_top;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        const cv::Point& p = drawn.outline.points[i];
        if (p.y * pixel.value() < 202.0 && p.x * pixel.value() > 800.0 && p.x * pixel.value() < 2000.0) {
            on_top.push_back(thresholds[i]);
        }
    }
    return on_top;
}

TEST(CoveredSurface, ThresholdBelowAThickLayerIsThatOfDermisDeeperDown) {
    for (const float threshold : below_thick_layer(0.05F)) {
        EXPECT_GT(threshold, 0.10F);
        EXPECT_LT(threshold, 0.15F) << "the layer is epidermis as a whole";
    }
}

TEST(CoveredSurface, ThresholdBelowAThickLayerIsNotThatOfDenseKeratin) {
    for (const float threshold : below_thick_layer(0.05F, {100.0, 0.45F})) {
        EXPECT_GT(threshold, 0.10F);
        EXPECT_LT(threshold, 0.15F) << "what is known to be epithelium deeper down is epidermis";
    }
}

TEST(CoveredSurface, WhatIsHardlyPalerDeeperDownIsNotAskedForTheDermis) {
    for (const float threshold : below_thick_layer(0.15F)) {
        EXPECT_GT(threshold, 0.18F) << "its top alone";
    }
}

TEST(CoveredSurface, IsNotAboveAFollicleThatRunsAlongACutEdge) {
    const Drawn drawn = draw([](double x, double y) {
        const bool follicle = x > 300.0 && x < 400.0 && y < 1000.0;  // 100 um from the edge
        return follicle ? 0.20F : layer(y);
    });
    EXPECT_EQ(covered(drawn, elsewhere), 0.0);
    EpidermisOptions thick;
    thick.thickest_horny_um = 150.0;
    EXPECT_GT(covered(drawn, elsewhere, thick), 400.0) << "the thickness of the horny layer decides";
}

TEST(CoveredSurface, IsNotAboveAFollicleThatComesNearACutEdge) {
    for (const double dermis_um : {10.0, 20.0, 30.0}) {
        const Drawn drawn = draw([=](double x, double y) {
            const bool follicle = x > 200.0 + dermis_um && x < 330.0 && y > 400.0 && y < 900.0;
            return follicle ? 0.20F : layer(y);
        });
        EXPECT_EQ(covered(drawn, elsewhere) > 300.0, dermis_um < 20.0) << dermis_um;
    }
}

TEST(CoveredSurface, GoesOnBeyondTheMouthOfAFollicle) {
    const auto with_gap = [](double x, double y, double gap) {
        return x > 260.0 && x < 260.0 + gap ? 0.05F : layer(y);  // 60 um of epidermis before it
    };
    const auto left = [](double x, double y) { return at_top(x, y) && x < 260.0; };
    EXPECT_NEAR(covered(draw([&](double x, double y) { return with_gap(x, y, 80.0); }), left), 60.0, 20.0);
    EXPECT_EQ(covered(draw([&](double x, double y) { return with_gap(x, y, 300.0); }), left), 0.0);
}

TEST(CoveredSurface, GoesOnWhereTheContrastIsWeaker) {
    const auto fading = [](double x, double y) {
        return y < 280.0 ? static_cast<float>(0.20 - 0.04 * (x - 200.0) / 2400.0) : 0.07F;
    };
    EXPECT_NEAR(covered(draw(fading), at_top, at_least(0.11)), 2400.0, 10.0) << "reached in the left half only";
    EXPECT_EQ(covered(draw(fading), at_top, at_least(0.14)), 0.0) << "nowhere";
}

TEST(CoveredSurface, IsNotAShortStretch) {
    const auto patch = [](double x, double y, double length) {
        return y < 280.0 && x > 1000.0 && x < 1000.0 + length ? 0.40F : 0.05F;
    };
    const auto narrow = draw([&](double x, double y) { return patch(x, y, 120.0); });
    const auto wide = draw([&](double x, double y) { return patch(x, y, 500.0); });
    EXPECT_EQ(covered(narrow, at_top), 0.0);
    EXPECT_NEAR(covered(wide, at_top), 500.0, 100.0);
}

TEST(CoveredSurface, AFollicleDoesNotPassForTheDermis) {
    const Drawn drawn = draw([](double x, double y) {
        const bool follicle = x > 1300.0 && x < 1500.0 && y < 900.0;
        return follicle ? 0.20F : layer(y);
    });
    EXPECT_GT(covered(drawn, at_top), 2300.0);
}

TEST(CoveredSurface, NeedsADermisToCompareWith) {
    const Drawn drawn = draw([](double, double) { return 0.20F; });
    EXPECT_EQ(covered(drawn, at_top), 0.0);
}

}  // namespace
}  // namespace kossa::covered_surface_test
