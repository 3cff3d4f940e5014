#pragma once

#include <optional>
#include <vector>

#include "kossa/deposit/nuclear_look.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

/// All that the findings of one slide are judged by, whatever they were segmented with.
struct SlideRules {
    DepositRules rules;
    ClassificationOptions classification;
    NuclearLookOptions look;
    PixelSize working;
    std::optional<NuclearLook> nuclei;  ///< of the slide, where it is known

    /// The same of what was segmented with those options. They and this must outlive it.
    Judgement judgement(const SegmentationOptions& segmentation) const {
        return {rules, segmentation, classification, working, nuclei};
    }

    /// Classified, and compared with the slide's nuclei.
    std::vector<Finding> judged(std::vector<Component> components, const SegmentationOptions& segmentation) const;
    /// The calcium among them. `also_asked` as in classify_calcium().
    std::vector<Finding> calcium(
        std::vector<Component> components, const SegmentationOptions& segmentation,
        const MayJoin& also_asked = [](const Component&) { return true; }) const;

  private:
    std::vector<Finding> compared(std::vector<Finding> findings) const;
};

}  // namespace kossa
