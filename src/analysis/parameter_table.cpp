#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "kossa/analysis/options.hpp"

namespace kossa {

namespace {

using Options = AnalysisOptions;
using Table = std::vector<Parameter>;

/// The rows of the fields of one struct, to which `Leads` leads from the options.
template <class Leads>
class Section {
  public:
    Section(std::string name, Leads leads) : name_(std::move(name)), leads_(leads) {}

    template <class Struct>
    Parameter row(const char* key, const char* unit, double least, double most, double Struct::*field,
                  const char* meaning) const {
        const auto real = [leads = leads_, field](Options& o) -> double& { return leads(o).*field; };
        return {name_ + "." + key, unit, least, most, meaning, real, {}};
    }
    template <class Struct>
    Parameter row(const char* key, const char* unit, double least, double most, int Struct::*field,
                  const char* meaning) const {
        const auto whole = [leads = leads_, field](Options& o) -> int& { return leads(o).*field; };
        return {name_ + "." + key, unit, least, most, meaning, {}, whole};
    }

  private:
    std::string name_;
    Leads leads_;
};

Table working_parameters() {
    const Section working("working", [](Options& o) -> WorkingOptions& { return o.working; });
    return {
        working.row(
            "pixel_um", "um", 0.1, 2.0, &WorkingOptions::pixel_um,
            "Pixel of the grid deposits are segmented on; the slide is read at the coarsest power of two of its own "
            "pixel not above this by more than a tenth"),
        working.row("tile_px", "px", 16.0, 16384.0, &WorkingOptions::tile_px,
                    "Side of a tile; changes speed and memory, never the result"),
        working.row("coarse_um", "um", 0.5, 4.0, &WorkingOptions::coarse_um,
                    "A pixel above this shows no single grains and raises a flag"),
        working.row("most_unreadable", "share", 0.0, 1.0, &WorkingOptions::most_unreadable,
                    "Share of the tissue that may be unreadable before the slide fails"),
    };
}

Table survey_parameters() {
    const Section survey("survey", [](Options& o) -> SurveyOptions& { return o.survey; });
    return {
        survey.row("pixel_um", "um", 2.0, 16.0, &SurveyOptions::pixel_um,
                   "Pixel of the grid tissue and layers are found on"),
        survey.row("most_pixels", "px", 1e+06, 1e+09, &SurveyOptions::most_pixels,
                   "A slide with more survey pixels than this is surveyed at twice the pixel"),
        survey.row("sample_px", "px", 64.0, 2048.0, &SurveyOptions::sample_px,
                   "Side of one sample of tissue for stain and nuclei"),
        survey.row("most_samples", "", 1.0, 1000.0, &SurveyOptions::most_samples,
                   "Most samples, spread evenly over the tissue"),
        survey.row("glass_margin_um", "um", 0.0, 500.0, &SurveyOptions::glass_margin_um,
                   "Glass counts from this far off the tissue"),
        survey.row("region_margin_um", "um", 0.0, 500.0, &SurveyOptions::region_margin_um,
                   "Deposits are looked for this far beyond the outline of the tissue"),
        survey.row("dense_od", "OD", 0.3, 1.5, &SurveyOptions::dense_od,
                   "Optical density from which grey material does not count as cells"),
        survey.row("dense_saturation", "HSD", 0.1, 0.6, &SurveyOptions::dense_saturation,
                   "Saturation up to which dense material does not count as cells"),
    };
}

Table white_parameters() {
    const Section white_point("white", [](Options& o) -> WhitePointOptions& { return o.white_point; });
    return {
        white_point.row("fewest_glass_pixels", "px", 100.0, 1e+06, &WhitePointOptions::fewest_glass_pixels,
                        "Survey pixels of glass needed to take the white point from"),
        white_point.row("fallback_percentile", "%", 90.0, 100.0, &WhitePointOptions::fallback_percentile,
                        "Percentile of all pixels taken for white without glass"),
        white_point.row("darkest_white", "grey level", 100.0, 255.0, &WhitePointOptions::darkest_white,
                        "A percentile below this is no white; the default is used"),
        white_point.row("default_white", "grey level", 180.0, 255.0, &WhitePointOptions::default_white,
                        "White of an image that shows none"),
    };
}

Table stain_parameters() {
    const Section recognition("stain", [](Options& o) -> StainRecognitionOptions& { return o.recognition; });
    const Section stain_estimate("stain", [](Options& o) -> StainEstimateOptions& { return o.stain_estimate; });
    return {
        recognition.row("least_od", "OD", 0.05, 0.5, &StainRecognitionOptions::least_od,
                        "Optical density from which colour is looked at"),
        recognition.row("least_violet_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_violet_share,
                        "Violet share of the coloured pixels from which a slide is H&E"),
        recognition.row("least_known_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_known_share,
                        "Pink, violet and grey share below which no stain is recognised"),
        recognition.row("least_pink_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_pink_share,
                        "Pink share that von Kossa counterstain must reach"),
        recognition.row("black_od", "OD", 0.3, 1.5, &StainRecognitionOptions::black_od,
                        "Silver: optical density at least"),
        recognition.row("black_saturation", "HSD", 0.05, 0.4, &StainRecognitionOptions::black_saturation,
                        "Silver: saturation at most"),
        recognition.row("least_black_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_black_share,
                        "Share of the sampled pixels that must be silver for von Kossa to be recognised"),
        stain_estimate.row("angle_percentile", "%", 0.1, 10.0, &StainEstimateOptions::angle_percentile,
                           "Macenko: percentile of the angle taken for each stain"),
        stain_estimate.row("estimate_least_od", "OD", 0.01, 0.3, &StainEstimateOptions::least_od,
                           "Macenko: least optical density of every channel"),
        stain_estimate.row("estimate_largest_od", "OD", 0.5, 3.0, &StainEstimateOptions::largest_od,
                           "Macenko: largest length of the optical density vector"),
        stain_estimate.row("estimate_least_cy", "HSD", -0.5, 0.5, &StainEstimateOptions::least_cy,
                           "Macenko: least cy, which keeps melanin and hair out"),
        stain_estimate.row("grey_angle_degrees", "degree", 0.0, 20.0, &StainEstimateOptions::grey_angle_degrees,
                           "Macenko: pixels nearer to grey are left out"),
        stain_estimate.row("largest_deviation_degrees", "degree", 5.0, 45.0,
                           &StainEstimateOptions::largest_deviation_degrees,
                           "An estimate further from the reference is not used"),
        stain_estimate.row("least_separation_degrees", "degree", 5.0, 40.0,
                           &StainEstimateOptions::least_separation_degrees,
                           "An estimate whose stains are nearer to each other is not used"),
    };
}

Table nuclei_parameters() {
    const Section nuclei("nuclei", [](Options& o) -> NuclearDensityOptions& { return o.nuclei; });
    return {
        nuclei.row("least_od", "OD", 0.05, 0.5, &NuclearDensityOptions::least_od,
                   "Nuclear pixels: optical density at least"),
        nuclei.row("least_saturation", "HSD", 0.0, 1.0, &NuclearDensityOptions::least_saturation,
                   "Nuclear pixels: saturation at least"),
        nuclei.row("largest_saturation", "HSD", 0.0, 1.0, &NuclearDensityOptions::largest_saturation,
                   "Nuclear pixels: saturation at most"),
        nuclei.row("least_cy", "HSD", -1.0, 1.0, &NuclearDensityOptions::least_cy, "Nuclear pixels: cy at least"),
        nuclei.row("least_cx", "HSD", -1.0, 1.0, &NuclearDensityOptions::least_cx, "Nuclear pixels: cx at least"),
        nuclei.row("largest_cx", "HSD", -1.0, 1.0, &NuclearDensityOptions::largest_cx, "Nuclear pixels: cx at most"),
        nuclei.row("fewest_pixels", "px", 100.0, 1e+06, &NuclearDensityOptions::fewest_pixels,
                   "Nuclear pixels needed to measure their density"),
    };
}

Table tissue_parameters() {
    const Section tissue("tissue", [](Options& o) -> TissueOptions& { return o.skin.tissue; });
    return {
        tissue.row("least_od", "OD", 0.005, 0.2, &TissueOptions::least_od, "Least optical density of tissue"),
        tissue.row("least_piece_mm2", "mm2", 0.0, 10.0, &TissueOptions::least_piece_mm2, "Smaller pieces are dirt"),
        tissue.row("gap_um", "um", 0.0, 100.0, &TissueOptions::gap_um, "Gaps up to this width are closed"),
        tissue.row("wall_gap_um", "um", 0.0, 20.0, &TissueOptions::wall_gap_um,
                   "Gaps in the walls of fat cells up to twice this are closed"),
        tissue.row("fat_width_um", "um", 5.0, 100.0, &TissueOptions::fat_width_um,
                   "Fat is tissue where its filled cells are wider than twice this"),
        tissue.row("fat_hole_mm2", "mm2", 0.0, 1.0, &TissueOptions::fat_hole_mm2,
                   "Enclosed holes up to this area are tissue"),
        tissue.row("loose_um", "um", 0.0, 500.0, &TissueOptions::loose_um,
                   "Haze and loose scale along the outline reach at most this far"),
        tissue.row("tear_mm2", "mm2", 0.0, 20.0, &TissueOptions::tear_mm2,
                   "Enclosed holes up to this area are no surface of the section"),
    };
}

Table epidermis_parameters() {
    const Section epidermis("epidermis", [](Options& o) -> EpidermisOptions& { return o.skin.epidermis; });
    return {
        epidermis.row("cellularity_blur_um", "um", 4.0, 30.0, &EpidermisOptions::cellularity_blur_um,
                      "Blur that turns nuclei into cellularity (standard deviation)"),
        epidermis.row("along_surface_um", "um", 20.0, 500.0, &EpidermisOptions::along_surface_um,
                      "Stretch of surface over which profiles are averaged (standard deviation)"),
        epidermis.row("peak_within_um", "um", 50.0, 400.0, &EpidermisOptions::peak_within_um,
                      "Depth within which living epidermis is looked for"),
        epidermis.row("dermis_from_um", "um", 100.0, 1000.0, &EpidermisOptions::dermis_from_um,
                      "The dermis below is read from this depth ..."),
        epidermis.row("dermis_to_um", "um", 150.0, 2000.0, &EpidermisOptions::dermis_to_um, "... to this"),
        epidermis.row("dermis_along_um", "um", 50.0, 2000.0, &EpidermisOptions::dermis_along_um,
                      "Distance over which the dermis below is averaged (standard deviation)"),
        epidermis.row("least_contrast", "ratio", 1.1, 5.0, &EpidermisOptions::least_contrast,
                      "Cellularity of the epidermis over that of the dermis, at least"),
        epidermis.row("least_difference_od", "OD", 0.02, 0.5, &EpidermisOptions::least_difference_od,
                      "Epidermis above dermis, at least"),
        epidermis.row("thickest_horny_um", "um", 0.0, 300.0, &EpidermisOptions::thickest_horny_um,
                      "Its cells begin at most this much deeper below the surface than usual"),
        epidermis.row("deepest_um", "um", 100.0, 2000.0, &EpidermisOptions::deepest_um,
                      "Epidermis reaches at most this deep"),
        epidermis.row("least_area_um2", "um2", 0.0, 1e+06, &EpidermisOptions::least_area_um2,
                      "Smaller epithelium is none of the surface"),
        epidermis.row("largest_scale_um2", "um2", 0.0, 1e6, &EpidermisOptions::largest_scale_um2,
                      "Scraps up to this area that the epidermis cuts off are scale"),
        epidermis.row("widest_adnexa_um", "um", 0.0, 2000.0, &EpidermisOptions::widest_adnexa_um,
                      "A narrower tongue may be a follicle or a duct"),
        epidermis.row("adnexa_deviations", "", 1.0, 20.0, &EpidermisOptions::adnexa_deviations,
                      "It is, when deeper than the median thickness by this many robust standard deviations"),
        epidermis.row("least_surface_mm", "mm", 0.0, 20.0, &EpidermisOptions::least_surface_mm,
                      "Gate: longest unbroken surface epithelium, at least"),
        epidermis.row("thinnest_um", "um", 0.0, 500.0, &EpidermisOptions::thinnest_um,
                      "Gate: mean thickness, at least"),
        epidermis.row("thickest_um", "um", 50.0, 2000.0, &EpidermisOptions::thickest_um,
                      "Gate: mean thickness, at most"),
        epidermis.row("least_share", "share", 0.0, 1.0, &EpidermisOptions::least_share,
                      "Gate: share of the tissue, at least"),
        epidermis.row("largest_share", "share", 0.0, 1.0, &EpidermisOptions::largest_share,
                      "Gate: share of the tissue, at most"),
    };
}

Table subcutis_parameters() {
    const Section subcutis("subcutis", [](Options& o) -> SubcutisOptions& { return o.skin.subcutis; });
    return {
        subcutis.row("least_cell_um2", "um2", 100.0, 1e+05, &SubcutisOptions::least_cell_um2,
                     "Fat cell: area at least"),
        subcutis.row("largest_cell_um2", "um2", 100.0, 1e+06, &SubcutisOptions::largest_cell_um2,
                     "Fat cell: area at most"),
        subcutis.row("least_solidity", "share", 0.0, 1.0, &SubcutisOptions::least_solidity,
                     "Fat cell: area over convex area, at least"),
        subcutis.row("wall_gap_um", "um", 0.0, 20.0, &SubcutisOptions::wall_gap_um,
                     "Gaps in walls of fat cells up to twice this do not join two cells"),
        subcutis.row("neighbourhood_um", "um", 50.0, 500.0, &SubcutisOptions::neighbourhood_um,
                     "Half side of the square in which fat cells are counted"),
        subcutis.row("least_density", "share", 0.0, 1.0, &SubcutisOptions::least_density,
                     "Share of that square which fat cells fill, at least"),
        subcutis.row("fewest_cells", "", 1.0, 1000.0, &SubcutisOptions::fewest_cells, "Fewest fat cells of a lobule"),
        subcutis.row("least_area_mm2", "mm2", 0.0, 10.0, &SubcutisOptions::least_area_mm2,
                     "Least area of fat that is subcutis"),
        subcutis.row("from_epidermis_um", "um", 0.0, 2000.0, &SubcutisOptions::from_epidermis_um,
                     "No fat nearer to the epidermis"),
    };
}

Table depth_parameters() {
    const Section depth("depth", [](Options& o) -> DepthOptions& { return o.skin.depth; });
    return {
        depth.row("smoothing_um", "um", 0.0, 500.0, &DepthOptions::smoothing_um,
                  "The junction is smoothed by closing the epidermis with a disc of this diameter"),
        depth.row("upper_dermis_um", "um", 100.0, 2000.0, &DepthOptions::upper_dermis_um,
                  "Border between upper and deep dermis below the junction"),
    };
}

Table deposit_parameters() {
    const Section segmentation("deposit", [](Options& o) -> SegmentationOptions& { return o.deposit.segmentation; });
    const Section deposit("deposit", [](Options& o) -> DepositOptions& { return o.deposit; });
    const Section classification("deposit",
                                 [](Options& o) -> ClassificationOptions& { return o.deposit.classification; });
    const Section grouping("deposit", [](Options& o) -> GroupingOptions& { return o.deposit.classification.grouping; });
    return {
        segmentation.row("seed_od", "OD", 0.2, 2.0, &SegmentationOptions::seed_od,
                         "A pixel this dark starts a deposit"),
        segmentation.row("body_od", "OD", 0.2, 2.0, &SegmentationOptions::body_od,
                         "A pixel this dark starts a deposit too where the square round it is as dark on average"),
        deposit.row("seed_over_nuclei", "ratio", 0.5, 2.0, &DepositOptions::seed_over_nuclei,
                    "On H&E the seed is this many times the density of dark nuclei"),
        deposit.row("least_he_seed_od", "OD", 0.2, 2.0, &DepositOptions::least_he_seed_od,
                    "On H&E the seed is at least this; seed_od is von Kossa's"),
        deposit.row("seed_variation", "share", 0.0, 0.5, &DepositOptions::seed_variation,
                    "The deposit area is also given for a seed lower and higher by this share; 0: it is not"),
        deposit.row("low_silver_seed_od", "OD", 0.2, 2.0, &DepositOptions::low_silver_seed_od,
                    "On von Kossa the deposit area is also given for this seed"),
        segmentation.row("surroundings_od", "OD", 0.05, 1.0, &SegmentationOptions::surroundings_od,
                         "A pixel this pale belongs to the surroundings"),
        segmentation.row("reach_um", "um", 0.5, 5.0, &SegmentationOptions::reach_um,
                         "A deposit reaches at most this far beyond its seeds"),
        segmentation.row("surroundings_um", "um", 2.0, 20.0, &SegmentationOptions::surroundings_um,
                         "Half side of the square in which the surroundings are measured"),
        segmentation.row("default_surroundings", "share of white", 0.3, 1.0, &SegmentationOptions::default_surroundings,
                         "Brightness of the surroundings where none are near"),
        classification.row("least_pixels", "px", 1.0, 100.0, &ClassificationOptions::least_pixels,
                           "A smaller component is no object of its own"),
        classification.row("confidence_cut", "", 0.0, 1.0, &ClassificationOptions::confidence_cut,
                           "Confidence from which an object counts as calcium"),
        classification.row("uncertain_cut", "", 0.0, 1.0, &ClassificationOptions::uncertain_cut,
                           "Confidence from which an object is listed as uncertain"),
        classification.row("hue_from_px", "px", 1.0, 32.0, &ClassificationOptions::hue_from_px,
                           "Diameter from which the hue of an object is looked at"),
        classification.row("nucleus_px", "px", 1.0, 20.0, &ClassificationOptions::nucleus_px,
                           "Grains are told from nuclei where a nucleus of 6 um measures this many pixels"),
        grouping.row("granule_um", "um", 2.0, 50.0, &GroupingOptions::granule_um,
                     "A component up to this diameter is a grain"),
        grouping.row("granule_gap_um", "um", 0.0, 100.0, &GroupingOptions::granule_gap_um,
                     "Grains no further apart form one granular deposit"),
        grouping.row("crack_um", "um", 0.0, 20.0, &GroupingOptions::crack_um,
                     "Pieces no further apart are one deposit"),
    };
}

/// What is named by its place or its company.
Table naming_parameters() {
    const Section look("deposit", [](Options& o) -> NuclearLookOptions& { return o.deposit.nuclear_look; });
    const Section contrast("deposit", [](Options& o) -> Ramp& { return o.deposit.nuclear_look.contrast; });
    const Section carbon("deposit", [](Options& o) -> CarbonOptions& { return o.deposit.carbon; });
    const Section place("deposit", [](Options& o) -> PlaceOptions& { return o.deposit.place; });
    return {
        look.row("fewest_nuclei", "", 10.0, 10000.0, &NuclearLookOptions::fewest_nuclei,
                 "Nuclei among the dark objects of an H&E slide from which their look is known"),
        look.row("density_step", "OD", 0.01, 1.0, &NuclearLookOptions::density_step,
                 "One step darker than dark nuclei"),
        look.row("saturation_step", "HSD", 0.01, 0.5, &NuclearLookOptions::saturation_step,
                 "One step greyer than the median nucleus"),
        contrast.row("contrast_no", "steps", -10.0, 10.0, &Ramp::no,
                     "Steps darker and greyer than nuclei together: certainly no calcium at this"),
        contrast.row("contrast_yes", "steps", -10.0, 10.0, &Ramp::yes,
                     "Steps darker and greyer than nuclei together: speaks fully for calcium at this"),
        carbon.row("fewest_ragged", "", 1.0, 10000.0, &CarbonOptions::fewest_ragged,
                   "Fewest ragged bodies of the colour of calcium that make carbon possible on H&E"),
        carbon.row("ragged_share", "share", 0.0, 1.0, &CarbonOptions::ragged_share,
                   "Share of them, by number, among all bodies of that colour"),
        carbon.row("carbon_confidence", "", 0.0, 1.0, &CarbonOptions::largest_confidence,
                   "Largest confidence of such bodies where carbon is possible"),
        place.row("horny_layer_um", "um", 0.0, 200.0, &PlaceOptions::horny_layer_um,
                  "Coloured dark matter this near to the surface is keratin"),
        place.row("keratin_saturation", "HSD", 0.0, 1.0, &PlaceOptions::keratin_saturation,
                  "Saturation from which matter at the surface is keratin"),
        place.row("ink_rim_um", "um", 0.0, 200.0, &PlaceOptions::ink_rim_um,
                  "Margin ink lies on average this near to the outline of the section"),
        place.row("least_rim_um", "um", 50.0, 5000.0, &PlaceOptions::least_rim_um,
                  "Margin ink follows the outline at least this long"),
        place.row("rim_gap_um", "um", 0.0, 500.0, &PlaceOptions::rim_gap_um, "Gaps in margin ink up to this"),
        place.row("least_rim_cover", "share", 0.0, 1.0, &PlaceOptions::least_rim_cover,
                  "Share of the outline that margin ink lines, at least"),
        place.row("pen_area_um2", "um2", 1e3, 1e8, &PlaceOptions::pen_area_um2,
                  "A pen stroke at the edge is larger than this"),
        place.row("pen_od", "OD", 0.5, 2.0, &PlaceOptions::pen_od,
                  "A pen stroke is denser than this on average; calcium is not"),
    };
}

Table summary_parameters() {
    const Section summary("summary", [](Options& o) -> SummaryOptions& { return o.summary; });
    return {
        summary.row("block_um", "um", 200.0, 5000.0, &SummaryOptions::block_um,
                    "Side of the blocks behind the interval"),
        summary.row("pattern_share", "share", 0.5, 1.0, &SummaryOptions::pattern_share,
                    "Share of the deposit area that makes the pattern superficial or deep"),
        summary.row("deep_sampled_um", "um", 0.0, 10000.0, &SummaryOptions::deep_sampled_um,
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
        {"not_keratin", "OD", -1.0, 2.0, &DepositRules::not_keratin, "saturation times density below dark keratin"},
        {"mass_greyness", "HSD", -1.0, 2.0, &DepositRules::mass_greyness, "saturation of a mass"},
        {"mass_darkness", "OD", -1.0, 2.0, &DepositRules::mass_darkness, "density of a mass's seeds above body_od"},
        {"mass_definition", "share", -1.0, 1.0, &DepositRules::mass_definition,
         "share of dark core times share of sharp outline of a mass"},
        {"mass_width_px", "px", -1.0, 100.0, &DepositRules::mass_width_px, "diameter of a mass in pixels"},
        {"mass_solidity", "share", -1.0, 1.0, &DepositRules::mass_solidity, "area over convex area of a mass"},
        {"small_mass_solidity", "share", -1.0, 1.0, &DepositRules::small_mass_solidity,
         "area over convex area of a mass below 160 um2"},
        {"mass_area_um2", "um2", 0.0, 1e5, &DepositRules::mass_area_um2, "area of a mass"},
        {"grain_greyness", "HSD", -1.0, 2.0, &DepositRules::grain_greyness, "saturation of grains"},
        {"grain_definition", "share", -1.0, 1.0, &DepositRules::grain_definition,
         "share of dark core times share of sharp outline of grains"},
        {"grain_roundness", "share", -1.0, 1.0, &DepositRules::grain_roundness, "circularity of grains"},
        {"grain_count", "", 0.0, 1000.0, &DepositRules::grain_count, "number of grains, each counted by its certainty"},
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

Table quality_parameters() {
    const Section quality("quality", [](Options& o) -> QualityOptions& { return o.quality; });
    return {
        quality.row("blurred_below", "share", 0.01, 0.5, &QualityOptions::blurred_below,
                    "A square of tissue is blurred when its edges are below this share of the slide's median square"),
        quality.row("most_blurred", "share", 0.0, 1.0, &QualityOptions::most_blurred,
                    "A larger share of blurred squares raises a flag"),
        quality.row("most_clipped", "share", 0.0, 1.0, &QualityOptions::most_clipped,
                    "A larger share of stained pixels at the dark end of the scale raises a flag"),
        quality.row("most_uneven_od", "OD", 0.0, 0.5, &QualityOptions::most_uneven_od,
                    "Glass that differs more over the slide raises a flag"),
        quality.row("least_stain_angle_degrees", "degree", 0.0, 60.0, &QualityOptions::least_stain_angle_degrees,
                    "Stain vectors closer together raise a flag"),
    };
}

}  // namespace

std::vector<Parameter> parameter_table() {
    Table table;
    for (Table part :
         {working_parameters(), survey_parameters(), white_parameters(), stain_parameters(), nuclei_parameters(),
          tissue_parameters(), epidermis_parameters(), subcutis_parameters(), depth_parameters(), deposit_parameters(),
          naming_parameters(), rule_parameters("he", &DepositOptions::he),
          rule_parameters("von_kossa", &DepositOptions::von_kossa), quality_parameters(), summary_parameters()}) {
        std::move(part.begin(), part.end(), std::back_inserter(table));
    }
    return table;
}

}  // namespace kossa
