#pragma once

#include <string_view>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/report/output_file.hpp"

namespace kossa::report {

/// The columns of deposits.csv, in order.
inline constexpr std::string_view deposit_columns =
    "deposit_id,morphology,zone,depth_um,depth_min_um,depth_max_um,area_um2,equivalent_diameter_um,max_diameter_um,"
    "solidity,circularity,od_mean,saturation,granule_count,confidence,touches_edge,fragment,centroid_x_px,"
    "centroid_y_px,depth_from_top_um,dermis_fraction,adnexal";

/// Writes deposits.csv: the header and one row per deposit in the given order, lines ending in "\n". Absent values are
/// empty; the columns are defined in docs/results.md.
void write_deposit_table(const TextSink& sink, const std::vector<DepositRow>& deposits);

}  // namespace kossa::report
