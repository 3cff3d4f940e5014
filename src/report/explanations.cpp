#include "kossa/report/explanations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kossa/report/readable.hpp"

namespace kossa::report {

namespace {

std::string largest_turned_down(const SlideSummary& summary) {
    const auto largest =
        std::ranges::max_element(summary.confusers, {}, [](const Totals& kind) { return kind.largest.value(); });
    return largest == summary.confusers.end()
               ? ""
               : fmt::format("{} um2 named {}", readable_whole(largest->largest.value()), largest->name);
}

/// How much it is on this slide; empty where that is said elsewhere.
std::string flag_figure(std::string_view flag, const SlideSummary& summary) {
    return flag == "empty-tiles-at-tissue"     ? counted(summary.empty_tiles, "tile")
           : flag == "damaged-tiles-in-tissue" ? counted(summary.damaged_tiles, "tile")
           : flag == "nothing-in-outline-of-calcium" && summary.regions
               ? counted(summary.regions->without_calcium, "outline")
           : flag == "junction-drawn-in-part"
               ? fmt::format("{} of the epidermis lies apart from it", readable_percent(summary.skin.beside_line_share))
           : flag == "tissue-cut-by-image-border" ? fmt::format("{} of the tissue's outline lies on the border",
                                                                readable_percent(summary.cut_by_image_border))
           : flag == "small-pieces-left-out"
               ? fmt::format("{} mm2 in all", readable(summary.quality.small_pieces.value() / um2_per_mm2))
           : flag == "large-body-turned-down" ? largest_turned_down(summary)
           : flag == "depth-unknown-beyond-junction" && summary.skin.beyond_ends_share
               ? fmt::format("{} of what lies below the junction", readable_percent(*summary.skin.beyond_ends_share))
               : "";
}

std::vector<Explanation> file_explanations() {
    return {
        {"direct-reading-differs",
         "Tiles decoded by kossa itself were not the pixels that OpenSlide gives, so the slide was read through "
         "OpenSlide.",
         "The results stand; please report the slide.", "read through OpenSlide only"},
        {"objective-power-contradicts-pixel-size", "Pixel size and magnification of the scan contradict each other.",
         "Lengths may be wrong by their ratio, areas by its square, and layers with them. Find out which is right, and "
         "give the pixel size with --mpp: what is given is believed.",
         "pixel size does not fit the objective"},
        {"pixel-size-overridden", "The pixel size given by --mpp is not the one that the file says.",
         "See with kossa info what the file says, and find out which is right: every length and area follows from it.",
         "pixel size given by hand differs from the file's"},
        {"pixels-not-square", "The pixels are more than a tenth longer than wide, as no scanner's are.",
         "See that the pixel size is right, and write --mpp with a decimal point, as 0.5: a comma parts width and "
         "height.",
         "pixels longer than wide"},
    };
}

std::vector<Explanation> stain_explanations() {
    return {
        {"stain-by-traces-of-black",
         "The colours fit von Kossa, but hardly anything is black: a faded H&E slide with a few specks looks the same.",
         "Look at the slide, and say which stain it has with --stain.", "von Kossa by traces of black alone"},
        {"stain-contradicts-colours", "The colours of the slide are those of the other stain than --stain says.",
         "See which is right: what is calcium on one stain is none on the other.",
         "stain given by hand does not fit the colours"},
        {"stain-not-confirmed",
         "The colours of the slide are those of neither H&E nor von Kossa; --stain was believed.",
         "See that the slide has that stain: on another one nothing that counts, or is missed, means calcium.",
         "stain given by hand: the colours fit neither"},
        {"black-as-silver",
         "The colours are those of H&E, but bodies are black and neutral, as silver is and calcium on H&E is not; they "
         "are listed as Dust and not counted. Von Kossa with haematoxylin for the nuclei looks so: score it with "
         "--stain von-kossa if it is that.",
         "Find out which stain it is.", "black bodies: is the stain von Kossa with haematoxylin?"},
        {"brown-as-silver",
         "Bodies larger than a cell are nearly as dark as silver, but brown; they are not counted. Silver that was "
         "developed in too little light looks so, and so does much melanin or foreign pigment.",
         "Look at what was turned down; outline as Calcium what is silver (--regions), or stain another section.",
         "brown bodies set aside: is it silver?"},
        {"pale-as-silver",
         "Bodies are as neutral as silver, but paler than the threshold, beside darker ones; they are not counted. "
         "Unevenly developed or thin deposits look so, and so does dirt.",
         "Look at the pale grey bodies on the slide; score it with a lower deposit.seed_od and deposit.body_od, "
         "or stain another section.",
         "pale grey bodies not counted, perhaps silver"},
    };
}

std::vector<Explanation> picture_explanations() {
    return {
        {"white-point-not-from-glass", "There is too little bare glass to see its colour.",
         "Compare optical densities with those of other slides with care; scan with a margin.",
         "too little bare glass: white point guessed"},
        {"stain-vectors-not-estimated",
         "The two stains could not be told apart on this slide; reference values were used.",
         "Look at what was turned down, and confirm on von Kossa.", "stains not told apart: reference colours used"},
        {"unusual-colours",
         "Colours are more or less vivid than on the slides on which the limits of colour were measured; the limits "
         "went along in proportion.",
         "Look at the overlay; scan with the scanner's colour profile, and compare slides of one scanner.",
         "colours unusually vivid or dull: limits went along"},
        {"pixel-size-too-coarse-for-granules",
         "The pixels are too large to show single grains; fine deposits are missed.", "Scan at 20x or more.",
         "pixels too coarse: grains are missed"},
        {"confirm-on-von-kossa",
         "Many dense bodies may be carbon or tattoo as well as calcium; they are listed as Carbon and not counted.",
         "Stain a section of the same block by von Kossa, and another with alizarin red: carbon is black on the first, "
         "too, but not red on the second.",
         "may be carbon: confirm on von Kossa"},
        {"partly-blurred", "A part of the tissue is out of focus; pale and small deposits are missed there.",
         "Look at the picture; scan again.", "partly out of focus"},
        {"clipped-pixels", "Many stained pixels are at the dark end of the scale, so their density is a lower bound.",
         "Do not compare densities; scan with less contrast.", "too dark: densities are cut off"},
        {"uneven-white",
         "The glass is not equally bright over the slide, so the threshold differs from place to place.",
         "Have the scanner's flat-field correction checked.", "uneven light"},
        {"stains-poorly-separated",
         "The colours of the two stains are close together; what is basophilic is told with error.",
         "Look at what was turned down, and confirm on von Kossa.", "stains hardly differ: confirm on von Kossa"},
        {"nuclei-as-dark-as-calcium",
         "Nuclei, or what passes for them, are as dark as calcium usually is; small and pale deposits, and grains, are "
         "missed.",
         "Stain a section for a shorter time, and confirm on von Kossa.",
         "nuclei as dark as calcium: small deposits missed"},
        {"carbon-beside-silver",
         "Many black bodies are ragged, no larger than a cell and paler than silver, as carbon in macrophages is; they "
         "are listed as Carbon and not counted.",
         "Look at them at high power; compare with a section stained by H&E: carbon is black there, too.",
         "black dust in cells: may be carbon"},
        {"precipitate-on-glass",
         "What looks like small deposits lies on the bare glass as well, so as much fell on the tissue; small deposits "
         "have a lower score, or are set aside.",
         "Look at where the deposits lie; stain another section with fresh, filtered solutions.",
         "precipitate: it lies on the glass as well"},
        {"partly-unreadable", "Some of the tissue could not be read from the file and was not looked at.",
         "Copy or export the slide anew.", "part of the tissue could not be read"},
        {"empty-tiles-at-tissue",
         "Beside or within the tissue the file holds empty tiles, never scanned or lost; nothing is seen there.",
         "Look at the picture there; copy the slide again, or scan it anew.",
         "empty tiles at the tissue: nothing is seen there"},
        {"damaged-tiles-in-tissue",
         "Tiles of the tissue are damaged: the decoder warns of them, and their pixels may be wrong.",
         "Copy or export the slide anew; do not believe what was found there.",
         "damaged tiles in the tissue: pixels may be wrong"},
    };
}

std::vector<Explanation> section_explanations() {
    return {
        {"depth-unassessable", "The section shows no epidermis that can be trusted, so there are no depths.",
         "Outline the epidermis and rescore, or take a section with epidermis; do not use depth.",
         "no epidermis found, so no depth; it can be outlined"},
        {"nothing-below-junction", "All that counts of the section is epidermis, so there are no depths.",
         "See that the outline of the epidermis leaves out the dermis; do not use depth.",
         "nothing below the epidermis, so no depth"},
        {"deep-compartment-not-sampled", "The section reaches neither deep dermis nor fat far enough.",
         "Absence of deep deposits means nothing here; take a deeper biopsy if depth matters.",
         "too shallow to show deep deposits"},
        {"depth-unknown-beyond-junction",
         "The epidermis ends short of the tissue, torn, cut off or excluded by hand, and how deep what lies beyond its "
         "ends is, is not known.",
         "Read no depth there. To get one, draw a line of class Dermo-epidermal junction where the epidermis was, and "
         "rescore.",
         "epidermis torn or cut off: no depth beyond its ends"},
        {"junction-drawn-in-part",
         "The junction was drawn along a part of the epidermis only, and all depths of that piece are measured from "
         "it, "
         "also where other epidermis lies nearer.",
         "Draw it along the whole epidermis of the piece, and rescore; until then read depths beside the line only.",
         "junction drawn in part: depths away from it are wrong"},
        {"deposit-wider-than-epidermis",
         "A deposit in the epidermis is wider than the epidermis is thick: violet calcium right below it may have been "
         "taken for it, and depths and layers there are wrong then.",
         "Look at the overlay; outline the epidermis without it, or draw the junction above it, and rescore.",
         "a deposit is wider than the epidermis it lies in"},
        {"deposit-across-layers",
         "Large deposits reach from the upper dermis deep into the deep dermis. Depth, layer and pattern go by their "
         "middles.",
         "Read depth_min_um and depth_max_um of deposits.csv: from where to where each reaches.",
         "a large deposit reaches through several layers"},
        {"depth-unknown-on-pieces",
         "Deposits, or most of the tissue, lie on pieces without epidermis, and how deep that is, is not known.",
         "Read no depth and no layer there; the pattern is that of the other pieces. To get one, draw a line of class "
         "Dermo-epidermal junction through the piece, and rescore.",
         "pieces without epidermis: no depth there"},
        {"nothing-in-outline-of-calcium",
         "An outline of class Calcium holds no object: nothing there is dark enough to be measured.",
         "The area lacks what you see there; confirm it on von Kossa.", "an outline of calcium holds nothing measured"},
        {"tissue-cut-by-image-border",
         "The border of the image cuts the tissue, so this is a field and not a whole section: what is measured "
         "holds for the field alone.",
         "Scan the whole section, or do not compare with whole sections.", "a field of a section, cut by the image"},
        {"small-pieces-left-out",
         "Beside the tissue lie pieces as dark as it, but too small to be told from dirt: nothing in them was "
         "measured.",
         "Look at the overlay. If they are tissue, lower tissue.least_piece_mm2 in the configuration and score again.",
         "small pieces beside the tissue are not measured"},
        {"large-body-turned-down",
         "Something large and dark was not counted: a pen stroke or a fold over the tissue, a pale plaque, or tissue "
         "as dense as calcium.",
         "Look at it in the overlay. If it is calcium, outline it as Calcium (--regions); if it is pen, wipe it off "
         "and "
         "scan again, for what lies below it is not measured.",
         "something large was turned down"},
    };
}

}  // namespace

std::vector<Explanation> flag_explanations() {
    std::vector<Explanation> all = file_explanations();
    std::ranges::move(stain_explanations(), std::back_inserter(all));
    std::ranges::move(picture_explanations(), std::back_inserter(all));
    std::ranges::move(section_explanations(), std::back_inserter(all));
    return all;
}

std::vector<Explanation> error_explanations() {
    return {
        {"unreadable", "The file could not be opened.", "Check the path, and that you may read the file."},
        {"not-a-slide", "The file is nothing that kossa reads.", "Export it as a tiled TIFF, PNG or JPEG."},
        {"corrupt", "The file is damaged, or too much of the tissue could not be read.", "Copy or export it anew."},
        {"changed", "The file was written to while it was read.", "Score it again when it is whole."},
        {"too-large", "The image is too large to be held in memory.", "Make it a tiled pyramidal TIFF."},
        {"unknown-pixel-size", "The file gives no pixel size that can be believed.",
         "Give it with --mpp: about 0.5 for a 20x scan, 0.25 for a 40x scan."},
        {"fluorescence", "Most of the image is nearly black.",
         "Scan a section stained with H&E or von Kossa, in bright field; save a picture of 10, 12 or 14 bits with all "
         "of "
         "the 8 or 16 bits that the file has."},
        {"no-tissue", "Nothing darker than glass is large enough.",
         "If there is tissue, lower tissue.least_piece_mm2 in the configuration."},
        {"no-colour", "The picture has greys only, and stains are told by colour.", "Scan or export it in colour."},
        {"stain-not-recognised", "The colours fit neither H&E nor von Kossa.",
         "If it is one of them, say so with --stain he or --stain von-kossa."},
        {"stain-profile", "The stain profile is one of another stain than the slide's.",
         "Score the slide with a profile of its stain, or with none."},
        {"regions", "The outlines given do not fit the slide.", "Export the outlines of this slide, or correct them."},
        {"outdated", "The result was written by another version.", "Score the slide anew."},
        {"output", "A result could not be written.", "Check space and permissions."},
        {"out-of-memory", "There was not enough memory.",
         "Close other programs, or score with fewer --threads or a smaller working.tile_px."},
        {"internal", "This is a fault of kossa.", "Report it with the message."},
    };
}

std::vector<Explanation> confuser_explanations() {
    return {
        {"Uncertain", "may be calcium, but not certain enough to count", ""},
        {"Nuclei", "form, size, number or colour speak against calcium", ""},
        {"Pigment", "brown: melanin, haemosiderin or hair, or a macrophage full of pigment", ""},
        {"Carbon", "of the colour of calcium or silver but ragged, as carbon and tattoo are", ""},
        {"Ink", "green, blue or black along the outline of the section, or a pen stroke", ""},
        {"Fold", "a long narrow band or a large lump without an edge of its own", ""},
        {"Keratin", "coloured, ragged or band-like dark matter in the horny layer", ""},
        {"Dust",
         "quite neutral grey, unlike stained tissue, or small and in grey surroundings, as under dirt out of focus, or "
         "among crumbs beside the section",
         ""},
        {"Blood", "red, as blood cells alone and in clumps are", ""},
        {"Precipitate", "crumbs of stain or silver on the bare glass beside the tissue, or as small on it", ""},
        {"Bacteria", "many fine dots in a group on the horny layer", ""},
    };
}

std::string flag_sentence(std::string_view flag, const SlideSummary& summary) {
    std::string sentence(explained(flag, flag_explanations()).sentence);
    const std::string figure = flag_figure(flag, summary);
    if (!figure.empty()) {
        sentence.replace(sentence.size() - 1, 1, fmt::format(" ({}).", figure));
    }
    return sentence;
}

Explanation explained(std::string_view code, const std::vector<Explanation>& explanations) {
    const auto found = std::find_if(explanations.begin(), explanations.end(),
                                    [code](const Explanation& one) { return one.code == code; });
    return found == explanations.end() ? Explanation{code, code, "", code} : *found;
}

}  // namespace kossa::report
