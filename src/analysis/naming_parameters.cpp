#include "kossa/analysis/parameter_section.hpp"

namespace kossa {

namespace {

/// What cells measure, and what is named by its look.
ParameterTable look_parameters() {
    const ParameterSection cells("deposit",
                                 [](AnalysisOptions& o) -> CellOptions& { return o.deposit.classification.cells; });
    const ParameterSection naming("deposit",
                                  [](AnalysisOptions& o) -> NamingOptions& { return o.deposit.classification.naming; });
    return {
        cells.row("lymphocyte_um", "um", 3.0, 10.0, &CellOptions::lymphocyte_um, "Diameter of the smallest nuclei"),
        cells.row("largest_nucleus_um2", "um2", 20.0, 300.0, &CellOptions::largest_nucleus_um2,
                  "Profile of the largest nuclei"),
        cells.row("macrophage_um2", "um2", 100.0, 1000.0, &CellOptions::macrophage_um2, "Profile of a macrophage"),
        cells.row("grey_saturation", "HSD", 0.0, 1.0, &CellOptions::grey_saturation,
                  "Saturation up to which dark matter on H&E is as grey as dense calcium"),
        naming.row("blood_cx", "HSD", -1.0, 1.0, &NamingOptions::blood_cx, "Blood has a cx below this, ..."),
        naming.row("blood_cy", "HSD", -1.0, 1.0, &NamingOptions::blood_cy, "... and a cy above this"),
        naming.row("fold_length_um", "um", 50.0, 5000.0, &NamingOptions::fold_length_um,
                   "A fold is a band at least this long, ..."),
        naming.row("narrowest_fold_um", "um", 1.0, 100.0, &NamingOptions::narrowest_fold_um,
                   "... at least this wide, ..."),
        naming.row("widest_fold_um", "um", 10.0, 500.0, &NamingOptions::widest_fold_um,
                   "... and at most this wide; ..."),
        naming.row("fold_lump_um2", "um2", 100.0, 1e6, &NamingOptions::fold_lump_um2,
                   "... or a lump of at least this area ..."),
        naming.row("fold_lump_solidity", "share", 0.0, 1.0, &NamingOptions::fold_lump_solidity,
                   "... and area over convex area ..."),
        naming.row("fold_lump_sharpness", "share", 0.0, 1.0, &NamingOptions::fold_lump_sharpness,
                   "... with a smaller share of sharp outline"),
    };
}

/// Cells full of pigment that touch a nucleus.
ParameterTable full_cell_parameters() {
    const ParameterSection full("deposit", [](AnalysisOptions& o) -> FullCellOptions& { return o.deposit.full_cells; });
    return {
        full.row("fewest_full_cells", "", 1.0, 10000.0, &FullCellOptions::fewest,
                 "On H&E so many small bodies of black pigment show that cells are full of it"),
        full.row("full_cell_cy", "HSD", -1.0, 1.0, &FullCellOptions::least_cy,
                 "Black pigment has a cy from this on; below it is brown"),
        full.row("full_cell_extent_um2_no", "um2", 0.0, 1e4, &FullCellOptions::extent_um2, &Ramp::no,
                 "Then convex area of a grey mass that may be such a cell and a nucleus"),
        full.row("full_cell_extent_um2_yes", "um2", 0.0, 1e4, &FullCellOptions::extent_um2, &Ramp::yes,
                 "Convex area of one that is not"),
        full.row("full_cell_solidity_no", "share", 0.0, 1.0, &FullCellOptions::solidity, &Ramp::no,
                 "Solidity of a grey mass that may be such a cell and a nucleus"),
        full.row("full_cell_solidity_yes", "share", 0.0, 1.0, &FullCellOptions::solidity, &Ramp::yes,
                 "Solidity of one that is not"),
    };
}

/// What may be silver though it was turned down.
ParameterTable black_body_parameters() {
    const ParameterSection black("deposit",
                                 [](AnalysisOptions& o) -> BlackBodyOptions& { return o.deposit.black_bodies; });
    return {
        black.row("black_body_od", "OD", 0.3, 2.0, &BlackBodyOptions::least_od,
                  "On H&E neutral bodies from this mean density of their seeds on are black as silver, ..."),
        black.row("black_body_saturation", "", 0.05, 0.4, &BlackBodyOptions::largest_saturation,
                  "... up to this saturation"),
        black.row("brown_body_od", "OD", 0.3, 2.0, &BlackBodyOptions::least_brown_od,
                  "On von Kossa bodies larger than a macrophage from this density on may be brown silver, ..."),
        black.row("brown_body_saturation", "", 0.1, 0.6, &BlackBodyOptions::largest_brown_saturation,
                  "... up to this saturation"),
        black.row("pale_body_saturation", "", 0.05, 0.4, &BlackBodyOptions::largest_pale_saturation,
                  "On von Kossa bodies up to this saturation that are paler than the seed may be pale silver, ..."),
        black.row("pale_body_um2", "um2", 5.0, 1000.0, &BlackBodyOptions::least_pale_um2, "... from this area on, ..."),
        black.row("pale_body_share", "share", 0.0, 1.0, &BlackBodyOptions::least_pale_share,
                  "... if together they have this share of the area of the deposits"),
        black.row("fewest_black_bodies", "", 1.0, 10000.0, &BlackBodyOptions::fewest,
                  "So many of any kind put the stain in doubt"),
    };
}

/// What is named by its company or where it lies beside the section.
ParameterTable company_parameters() {
    const ParameterSection carbon("deposit", [](AnalysisOptions& o) -> CarbonOptions& { return o.deposit.carbon; });
    const ParameterSection precipitate("deposit",
                                       [](AnalysisOptions& o) -> PrecipitateOptions& { return o.deposit.precipitate; });
    return {
        carbon.row("packed_confidence", "", 0.0, 1.0, &CarbonOptions::packed_confidence,
                   "A ragged body of at least this confidence is packed, as carbon is"),
        carbon.row("fewest_ragged", "", 1.0, 10000.0, &CarbonOptions::fewest_ragged,
                   "Fewest such bodies of the colour of calcium that make carbon possible"),
        carbon.row("ragged_share", "share", 0.0, 1.0, &CarbonOptions::ragged_share,
                   "Share of ragged ones, packed or not, by number, among all bodies of that colour"),
        carbon.row("carbon_confidence", "", 0.0, 1.0, &CarbonOptions::largest_confidence,
                   "Largest confidence of such bodies where carbon is possible"),
        carbon.row(
            "fewest_particles", "", 1.0, 10000.0, &CarbonOptions::fewest_particles,
            "Fewest black bodies that look like particles in a macrophage that make carbon possible on von Kossa"),
        carbon.row("particle_share", "share", 0.0, 1.0, &CarbonOptions::particle_share,
                   "Share of them, by number, among all that are no larger"),
        carbon.row("least_particles_um2", "um2", 1.0, 100.0, &CarbonOptions::least_particles_um2,
                   "On von Kossa a black body from this area on may be particles of carbon in a macrophage"),
        carbon.row("particles_extent_um2_no", "um2", 0.0, 1e4, &CarbonOptions::particles_extent_um2, &Ramp::no,
                   "Convex area of a black body that fits into one"),
        carbon.row("particles_extent_um2_yes", "um2", 0.0, 1e4, &CarbonOptions::particles_extent_um2, &Ramp::yes,
                   "Convex area of one that does not"),
        carbon.row("particles_solidity_no", "share", 0.0, 1.0, &CarbonOptions::particles_solidity, &Ramp::no,
                   "Solidity of a black body that may be such particles"),
        carbon.row("particles_solidity_yes", "share", 0.0, 1.0, &CarbonOptions::particles_solidity, &Ramp::yes,
                   "Solidity of one that is none"),
        carbon.row("particles_od_no", "OD", 0.0, 2.0, &CarbonOptions::particles_od, &Ramp::no,
                   "Mean density of a black body that may be such particles"),
        carbon.row("particles_od_yes", "OD", 0.0, 2.0, &CarbonOptions::particles_od, &Ramp::yes,
                   "Mean density of one that is none"),
        precipitate.row("glass_from_um", "um", 0.0, 150.0, &PrecipitateOptions::glass_from_um,
                        "What lies further than this from any tissue lies on glass"),
        precipitate.row("precipitate_um", "um", 1.0, 200.0, &PrecipitateOptions::largest_um,
                        "Crumbs on glass are no larger than this"),
        precipitate.row("bare_od", "OD", 0.0, 0.3, &PrecipitateOptions::bare_od,
                        "Density beyond the outline of what lies on bare glass, at most"),
        precipitate.row("fewest_crumbs", "", 1.0, 10000.0, &PrecipitateOptions::fewest,
                        "As many crumbs that look like deposits are needed for a flag and for doubt, ..."),
        precipitate.row("least_crumb_density", "ratio", 0.0, 10.0, &PrecipitateOptions::least_density_ratio,
                        "... and this density on the glass over that of what looks so on the tissue"),
        precipitate.row("same_size", "ratio", 1.0, 10.0, &PrecipitateOptions::same_size,
                        "What is up to this many times larger or smaller in area is of one size"),
        precipitate.row("fewest_of_a_size", "", 1.0, 100.0, &PrecipitateOptions::fewest_of_a_size,
                        "Crumbs of one size that show how many of the smaller ones have fallen"),
    };
}

/// What is named by its place.
ParameterTable place_parameters() {
    const ParameterSection place("deposit", [](AnalysisOptions& o) -> PlaceOptions& { return o.deposit.place; });
    return {
        place.row("horny_layer_um", "um", 0.0, 200.0, &PlaceOptions::horny_layer_um,
                  "Coloured dark matter this near to the surface is keratin"),
        place.row("keratin_saturation", "HSD", 0.0, 1.0, &PlaceOptions::keratin_saturation,
                  "Saturation from which matter at the surface is keratin"),
        place.row("horny_band_um", "um", 0.0, 200.0, &PlaceOptions::horny_band_um,
                  "A band of it this narrow may be a cut through the horny layer"),
        place.row("band_aspect", "ratio", 1.0, 20.0, &PlaceOptions::band_aspect,
                  "... where it is this many times as long as wide"),
        place.row("crumb_mm2", "mm2", 0.0, 10.0, &PlaceOptions::crumb_mm2,
                  "A piece of tissue without so large a firm part is crumbs beside the section"),
        place.row("beside_um", "um", 0.0, 500.0, &PlaceOptions::beside_um,
                  "Where there are crumbs, what lies further than this from any section is one"),
        place.row("ink_rim_um", "um", 0.0, 200.0, &PlaceOptions::ink_rim_um,
                  "Margin ink lies on average this near to the outline of the section"),
        place.row("ink_od", "OD", 0.0, 2.0, &PlaceOptions::ink_od,
                  "Ink is at least this dense, however pale the stain"),
        place.row("least_rim_um", "um", 50.0, 5000.0, &PlaceOptions::least_rim_um,
                  "Margin ink follows the outline at least this long"),
        place.row("rim_gap_um", "um", 0.0, 500.0, &PlaceOptions::rim_gap_um, "Gaps in margin ink up to this"),
        place.row("cut_rim_gap_um", "um", 0.0, 500.0, &PlaceOptions::cut_rim_gap_um,
                  "Gaps in margin ink up to this on cut edges, further than twice horny_layer_um from the epidermis"),
        place.row("least_rim_cover", "share", 0.0, 1.0, &PlaceOptions::least_rim_cover,
                  "Share of the outline that margin ink lines, at least"),
        place.row("deepest_ink_um", "um", 0.0, 500.0, &PlaceOptions::deepest_ink_um,
                  "As near to margin ink, ink may lie on average this far from the outline, ..."),
        place.row("widest_ink_um", "um", 0.0, 500.0, &PlaceOptions::widest_ink_um,
                  "... and this far in a film of ink, which is no firm tissue"),
        place.row("beyond_film_um", "um", 0.0, 100.0, &PlaceOptions::beyond_film_um,
                  "What lies in that film comes on average no further beyond it"),
        place.row("pen_area_um2", "um2", 1e3, 1e8, &PlaceOptions::pen_area_um2,
                  "A pen stroke at the edge is larger than this"),
        place.row("pen_od", "OD", 0.5, 2.0, &PlaceOptions::pen_od,
                  "A pen stroke is denser than this on average; calcium is not"),
        place.row("bacteria_um", "um", 0.0, 100.0, &PlaceOptions::bacteria_um,
                  "Bacteria lie on the epidermis, this near to the outline of the section, ..."),
        place.row("clump_um2", "um2", 1.0, 100.0, &PlaceOptions::clump_um2,
                  "... alone or in clumps no larger than this, ..."),
        place.row("colony_um", "um", 10.0, 500.0, &PlaceOptions::colony_um, "... and within this width ..."),
        place.row("fewest_bacteria", "", 2.0, 1000.0, &PlaceOptions::fewest_bacteria, "... at least this many"),
    };
}

}  // namespace

ParameterTable naming_parameters() {
    return joined(
        {look_parameters(), black_body_parameters(), company_parameters(), full_cell_parameters(), place_parameters()});
}

}  // namespace kossa
