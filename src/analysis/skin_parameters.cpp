#include <utility>

#include "kossa/analysis/parameter_section.hpp"

namespace kossa {

namespace {

ParameterTable tissue_parameters() {
    const ParameterSection tissue("tissue", [](AnalysisOptions& o) -> TissueOptions& { return o.skin.tissue; });
    return {
        tissue.row("least_od", "OD", 0.005, 0.2, &TissueOptions::least_od, "Least optical density of tissue"),
        tissue.row("least_piece_mm2", "mm2", 0.0, 10.0, &TissueOptions::least_piece_mm2, "Smaller pieces are dirt"),
        tissue.row("gap_um", "um", 0.0, 100.0, &TissueOptions::gap_um, "Gaps up to twice this are closed"),
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

ParameterTable epidermis_parameters() {
    const ParameterSection epidermis("epidermis",
                                     [](AnalysisOptions& o) -> EpidermisOptions& { return o.skin.epidermis; });
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
        epidermis.row("deep_dermis_from_um", "um", 200.0, 2000.0, &EpidermisOptions::deep_dermis_from_um,
                      "... but where that is as cellular as epidermis, as in a keratosis, from this depth ..."),
        epidermis.row("deep_dermis_to_um", "um", 250.0, 4000.0, &EpidermisOptions::deep_dermis_to_um, "... to this"),
        epidermis.row("dermis_along_um", "um", 50.0, 2000.0, &EpidermisOptions::dermis_along_um,
                      "Distance over which the dermis below is averaged (standard deviation)"),
        epidermis.row("least_contrast", "ratio", 1.1, 5.0, &EpidermisOptions::least_contrast,
                      "Cellularity of the epidermis over that of the dermis, at least"),
        epidermis.row("least_difference", "ratio", 0.1, 5.0, &EpidermisOptions::least_difference,
                      "Denser than dermis by this many times the upper quartile of all tissue, ..."),
        epidermis.row("least_difference_od", "OD", 0.005, 0.5, &EpidermisOptions::least_difference_od,
                      "... at least by this, ..."),
        epidermis.row("most_difference_od", "OD", 0.02, 1.0, &EpidermisOptions::most_difference_od,
                      "... but need be by no more than this"),
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
                      "Gate: longest unbroken cellular layer along the outline, at least"),
        epidermis.row("thinnest_um", "um", 0.0, 500.0, &EpidermisOptions::thinnest_um,
                      "Gate: mean thickness, at least"),
        epidermis.row("thickest_um", "um", 50.0, 2000.0, &EpidermisOptions::thickest_um,
                      "Gate: mean thickness, at most"),
        epidermis.row("least_share", "share", 0.0, 1.0, &EpidermisOptions::least_share,
                      "Gate: share of the tissue, at least"),
        epidermis.row("largest_share", "share", 0.0, 1.0, &EpidermisOptions::largest_share,
                      "Gate: share of the tissue, at most"),
        epidermis.row("largest_thin_share", "share", 0.0, 1.0, &EpidermisOptions::largest_thin_share,
                      "The same of tissue that is nowhere thicker than twice dermis_to_um"),
        epidermis.row("least_dermis_below", "", 0.0, 2.0, &EpidermisOptions::least_dermis_below,
                      "Gate, in such tissue: border of the layer to tissue over that to the outside, at least"),
    };
}

ParameterTable adnexa_parameters() {
    const ParameterSection adnexa("adnexa", [](AnalysisOptions& o) -> AdnexaOptions& { return o.skin.adnexa; });
    return {
        adnexa.row("near_um", "um", 0.0, 500.0, &AdnexaOptions::near_um,
                   "Deposits no further than this from a follicle or duct are adnexal"),
    };
}

ParameterTable subcutis_parameters() {
    const ParameterSection subcutis("subcutis", [](AnalysisOptions& o) -> SubcutisOptions& { return o.skin.subcutis; });
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
        subcutis.row("least_white", "share", 0.0, 1.0, &SubcutisOptions::least_white,
                     "Beside fat it goes on where white fills this share of that square"),
        subcutis.row("fewest_cells", "", 1.0, 1000.0, &SubcutisOptions::fewest_cells, "Fewest fat cells of a lobule"),
        subcutis.row("least_area_mm2", "mm2", 0.0, 10.0, &SubcutisOptions::least_area_mm2,
                     "Least area of fat that is subcutis"),
        subcutis.row("from_epidermis_um", "um", 0.0, 2000.0, &SubcutisOptions::from_epidermis_um,
                     "No fat nearer to the epidermis"),
        subcutis.row("widest_septum_um", "um", 0.0, 5000.0, &SubcutisOptions::widest_septum_um,
                     "What lies beyond fat and is no thicker is subcutis too"),
    };
}

ParameterTable depth_parameters() {
    const ParameterSection depth("depth", [](AnalysisOptions& o) -> DepthOptions& { return o.skin.depth; });
    return {
        depth.row("smoothing_um", "um", 0.0, 500.0, &DepthOptions::smoothing_um,
                  "The junction is smoothed by closing the epidermis with a disc of this diameter"),
        depth.row("upper_dermis_um", "um", 100.0, 2000.0, &DepthOptions::upper_dermis_um,
                  "Border between upper and deep dermis below the junction; the pattern goes by 400 to 750 um whatever "
                  "it is"),
        depth.row("end_turn_degrees", "degree", 0.0, 90.0, &DepthOptions::end_turn_degrees,
                  "Beyond its ends the junction may turn inwards by this"),
        depth.row("largest_error", "share", 0.0, 1.0, &DepthOptions::largest_error,
                  "No depth where it could be less by more than this share of it then ..."),
        depth.row("least_error_um", "um", 0.0, 200.0, &DepthOptions::least_error_um, "... and by more than this"),
    };
}

}  // namespace

ParameterTable skin_parameters() {
    return joined(
        {tissue_parameters(), epidermis_parameters(), adnexa_parameters(), subcutis_parameters(), depth_parameters()});
}

}  // namespace kossa
