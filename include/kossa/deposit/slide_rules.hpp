#pragma once

#include <optional>
#include <vector>

#include "kossa/deposit/nuclear_look.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

/// All that the findings of one slide are judged by, whatever seed they were segmented with.
struct SlideRules {
    DepositRules rules;
    ClassificationOptions classification;
    NuclearLookOptions look;
    PixelSize working;
    std::optional<NuclearLook> nuclei;  ///< of the slide, where it is known
    NuclearNests nests = {};

    /// What a single object is judged by. This must outlive it.
    Judgement judgement() const { return {rules, classification, working, nuclei}; }

    /// Classified, and compared with the slide's nuclei.
    std::vector<Finding> judged(std::vector<Component> components) const;
    /// The calcium among them. `also_asked` as in classify_calcium().
    std::vector<Finding> calcium(std::vector<Component> components, const MayJoin& also_asked = {}) const;

  private:
    std::vector<Finding> compared(std::vector<Finding> findings) const;
};

}  // namespace kossa
