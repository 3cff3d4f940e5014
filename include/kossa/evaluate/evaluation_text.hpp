#pragma once

#include <string>

#include "kossa/evaluate/evaluation.hpp"

namespace kossa {

/// Tables to read: shares with three decimals, "-" for what is absent.
std::string evaluation_text(const Evaluation& evaluation);

/// One JSON object with the same figures, shares and percent to six digits, `null` for what is absent.
std::string evaluation_json(const Evaluation& evaluation);

}  // namespace kossa
