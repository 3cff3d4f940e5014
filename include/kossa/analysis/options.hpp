#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kossa/analysis/quality.hpp"
#include "kossa/deposit/black_bodies.hpp"
#include "kossa/deposit/carbon.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/deposit/full_cells.hpp"
#include "kossa/deposit/nuclear_look.hpp"
#include "kossa/deposit/segmentation.hpp"
#include "kossa/measure/place.hpp"
#include "kossa/measure/precipitate.hpp"
#include "kossa/measure/summarise.hpp"
#include "kossa/skin/skin_map.hpp"
#include "kossa/stain/nuclear_density.hpp"
#include "kossa/stain/stain_estimate.hpp"
#include "kossa/stain/stain_profile.hpp"
#include "kossa/stain/stain_recognition.hpp"
#include "kossa/stain/white_point.hpp"
#include "kossa/tiling/execution.hpp"

namespace kossa {

struct SurveyOptions {
    /// Pixel of the survey grid, um, 2..16: fat cells and epidermis must show.
    double pixel_um = 8.0;
    /// Most pixels of the survey grid; a larger slide is surveyed at a pixel twice as large, again and again, 1e6..1e9.
    double most_pixels = 64e6;
    /// Side of a sample of tissue from which stain and nuclei are measured, working pixels, 64..2048.
    int sample_px = 256;
    /// Most samples, spread evenly over the tissue, 1..1000.
    int most_samples = 48;
    /// Glass counts from this far off the tissue, um, 0..500.
    double glass_margin_um = 50.0;
    /// Deposits are looked for up to this far beyond the tissue's outline, um, 0..500: in fat cells cut open at the
    /// edge little more than glass is seen.
    double region_margin_um = 150.0;
    /// What must not count as cells: mean optical density from here, 0.3..1.5, ...
    double dense_od = 0.50;
    /// ... and saturation up to here, 0.1..0.6.
    double dense_saturation = 0.34;
    /// On H&E, whatever its colour, what is solid over this width, um, 16..200: nuclei are smaller, and between those
    /// of a crowd lies cytoplasm.
    double solid_um = 40.0;
    /// What holds no cells is left out so far beyond its outline, um, 0..50: a survey pixel, which blur and the outline
    /// share with it.
    double blurred_edge_um = 8.0;
    /// What may be pen or margin ink: at least this dense, 0.05..0.5 (paler, the colour is uncertain), and ...
    double ink_od = 0.15;
    /// ... green or blue, with at least this cx, -1..1: no stain of skin absorbs so much more red than green and blue;
    /// ...
    double ink_from_cx = 0.15;
    /// ... or grey, with a saturation below this, 0.05..0.5: of a thousand survey pixels of epidermis one has less than
    /// 0.18 to 0.25 on four sections, and nuclei have 0.25 and more; ...
    double ink_saturation = 0.15;
    /// ... or what does not count as cells, but with at least this cy, -1..1: melanin has less.
    double ink_from_cy = 0.05;
};

/// The slides on which the limits of colour on H&E were measured, by the median saturation of what has the hue of
/// nuclei: 0.34 to 0.46 on ten sections and fields at 0.5 um a pixel, 0.32 on parts of the dullest, 0.31 on one at 1
/// um.
struct ColourOptions {
    /// Most vivid of them, 0.1..1.
    double most_vivid = 0.46;
    /// Usual, 0.1..1: on duller slides nuclei and grey are looked for among duller colours.
    double usual = 0.41;
    /// Dullest of them, 0.1..1: on duller slides violet calcium is duller, too.
    double dullest = 0.31;
};

struct WorkingOptions {
    /// Wanted pixel of the working grid, um, 0.1..2. Slides are read at the coarsest power of two of their own pixel
    /// that is not above it by more than a tenth.
    double pixel_um = 0.5;
    /// Side of a tile, working pixels, 16..16384. Changes speed and memory, never the result.
    int tile_px = 1024;
    /// A pixel above this shows no single grains; the summary says so, um, 0.5..4.
    double coarse_um = 1.0;
    /// Share of the tissue that may be unreadable before the slide fails, 0..1.
    double most_unreadable = 0.01;
};

struct DepositOptions {
    SegmentationOptions segmentation;
    /// On haematoxylin and eosin the seed is this many times the optical density of dark nuclei of the slide, 0.5..2
    /// (dense calcium 0.68 to 0.82 where nuclei have 0.31 to 0.57), ...
    double seed_over_nuclei = 1.2;
    /// ... at least this, 0.2..2, or half of it where nuclei are resolved, so that their density is their own; where
    /// they are not, less in proportion in a pale stain (NuclearDensityOptions::pale_od); ...
    double least_he_seed_od = 0.50;
    /// ... and at most this, 0.2..2: where nuclei are nearly black, dense calcium is no darker than elsewhere.
    double largest_he_seed_od = 0.82;
    /// `segmentation.body_od` is at most this many times the density of dark nuclei, 1..2.
    double body_over_nuclei = 1.08;
    /// A mass that does not stand free must be this many times as dense as dark nuclei, 1..3: no single nucleus is, ...
    double mass_over_nuclei = 1.5;
    /// ... but no denser than this, 0.2..2: dense calcium of any stain is, ...
    double mass_od = 0.50;
    /// ... nor than this, 0.2..2, where it is grey and no larger than a macrophage: dense calcium has 0.68 and more; of
    /// six dense nuclei that passed for calcium on two fields of ordinary strength five had less (measured).
    double cell_mass_od = 0.55;
    /// Density of dark nuclei for which the limits of density on H&E hold as they are, 0.1..2: that of the slides on
    /// which they were measured. With a stain stronger or weaker than that they move in proportion.
    double usual_nuclear_od = 0.42;
    /// Density of the silver of von Kossa from which on the limits hold as they are, 0.3..2: with paler silver they
    /// move in proportion, down to `low_silver_seed_od`.
    double usual_silver_od = 0.80;
    /// On von Kossa a pixel starts a deposit only where each channel has this share of the mean density, 0..1: silver
    /// absorbs all colours; nuclear fast red and eosin have 0.41 to 0.42 in red. A grain of two pixels with all the
    /// colour of the tissue round it, as JPEG may leave it, has 0.49.
    double least_silver_channel = 0.45;
    /// SegmentationOptions::crack_light on von Kossa, whose silver lets hardly any light through, 0..1. A crack some
    /// 0.6 pixels wide is that bright where the image is blurred by a sigma of one pixel: from there on counting it as
    /// a whole pixel errs less than not seeing it.
    double silver_crack_light = 0.2;
    /// On von Kossa a pen stroke is as coloured as this, saturation, 0..1. Silver may be as dense and come to the
    /// outline of the section as well, but it is neutral: large deposits have 0.02 to 0.04, a black pen 0.25 to 0.27
    /// (measured).
    double silver_pen_saturation = 0.15;
    /// On H&E what is no calcium is read again with a seed this many times the slide's own, 1..2, for dense cores:
    /// about as far above dark nuclei once more as the seed is.
    double core_over_seed = 1.25;
    /// What of a mass lies beyond its dense cores is tissue that touches it where it is paler than the seed and has no
    /// more than this share of their density, 0..1 (at most that in 32 of 36 such bodies on seven sections and 32
    /// phantoms, 0.78 and more in 12 of 14 masses that are calcium throughout, measured).
    double touching_over_core = 0.75;
    /// It is also read with this seed, 0.2..2, where it is grey: nine of ten pixels of dense calcium of five fields are
    /// as dense.
    double grey_core_od = 0.58;
    /// And with this one, 0.2..2, where the slide's own is denser: 31 violet masses of two sections had 0.46 to 0.78 on
    /// average; grey bodies of sections without calcium 0.41 and less, in stains made 1.5 times as strong 0.53 to 0.58.
    double pale_core_od = 0.50;
    /// On H&E grains among those of a granular deposit of at least this confidence, 0..1, ...
    double faint_grain_confidence = 0.9;
    /// ... are read with this share of the seed, 0.3..1: blur and coarse pixels leave those of 2 to 4 um, which measure
    /// two to four pixels at 1 um, 0.33 to 0.43 where larger grains of the same deposits have 0.69 to 0.75 (medians of
    /// the darkest pixel, measured on a section at 1 um a pixel), ...
    double faint_grain_over_seed = 0.65;
    /// ... where they measure no more than this across, pixels, 1..20: in what is larger, blur leaves a core of full
    /// density; ...
    double faint_grain_px = 5.0;
    /// ... and must have this definition at least, 0..1, more than any other grain: of what was so read on three
    /// sections 19 of 20 grains had 1.00, and half of what was tissue less than 0.94 (measured).
    double faint_grain_definition = 0.98;
    /// The deposit area is also given for a seed lower and higher by this share of it, to show how much hangs on the
    /// threshold, 0..0.5 (0: not given).
    double seed_variation = 0.15;
    /// On von Kossa it is given for this seed too, 0.2..2: pale silver that the seed leaves out.
    double low_silver_seed_od = 0.45;
    DepositRules he = basophilic_rules();
    DepositRules von_kossa = silver_rules();
    ClassificationOptions classification;
    NuclearLookOptions nuclear_look;
    CarbonOptions carbon;
    BlackBodyOptions black_bodies;
    FullCellOptions full_cells;
    PlaceOptions place;
    PrecipitateOptions precipitate;
};

/// Everything that can be chosen about the analysis of a slide.
struct AnalysisOptions {
    std::optional<Stain> stain;  ///< nothing: recognised
    /// Stain vectors in place of those of the slide; a slide of another stain is refused.
    std::optional<StainProfile> stain_profile;
    SurveyOptions survey;
    WorkingOptions working;
    WhitePointOptions white_point;
    StainRecognitionOptions recognition;
    StainEstimateOptions stain_estimate;
    NuclearDensityOptions nuclei;
    ColourOptions colours;
    SkinOptions skin;
    DepositOptions deposit;
    QualityOptions quality;
    SummaryOptions summary;
    ExecutionOptions execution;  ///< how, not what: no parameter of the result
};

/// One number of the options: its name in files, unit, range and meaning, and where it lives.
struct Parameter {
    std::string key;  ///< "section.name", the unit last: "deposit.reach_um"
    std::string unit;
    double least = 0.0;
    double most = 0.0;
    std::string meaning;
    std::function<double&(AnalysisOptions&)> real;  ///< empty for whole numbers
    std::function<int&(AnalysisOptions&)> whole;

    double value(const AnalysisOptions& options) const;
    /// Throws UsageError outside the range, or when a whole number is wanted and not given.
    void set(AnalysisOptions& options, double value) const;
};

/// The one table of all parameters: it is printed by --print-config, read from TOML, checked, and echoed in the
/// summary.
std::vector<Parameter> parameter_table();

/// Throws UsageError naming the first parameter outside its range or at odds with another: a lower bound that is not
/// below its upper one, or a ramp (deposit_rules.hpp) that runs the other way than by default, or nowhere.
void validate(const AnalysisOptions& options);

/// Every parameter that a result depends on with its value, in the table's order: all but the tile size.
std::vector<ParameterValue> parameter_values(const AnalysisOptions& options);

/// The options of these values, which parameter_values() gave; what is not among them is as by default.
AnalysisOptions options_of(const std::vector<ParameterValue>& values);

}  // namespace kossa
