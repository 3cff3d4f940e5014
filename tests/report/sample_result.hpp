#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <string>

#include "kossa/core/uuid.hpp"
#include "kossa/report/overlay.hpp"

namespace kossa::report {

/// A made-up slide of horizontal layers: glass, epidermis, upper dermis, deep dermis, subcutis.

inline double uniform(std::mt19937_64& random, double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) / 9007199254740992.0;
}

inline Polygon<Level0> rectangle(double left, double top, double right, double bottom) {
    return {{{left, top}, {left, bottom}, {right, bottom}, {right, top}}, {}};
}

/// A polygon with 12 corners on whole pixels.
inline Polygon<Level0> blob(const Point<Level0>& centre, double radius) {
    Polygon<Level0> polygon;
    for (int i = 0; i < 12; ++i) {
        const double angle = -2.0 * std::numbers::pi * i / 12.0;
        polygon.shell.push_back(
            {std::round(centre.x + radius * std::cos(angle)), std::round(centre.y + radius * std::sin(angle))});
    }
    return polygon;
}

struct SampleLayers {
    double epidermis_top, junction, dermis_border, subcutis_top;
};

inline SampleLayers sample_layers(const Size<Level0>& size) {
    const double h = static_cast<double>(size.height);
    return {std::round(0.1 * h), std::round(0.18 * h), std::round(0.45 * h), std::round(0.8 * h)};
}

inline Zone sample_zone(double y, const SampleLayers& layers) {
    if (y < layers.junction) {
        return Zone::epidermis;
    }
    if (y < layers.dermis_border) {
        return Zone::upper_dermis;
    }
    return y < layers.subcutis_top ? Zone::deep_dermis : Zone::subcutis;
}

inline LayerOutlines sample_outlines(const Size<Level0>& size) {
    const SampleLayers at = sample_layers(size);
    const double w = static_cast<double>(size.width);
    const double left = std::round(0.05 * w);
    const double right = std::round(0.95 * w);
    const double bottom = std::round(0.95 * static_cast<double>(size.height));
    LayerOutlines layers;
    layers.tissue = {rectangle(left, at.epidermis_top, right, bottom)};
    layers.epidermis = {rectangle(left, at.epidermis_top, right, at.junction)};
    layers.upper_dermis = {rectangle(left, at.junction, right, at.dermis_border)};
    layers.deep_dermis = {rectangle(left, at.dermis_border, right, at.subcutis_top)};
    layers.subcutis = {rectangle(left, at.subcutis_top, right, bottom)};
    layers.dermis_border = {{{left, at.dermis_border}, {right, at.dermis_border}}};
    layers.junction = {{{left, at.junction}, {right, at.junction}}};
    return layers;
}

inline DepositRow sample_deposit(int index, const Point<Level0>& centre, double radius, double um_per_px,
                                 const SampleLayers& layers) {
    DepositRow row;
    row.id = uuid_v5("sample", fmt::format("deposit {}", index));
    row.morphology = index % 3 == 0 ? Morphology::granular : Morphology::amorphous;
    row.zone = sample_zone(centre.y, layers);
    row.depth = Microns((centre.y - layers.junction) * um_per_px);
    row.depth_min = Microns((centre.y - radius - layers.junction) * um_per_px);
    row.depth_max = Microns((centre.y + radius - layers.junction) * um_per_px);
    row.area = SquareMicrons(3.0 * radius * radius * um_per_px * um_per_px);
    row.equivalent_diameter = Microns(2.0 * std::sqrt(row.area.value() / std::numbers::pi));
    row.max_diameter = Microns(2.0 * radius * um_per_px);
    row.solidity = 0.98765432;
    row.circularity = 0.87654321;
    row.od_mean = 0.7012345678;
    row.saturation = 0.2012345678;
    row.granule_count = row.morphology == Morphology::granular ? 7 : 0;
    row.confidence = 0.9;
    row.touches_edge = index % 5 == 0;
    row.fragment = index % 7 == 0;
    row.centroid = centre;
    row.outline = {blob(centre, radius)};
    return row;
}

inline std::vector<DepositRow> sample_deposits(const Size<Level0>& size, int count, double um_per_px) {
    std::mt19937_64 random(7);
    const SampleLayers layers = sample_layers(size);
    const double w = static_cast<double>(size.width);
    const double h = static_cast<double>(size.height);
    std::vector<DepositRow> deposits;
    for (int i = 0; i < count; ++i) {
        const Point<Level0> centre{std::round(uniform(random, 0.08, 0.92) * w),
                                   std::round(uniform(random, 0.1, 0.9) * h)};
        const double radius_um = std::exp(uniform(random, std::log(3.0), std::log(150.0)));
        deposits.push_back(sample_deposit(i, centre, std::max(2.0, radius_um / um_per_px), um_per_px, layers));
    }
    return deposits;
}

inline std::vector<Totals> zone_totals(const std::vector<DepositRow>& deposits) {
    std::vector<Totals> totals;
    for (const Zone zone : all_zones) {
        Totals total{std::string(name(zone)), 0, {}, SquareMicrons(1e6)};
        for (const DepositRow& deposit : deposits) {
            if (deposit.zone == zone) {
                total.count += 1;
                total.area += deposit.area;
            }
        }
        totals.push_back(total);
    }
    return totals;
}

inline SlideSummary sample_summary(const Size<Level0>& size, const std::vector<DepositRow>& deposits,
                                   double um_per_px) {
    SlideSummary s;
    s.status = "ok";
    s.flags = {"stain-from-profile"};
    s.kossa_version = "0.1.0";
    s.slide = {"sample", "aperio", "abc123", size, um_per_px, um_per_px, "openslide.mpp-x", 20.0, {}};
    s.parameters = {{"detail.seed_od", 0.45, "1"},
                    {"detail.smallest_px", std::int64_t{5}, "px"},
                    {"stain.stain", std::string("auto"), ""}};
    s.stain = {"he",
               "recognised",
               {244, 243.5, 245},
               "glass",
               "estimated",
               {"haematoxylin", "eosin"},
               {{0.65, 0.704, 0.286}, {0.2159, 0.8012, 0.5581}}};
    s.quality = {0.0123456789, 0.001, 0.005, 12.5, 21.7, 0.412, SquareMicrons(2500.0)};
    s.skin = {true, "", Microns(81.234), Microns(9000), Microns(3000), 0.031, 0.04, {}, {}};
    s.working_um_per_px = 0.5;
    s.working_reading = {1, 1, "as-stored"};
    s.tissue_area = SquareMicrons(0.765 * static_cast<double>(size.pixel_count()) * um_per_px * um_per_px);
    s.tissue_pieces = 1;
    s.analysed_fraction = 1.0;
    s.deposit_count = static_cast<std::int64_t>(deposits.size());
    for (const DepositRow& deposit : deposits) {
        s.deposit_area += deposit.area;
    }
    s.deposits_per_mm2 = 12.345678;
    s.seed_od = 0.6;
    s.at_other_seeds = {{0.51, -0.15, s.deposit_count + 2, s.deposit_area * 1.25},
                        {0.69, 0.15, s.deposit_count, s.deposit_area * 0.875}};
    s.at_confidence = {{0.5, s.deposit_count, s.deposit_area}, {0.9, 1, SquareMicrons(10)}};
    s.by_zone = zone_totals(deposits);
    s.by_morphology = {{"granular", 1, SquareMicrons(10), s.tissue_area},
                       {"amorphous", 2, SquareMicrons(20), s.tissue_area}};
    s.confusers = {{"Nuclei", 1, SquareMicrons(50), s.tissue_area}};
    if (!deposits.empty()) {
        s.diameter_by_number = s.diameter_by_area = s.depth_by_area = Distribution{s.deposit_count, 1, 2, 3, 4, 5, 6};
        s.grain_diameter_by_number = s.grain_diameter_by_area = Distribution{9, 1, 2, 3, 4, 5, 6};
        s.largest_share = 0.5;
    }
    s.superficial = {{Microns(300), 0.5, 0.4}, {Microns(500), 0.75, 0.7}};
    s.deposit_area_per_epidermis_mm = 1234.5678;
    s.area_fraction = s.deposit_area / s.tissue_area;
    s.area_fraction_interval = {0.001, 0.002, ""};
    s.pattern = deposits.empty() ? "no deposits" : "mixed";
    return s;
}

inline ConfuserRow sample_confuser(int index) {
    const Point<Level0> centre{100.0 + 20.0 * index, 60.0};
    return {uuid_v5("sample", fmt::format("confuser {}", index)),
            FindingClass::nuclei,
            "saturation 0.44 \"like\" nuclei",
            SquareMicrons(50),
            0.1,
            centre,
            {blob(centre, 6)}};
}

inline SlideResult sample_result(const Size<Level0>& size, int deposit_count, double um_per_px = 0.5) {
    SlideResult result;
    result.deposits = sample_deposits(size, deposit_count, um_per_px);
    result.confusers = {sample_confuser(0), sample_confuser(1)};
    result.layers = sample_outlines(size);
    result.summary = sample_summary(size, result.deposits, um_per_px);
    return result;
}

inline SlideResult sample_result() {
    return sample_result({3000, 2000}, 25);
}

/// The same slide without an epidermis that could be trusted.
inline SlideResult unassessable_result() {
    SlideResult result = sample_result();
    for (DepositRow& deposit : result.deposits) {
        deposit.zone = Zone::unassessable;
        deposit.depth = deposit.depth_min = deposit.depth_max = std::nullopt;
    }
    const MultiPolygon<Level0> tissue = result.layers.tissue;
    result.layers = {};
    result.layers.tissue = tissue;
    result.summary.by_zone = zone_totals(result.deposits);
    result.summary.depth_by_area.reset();
    result.summary.superficial.clear();
    result.summary.deposit_area_per_epidermis_mm.reset();
    result.summary.skin = {false, "median thickness 512 um, expected 40 to 400 um", {}, {}, {}, {}, {}, {}, {}};
    result.summary.pattern = "not assessable";
    return result;
}

inline SlideResult failed_result() {
    SlideResult result;
    result.summary.status = "failed";
    result.summary.error_code = "unknown-pixel-size";
    result.summary.error = "the file gives no pixel size; pass --mpp";
    result.summary.kossa_version = "0.1.0";
    result.summary.slide.name = "broken";
    return result;
}

/// A picture of the slide of `size`, all in one colour, `factor` level-0 pixels per pixel.
inline Background plain_background(const Size<Level0>& size, double factor, cv::Vec3b colour = {235, 205, 220}) {
    const int width = static_cast<int>(static_cast<double>(size.width) / factor);
    const int height = static_cast<int>(static_cast<double>(size.height) / factor);
    return {RgbImage(height, width, colour), {factor, factor}};
}

}  // namespace kossa::report
