#include <cmath>
#include <nlohmann/json.hpp>

#include "kossa/evaluate/evaluation_text.hpp"

namespace kossa {

namespace {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value) {
    constexpr double steps = 1e6;
    return value ? Json(std::round(*value * steps) / steps) : Json();
}

Json spread_json(const std::optional<Spread>& spread) {
    return spread ? Json{{"count", spread->count}, {"median", number(spread->median)}, {"p90", number(spread->p90)}}
                  : Json();
}

Json objects_json(const std::vector<ObjectAgreement>& objects) {
    Json rows = Json::array();
    for (const ObjectAgreement& row : objects) {
        rows.push_back({{"group", row.group},
                        {"name", row.name},
                        {"truth", row.truth},
                        {"found", row.found},
                        {"missed", row.truth - row.found},
                        {"false", row.not_true ? Json(*row.not_true) : Json()},
                        {"recall", number(row.recall)},
                        {"precision", number(row.precision)},
                        {"f1", number(row.f1)}});
    }
    return rows;
}

Json counts_json(const std::vector<NameCount>& counts) {
    Json rows = Json::array();
    for (const NameCount& count : counts) {
        rows.push_back({{"truth", count.truth}, {"marked", count.marked}, {"count", count.count}});
    }
    return rows;
}

Json epidermis_json(const std::optional<LayerAgreement>& layer) {
    if (!layer) {
        return {};
    }
    return {{"dice", number(layer->dice)},
            {"precision", number(layer->precision)},
            {"sensitivity", number(layer->sensitivity)},
            {"border_distance_um", number(layer->border_distance_um)}};
}

Json reliability_json(const std::vector<ReliabilityBin>& bins) {
    Json rows = Json::array();
    for (const ReliabilityBin& bin : bins) {
        rows.push_back({{"confidence_from", number(bin.from)},
                        {"confidence_to", number(bin.to)},
                        {"objects", bin.objects},
                        {"calcium", bin.calcium}});
    }
    return rows;
}

}  // namespace

std::string evaluation_json(const Evaluation& e) {
    const Json document{{"slide", e.slide},
                        {"truth", e.truth},
                        {"calcium",
                         {{"truth_um2", number(e.calcium.truth.value())},
                          {"marked_um2", number(e.calcium.marked.value())},
                          {"error_percent", number(e.calcium.error_percent)},
                          {"dice", number(e.calcium.dice)}}},
                        {"false_per_cm2", number(e.false_per_cm2)},
                        {"deposit_area_error_percent", spread_json(e.deposit_area_error_percent)},
                        {"deposits", objects_json(e.objects)},
                        {"counts",
                         {{"truth", e.counts.truth},
                          {"marked", e.counts.marked},
                          {"true_in_pieces", e.counts.in_pieces},
                          {"marked_over_several", e.counts.joined}}},
                        {"morphologies", counts_json(e.morphologies)},
                        {"depth_error_um", spread_json(e.depth_error_um)},
                        {"zone_agreement", number(e.zone_agreement)},
                        {"zones_compared", e.zones_compared},
                        {"other_upper_dermis_um", number(e.other_border_um)},
                        {"zones", counts_json(e.zones)},
                        {"epidermis", epidermis_json(e.epidermis)},
                        {"reliability", reliability_json(e.reliability)},
                        {"classes_left_out", e.left_out}};
    constexpr int indent = 2;  // and ASCII, so that no name steers a terminal
    return document.dump(indent, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace kossa
