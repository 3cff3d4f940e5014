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

}  // namespace kossa
