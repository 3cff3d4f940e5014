#include "kossa/deposit/slide_rules.hpp"

#include <utility>

namespace kossa {

std::vector<Finding> SlideRules::judged(std::vector<Component> components) const {
    return compared(classify(std::move(components), rules, classification, working, nuclei));
}

std::vector<Finding> SlideRules::calcium(std::vector<Component> components, const MayJoin& also_asked) const {
    std::vector<Finding> findings =
        compared(classify_calcium(std::move(components), rules, classification, working, nuclei, also_asked));
    std::erase_if(findings, [](const Finding& finding) { return finding.finding != FindingClass::calcium; });
    return findings;
}

std::vector<Finding> SlideRules::compared(std::vector<Finding> findings) const {
    return nuclei ? compare_with_nuclei(std::move(findings), *nuclei, look, classification, working) : findings;
}

}  // namespace kossa
