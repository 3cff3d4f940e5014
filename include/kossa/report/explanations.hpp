#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// What a code means, in words for the reader of a report.
struct Explanation {
    std::string_view code;      ///< as in summary.json
    std::string_view sentence;  ///< what it means
    std::string_view remedy;    ///< what to do about it; empty for the names of confusers
    /// The sentence in a few words for pictures, only of flags: printable ASCII, no capital and no full stop, at most
    /// 60 characters.
    std::string_view label = {};
};

/// The one place for the words of flags, of the errors of a slide that could not be measured, and of the names of what
/// was turned down. docs/results.md lists the same codes.
std::vector<Explanation> flag_explanations();
std::vector<Explanation> error_explanations();
std::vector<Explanation> confuser_explanations();

/// The sentence of a flag of this slide, with how much it is here where the summary says: "... (3 tiles)."
std::string flag_sentence(std::string_view flag, const SlideSummary& summary);

/// The explanation of a code; of an unknown one the code stands for the sentence and the label.
Explanation explained(std::string_view code, const std::vector<Explanation>& explanations);

}  // namespace kossa::report
