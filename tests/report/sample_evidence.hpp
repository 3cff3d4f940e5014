#pragma once

#include <limits>
#include <string>
#include <string_view>

#include "kossa/measure/evidence.hpp"
#include "kossa/report/evidence_file.hpp"
#include "report/sample_result.hpp"
#include "support/masks.hpp"

namespace kossa::report {

inline std::vector<Finding> sample_findings() {
    Finding grains;
    grains.runs = {{3, 10, 20}, {4, 8, 9}, {4, 12, 21}, {9, 0, 320}};
    grains.sums = {340, 1, -2, {3, 4, 5}, 6, {7, 8, 9}, 10};
    grains.finding = FindingClass::calcium;
    grains.morphology = Morphology::granular;
    grains.granule_count = 4;
    grains.confidence = 1.0 / 3.0;
    grains.reason = "saturation 0.3";
    Finding dust;
    dust.runs = {{239, 319, 320}};
    dust.sums.pixels = 1;
    dust.finding = FindingClass::dust;
    dust.confidence = std::numeric_limits<double>::denorm_min();
    return {grains, dust};
}

/// rescore.json, not yet sealed.
inline std::string evidence_json(const SlideEvidence& evidence) {
    std::string json;
    write_evidence([&json](std::string_view text) { json += text; }, evidence);
    return json;
}

/// Files of which rescore.json is sealed.
inline RescoreFiles sealed(RescoreFiles files) {
    std::string json;
    write_sealed([&json](std::string_view text) { json += text; }, [&](const TextSink& sink) { sink(files.json); },
                 files);
    files.json = json;
    return files;
}

/// Evidence in which every field holds something of its own.
inline SlideEvidence sample_evidence() {
    const cv::Size survey(40, 30);
    const auto block = [&](int margin) {
        return kossa::support::mask_where(
            survey, [=](double x, double y) { return x > margin && x < 40 - margin && y > margin && y < 30 - margin; });
    };
    SlideSummary summary;
    const SlideSummary full = sample_result().summary;
    summary.status = "ok";
    summary.kossa_version = "1.2.3";
    summary.slide = full.slide;
    summary.slide.objective_power.reset();
    summary.slide.bounds_offset = {12.5, 1.0 / 3.0};
    summary.parameters = full.parameters;
    summary.parameters.push_back({"depth.smoothing_um", 0.1 + 0.2, "um"});
    summary.flags = {"white-point-not-from-glass"};
    summary.stain = full.stain;
    summary.quality = full.quality;
    summary.quality.white_spread_od.reset();
    summary.seed_od = 0.2 + 0.1;
    summary.working_um_per_px = 0.4995;
    summary.working_reading = {1, 2, "scaled-decoding"};
    FoundSkin skin;
    skin.pixel = Microns(4.0);
    skin.tissue.tissue = Mask(block(6) & ~block(13));
    skin.tissue.solid = block(6);
    LabelRaster pieces(survey, 0);
    pieces.setTo(1, block(6));
    skin.tissue.pieces = pieces;
    skin.tissue.piece_count = 1;
    skin.tissue.firm = block(7);
    skin.scraps = Mask(block(5) & ~block(6));
    skin.epidermis = Mask(block(6) & ~block(8));
    skin.horny = Mask(block(6) & ~block(7));
    skin.adnexa = Mask(block(8) & ~block(9));
    skin.subcutis = Mask(block(11) & ~block(12));
    skin.border_od = 0.2345;
    skin.reason = "a \"reason\" with µ";
    SlideEvidence evidence{std::move(summary),
                           {{320, 240}, PixelSize(Microns(0.4995), Microns(0.4995)), {1.0, 1.0}, {0.125, 0.124}},
                           {8.0, 1.0 / 0.124},
                           std::move(skin),
                           block(4),
                           Mask(block(2) & ~block(4)),
                           {},
                           {},
                           {{0, 0, 64, 64}, {256, 0, 64, 64}},
                           "tile damaged",
                           {{64, 64, 32, 32}},
                           {{128, 64, 32, 32}, {0, 0, 1, 1}}};
    evidence.findings = sample_findings();
    evidence.other_seeds = {{0.25, {evidence.findings.front()}}, {0.35, {}}};
    return evidence;
}

}  // namespace kossa::report
