#pragma once

#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"

namespace kossa::page {

/// Deposit area against depth, in the colours of the zones, with bands for the layers. Empty without depths.
Html depth_chart(const SlideResult& result);

/// Number of deposits against equivalent diameter. Empty without deposits.
Html size_chart(const std::vector<DepositRow>& deposits);

/// Share of the deposit area that is superficial, against the depth taken for the border. Empty without depths.
Html superficial_chart(const SlideSummary& summary);

}  // namespace kossa::page
