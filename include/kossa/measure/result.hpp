#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/units.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/measure/clinical_case.hpp"
#include "kossa/skin/layers.hpp"

namespace kossa {

/// One measured deposit. Lengths and areas on the glass, not corrected for shrinkage.
struct DepositRow {
    std::string id;  ///< UUIDv5 of slide, parameters, first run and number of pixels
    Morphology morphology = Morphology::amorphous;
    Zone zone = Zone::unassessable;
    /// Below the smoothed dermo-epidermal junction, positive downwards, negative within the epidermis; of the centroid,
    /// the highest and the lowest pixel. Absent where depth cannot be assessed.
    std::optional<Microns> depth;
    std::optional<Microns> depth_min;
    std::optional<Microns> depth_max;
    /// Where the centroid lies beyond an end of the junction: what its depth is at least and at most.
    std::optional<Microns> least_depth;
    std::optional<Microns> most_depth;
    SquareMicrons area;  ///< without cracks and holes
    Microns equivalent_diameter;
    Microns max_diameter;          ///< largest distance between two points of the outline
    double solidity = 0.0;         ///< area over convex area, 0..1
    double circularity = 0.0;      ///< 4 pi area / perimeter^2, 0..1
    double od_mean = 0.0;          ///< mean optical density (log base 10) over pixels and channels
    double saturation = 0.0;       ///< hue-saturation-density saturation of the mean colour (van der Laak 2000)
    int granule_count = 0;         ///< separate grains joined into this deposit; 0 for others
    double confidence = 0.0;       ///< 0..1
    bool touches_edge = false;     ///< cut off by the edge of the image
    bool fragment = false;         ///< lies on a detached piece of tissue without epidermis of its own
    bool beyond_junction = false;  ///< has no depth because most of it, or the centroid, lies beyond an end of it
    Point<Level0> centroid;
    MultiPolygon<Level0> outline;
    std::vector<Microns> grains;  ///< equivalent diameters, of a granular deposit; in the order of their first pixels
    /// Of the centroid below the top of the living epidermis, as Breslow measures from the granular layer. Where the
    /// horny layer cannot be told from cells, it is included. Absent where depth is.
    std::optional<Microns> depth_from_top;
    /// Where the centroid lies between junction, 0, and subcutaneous fat, 1. Absent where depth is, and where the piece
    /// of tissue shows no fat.
    std::optional<double> dermis_fraction;
    /// Whether any of it lies near a follicle or duct (AdnexaOptions). Absent where depth is, and where adnexa were not
    /// looked for because no epidermis was found.
    std::optional<bool> adnexal;
};

/// One object that was looked at and turned down.
struct ConfuserRow {
    std::string id;
    FindingClass finding = FindingClass::nuclei;
    std::string reason;  ///< one clause: the measured value that decided
    SquareMicrons area;
    double confidence = 0.0;  ///< that it is calcium after all, 0..1
    Point<Level0> centroid;
    MultiPolygon<Level0> outline;
};

/// What the file says and how it was understood.
struct SlideIdentity {
    std::string name;
    std::string vendor;
    std::string quickhash;
    Size<Level0> size;
    std::optional<double> mpp_x;  ///< um per level-0 pixel
    std::optional<double> mpp_y;
    std::string mpp_source;
    std::optional<double> objective_power;
    Point<Level0> bounds_offset;  ///< where the scanned area begins (MRXS), in level-0 pixels
};

/// The stain as measured. Vectors are unit optical-density vectors, channel order red, green, blue.
struct StainReport {
    std::string stain;   ///< "he", "von-kossa" or "" when not known
    std::string source;  ///< "recognised" or "--stain"
    std::array<double, 3> white_point{};
    std::string white_point_source;  ///< "glass", "percentile" or "default"
    std::string matrix_source;       ///< "estimated", "reference" or "profile"
    std::vector<std::string> stain_names;
    std::vector<std::array<double, 3>> vectors;
};

/// Area-weighted or number-weighted percentiles of one quantity, in the unit of the quantity.
struct Distribution {
    std::int64_t count = 0;
    double p10 = 0.0;
    double p25 = 0.0;
    double p50 = 0.0;
    double p75 = 0.0;
    double p90 = 0.0;
    double largest = 0.0;
};

/// Deposits of one zone or one morphology.
struct Totals {
    std::string name;
    std::int64_t count = 0;
    SquareMicrons area;
    SquareMicrons tissue_area;   ///< of the zone; of the whole section for a morphology
    SquareMicrons largest = {};  ///< area of the largest object; 0 without any
};

/// Share of the area of deposits with a depth that lies no deeper than `cut` below the junction.
struct SuperficialFraction {
    Microns cut;
    double fraction = 0.0;     ///< 0..1
    double outside_fat = 0.0;  ///< without what lies in fat, which is deep however thin the dermis is; 0..1
};

/// What would count as calcium had a pixel to be as dark as this to start a deposit.
struct AreaAtSeed {
    double seed_od = 0.0;
    double change = 0.0;  ///< of the seed, relative to the slide's own: -0.15 is 15 % paler
    std::int64_t count = 0;
    SquareMicrons area;
};

/// What would count as calcium had a deposit to be at least as certain as this.
struct AreaAtConfidence {
    double confidence_from = 0.0;
    std::int64_t count = 0;
    SquareMicrons area;
};

/// Share of the deposit area in the upper third of the dermis, epidermis included, of the deposits that have a
/// dermis fraction.
struct UpperThird {
    double fraction = 0.0;  ///< 0..1
    SquareMicrons area;     ///< of those deposits
};

/// Deposits near a follicle or duct.
struct AdnexalDeposits {
    std::int64_t count = 0;
    SquareMicrons area;
};

/// 95 % interval within this one section. Without `low` and `high`, `reason` says why there is none.
struct Interval {
    std::optional<double> low;
    std::optional<double> high;
    std::string reason;
};

/// What was measured of the quality of the picture. Absent where there is too little to measure it on.
struct QualityReport {
    std::optional<double> blurred_share;        ///< of the squares of tissue, 0..1
    std::optional<double> clipped_share;        ///< of the stained pixels, 0..1
    std::optional<double> white_spread_od;      ///< how much the glass differs over the slide, optical density
    double glass_mm2 = 0.0;                     ///< of bare glass, from which the white point comes if there is enough
    std::optional<double> stain_angle_degrees;  ///< between the vectors of the two stains; absent on von Kossa
    std::optional<double> nuclear_saturation;   ///< median, of what has the hue of nuclei; absent on von Kossa
    SquareMicrons small_pieces;                 ///< SurveyTissue::small, as far as no deposits are looked for there
};

/// What looks like deposits and lies on the bare glass beside the section (precipitate.hpp).
struct CrumbsOnGlass {
    std::int64_t count = 0;
    SquareMicrons area;
    SquareMicrons glass_area;             ///< that was looked at
    std::optional<double> density_ratio;  ///< per area of glass over what looks so per area of tissue
};

/// How the pixels of the working grid came from those of the file.
struct WorkingReading {
    int level = 0;      ///< of the file
    int reduction = 1;  ///< its pixels per working pixel, along each axis
    std::string way;    ///< "as-stored", "scaled-decoding" or "averaged"
};

/// A parameter with the value that was used.
struct ParameterValue {
    std::string key;  ///< "section.name"
    std::variant<double, std::int64_t, std::string> value;
    std::string unit;
};

/// The file of outlines that went before what was found.
struct RegionsReport {
    std::string file;                  ///< its name without folders
    std::string sha1;                  ///< of its bytes, 40 hexadecimal digits
    std::vector<std::string> ignored;  ///< classes in it that are no outlines to go by, sorted
    std::int64_t counted = 0;          ///< deposits that count because a person says that they are calcium
    std::int64_t turned_down = 0;      ///< objects that would count if a person did not say what else they are
    std::int64_t without_calcium = 0;  ///< outlines of calcium in which nothing was found
};

struct SlideSummary {
    std::string status;  ///< "ok" or "failed"
    std::string error_code;
    std::string error;  ///< sentence for the user, empty when ok
    std::vector<std::string> flags;
    SlideIdentity slide;
    std::string kossa_version;
    std::vector<ParameterValue> parameters;
    StainReport stain;
    QualityReport quality;
    std::optional<RegionsReport> regions;
    std::optional<ClinicalCase> clinical_case;
    SkinReport skin;
    double working_um_per_px = 0.0;
    WorkingReading working_reading;
    SquareMicrons tissue_area;
    int tissue_pieces = 0;
    double cut_by_image_border = 0.0;  ///< share of the outer outline of the tissue that is the border of the image
    double analysed_fraction = 0.0;    ///< of the tissue area, 0..1; less than 1 where tiles could not be read
    std::int64_t empty_tiles = 0;      ///< beside or within the tissue, for which the file holds nothing
    std::int64_t damaged_tiles = 0;    ///< in the tissue, of which the decoder warns
    CrumbsOnGlass on_glass;
    std::int64_t deposit_count = 0;
    SquareMicrons deposit_area;
    std::optional<double> deposits_per_mm2;  ///< of tissue; absent without tissue
    double seed_od = 0.0;                    ///< density at which a pixel of this slide starts a deposit
    std::vector<AreaAtSeed> at_other_seeds;  ///< from the palest on
    std::vector<AreaAtConfidence> at_confidence;
    std::vector<Totals> by_zone;
    std::vector<Totals> by_morphology;
    std::optional<AdnexalDeposits> adnexal;          ///< absent where no deposit has been asked
    std::vector<Totals> confusers;                   ///< by name
    std::optional<Distribution> diameter_by_number;  ///< equivalent diameter, um
    std::optional<Distribution> diameter_by_area;
    std::optional<double> largest_share;  ///< of the deposit area, in the largest deposit; absent without deposits
    std::optional<Distribution> grain_diameter_by_number;  ///< of the grains of all granular deposits, um
    std::optional<Distribution> grain_diameter_by_area;
    std::optional<Distribution> depth_by_area;  ///< um
    double depth_known_share = 0.0;             ///< of the deposit area, in deposits that have a depth, 0..1
    std::vector<SuperficialFraction> superficial;
    std::optional<UpperThird> upper_third;
    std::optional<double> deposit_area_per_epidermis_mm;  ///< um2 of deposit per mm of covered surface
    double area_fraction = 0.0;                           ///< deposit area over tissue area, 0..1
    Interval area_fraction_interval;
    std::string pattern;          ///< "superficial", "deep", "mixed", "no deposits", "not assessable"
    std::string pattern_context;  ///< one sentence (pattern_context.hpp)
};

/// Everything one slide gives.
struct SlideResult {
    SlideSummary summary;
    std::vector<DepositRow> deposits;  ///< by position: top to bottom, left to right
    std::vector<ConfuserRow> confusers;
    LayerOutlines layers;
};

}  // namespace kossa
