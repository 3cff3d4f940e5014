#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/named_by_hand.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/skin/regions.hpp"

namespace kossa {

/// The outlines of one file, and what the summary says of it.
struct RegionsFile {
    Regions regions;
    std::vector<OutlinedObjects> objects;  ///< one for each class that is outlined
    RegionsReport report;
    std::filesystem::path path;
    std::string bytes;  ///< of the file as it is, packed or not
};

/// Reads outlines from GeoJSON as QuPath exports it. An object's class, or its name where it has no class, says what it
/// outlines, in any case: Tissue, Exclude, Epidermis, Subcutis, Dermo-epidermal junction (lines), or what objects are:
/// Calcium, Nuclei, Pigment, ... The other layers and uncertain objects that kossa itself writes are left out and
/// listed in the report; so is a junction that kossa has written as the border of an epidermis and that nobody has
/// changed since. Throws UsageError naming the file: for another class or none, an area drawn as a line or a junction
/// as an area, and where nothing is outlined; and those of read_features.
RegionsFile read_regions(const std::filesystem::path& file);

/// The same from text in memory; `file` stands for it in messages and report.
RegionsFile regions_of(std::string_view text, const std::filesystem::path& file);

}  // namespace kossa
