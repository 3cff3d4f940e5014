#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kossa/evaluate/run_algebra.hpp"
#include "kossa/evaluate/slides.hpp"

namespace kossa {

/// How two areas of pixels agree. Pixels are those of level 0 whose centres an outline holds.
struct AreaAgreement {
    SquareMicrons truth;
    SquareMicrons marked;
    std::optional<double> dice;           ///< 2 common / (truth + marked), 0..1; absent where both are empty
    std::optional<double> error_percent;  ///< 100 (marked - truth) / truth; absent without truth
};

/// How many objects of one kind were found. A true deposit is found when at least 30 % of its pixels are marked. A
/// marked deposit is false when no true calcium lies within 10 um of it (along either axis). Found and missed go by
/// what the truth says of a deposit, false by what the program says of it.
struct ObjectAgreement {
    std::string group;  ///< "all", "morphology", "kind", "diameter"
    std::string name;
    std::int64_t truth = 0;
    std::int64_t found = 0;
    std::optional<std::int64_t> not_true;  ///< marked and false; absent for kinds that the program does not name
    std::optional<double> recall;          ///< found / truth
    std::optional<double> precision;       ///< found / (found + false)
    std::optional<double> f1;              ///< 2 found / (truth + found + false)
};

/// The middle and the ninth tenth of some values, interpolated between neighbours.
struct Spread {
    std::int64_t count = 0;
    double median = 0.0;
    double p90 = 0.0;
};

/// Found deposits by what the truth says of them, and what the program says of the marked deposit that overlaps most.
struct NameCount {
    std::string truth;
    std::string marked;
    std::int64_t count = 0;
};

/// How many there are on both sides, and how they lie on each other.
struct DepositCounts {
    std::int64_t truth = 0;
    std::int64_t marked = 0;
    std::int64_t in_pieces = 0;  ///< true deposits that several marked ones overlap
    std::int64_t joined = 0;     ///< marked deposits that overlap several true ones
};

struct LayerAgreement {
    double dice = 0.0;
    std::optional<double> precision;    ///< share of what is marked that is true; absent where nothing is marked
    std::optional<double> sensitivity;  ///< share of what is true that is marked; absent where nothing is true
    /// Mean distance between the two borders, both ways, um; absent where one has none.
    std::optional<double> border_distance_um;
};

/// What the program was that confident of, and how much of it is calcium: deposits, and below the cut what was set
/// aside as uncertain. An object is calcium when at least half of its pixels are. One
/// whose confidence is not known is left out.
struct ReliabilityBin {
    double from = 0.0;  ///< confidence, 0..1
    double to = 1.0;    ///< less than this, but that 1 belongs to the last
    std::int64_t objects = 0;
    std::int64_t calcium = 0;
};

/// A result against a truth.
struct Evaluation {
    std::string slide;
    std::string truth;
    AreaAgreement calcium;
    std::vector<ObjectAgreement> objects;  ///< all first
    std::optional<double> false_per_cm2;   ///< of tissue; absent without tissue
    /// Per found deposit, marked against true area in its bounding box, percent of the true area, without sign.
    std::optional<Spread> deposit_area_error_percent;
    DepositCounts counts;
    std::vector<NameCount>
        morphologies;  ///< of found deposits, dense ones as amorphous; empty where the truth names none
    /// Of found deposits with less than a twentieth in the epidermis, without sign, um: the depth of the true centroid
    /// against the mean depth of all marked deposits that overlap it, each weighed by how much of it overlaps.
    std::optional<Spread> depth_error_um;
    std::vector<NameCount> zones;  ///< empty where the truth names none, or another border was asked for
    /// The border of the upper dermis that the result was scored with, um, where it is not that of the truth's zones.
    std::optional<double> other_border_um;
    /// Share of the zones that agree, deep dermis and subcutis taken as one; deposits within 50 um of the border of the
    /// upper dermis, or with 20 to 80 % in the epidermis, are left out.
    std::optional<double> zone_agreement;
    std::int64_t zones_compared = 0;
    std::optional<LayerAgreement> epidermis;  ///< absent where the truth has none
    std::vector<ReliabilityBin> reliability;  ///< from 0.1 on, ascending
    std::vector<std::string> left_out;        ///< classes of the truth that are not compared, sorted
};

/// Throws UsageError where the truth belongs to another slide: another size, another pixel size along either axis, or
/// outlines of calcium that hold no pixel of the slide.
Evaluation evaluate(const MarkedSlide& marked, const TrueSlide& truth);

/// Areas on level-0 pixels, the borders on a grid of 4 um. Throws UsageError where that has more than 1e9 pixels.
LayerAgreement layer_agreement(const MultiPolygon<Level0>& marked, const MultiPolygon<Level0>& truth,
                               const Size<Level0>& size, const PixelSize& pixel);

/// From 0.1 on, where objects begin to be listed as uncertain; calcium is what lies at least by half in `all_true`.
std::vector<ReliabilityBin> reliability_of(const MarkedSlide& marked, const PixelSet& all_true);

/// Interpolated linearly between neighbours. Nothing without values.
std::optional<Spread> spread_of(std::vector<double> values);

}  // namespace kossa
