#include "kossa/deposit/slide_rules.hpp"

#include <functional>
#include <utility>

namespace kossa {

std::vector<Finding> SlideRules::judged(std::vector<Component> components) const {
    return compared(classify(std::move(components), judgement()));
}

std::vector<Finding> SlideRules::calcium(std::vector<Component> components, const MayJoin& also_asked) const {
    std::vector<Finding> findings = compared(classify_calcium(std::move(components), judgement(), also_asked));
    std::erase_if(findings, std::not_fn(is_calcium));
    return findings;
}

std::vector<Finding> SlideRules::compared(std::vector<Finding> findings) const {
    return nuclei ? compare_with_nuclei(std::move(findings), *nuclei, nests, look, classification, working) : findings;
}

}  // namespace kossa
