#pragma once

#include <array>
#include <cstdint>
#include <string_view>

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

/// Whether it is calcium, or uncertain.
bool may_be_calcium(FindingClass finding);

/// Whether what is so named may be calcium after all, though it does not count: it is set aside, not turned down.
bool is_set_aside(FindingClass finding);
bool is_set_aside(std::string_view name);

}  // namespace kossa
