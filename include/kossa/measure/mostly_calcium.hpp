#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/deposit/finding.hpp"

namespace kossa {

/// The pixels of a survey grid of `size` of which calcium that counts takes half or more.
MaskSheet mostly_calcium(const std::vector<Finding>& findings, const cv::Size& size,
                         const Scaling<Survey, Working>& survey_from_working);

}  // namespace kossa
