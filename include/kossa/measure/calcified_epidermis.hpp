#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/skin/found_skin.hpp"

namespace kossa {

/// What was found, without each connected piece of epidermis of which counted calcium takes more than half: where
/// nuclei are not resolved the survey cannot tell a plaque at a cut edge of the dermis from epidermis. A working pixel
/// belongs to the survey pixel its centre lies in.
FoundSkin without_calcified_epidermis(FoundSkin found, const std::vector<Finding>& findings,
                                      const Scaling<Survey, Working>& survey_from_working);

}  // namespace kossa
