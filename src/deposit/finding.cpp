#include "kossa/deposit/finding.hpp"

namespace kossa {

std::string_view name(Morphology morphology) {
    return morphology == Morphology::granular ? "granular" : "amorphous";
}

std::string_view name(FindingClass finding) {
    constexpr std::array<std::string_view, 12> names{"Calcium", "Uncertain", "Nuclei",      "Pigment",
                                                     "Carbon",  "Ink",       "Fold",        "Keratin",
                                                     "Dust",    "Blood",     "Precipitate", "Bacteria"};
    return names.at(static_cast<std::size_t>(finding));
}

bool is_calcium(const Finding& finding) {
    return finding.finding == FindingClass::calcium;
}

bool may_be_calcium(FindingClass finding) {
    return finding == FindingClass::calcium || finding == FindingClass::uncertain;
}

bool is_set_aside(FindingClass finding) {
    return finding == FindingClass::uncertain || finding == FindingClass::carbon;
}

bool is_set_aside(std::string_view name) {
    return name == kossa::name(FindingClass::uncertain) || name == kossa::name(FindingClass::carbon);
}

}  // namespace kossa
