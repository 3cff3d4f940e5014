#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "kossa/core/hsd.hpp"
#include "kossa/core/shared_runs.hpp"
#include "kossa/deposit/component.hpp"

namespace kossa {

/// Granular: separate grains of at most 20 um lying together. Amorphous: a mass of its own.
enum class Morphology { granular, amorphous };

inline constexpr std::array all_morphologies{Morphology::granular, Morphology::amorphous};

/// What an object is taken for. Only `calcium` counts; everything else was looked at and turned down.
enum class FindingClass {
    calcium,
    uncertain,
    nuclei,
    pigment,
    carbon,
    ink,
    fold,
    keratin,
    dust,
    blood,
    precipitate,
    bacteria
};

inline constexpr std::array all_finding_classes{
    FindingClass::calcium, FindingClass::uncertain, FindingClass::nuclei,      FindingClass::pigment,
    FindingClass::carbon,  FindingClass::ink,       FindingClass::fold,        FindingClass::keratin,
    FindingClass::dust,    FindingClass::blood,     FindingClass::precipitate, FindingClass::bacteria};

/// The names in tables and files: "granular", and "Calcium", "Nuclei", ... (classifications in QuPath).
std::string_view name(Morphology morphology);
std::string_view name(FindingClass finding);

/// One object, classified: a deposit or a confuser.
struct Finding {
    SharedRuns<Working> runs;  ///< sorted
    PixelSums sums;
    /// Mean of the seeds it is judged by, without what was added to it for its company. Not stored with results.
    Hsd judged_colour;
    FindingClass finding = FindingClass::nuclei;
    FindingClass otherwise = FindingClass::nuclei;  ///< what it is if it is no calcium
    Morphology morphology = Morphology::amorphous;
    int granule_count = 0;  ///< 0 for amorphous
    double confidence = 0.0;
    /// What the confidence would be if there were enough of it: of its grains, pixels or area. At least the confidence.
    double look = 0.0;
    std::string reason;  ///< the criterion that was weakest, with its measured value
};

bool is_calcium(const Finding& finding);

/// Whether it is calcium, or uncertain.
bool may_be_calcium(FindingClass finding);

/// Whether what is so named may be calcium after all, though it does not count: it is set aside, not turned down.
bool is_set_aside(FindingClass finding);
bool is_set_aside(std::string_view name);

}  // namespace kossa
