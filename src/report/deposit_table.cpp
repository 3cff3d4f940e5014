#include "kossa/report/deposit_table.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "kossa/report/number.hpp"

namespace kossa::report {

namespace {

std::string length_text(const std::optional<Microns>& value) {
    return value ? number_text(value->value(), Precision::hundredths) : std::string();
}

std::string ratio(double value) {
    return number_text(value, Precision::six_digits);
}

std::string position(double pixels) {
    return number_text(pixels, Precision::hundredths);
}

std::string place_cells(const DepositRow& d) {
    return fmt::format("{},{},{},{},{},{}", d.id, name(d.morphology), name(d.zone), length_text(d.depth),
                       length_text(d.depth_min), length_text(d.depth_max));
}

std::string shape_cells(const DepositRow& d) {
    return fmt::format("{},{},{},{},{}", number_text(d.area.value(), Precision::hundredths),
                       length_text(d.equivalent_diameter), length_text(d.max_diameter), ratio(d.solidity),
                       ratio(d.circularity));
}

std::string remaining_cells(const DepositRow& d) {
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{}", ratio(d.od_mean), ratio(d.saturation), d.granule_count,
                       ratio(d.confidence), d.touches_edge, d.fragment, position(d.centroid.x), position(d.centroid.y),
                       length_text(d.depth_from_top), d.dermis_fraction ? ratio(*d.dermis_fraction) : std::string(),
                       d.adnexal ? fmt::format("{}", *d.adnexal) : std::string());
}

}  // namespace

void write_deposit_table(const TextSink& sink, const std::vector<DepositRow>& deposits) {
    sink(fmt::format("{}\n", deposit_columns));
    for (const DepositRow& deposit : deposits) {
        sink(fmt::format("{},{},{}\n", place_cells(deposit), shape_cells(deposit), remaining_cells(deposit)));
    }
}

}  // namespace kossa::report
