#include "kossa/deposit/slide_rules.hpp"

#include <utility>

namespace kossa {

std::vector<Finding> SlideRules::judged(const std::vector<Component>& components,
                                        const SegmentationOptions& segmentation, const MayJoin& also_asked) const {
    std::vector<Finding> findings =
        classify(components, rules, segmentation, classification, working, nuclei, also_asked);
    return nuclei ? compare_with_nuclei(std::move(findings), *nuclei, look, classification, working) : findings;
}

}  // namespace kossa
