#include <utility>

#include "kossa/analysis/parameter_section.hpp"

namespace kossa {

namespace {

ParameterTable segmentation_parameters() {
    const ParameterSection segmentation(
        "deposit", [](AnalysisOptions& o) -> SegmentationOptions& { return o.deposit.segmentation; });
    const ParameterSection deposit("deposit", [](AnalysisOptions& o) -> DepositOptions& { return o.deposit; });
    return {
        segmentation.row("seed_od", "OD", 0.2, 2.0, &SegmentationOptions::seed_od,
                         "A pixel this dark starts a deposit"),
        segmentation.row("body_od", "OD", 0.2, 2.0, &SegmentationOptions::body_od,
                         "A pixel this dark starts a deposit too where the square round it is as dark on average"),
        segmentation.row("gapless_od", "OD", 0.2, 2.0, &SegmentationOptions::gapless_od,
                         "A pixel this dark starts a deposit too where a square of that size round or beside it is as "
                         "dark throughout"),
        deposit.row("seed_over_nuclei", "ratio", 0.5, 2.0, &DepositOptions::seed_over_nuclei,
                    "On H&E the seed is this many times the density of dark nuclei"),
        deposit.row(
            "least_he_seed_od", "OD", 0.2, 2.0, &DepositOptions::least_he_seed_od,
            "On H&E the seed is at least this, half of it where nuclei are resolved, else less in a pale stain; "
            "seed_od is von Kossa's"),
        deposit.row("largest_he_seed_od", "OD", 0.2, 2.0, &DepositOptions::largest_he_seed_od,
                    "On H&E the seed is at most this, however dark nuclei are"),
        deposit.row("body_over_nuclei", "ratio", 1.0, 2.0, &DepositOptions::body_over_nuclei,
                    "On H&E body_od is at most this many times the density of dark nuclei"),
        deposit.row("mass_over_nuclei", "ratio", 1.0, 3.0, &DepositOptions::mass_over_nuclei,
                    "On H&E a mass that does not stand free is this many times as dense as dark nuclei, ..."),
        deposit.row("mass_od", "OD", 0.2, 2.0, &DepositOptions::mass_od, "... but need be no denser than this, ..."),
        deposit.row("cell_mass_od", "OD", 0.2, 2.0, &DepositOptions::cell_mass_od,
                    "... and where it is grey and no larger than a macrophage, no denser than this"),
        deposit.row("usual_nuclear_od", "OD", 0.1, 2.0, &DepositOptions::usual_nuclear_od,
                    "Density of dark nuclei for which the limits of density on H&E hold as they are"),
        deposit.row("core_over_seed", "ratio", 1.0, 2.0, &DepositOptions::core_over_seed,
                    "On H&E what is no calcium is read again with a seed this many times its own, for dense cores"),
        deposit.row("touching_over_core", "share", 0.0, 1.0, &DepositOptions::touching_over_core,
                    "What of a mass lies beyond them is tissue where it is paler than this share of their density"),
        deposit.row("grey_core_od", "OD", 0.2, 2.0, &DepositOptions::grey_core_od,
                    "On H&E it is also read again with this seed, for cores as grey as dense calcium"),
        deposit.row("pale_core_od", "OD", 0.2, 2.0, &DepositOptions::pale_core_od,
                    "And with this seed, for grey cores paler than nuclei"),
        deposit.row("faint_grain_confidence", "", 0.0, 1.0, &DepositOptions::faint_grain_confidence,
                    "On H&E a grain among those of a granular deposit as certain as this ..."),
        deposit.row("faint_grain_over_seed", "share", 0.3, 1.0, &DepositOptions::faint_grain_over_seed,
                    "... need only be this share of the seed dark ..."),
        deposit.row("faint_grain_px", "px", 1.0, 20.0, &DepositOptions::faint_grain_px,
                    "... if it measures no more than this across ..."),
        deposit.row("faint_grain_definition", "share", 0.0, 1.0, &DepositOptions::faint_grain_definition,
                    "... and its dark core times sharp outline are at least this"),
        deposit.row("seed_variation", "share", 0.0, 0.5, &DepositOptions::seed_variation,
                    "The deposit area is also given for a seed lower and higher by this share; 0: it is not"),
        segmentation.row("surroundings_od", "OD", 0.05, 1.0, &SegmentationOptions::surroundings_od,
                         "A pixel this pale belongs to the surroundings"),
        segmentation.row("reach_um", "um", 0.5, 5.0, &SegmentationOptions::reach_um,
                         "A deposit reaches at most this far beyond its seeds"),
        segmentation.row("surroundings_um", "um", 2.0, 20.0, &SegmentationOptions::surroundings_um,
                         "Half side of the square in which the surroundings are measured"),
        segmentation.row("wide_um", "um", 5.0, 50.0, &SegmentationOptions::wide_um,
                         "A part of a deposit that holds a square of this side is wider than any nucleus"),
        segmentation.row("default_surroundings", "share of white", 0.3, 1.0, &SegmentationOptions::default_surroundings,
                         "Brightness of the surroundings where none are near"),
    };
}

/// The silver of von Kossa.
ParameterTable silver_parameters() {
    const ParameterSection deposit("deposit", [](AnalysisOptions& o) -> DepositOptions& { return o.deposit; });
    return {
        deposit.row("usual_silver_od", "OD", 0.3, 2.0, &DepositOptions::usual_silver_od,
                    "With paler silver the limits of density on von Kossa go down, to low_silver_seed_od for the seed"),
        deposit.row("least_silver_channel", "share", 0.0, 1.0, &DepositOptions::least_silver_channel,
                    "On von Kossa each channel of a pixel that starts a deposit has this share of its mean density"),
        deposit.row("silver_crack_light", "share", 0.0, 1.0, &DepositOptions::silver_crack_light,
                    "On von Kossa a thin line is a crack where it is brighter than the black on both sides by this "
                    "share of the way to usual surroundings; 0: none is looked for"),
        deposit.row("silver_pen_saturation", "HSD", 0.0, 1.0, &DepositOptions::silver_pen_saturation,
                    "On von Kossa a pen stroke at the edge is this coloured; silver as dense is neutral"),
        deposit.row("low_silver_seed_od", "OD", 0.2, 2.0, &DepositOptions::low_silver_seed_od,
                    "On von Kossa the deposit area is also given for this seed"),
    };
}

ParameterTable classification_parameters() {
    const ParameterSection classification(
        "deposit", [](AnalysisOptions& o) -> ClassificationOptions& { return o.deposit.classification; });
    return {
        classification.row("least_pixels", "px", 1.0, 100.0, &ClassificationOptions::least_pixels,
                           "A smaller component is no object of its own"),
        classification.row("confidence_cut", "", 0.0, 1.0, &ClassificationOptions::confidence_cut,
                           "Confidence from which an object counts as calcium"),
        classification.row("uncertain_cut", "", 0.0, 1.0, &ClassificationOptions::uncertain_cut,
                           "Confidence from which an object is listed as uncertain"),
        classification.row("below_cut_share", "share", 0.01, 1.0, &ClassificationOptions::below_cut_share,
                           "On H&E the confidence of what does not count is this share of its certainty by the rules"),
        classification.row("hue_from_px", "px", 1.0, 32.0, &ClassificationOptions::hue_from_px,
                           "Diameter from which the hue of an object is looked at"),
        classification.row("longest_compact", "ratio", 1.0, 10.0, &ClassificationOptions::longest_compact,
                           "A mass longer than so many times its width is taken for one of this length"),
        classification.row("nucleus_px", "px", 1.0, 20.0, &ClassificationOptions::nucleus_px,
                           "Grains are told from nuclei where a nucleus of 6 um measures this many pixels"),
        classification.row("resolved_grain_um2", "um2", 1.0, 100.0, &ClassificationOptions::resolved_grain_um2,
                           "Grains from this area on may count for more than one where they are clearly grey"),
        classification.row("fewest_for_spread", "", 2.0, 100.0, &ClassificationOptions::fewest_for_spread,
                           "Grains from which on their sizes are compared"),
        classification.row("fill_of_a_mass", "share", 0.0, 1.0, &ClassificationOptions::fill_of_a_mass,
                           "Grains that fill this share of their convex hull are one mass, cracked"),
        classification.row("likely_grain", "", 0.0, 1.0, &ClassificationOptions::likely_grain,
                           "Certainty from which a component is joined with others as a grain"),
    };
}

/// Which components make up one deposit.
ParameterTable grouping_parameters() {
    const ParameterSection grouping(
        "deposit", [](AnalysisOptions& o) -> GroupingOptions& { return o.deposit.classification.grouping; });
    return {
        grouping.row("granule_um", "um", 2.0, 50.0, &GroupingOptions::granule_um,
                     "A component up to this diameter is a grain"),
        grouping.row("granule_gap_um", "um", 0.0, 100.0, &GroupingOptions::granule_gap_um,
                     "Grains no further apart form one granular deposit"),
        grouping.row("crack_um", "um", 0.0, 20.0, &GroupingOptions::crack_um,
                     "Pieces no further apart are one deposit"),
        grouping.row("confluent_solidity", "share", 0.0, 1.0, &GroupingOptions::confluent_solidity,
                     "A body less solid than this, and no wider on average than a grain, is grains run together"),
        grouping.row("satellite_um", "um", 0.0, 100.0, &GroupingOptions::satellite_um,
                     "Grains this near to a sure deposit belong to it if only number or size speaks against them"),
    };
}

/// How the look of nuclei is found and what is compared with it.
ParameterTable nuclear_look_parameters() {
    const ParameterSection look("deposit",
                                [](AnalysisOptions& o) -> NuclearLookOptions& { return o.deposit.nuclear_look; });
    return {
        look.row("fewest_nuclei", "", 10.0, 10000.0, &NuclearLookOptions::fewest_nuclei,
                 "Nuclei among the dark objects of an H&E slide from which their look is known"),
        look.row("smallest_profile_um2", "um2", 1.0, 100.0, &NuclearLookOptions::smallest_um2,
                 "Profiles of nuclei have at least this area ..."),
        look.row("largest_profile_um2", "um2", 20.0, 500.0, &NuclearLookOptions::largest_um2, "... and at most this"),
        look.row("dark_share", "share", 0.5, 1.0, &NuclearLookOptions::dark_share,
                 "Dark nuclei are those of which this share is paler"),
        look.row("nuclei_block_um", "um", 50.0, 5000.0, &NuclearLookOptions::block_um,
                 "Side of the squares in which bodies of the size of nuclei are looked for"),
        look.row("fewest_in_block", "", 1.0, 100.0, &NuclearLookOptions::fewest_in_block,
                 "Such bodies that a square needs"),
        look.row("fewest_in_nest", "", 5.0, 10000.0, &NuclearLookOptions::fewest_in_nest,
                 "Such bodies of the colour of nuclei in a square: calcium there has to be darker than these"),
        look.row("everywhere_share", "share", 0.0, 1.0, &NuclearLookOptions::everywhere_share,
                 "Area of such squares as a share of the tissue from which on such bodies are nuclei"),
        look.row("least_nuclear_cy", "HSD", -1.0, 1.0, &NuclearLookOptions::least_cy,
                 "Such bodies are nuclei from this cy on; brown ones are melanin"),
        look.row("least_nuclear_saturation", "HSD", 0.0, 1.0, &NuclearLookOptions::least_saturation,
                 "Nuclei are taken to be at least as coloured as this"),
        look.row("darkest_greyer_by", "HSD", 0.0, 0.5, &NuclearLookOptions::darkest_greyer_by,
                 "Dark nuclei are less saturated than all by up to this"),
        look.row("greyest_nuclei_by", "HSD", 0.0, 0.5, &NuclearLookOptions::greyest_nuclei_by,
                 "Such bodies are no nuclei where they are greyer than the pixels of nuclei by more than this"),
        look.row("dark_over_sampled", "ratio", 1.0, 3.0, &NuclearLookOptions::dark_over_sampled,
                 "Density of dark nuclei over that which most pixels of nuclei in the samples do not reach"),
        look.row("blurred_dark_over_sampled", "ratio", 1.0, 3.0, &NuclearLookOptions::blurred_dark_over_sampled,
                 "The same where nuclei are not resolved"),
        look.row("blurred_greyer_by", "HSD", 0.0, 0.5, &NuclearLookOptions::blurred_greyer_by,
                 "How much greyer nuclei may be, by both of these limits, where they are not resolved"),
        look.row("density_step", "OD", 0.01, 1.0, &NuclearLookOptions::density_step,
                 "One step darker than dark nuclei"),
        look.row("saturation_step", "HSD", 0.01, 0.5, &NuclearLookOptions::saturation_step,
                 "One step greyer than the median nucleus"),
        look.row("contrast_no", "steps", -10.0, 10.0, &NuclearLookOptions::contrast, &Ramp::no,
                 "Steps darker and greyer than nuclei together: certainly no calcium at this"),
        look.row("contrast_yes", "steps", -10.0, 10.0, &NuclearLookOptions::contrast, &Ramp::yes,
                 "Steps darker and greyer than nuclei together: speaks fully for calcium at this"),
        look.row("grain_contrast_no", "steps", -10.0, 10.0, &NuclearLookOptions::grain_contrast, &Ramp::no,
                 "The same steps of grains: certainly no calcium at this"),
        look.row("grain_contrast_yes", "steps", -10.0, 10.0, &NuclearLookOptions::grain_contrast, &Ramp::yes,
                 "The same steps of grains: speaks fully for calcium at this"),
    };
}

/// Grains that may look as nuclei do.
ParameterTable crowded_grain_parameters() {
    const ParameterSection look("deposit",
                                [](AnalysisOptions& o) -> NuclearLookOptions& { return o.deposit.nuclear_look; });
    return {
        look.row("fewest_fine_grains", "", 1.0, 100.0, &NuclearLookOptions::fewest_fine_grains,
                 "Grains that may look as nuclei do where they are finer"),
        look.row("fine_grain_um2_no", "um2", 1.0, 100.0, &NuclearLookOptions::fine_grain_um2, &Ramp::no,
                 "Median area of grains that may be nuclei"),
        look.row("fine_grain_um2_yes", "um2", 1.0, 100.0, &NuclearLookOptions::fine_grain_um2, &Ramp::yes,
                 "Median area of grains that are too fine for nuclei"),
        look.row("fine_grain_fill_no", "share", 0.0, 1.0, &NuclearLookOptions::fine_grain_fill, &Ramp::no,
                 "Share of their convex hull that fine grains fill which are too sparse for a deposit"),
        look.row("fine_grain_fill_yes", "share", 0.0, 1.0, &NuclearLookOptions::fine_grain_fill, &Ramp::yes,
                 "Share of their convex hull that crowded fine grains fill"),
        look.row("packed_grain_um2_no", "um2", 10.0, 1000.0, &NuclearLookOptions::packed_grain_um2, &Ramp::no,
                 "Area of their convex hull for each grain, of grains that may be the nuclei of as many cells"),
        look.row("packed_grain_um2_yes", "um2", 10.0, 1000.0, &NuclearLookOptions::packed_grain_um2, &Ramp::yes,
                 "The same of grains that are too close for that"),
        look.row("packed_contrast_no", "steps", -10.0, 10.0, &NuclearLookOptions::packed_contrast, &Ramp::no,
                 "Steps darker and greyer than nuclei of grains so close: certainly no calcium at this"),
        look.row("packed_contrast_yes", "steps", -10.0, 10.0, &NuclearLookOptions::packed_contrast, &Ramp::yes,
                 "The same: speaks fully for calcium at this"),
        look.row("fine_grain_confidence", "", 0.0, 1.0, &NuclearLookOptions::fine_grain_confidence,
                 "Confidence of fine or close grains that look as nuclei do is at most this"),
    };
}

/// When a mass stands free.
ParameterTable standing_parameters() {
    const ParameterSection free(
        "deposit", [](AnalysisOptions& o) -> FreeStandingOptions& { return o.deposit.classification.free_standing; });
    return {
        free.row("free_solidity_no", "share", 0.0, 1.0, &FreeStandingOptions::solidity, &Ramp::no,
                 "Solidity of a mass at which it may be a crowd of nuclei"),
        free.row("free_solidity_yes", "share", 0.0, 1.0, &FreeStandingOptions::solidity, &Ramp::yes,
                 "Solidity of a mass at which it is none, if it stands in pale tissue"),
        free.row("free_rim_od_no", "OD", 0.0, 2.0, &FreeStandingOptions::rim_od, &Ramp::no,
                 "Density beyond the outline of a mass at which it may be a crowd of nuclei"),
        free.row("free_rim_od_yes", "OD", 0.0, 2.0, &FreeStandingOptions::rim_od, &Ramp::yes,
                 "Density beyond the outline of a mass at which it is none, if it is solid"),
        free.row("free_definition_no", "share", 0.0, 1.0, &FreeStandingOptions::definition, &Ramp::no,
                 "Dark core times sharp outline of a mass that stands free: certainly no calcium at this"),
        free.row("free_definition_yes", "share", 0.0, 1.0, &FreeStandingOptions::definition, &Ramp::yes,
                 "Dark core times sharp outline of a mass that stands free: speaks fully for calcium at this"),
        free.row("free_gapless_um", "um", 10.0, 100.0, &FreeStandingOptions::gapless_um,
                 "What holds a square of this side without gaps is no crowd of nuclei, wherever it lies"),
        free.row("free_square_um", "um", 5.0, 50.0, &FreeStandingOptions::square_um,
                 "Side of the square that a mass must hold to stand free: one that no nucleus fills"),
    };
}

/// Plates that are paler than nuclei and known by being wide and even.
ParameterTable plate_parameters() {
    const ParameterSection plates("deposit",
                                  [](AnalysisOptions& o) -> PlateOptions& { return o.deposit.classification.plates; });
    return {
        plates.row("plate_seed_od", "OD", 0.2, 2.0, &PlateOptions::seed_od,
                   "On H&E it is also read again with this seed, for plates"),
        plates.row("plate_averaged_um", "um", 0.5, 10.0, &PlateOptions::averaged_um,
                   "Densities and hues of plates are averaged over squares of this side"),
        plates.row("plate_spread", "share", 0.01, 1.0, &PlateOptions::largest_spread,
                   "In the most even square of a plate densities spread by no more than this share of their mean, ..."),
        plates.row("plate_hue_spread", "HSD", 0.001, 1.0, &PlateOptions::largest_hue_spread,
                   "... and hues by no more than this"),
        plates.row("plate_largest_saturation", "HSD", 0.0, 1.0, &PlateOptions::largest_saturation,
                   "A plate is no more saturated than this"),
        plates.row("plate_saturation_no", "HSD", 0.0, 1.0, &PlateOptions::saturation, &Ramp::no,
                   "Saturation of a plate: certainly pigment at this"),
        plates.row("plate_saturation_yes", "HSD", 0.0, 1.0, &PlateOptions::saturation, &Ramp::yes,
                   "Saturation of a plate: speaks fully for calcium at this"),
        plates.row("plate_cx_no", "HSD", -1.0, 1.0, &PlateOptions::cx, &Ramp::no,
                   "Greenness of a plate: certainly no calcium at this"),
        plates.row("plate_cx_yes", "HSD", -1.0, 1.0, &PlateOptions::cx, &Ramp::yes,
                   "Greenness of a plate: speaks fully for calcium at this"),
        plates.row("plate_rim_no", "ratio", 0.0, 2.0, &PlateOptions::rim, &Ramp::no,
                   "Density a reach outside a plate over its own: certainly no calcium at this"),
        plates.row("plate_rim_yes", "ratio", 0.0, 2.0, &PlateOptions::rim, &Ramp::yes,
                   "Density a reach outside a plate over its own: speaks fully for calcium at this"),
        plates.row("plate_definition_no", "share", 0.0, 1.0, &PlateOptions::definition, &Ramp::no,
                   "Dark core times sharp outline of a plate: certainly no calcium at this"),
        plates.row("plate_definition_yes", "share", 0.0, 1.0, &PlateOptions::definition, &Ramp::yes,
                   "Dark core times sharp outline of a plate: speaks fully for calcium at this"),
    };
}

/// Rings and arcs.
ParameterTable wall_parameters() {
    const ParameterSection walls("deposit",
                                 [](AnalysisOptions& o) -> WallOptions& { return o.deposit.classification.walls; });
    return {
        walls.row("wall_square_um", "um", 10.0, 1000.0, &WallOptions::square_um,
                  "A grey body that fills little of its convex hull is looked at in squares of this side, ..."),
        walls.row("wall_um2", "um2", 100.0, 1e6, &WallOptions::least_um2, "... from this area on ..."),
        walls.row("wall_solidity_no", "share", 0.0, 1.0, &WallOptions::solidity, &Ramp::no,
                  "... and is a crowd of cells where it fills this share of the convex hulls of the pieces"),
        walls.row("wall_solidity_yes", "share", 0.0, 1.0, &WallOptions::solidity, &Ramp::yes,
                  "A wall, and no crowd, from this share on"),
    };
}

/// Grains that are paler than nuclei and known by being round.
ParameterTable round_grain_parameters() {
    const ParameterSection grains(
        "deposit", [](AnalysisOptions& o) -> RoundGrainOptions& { return o.deposit.classification.round_grains; });
    return {
        grains.row("round_grain_seed_od", "OD", 0.2, 2.0, &RoundGrainOptions::seed_od,
                   "On H&E it is also read again with this seed, for round grains"),
        grains.row("round_grain_um2", "um2", 0.5, 20.0, &RoundGrainOptions::least_um2,
                   "The form of a grain is read from this area on"),
        grains.row("round_grain_axis_ratio", "share", 0.0, 1.0, &RoundGrainOptions::axis_ratio,
                   "Width over length of a round grain at least"),
        grains.row("round_axis_ratio_no", "share", 0.0, 1.0, &RoundGrainOptions::round_axis_ratio, &Ramp::no,
                   "Median of that over the round grains of a group that may be nuclei"),
        grains.row("round_axis_ratio_yes", "share", 0.0, 1.0, &RoundGrainOptions::round_axis_ratio, &Ramp::yes,
                   "Median of that over the round grains of a group of calcium"),
        grains.row("group_axis_ratio_no", "share", 0.0, 1.0, &RoundGrainOptions::group_axis_ratio, &Ramp::no,
                   "The same over all that lies in a group that may be scraps"),
        grains.row("group_axis_ratio_yes", "share", 0.0, 1.0, &RoundGrainOptions::group_axis_ratio, &Ramp::yes,
                   "The same over all that lies in a group of calcium"),
        grains.row("fewest_in_a_cell", "", 3.0, 100.0, &RoundGrainOptions::fewest_in_a_cell,
                   "A group that fits into one cell counts from so many round grains on, ..."),
        grains.row("saturation_in_a_cell_no", "HSD", 0.0, 1.0, &RoundGrainOptions::saturation_in_a_cell, &Ramp::no,
                   "... more saturated than pigment in a cell, ..."),
        grains.row("saturation_in_a_cell_yes", "HSD", 0.0, 1.0, &RoundGrainOptions::saturation_in_a_cell, &Ramp::yes,
                   "... in full from this on"),
    };
}

/// A ramp of a stain's rules, and the bounds of both its ends.
struct RuleRamp {
    const char* key;
    const char* unit;
    double least;
    double most;
    Ramp DepositRules::*ramp;
    const char* meaning;
};

/// The two ends of each ramp that is asked on one stain.
ParameterTable rule_parameters(const std::string& section, DepositRules DepositOptions::*rules) {
    const std::vector<RuleRamp> criteria{
        {"tint", "HSD", -1.0, 1.0, &DepositRules::tint, "saturation above neutral dirt"},
        {"not_brown", "HSD", -1.0, 1.0, &DepositRules::not_brown, "cy above brown"},
        {"not_green", "HSD", -1.0, 1.0, &DepositRules::not_green, "cx below green and blue"},
        {"not_keratin", "OD", -1.0, 2.0, &DepositRules::not_keratin, "saturation times density below dark keratin"},
        {"body_greyness", "HSD", -1.0, 3.0, &DepositRules::body_greyness, "saturation of all pixels of a body"},
        {"mass_greyness", "HSD", -1.0, 2.0, &DepositRules::mass_greyness, "saturation of a mass"},
        {"mass_darkness", "OD", -1.0, 2.0, &DepositRules::mass_darkness, "density of a mass's seeds above body_od"},
        {"mass_density", "OD", -1.0, 2.0, &DepositRules::mass_density,
         "density above mass_od of the seeds of a mass that does not stand free"},
        {"mass_definition", "share", -1.0, 1.0, &DepositRules::mass_definition,
         "share of dark core times share of sharp outline of a mass"},
        {"mass_width_px", "px", -1.0, 100.0, &DepositRules::mass_width_px, "pixels across a mass"},
        {"narrow_mass_contrast", "steps", -10.0, 10.0, &DepositRules::narrow_mass_contrast,
         "contrast of a narrower mass with the slide's nuclei"},
        {"mass_solidity", "share", -1.0, 1.0, &DepositRules::mass_solidity, "area over convex area of a mass"},
        {"small_mass_solidity", "share", -1.0, 1.0, &DepositRules::small_mass_solidity,
         "area over convex area of a mass below 160 um2"},
        {"small_mass_darker", "OD", -1.0, 2.0, &DepositRules::small_mass_darker,
         "density of a mass below 160 um2 above that of dark nuclei, from which it may be as coloured as larger ones"},
        {"mass_area_um2", "um2", 0.0, 1e5, &DepositRules::mass_area_um2, "area of a mass"},
        {"veil_tint", "HSD", -1.0, 2.0, &DepositRules::veil_tint,
         "saturation beyond the outline of a mass no larger than a macrophage"},
        {"veil_od", "OD", -1.0, 2.0, &DepositRules::veil_od,
         "density there from which on that is asked, for a stain of usual strength"},
        {"grain_greyness", "HSD", -1.0, 2.0, &DepositRules::grain_greyness, "saturation of grains"},
        {"grain_definition", "share", -1.0, 1.0, &DepositRules::grain_definition,
         "share of dark core times share of sharp outline of grains"},
        {"grain_rim", "OD", -1.0, 2.0, &DepositRules::grain_rim,
         "density beyond the outline of a grain, for a stain of usual strength"},
        {"grain_roundness", "share", -1.0, 1.0, &DepositRules::grain_roundness, "circularity of grains"},
        {"grain_count", "", 0.0, 1000.0, &DepositRules::grain_count, "number of grains, each counted by its certainty"},
        {"grain_extent_um2", "um2", -1.0, 1e5, &DepositRules::grain_extent_um2,
         "convex area of a group of grains, above that of a macrophage"},
        {"grain_spread", "share", -1.0, 10.0, &DepositRules::grain_spread,
         "standard deviation of the areas of five or more grains over their mean"},
        {"grain_area_um2", "um2", 0.0, 1e5, &DepositRules::grain_area_um2, "lower quartile of the areas of grains"},
    };
    const DepositOptions defaults;
    ParameterTable table;
    for (const RuleRamp& c : criteria) {
        if (defaults.*rules.*c.ramp == not_asked) {
            continue;
        }
        const auto end = [&](const char* suffix, double Ramp::*value, const char* says) {
            return Parameter{
                section + "." + c.key + suffix,
                c.unit,
                c.least,
                c.most,
                std::string(c.meaning) + says,
                [rules, ramp = c.ramp, value](AnalysisOptions& o) -> double& { return o.deposit.*rules.*ramp.*value; },
                {}};
        };
        table.push_back(end("_no", &Ramp::no, ": certainly no calcium at this"));
        table.push_back(end("_yes", &Ramp::yes, ": speaks fully for calcium at this"));
    }
    return table;
}

}  // namespace

ParameterTable deposit_parameters() {
    return joined({segmentation_parameters(), silver_parameters(), classification_parameters(), grouping_parameters(),
                   nuclear_look_parameters(), crowded_grain_parameters(), round_grain_parameters(), plate_parameters(),
                   wall_parameters(), standing_parameters(), naming_parameters(),
                   rule_parameters("he", &DepositOptions::he),
                   rule_parameters("von_kossa", &DepositOptions::von_kossa)});
}

}  // namespace kossa
