#include <iterator>
#include <utility>
#include <vector>

#include "kossa/analysis/options.hpp"

namespace kossa {

namespace {

using Options = AnalysisOptions;
using Table = std::vector<Parameter>;

template <class Member>
Parameter real(const char* key, const char* unit, double least, double most, Member member, const char* meaning) {
    return {key, unit, least, most, meaning, member, {}};
}

template <class Member>
Parameter whole(const char* key, const char* unit, double least, double most, Member member, const char* meaning) {
    return {key, unit, least, most, meaning, {}, member};
}

Table working_parameters() {
    return {
        real(
            "working.pixel_um", "um", 0.1, 2.0, [](Options& o) -> double& { return o.working.pixel_um; },
            "Pixel of the grid deposits are segmented on; the slide is read at the coarsest power of two of its own "
            "pixel not above this by more than a tenth"),
        whole(
            "working.tile_px", "px", 16.0, 16384.0, [](Options& o) -> int& { return o.working.tile_px; },
            "Side of a tile; changes speed and memory, never the result"),
        real(
            "working.coarse_um", "um", 0.5, 4.0, [](Options& o) -> double& { return o.working.coarse_um; },
            "A pixel above this shows no single grains and raises a flag"),
        real(
            "working.most_unreadable", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.working.most_unreadable; },
            "Share of the tissue that may be unreadable before the slide fails"),
    };
}

Table survey_parameters() {
    return {
        real(
            "survey.pixel_um", "um", 2.0, 16.0, [](Options& o) -> double& { return o.survey.pixel_um; },
            "Pixel of the grid tissue and layers are found on"),
        real(
            "survey.most_pixels", "px", 1e+06, 1e+09, [](Options& o) -> double& { return o.survey.most_pixels; },
            "A slide with more survey pixels than this is surveyed at twice the pixel"),
        whole(
            "survey.sample_px", "px", 64.0, 2048.0, [](Options& o) -> int& { return o.survey.sample_px; },
            "Side of one sample of tissue for stain and nuclei"),
        whole(
            "survey.most_samples", "", 1.0, 1000.0, [](Options& o) -> int& { return o.survey.most_samples; },
            "Most samples, spread evenly over the tissue"),
        real(
            "survey.glass_margin_um", "um", 0.0, 500.0, [](Options& o) -> double& { return o.survey.glass_margin_um; },
            "Glass counts from this far off the tissue"),
        real(
            "survey.region_margin_um", "um", 0.0, 500.0,
            [](Options& o) -> double& { return o.survey.region_margin_um; },
            "Deposits are looked for this far beyond the outline of the tissue"),
        real(
            "survey.dense_od", "OD", 0.3, 1.5, [](Options& o) -> double& { return o.survey.dense_od; },
            "Optical density from which grey material does not count as cells"),
        real(
            "survey.dense_saturation", "HSD", 0.1, 0.6, [](Options& o) -> double& { return o.survey.dense_saturation; },
            "Saturation up to which dense material does not count as cells"),
    };
}

Table white_parameters() {
    return {
        whole(
            "white.fewest_glass_pixels", "px", 100.0, 1e+06,
            [](Options& o) -> int& { return o.white_point.fewest_glass_pixels; },
            "Survey pixels of glass needed to take the white point from"),
        real(
            "white.fallback_percentile", "%", 90.0, 100.0,
            [](Options& o) -> double& { return o.white_point.fallback_percentile; },
            "Percentile of all pixels taken for white without glass"),
        real(
            "white.darkest_white", "grey level", 100.0, 255.0,
            [](Options& o) -> double& { return o.white_point.darkest_white; },
            "A percentile below this is no white; the default is used"),
        real(
            "white.default_white", "grey level", 180.0, 255.0,
            [](Options& o) -> double& { return o.white_point.default_white; }, "White of an image that shows none"),
    };
}

Table stain_parameters() {
    return {
        real(
            "stain.least_od", "OD", 0.05, 0.5, [](Options& o) -> double& { return o.recognition.least_od; },
            "Optical density from which colour is looked at"),
        real(
            "stain.least_violet_share", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.recognition.least_violet_share; },
            "Violet share of the coloured pixels from which a slide is H&E"),
        real(
            "stain.least_known_share", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.recognition.least_known_share; },
            "Pink, violet and grey share below which no stain is recognised"),
        real(
            "stain.least_pink_share", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.recognition.least_pink_share; },
            "Pink share that von Kossa counterstain must reach"),
        real(
            "stain.black_od", "OD", 0.3, 1.5, [](Options& o) -> double& { return o.recognition.black_od; },
            "Silver: optical density at least"),
        real(
            "stain.black_saturation", "HSD", 0.05, 0.4,
            [](Options& o) -> double& { return o.recognition.black_saturation; }, "Silver: saturation at most"),
        real(
            "stain.least_black_share", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.recognition.least_black_share; },
            "Share of the sampled pixels that must be silver for von Kossa to be recognised"),
        real(
            "stain.angle_percentile", "%", 0.1, 10.0,
            [](Options& o) -> double& { return o.stain_estimate.angle_percentile; },
            "Macenko: percentile of the angle taken for each stain"),
        real(
            "stain.estimate_least_od", "OD", 0.01, 0.3, [](Options& o) -> double& { return o.stain_estimate.least_od; },
            "Macenko: least optical density of every channel"),
        real(
            "stain.estimate_largest_od", "OD", 0.5, 3.0,
            [](Options& o) -> double& { return o.stain_estimate.largest_od; },
            "Macenko: largest length of the optical density vector"),
        real(
            "stain.estimate_least_cy", "HSD", -0.5, 0.5,
            [](Options& o) -> double& { return o.stain_estimate.least_cy; },
            "Macenko: least cy, which keeps melanin and hair out"),
        real(
            "stain.grey_angle_degrees", "degree", 0.0, 20.0,
            [](Options& o) -> double& { return o.stain_estimate.grey_angle_degrees; },
            "Macenko: pixels nearer to grey are left out"),
        real(
            "stain.largest_deviation_degrees", "degree", 5.0, 45.0,
            [](Options& o) -> double& { return o.stain_estimate.largest_deviation_degrees; },
            "An estimate further from the reference is not used"),
        real(
            "stain.least_separation_degrees", "degree", 5.0, 40.0,
            [](Options& o) -> double& { return o.stain_estimate.least_separation_degrees; },
            "An estimate whose stains are nearer to each other is not used"),
    };
}

Table nuclei_parameters() {
    return {
        real(
            "nuclei.least_od", "OD", 0.05, 0.5, [](Options& o) -> double& { return o.nuclei.least_od; },
            "Nuclear pixels: optical density at least"),
        real(
            "nuclei.least_saturation", "HSD", 0.0, 1.0, [](Options& o) -> double& { return o.nuclei.least_saturation; },
            "Nuclear pixels: saturation at least"),
        real(
            "nuclei.largest_saturation", "HSD", 0.0, 1.0,
            [](Options& o) -> double& { return o.nuclei.largest_saturation; }, "Nuclear pixels: saturation at most"),
        real(
            "nuclei.least_cy", "HSD", -1.0, 1.0, [](Options& o) -> double& { return o.nuclei.least_cy; },
            "Nuclear pixels: cy at least"),
        real(
            "nuclei.least_cx", "HSD", -1.0, 1.0, [](Options& o) -> double& { return o.nuclei.least_cx; },
            "Nuclear pixels: cx at least"),
        real(
            "nuclei.largest_cx", "HSD", -1.0, 1.0, [](Options& o) -> double& { return o.nuclei.largest_cx; },
            "Nuclear pixels: cx at most"),
        whole(
            "nuclei.fewest_pixels", "px", 100.0, 1e+06, [](Options& o) -> int& { return o.nuclei.fewest_pixels; },
            "Nuclear pixels needed to measure their density"),
    };
}

Table tissue_parameters() {
    return {
        real(
            "tissue.least_od", "OD", 0.005, 0.2, [](Options& o) -> double& { return o.skin.tissue.least_od; },
            "Least optical density of tissue"),
        real(
            "tissue.least_piece_mm2", "mm2", 0.0, 10.0,
            [](Options& o) -> double& { return o.skin.tissue.least_piece_mm2; }, "Smaller pieces are dirt"),
        real(
            "tissue.gap_um", "um", 0.0, 100.0, [](Options& o) -> double& { return o.skin.tissue.gap_um; },
            "Gaps up to this width are closed"),
        real(
            "tissue.wall_gap_um", "um", 0.0, 20.0, [](Options& o) -> double& { return o.skin.tissue.wall_gap_um; },
            "Gaps in the walls of fat cells up to twice this are closed"),
        real(
            "tissue.fat_width_um", "um", 5.0, 100.0, [](Options& o) -> double& { return o.skin.tissue.fat_width_um; },
            "Fat is tissue where its filled cells are wider than twice this"),
        real(
            "tissue.fat_hole_mm2", "mm2", 0.0, 1.0, [](Options& o) -> double& { return o.skin.tissue.fat_hole_mm2; },
            "Enclosed holes up to this area are tissue"),
        real(
            "tissue.tear_mm2", "mm2", 0.0, 20.0, [](Options& o) -> double& { return o.skin.tissue.tear_mm2; },
            "Enclosed holes up to this area are no surface of the section"),
    };
}

Table epidermis_parameters() {
    return {
        real(
            "epidermis.cellularity_blur_um", "um", 4.0, 30.0,
            [](Options& o) -> double& { return o.skin.epidermis.cellularity_blur_um; },
            "Blur that turns nuclei into cellularity (standard deviation)"),
        real(
            "epidermis.along_surface_um", "um", 20.0, 500.0,
            [](Options& o) -> double& { return o.skin.epidermis.along_surface_um; },
            "Stretch of surface over which profiles are averaged (standard deviation)"),
        real(
            "epidermis.peak_within_um", "um", 50.0, 400.0,
            [](Options& o) -> double& { return o.skin.epidermis.peak_within_um; },
            "Depth within which living epidermis peaks"),
        real(
            "epidermis.dermis_from_um", "um", 100.0, 1000.0,
            [](Options& o) -> double& { return o.skin.epidermis.dermis_from_um; },
            "The dermis below is read from this depth ..."),
        real(
            "epidermis.dermis_to_um", "um", 150.0, 2000.0,
            [](Options& o) -> double& { return o.skin.epidermis.dermis_to_um; }, "... to this"),
        real(
            "epidermis.dermis_along_um", "um", 50.0, 2000.0,
            [](Options& o) -> double& { return o.skin.epidermis.dermis_along_um; },
            "Stretch of surface over which the dermis below is averaged (standard deviation)"),
        real(
            "epidermis.least_contrast", "ratio", 1.1, 5.0,
            [](Options& o) -> double& { return o.skin.epidermis.least_contrast; },
            "Cellularity of the peak over that of the dermis, at least"),
        real(
            "epidermis.least_difference_od", "OD", 0.02, 0.5,
            [](Options& o) -> double& { return o.skin.epidermis.least_difference_od; }, "Peak above dermis, at least"),
        real(
            "epidermis.deepest_um", "um", 100.0, 2000.0,
            [](Options& o) -> double& { return o.skin.epidermis.deepest_um; }, "Epidermis reaches at most this deep"),
        real(
            "epidermis.horny_um", "um", 0.0, 200.0, [](Options& o) -> double& { return o.skin.epidermis.horny_um; },
            "Tissue up to this far above the cellular band belongs to it"),
        real(
            "epidermis.least_area_um2", "um2", 0.0, 1e+06,
            [](Options& o) -> double& { return o.skin.epidermis.least_area_um2; },
            "Smaller epithelium is none of the surface"),
        real(
            "epidermis.largest_scale_um2", "um2", 0.0, 1e6,
            [](Options& o) -> double& { return o.skin.epidermis.largest_scale_um2; },
            "Scraps up to this area that the epidermis cuts off are scale"),
        real(
            "epidermis.widest_adnexa_um", "um", 0.0, 2000.0,
            [](Options& o) -> double& { return o.skin.epidermis.widest_adnexa_um; },
            "A narrower tongue may be a follicle or a duct"),
        real(
            "epidermis.adnexa_deviations", "", 1.0, 20.0,
            [](Options& o) -> double& { return o.skin.epidermis.adnexa_deviations; },
            "It is, when deeper than the median thickness by this many robust standard deviations"),
        real(
            "epidermis.least_surface_mm", "mm", 0.0, 20.0,
            [](Options& o) -> double& { return o.skin.epidermis.least_surface_mm; },
            "Gate: longest unbroken surface epithelium, at least"),
        real(
            "epidermis.thinnest_um", "um", 0.0, 500.0,
            [](Options& o) -> double& { return o.skin.epidermis.thinnest_um; }, "Gate: mean thickness, at least"),
        real(
            "epidermis.thickest_um", "um", 50.0, 2000.0,
            [](Options& o) -> double& { return o.skin.epidermis.thickest_um; }, "Gate: mean thickness, at most"),
        real(
            "epidermis.least_share", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.skin.epidermis.least_share; }, "Gate: share of the tissue, at least"),
        real(
            "epidermis.largest_share", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.skin.epidermis.largest_share; }, "Gate: share of the tissue, at most"),
    };
}

Table subcutis_parameters() {
    return {
        real(
            "subcutis.least_cell_um2", "um2", 100.0, 1e+05,
            [](Options& o) -> double& { return o.skin.subcutis.least_cell_um2; }, "Fat cell: area at least"),
        real(
            "subcutis.largest_cell_um2", "um2", 100.0, 1e+06,
            [](Options& o) -> double& { return o.skin.subcutis.largest_cell_um2; }, "Fat cell: area at most"),
        real(
            "subcutis.least_solidity", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.skin.subcutis.least_solidity; },
            "Fat cell: area over convex area, at least"),
        real(
            "subcutis.wall_gap_um", "um", 0.0, 20.0, [](Options& o) -> double& { return o.skin.subcutis.wall_gap_um; },
            "Gaps in walls of fat cells up to twice this do not join two cells"),
        real(
            "subcutis.neighbourhood_um", "um", 50.0, 500.0,
            [](Options& o) -> double& { return o.skin.subcutis.neighbourhood_um; },
            "Half side of the square in which fat cells are counted"),
        real(
            "subcutis.least_density", "share", 0.0, 1.0,
            [](Options& o) -> double& { return o.skin.subcutis.least_density; },
            "Share of that square which fat cells fill, at least"),
        whole(
            "subcutis.fewest_cells", "", 1.0, 1000.0, [](Options& o) -> int& { return o.skin.subcutis.fewest_cells; },
            "Fewest fat cells of a lobule"),
        real(
            "subcutis.least_area_mm2", "mm2", 0.0, 10.0,
            [](Options& o) -> double& { return o.skin.subcutis.least_area_mm2; }, "Least area of fat that is subcutis"),
        real(
            "subcutis.from_epidermis_um", "um", 0.0, 2000.0,
            [](Options& o) -> double& { return o.skin.subcutis.from_epidermis_um; }, "No fat nearer to the epidermis"),
    };
}

Table depth_parameters() {
    return {
        real(
            "depth.smoothing_um", "um", 0.0, 500.0, [](Options& o) -> double& { return o.skin.depth.smoothing_um; },
            "The junction is smoothed by closing the epidermis with a disc of this diameter"),
        real(
            "depth.upper_dermis_um", "um", 100.0, 2000.0,
            [](Options& o) -> double& { return o.skin.depth.upper_dermis_um; },
            "Border between upper and deep dermis below the junction"),
    };
}

Table deposit_parameters() {
    return {
        real(
            "deposit.seed_od", "OD", 0.2, 2.0, [](Options& o) -> double& { return o.deposit.segmentation.seed_od; },
            "A pixel this dark starts a deposit"),
        real(
            "deposit.body_od", "OD", 0.2, 2.0, [](Options& o) -> double& { return o.deposit.segmentation.body_od; },
            "A pixel this dark starts a deposit too where the square round it is as dark on average"),
        real(
            "deposit.seed_over_nuclei", "ratio", 0.5, 2.0,
            [](Options& o) -> double& { return o.deposit.seed_over_nuclei; },
            "On H&E the seed is at least this many times the density of dark nuclei"),
        real(
            "deposit.surroundings_od", "OD", 0.05, 1.0,
            [](Options& o) -> double& { return o.deposit.segmentation.surroundings_od; },
            "A pixel this pale belongs to the surroundings"),
        real(
            "deposit.reach_um", "um", 0.5, 5.0, [](Options& o) -> double& { return o.deposit.segmentation.reach_um; },
            "A deposit reaches at most this far beyond its seeds"),
        real(
            "deposit.surroundings_um", "um", 2.0, 20.0,
            [](Options& o) -> double& { return o.deposit.segmentation.surroundings_um; },
            "Half side of the square in which the surroundings are measured"),
        real(
            "deposit.default_surroundings", "share of white", 0.3, 1.0,
            [](Options& o) -> double& { return o.deposit.segmentation.default_surroundings; },
            "Brightness of the surroundings where none are near"),
        whole(
            "deposit.least_pixels", "px", 1.0, 100.0,
            [](Options& o) -> int& { return o.deposit.classification.least_pixels; },
            "A smaller component is no object of its own"),
        real(
            "deposit.confidence_cut", "", 0.0, 1.0,
            [](Options& o) -> double& { return o.deposit.classification.confidence_cut; },
            "Confidence from which an object counts as calcium"),
        real(
            "deposit.uncertain_cut", "", 0.0, 1.0,
            [](Options& o) -> double& { return o.deposit.classification.uncertain_cut; },
            "Confidence from which an object is listed as uncertain"),
        real(
            "deposit.hue_from_px", "px", 1.0, 32.0,
            [](Options& o) -> double& { return o.deposit.classification.hue_from_px; },
            "Diameter from which the hue of an object is looked at"),
        real(
            "deposit.granule_um", "um", 2.0, 50.0,
            [](Options& o) -> double& { return o.deposit.classification.grouping.granule_um; },
            "A component up to this diameter is a grain"),
        real(
            "deposit.horny_layer_um", "um", 0.0, 200.0,
            [](Options& o) -> double& { return o.deposit.place.horny_layer_um; },
            "Coloured dark matter this near to the surface is keratin"),
        real(
            "deposit.keratin_saturation", "HSD", 0.0, 1.0,
            [](Options& o) -> double& { return o.deposit.place.keratin_saturation; },
            "Saturation from which matter at the surface is keratin"),
        real(
            "deposit.granule_gap_um", "um", 0.0, 100.0,
            [](Options& o) -> double& { return o.deposit.classification.grouping.granule_gap_um; },
            "Grains no further apart form one granular deposit"),
        real(
            "deposit.crack_um", "um", 0.0, 20.0,
            [](Options& o) -> double& { return o.deposit.classification.grouping.crack_um; },
            "Pieces no further apart are one deposit"),
    };
}

Table summary_parameters() {
    return {
        real(
            "summary.block_um", "um", 200.0, 5000.0, [](Options& o) -> double& { return o.summary.block_um; },
            "Side of the blocks behind the interval"),
        real(
            "summary.pattern_share", "share", 0.5, 1.0, [](Options& o) -> double& { return o.summary.pattern_share; },
            "Share of the deposit area that makes the pattern superficial or deep"),
        real(
            "summary.deep_sampled_um", "um", 0.0, 10000.0,
            [](Options& o) -> double& { return o.summary.deep_sampled_um; },
            "A shallower section says nothing about deep deposits"),
    };
}

/// The two ends of each ramp of one stain's rules.
Table rule_parameters(const std::string& section, DepositRules DepositOptions::*rules) {
    struct Criterion {
        const char* key;
        const char* unit;
        double least;
        double most;
        Ramp DepositRules::*ramp;
        const char* meaning;
    };
    const std::vector<Criterion> criteria{
        {"tint", "HSD", -1.0, 1.0, &DepositRules::tint, "saturation above neutral dirt"},
        {"not_brown", "HSD", -1.0, 1.0, &DepositRules::not_brown, "cy above brown"},
        {"not_green", "HSD", -1.0, 1.0, &DepositRules::not_green, "cx below green and blue"},
        {"mass_greyness", "HSD", -1.0, 2.0, &DepositRules::mass_greyness, "saturation of a mass"},
        {"mass_darkness", "OD", -1.0, 2.0, &DepositRules::mass_darkness, "density of a mass's seeds above body_od"},
        {"mass_core_share", "share", -1.0, 1.0, &DepositRules::mass_core_share, "share of seeds in a mass"},
        {"mass_sharpness", "share", -1.0, 1.0, &DepositRules::mass_sharpness, "share of sharp outline of a mass"},
        {"mass_solidity", "share", -1.0, 1.0, &DepositRules::mass_solidity, "area over convex area of a mass"},
        {"mass_area_um2", "um2", 0.0, 1e5, &DepositRules::mass_area_um2, "area of a mass"},
        {"grain_greyness", "HSD", -1.0, 2.0, &DepositRules::grain_greyness, "saturation of grains"},
        {"grain_core_share", "share", -1.0, 1.0, &DepositRules::grain_core_share, "share of seeds in grains"},
        {"grain_sharpness", "share", -1.0, 1.0, &DepositRules::grain_sharpness, "share of sharp outline of grains"},
        {"grain_roundness", "share", -1.0, 1.0, &DepositRules::grain_roundness, "circularity of grains"},
        {"grain_count", "", 0.0, 1000.0, &DepositRules::grain_count, "number of grains"},
    };
    Table table;
    for (const Criterion& c : criteria) {
        const auto end = [&](const char* suffix, double Ramp::*value, const char* says) {
            return Parameter{
                section + "." + c.key + suffix,
                c.unit,
                c.least,
                c.most,
                std::string(c.meaning) + says,
                [rules, ramp = c.ramp, value](Options& o) -> double& { return o.deposit.*rules.*ramp.*value; },
                {}};
        };
        table.push_back(end("_no", &Ramp::no, ": certainly no calcium at this"));
        table.push_back(end("_yes", &Ramp::yes, ": speaks fully for calcium at this"));
    }
    return table;
}

}  // namespace

std::vector<Parameter> parameter_table() {
    Table table;
    for (Table part : {working_parameters(), survey_parameters(), white_parameters(), stain_parameters(),
                       nuclei_parameters(), tissue_parameters(), epidermis_parameters(), subcutis_parameters(),
                       depth_parameters(), deposit_parameters(), rule_parameters("he", &DepositOptions::he),
                       rule_parameters("von_kossa", &DepositOptions::von_kossa), summary_parameters()}) {
        std::move(part.begin(), part.end(), std::back_inserter(table));
    }
    return table;
}

}  // namespace kossa
