#pragma once

#include "kossa/report/overlay.hpp"

namespace kossa::report {

/// The same picture, `factor` times as large along each side (at least one pixel).
Background resized(const Background& background, double factor);

/// The picture with layers and deposits drawn in, without the margin strip.
RgbImage annotated_picture(const SlideResult& result, const Background& background);

/// Whether a deposit shows so small that it is marked by a ring.
bool needs_ring(const DepositRow& deposit, const Background& background);

/// Whether one line is drawn round all grains of a deposit.
bool needs_line_round(const DepositRow& deposit, const Background& background);

}  // namespace kossa::report
