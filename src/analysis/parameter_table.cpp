#include <iterator>
#include <utility>

#include "kossa/analysis/parameter_section.hpp"
#include "kossa/skin/found_skin.hpp"

namespace kossa {

namespace {

ParameterTable working_parameters() {
    const ParameterSection working("working", [](AnalysisOptions& o) -> WorkingOptions& { return o.working; });
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

ParameterTable survey_parameters() {
    const ParameterSection survey("survey", [](AnalysisOptions& o) -> SurveyOptions& { return o.survey; });
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
        survey.row("region_margin_um", "um", 0.0, farthest_off_tissue_um, &SurveyOptions::region_margin_um,
                   "Deposits are looked for this far beyond the outline of the tissue"),
        survey.row("dense_od", "OD", 0.3, 1.5, &SurveyOptions::dense_od,
                   "Optical density from which grey material does not count as cells"),
        survey.row("dense_saturation", "HSD", 0.1, 0.6, &SurveyOptions::dense_saturation,
                   "Saturation up to which dense material does not count as cells"),
        survey.row("solid_um", "um", 16.0, 200.0, &SurveyOptions::solid_um,
                   "On H&E what is solid over this width holds no cells"),
        survey.row("blurred_edge_um", "um", 0.0, 50.0, &SurveyOptions::blurred_edge_um,
                   "What holds no cells is left out so far beyond its outline"),
        survey.row("ink_od", "OD", 0.05, 0.5, &SurveyOptions::ink_od,
                   "What may be ink: optical density at least, and ..."),
        survey.row("ink_from_cx", "HSD", -1.0, 1.0, &SurveyOptions::ink_from_cx,
                   "... green or blue, with at least this cx, ..."),
        survey.row("ink_saturation", "HSD", 0.05, 0.5, &SurveyOptions::ink_saturation,
                   "... or grey, with a saturation below this, ..."),
        survey.row("ink_from_cy", "HSD", -1.0, 1.0, &SurveyOptions::ink_from_cy,
                   "... or dense and grey, but no melanin: with at least this cy"),
    };
}

ParameterTable white_parameters() {
    const ParameterSection white_point("white", [](AnalysisOptions& o) -> WhitePointOptions& { return o.white_point; });
    return {
        white_point.row("least_glass_mm2", "mm2", 0.001, 10.0, &WhitePointOptions::least_glass_mm2,
                        "Area of glass needed to take the white point from"),
        white_point.row("fallback_percentile", "%", 90.0, 100.0, &WhitePointOptions::fallback_percentile,
                        "Percentile of all pixels taken for white without glass"),
        white_point.row("darkest_white", "grey level", 100.0, 255.0, &WhitePointOptions::darkest_white,
                        "A percentile below this is no white; the default is used"),
        white_point.row("default_white", "grey level", 180.0, 255.0, &WhitePointOptions::default_white,
                        "White of an image that shows none"),
    };
}

ParameterTable stain_parameters() {
    const ParameterSection recognition("stain",
                                       [](AnalysisOptions& o) -> StainRecognitionOptions& { return o.recognition; });
    const ParameterSection stain_estimate("stain",
                                          [](AnalysisOptions& o) -> StainEstimateOptions& { return o.stain_estimate; });
    return {
        recognition.row("least_od", "OD", 0.05, 0.5, &StainRecognitionOptions::least_od,
                        "Optical density from which colour is looked at"),
        recognition.row("grey_saturation", "HSD", 0.05, 0.5, &StainRecognitionOptions::grey_saturation,
                        "Colours by which a stain is recognised: grey has a saturation below this, ..."),
        recognition.row("green_from_cx", "HSD", -1.0, 1.0, &StainRecognitionOptions::green_from_cx,
                        "... green and blue have at least this cx, ..."),
        recognition.row("brown_up_to_cy", "HSD", -1.0, 1.0, &StainRecognitionOptions::brown_up_to_cy,
                        "... brown has at most this cy, ..."),
        recognition.row("red_below_cx", "HSD", -2.0, 0.0, &StainRecognitionOptions::red_below_cx,
                        "... unless its cx is below this ..."),
        recognition.row("red_above_cy", "HSD", -1.0, 1.0, &StainRecognitionOptions::red_above_cy,
                        "... and its cy above this, which is pink, ..."),
        recognition.row("pink_below_cx", "HSD", -1.0, 0.0, &StainRecognitionOptions::pink_below_cx,
                        "... and of the rest pink has a cx below this, and violet the others"),
        recognition.row("least_violet_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_violet_share,
                        "Violet share of the coloured pixels from which a slide is H&E"),
        recognition.row("border_px", "px", 0.0, 32.0, &StainRecognitionOptions::border_px,
                        "Violet that near to dark grey is the border of silver"),
        recognition.row("opaque_od", "OD", 0.5, 3.0, &StainRecognitionOptions::opaque_od,
                        "Coloured pixels as dense as this are pen or hair, and their hue is not looked at"),
        recognition.row("border_od", "OD", 0.15, 1.0, &StainRecognitionOptions::border_od,
                        "Grey from this optical density on has such a border"),
        recognition.row("least_known_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_known_share,
                        "Pink, violet and grey share below which no stain is recognised"),
        recognition.row("least_pink_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_pink_share,
                        "Pink share, of what is neither grey nor brown, that von Kossa counterstain must reach"),
        recognition.row("least_pink_of_all", "share", 0.0, 1.0, &StainRecognitionOptions::least_pink_of_all,
                        "Pink share, of all that is coloured, that it must reach, too"),
        recognition.row("black_od", "OD", 0.3, 1.5, &StainRecognitionOptions::black_od,
                        "Silver: optical density at least"),
        recognition.row("black_saturation", "HSD", 0.05, 0.4, &StainRecognitionOptions::black_saturation,
                        "Silver: saturation at most"),
        recognition.row("least_black_share", "share", 0.0, 1.0, &StainRecognitionOptions::least_black_share,
                        "Share of the sampled pixels that must be silver for von Kossa to be recognised, ..."),
        recognition.row("sure_black_share", "share", 0.0, 1.0, &StainRecognitionOptions::sure_black_share,
                        "... and without a flag"),
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

ParameterTable nuclei_parameters() {
    const ParameterSection nuclei("nuclei", [](AnalysisOptions& o) -> NuclearDensityOptions& { return o.nuclei; });
    return {
        nuclei.row("least_od", "OD", 0.02, 0.5, &NuclearDensityOptions::least_od,
                   "Nuclear pixels: optical density at least"),
        nuclei.row("pale_od", "OD", 0.1, 2.0, &NuclearDensityOptions::pale_od,
                   "The stain is pale where dark nuclei are paler than this"),
        nuclei.row("blurred_share", "share", 0.1, 1.0, &NuclearDensityOptions::blurred_share,
                   "Share of the density of nuclei that blur leaves where they are not resolved"),
        nuclei.row("least_saturation", "HSD", 0.0, 1.0, &NuclearDensityOptions::least_saturation,
                   "Nuclear pixels: saturation at least"),
        nuclei.row("largest_saturation", "HSD", 0.0, 1.0, &NuclearDensityOptions::largest_saturation,
                   "Nuclear pixels: saturation at most"),
        nuclei.row("least_cy", "HSD", -1.0, 1.0, &NuclearDensityOptions::least_cy, "Nuclear pixels: cy at least"),
        nuclei.row("least_cx", "HSD", -1.0, 1.0, &NuclearDensityOptions::least_cx, "Nuclear pixels: cx at least"),
        nuclei.row("largest_cx", "HSD", -1.0, 1.0, &NuclearDensityOptions::largest_cx, "Nuclear pixels: cx at most"),
        nuclei.row("contrast", "ratio", 1.0, 5.0, &NuclearDensityOptions::contrast,
                   "Nuclear pixels: density over that of what is stained round them, at least"),
        nuclei.row("surroundings_um", "um", 5.0, 100.0, &NuclearDensityOptions::surroundings_um,
                   "Side of the square that is round them"),
        nuclei.row("narrowest_um", "um", 0.5, 10.0, &NuclearDensityOptions::narrowest_um,
                   "Width of the bodies that they make up, at least"),
        nuclei.row("widest_spread", "share", 0.0, 2.0, &NuclearDensityOptions::widest_spread,
                   "Spread of the densities of nuclei, as a share of their median, at most"),
        nuclei.row("fewest_um2", "um2", 10.0, 1e+06, &NuclearDensityOptions::fewest_um2,
                   "Area of nuclear pixels needed to measure their density"),
        nuclei.row("least_hue", "degree", 0.0, 180.0, &NuclearDensityOptions::least_hue,
                   "Hue of nuclei, whose saturation tells how vivid the colours of the slide are: at least, ..."),
        nuclei.row("largest_hue", "degree", 0.0, 180.0, &NuclearDensityOptions::largest_hue, "... and at most"),
        nuclei.row("square_um", "um", 16.0, 1000.0, &NuclearDensityOptions::square_um,
                   "That saturation is the median over squares of this side, ..."),
        nuclei.row("least_in_square_um2", "um2", 0.0, 1000.0, &NuclearDensityOptions::least_in_square_um2,
                   "... that hold at least this area of them"),
        nuclei.row("most_in_square_um2", "um2", 1.0, 1e+05, &NuclearDensityOptions::most_in_square_um2,
                   "To the density of nuclei a square counts with no more than this area of them"),
    };
}

ParameterTable colour_parameters() {
    const ParameterSection colours("colours", [](AnalysisOptions& o) -> ColourOptions& { return o.colours; });
    return {
        colours.row("most_vivid", "HSD", 0.1, 1.0, &ColourOptions::most_vivid,
                    "On H&E the limits of colour go up with nuclei more saturated than this"),
        colours.row("usual", "HSD", 0.1, 1.0, &ColourOptions::usual,
                    "Those of nuclei and of grey go down with nuclei less saturated than this where they are resolved, "
                    "..."),
        colours.row("dullest", "HSD", 0.1, 1.0, &ColourOptions::dullest, "... and the others than this"),
    };
}

ParameterTable quality_parameters() {
    const ParameterSection quality("quality", [](AnalysisOptions& o) -> QualityOptions& { return o.quality; });
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

ParameterTable summary_parameters() {
    const ParameterSection summary("summary", [](AnalysisOptions& o) -> SummaryOptions& { return o.summary; });
    return {
        summary.row("block_um", "um", 200.0, 5000.0, &SummaryOptions::block_um,
                    "Side of the blocks behind the interval"),
        summary.row("pattern_share", "share", 0.5, 1.0, &SummaryOptions::pattern_share,
                    "Share of the deposit area that makes the pattern superficial or deep"),
        summary.row("deep_sampled_um", "um", 0.0, 10000.0, &SummaryOptions::deep_sampled_um,
                    "A shallower section says nothing about deep deposits"),
        summary.row("beyond_ends_from", "share", 0.0, 1.0, &SummaryOptions::beyond_ends_from,
                    "Share of what lies below the junction without a known depth from which it is flagged"),
        summary.row("beside_line_from", "share", 0.0, 1.0, &SummaryOptions::beside_line_from,
                    "Share of the epidermis too far from a drawn junction from which it is flagged"),
        summary.row("on_pieces_from", "share", 0.0, 1.0, &SummaryOptions::on_pieces_from,
                    "Share of the deposit area on pieces without epidermis from which it is flagged"),
        summary.row("field_from", "share", 0.0, 1.0, &SummaryOptions::field_from,
                    "A larger share of the tissue's outline cut by the border of the image raises a flag"),
        summary.row("small_pieces_from", "ratio", 0.0, 1.0, &SummaryOptions::small_pieces_from,
                    "Area of pieces too small for tissue, over that of the tissue, from which it is flagged"),
        summary.row("large_body_um2", "um2", 1000.0, 1e+08, &SummaryOptions::large_body_um2,
                    "An object of this area that is turned down is flagged"),
    };
}

}  // namespace

ParameterTable joined(std::vector<ParameterTable> parts) {
    ParameterTable table;
    for (ParameterTable& part : parts) {
        std::move(part.begin(), part.end(), std::back_inserter(table));
    }
    return table;
}

std::vector<Parameter> parameter_table() {
    return joined({working_parameters(), survey_parameters(), white_parameters(), stain_parameters(),
                   nuclei_parameters(), colour_parameters(), skin_parameters(), deposit_parameters(),
                   quality_parameters(), summary_parameters()});
}

}  // namespace kossa
