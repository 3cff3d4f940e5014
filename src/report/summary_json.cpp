#include "kossa/report/summary_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "kossa/report/number.hpp"

namespace kossa::report {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value, Precision precision) {
    const std::optional<double> finite = rounded(value, precision);
    return finite ? Json(*finite) : Json();
}

Json number(const std::optional<double>& value, Precision precision) {
    return value ? number(*value, precision) : Json();
}

Json length(const std::optional<Microns>& value) {
    return value ? number(value->value(), Precision::hundredths) : Json();
}

Json area(SquareMicrons value) {
    return number(value.value(), Precision::hundredths);
}

Json fraction(const std::optional<double>& value) {
    return number(value, Precision::six_digits);
}

Json fraction_of(SquareMicrons part, SquareMicrons total) {
    return total.value() > 0.0 ? fraction(part / total) : Json();
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json position(const Point<Level0>& p) {
    return {{"x", number(p.x, Precision::hundredths)}, {"y", number(p.y, Precision::hundredths)}};
}

Json error_json(const SlideSummary& summary) {
    if (summary.status == "ok") {
        return {};
    }
    return {{"code", summary.error_code}, {"message", summary.error}};
}

Json slide_json(const SlideIdentity& slide) {
    const bool size_known = slide.size.pixel_count() > 0;
    return {{"name", slide.name},
            {"quickhash", text_or_null(slide.quickhash)},
            {"vendor", text_or_null(slide.vendor)},
            {"width_px", size_known ? Json(slide.size.width) : Json()},
            {"height_px", size_known ? Json(slide.size.height) : Json()},
            {"mpp_x", number(slide.mpp_x, Precision::six_digits)},
            {"mpp_y", number(slide.mpp_y, Precision::six_digits)},
            {"mpp_source", text_or_null(slide.mpp_source)},
            {"objective_power", number(slide.objective_power, Precision::six_digits)},
            {"bounds_offset_px", size_known ? position(slide.bounds_offset) : Json()}};
}

Json parameter_value(const ParameterValue& parameter) {
    if (const double* real = std::get_if<double>(&parameter.value)) {
        return number(*real, Precision::as_it_is);
    }
    if (const std::int64_t* whole = std::get_if<std::int64_t>(&parameter.value)) {
        return *whole;
    }
    return std::get<std::string>(parameter.value);
}

Json parameters_json(const std::vector<ParameterValue>& parameters) {
    Json result = Json::object();
    for (const ParameterValue& parameter : parameters) {
        result[parameter.key] = {{"value", parameter_value(parameter)}, {"unit", parameter.unit}};
    }
    return result;
}

Json triple(const std::array<double, 3>& values) {
    Json result = Json::array();
    for (const double value : values) {
        result.push_back(number(value, Precision::six_digits));
    }
    return result;
}

Json stain_json(const StainReport& stain) {
    if (stain.stain.empty()) {
        return {};
    }
    Json vectors = Json::array();
    for (std::size_t i = 0; i < std::min(stain.stain_names.size(), stain.vectors.size()); ++i) {
        vectors.push_back({{"name", stain.stain_names[i]}, {"od_rgb", triple(stain.vectors[i])}});
    }
    return {{"stain", stain.stain},
            {"source", text_or_null(stain.source)},
            {"white_point_rgb", stain.white_point_source.empty() ? Json() : triple(stain.white_point)},
            {"white_point_source", text_or_null(stain.white_point_source)},
            {"matrix_source", text_or_null(stain.matrix_source)},
            {"vectors", vectors}};
}

Json quality_json(const QualityReport& quality) {
    return {{"blurred_share", fraction(quality.blurred_share)},
            {"clipped_share", fraction(quality.clipped_share)},
            {"white_spread_od", fraction(quality.white_spread_od)},
            {"glass_mm2", fraction(quality.glass_mm2)},
            {"stain_angle_degrees", fraction(quality.stain_angle_degrees)},
            {"nuclear_saturation", fraction(quality.nuclear_saturation)},
            {"small_pieces_um2", area(quality.small_pieces)}};
}

Json regions_json(const std::optional<RegionsReport>& regions) {
    if (!regions) {
        return {};
    }
    return {{"file", regions->file},
            {"sha1", regions->sha1},
            {"ignored_classes", regions->ignored},
            {"deposits_counted", regions->counted},
            {"deposits_turned_down", regions->turned_down},
            {"calcium_outlines_without_object", regions->without_calcium}};
}

Json lab_value_json(const Analyte& analyte, const ClinicalCase& clinical_case) {
    const std::optional<LabValue>& given = clinical_case.*analyte.member;
    if (!given) {
        return {};
    }
    Json result{{"value", given->value}, {"unit", given->unit}};
    for (const LabUnit& unit : analyte.units) {
        result["in"][std::string(unit.name)] = number(in_unit(analyte, *given, unit.name), Precision::six_digits);
    }
    return result;
}

Json calcium_json(const std::optional<TwoUnits>& calcium) {
    return calcium ? Json{{"mg_per_dl", fraction(calcium->mass)}, {"mmol_per_l", fraction(calcium->molar)}} : Json();
}

Json product_json(const std::optional<TwoUnits>& product) {
    return product ? Json{{"mg2_per_dl2", fraction(product->mass)}, {"mmol2_per_l2", fraction(product->molar)}}
                   : Json();
}

Json bounds_json() {
    Json result = Json::array();
    for (const ProductBound& bound : product_bounds()) {
        Json entry = product_json(bound.at);
        entry["source"] = bound.source;
        result.push_back(entry);
    }
    return result;
}

Json case_json(const std::optional<ClinicalCase>& clinical_case) {
    if (!clinical_case) {
        return {};
    }
    Json result{{"age_years", fraction(clinical_case->age_years)}, {"site", text_or_null(clinical_case->site)}};
    for (const Analyte& analyte : analytes()) {
        result[std::string(analyte.key)] = lab_value_json(analyte, *clinical_case);
    }
    const CaseFigures figures = figures_of(*clinical_case);
    result["corrected_calcium"] = calcium_json(figures.corrected_calcium);
    result["calcium_phosphate_product"] = product_json(figures.product);
    result["corrected_calcium_phosphate_product"] = product_json(figures.corrected_product);
    result["product_bounds"] = bounds_json();
    return result;
}

Json sources_json(const LayerSources& sources) {
    return {{"tissue", name(sources.tissue)},
            {"epidermis", name(sources.epidermis)},
            {"junction", name(sources.junction)},
            {"subcutis", name(sources.subcutis)}};
}

Json skin_json(const SkinReport& skin) {
    return {{"assessable", skin.assessable},
            {"reason", text_or_null(skin.reason)},
            {"epidermis_thickness_um", length(skin.epidermis_thickness)},
            {"epidermis_length_um", length(skin.epidermis_length)},
            {"section_depth_um", length(skin.section_depth)},
            {"epidermis_share", fraction(skin.epidermis_share)},
            {"beyond_ends_share", fraction(skin.beyond_ends_share)},
            {"sources", sources_json(skin.sources)},
            {"excluded_area_um2", area(skin.excluded_area)}};
}

Json zones_json(const std::vector<Totals>& zones) {
    Json result = Json::array();
    for (const Totals& zone : zones) {
        result.push_back({{"zone", zone.name},
                          {"count", zone.count},
                          {"area_um2", area(zone.area)},
                          {"tissue_area_um2", area(zone.tissue_area)},
                          {"area_fraction", fraction_of(zone.area, zone.tissue_area)}});
    }
    return result;
}

Json morphologies_json(const std::vector<Totals>& morphologies) {
    Json result = Json::array();
    for (const Totals& morphology : morphologies) {
        result.push_back({{"morphology", morphology.name},
                          {"count", morphology.count},
                          {"area_um2", area(morphology.area)},
                          {"area_fraction", fraction_of(morphology.area, morphology.tissue_area)}});
    }
    return result;
}

Json adnexal_json(const std::optional<AdnexalDeposits>& adnexal) {
    if (!adnexal) {
        return {};
    }
    return {{"count", adnexal->count}, {"area_um2", area(adnexal->area)}};
}

Json confusers_json(const std::vector<Totals>& confusers) {
    Json result = Json::array();
    for (const Totals& confuser : confusers) {
        result.push_back({{"name", confuser.name},
                          {"count", confuser.count},
                          {"area_um2", area(confuser.area)},
                          {"largest_um2", area(confuser.largest)}});
    }
    return result;
}

Json distribution_json(const std::optional<Distribution>& distribution) {
    if (!distribution) {
        return {};
    }
    const auto um = [](double value) { return number(value, Precision::hundredths); };
    return {{"count", distribution->count},        {"p10", um(distribution->p10)}, {"p25", um(distribution->p25)},
            {"p50", um(distribution->p50)},        {"p75", um(distribution->p75)}, {"p90", um(distribution->p90)},
            {"largest", um(distribution->largest)}};
}

Json interval_json(const Interval& interval) {
    constexpr double level = 0.95;
    return {{"low", fraction(interval.low)},
            {"high", fraction(interval.high)},
            {"level", level},
            {"scope", "within this section"},
            {"reason", text_or_null(interval.reason)}};
}

Json superficial_json(const std::vector<SuperficialFraction>& superficial) {
    Json result = Json::array();
    for (const SuperficialFraction& entry : superficial) {
        result.push_back({{"cut_um", length(entry.cut)}, {"fraction", fraction(entry.fraction)}});
    }
    return result;
}

Json seeds_json(const SlideSummary& s) {
    Json result = Json::array();
    for (const AreaAtSeed& at : s.at_other_seeds) {
        result.push_back({{"seed_od", fraction(at.seed_od)},
                          {"change", fraction(at.change)},
                          {"count", at.count},
                          {"area_um2", area(at.area)},
                          {"area_fraction", fraction_of(at.area, s.tissue_area)}});
    }
    return result;
}

Json confidence_json(const std::vector<AreaAtConfidence>& areas) {
    Json result = Json::array();
    for (const AreaAtConfidence& at : areas) {
        result.push_back(
            {{"confidence_from", fraction(at.confidence_from)}, {"count", at.count}, {"area_um2", area(at.area)}});
    }
    return result;
}

Json upper_third_json(const std::optional<UpperThird>& upper_third) {
    if (!upper_third) {
        return {};
    }
    return {{"fraction", fraction(upper_third->fraction)}, {"deposit_area_um2", area(upper_third->area)}};
}

Json reading_json(const WorkingReading& reading) {
    return {{"level", reading.level}, {"reduction", reading.reduction}, {"way", reading.way}};
}

Json on_glass_json(const CrumbsOnGlass& crumbs) {
    return {{"count", crumbs.count},
            {"area_um2", area(crumbs.area)},
            {"glass_area_um2", area(crumbs.glass_area)},
            {"density_ratio", fraction(crumbs.density_ratio)}};
}

Json measured_json(const SlideSummary& s) {
    return {
        {"working_um_per_px", number(s.working_um_per_px, Precision::six_digits)},
        {"working_reading", reading_json(s.working_reading)},
        {"quality", quality_json(s.quality)},
        {"skin", skin_json(s.skin)},
        {"tissue_area_um2", area(s.tissue_area)},
        {"tissue_pieces", s.tissue_pieces},
        {"cut_by_image_border", fraction(s.cut_by_image_border)},
        {"analysed_fraction", fraction(s.analysed_fraction)},
        {"empty_tiles", s.empty_tiles},
        {"damaged_tiles", s.damaged_tiles},
        {"on_glass", on_glass_json(s.on_glass)},
        {"deposit_count", s.deposit_count},
        {"deposit_area_um2", area(s.deposit_area)},
        {"area_fraction", fraction(s.area_fraction)},
        {"area_fraction_interval", interval_json(s.area_fraction_interval)},
        {"deposits_per_mm2", fraction(s.deposits_per_mm2)},
        {"seed_od", fraction(s.seed_od)},
        {"at_other_seeds", seeds_json(s)},
        {"at_confidence", confidence_json(s.at_confidence)},
        {"zones", zones_json(s.by_zone)},
        {"morphologies", morphologies_json(s.by_morphology)},
        {"adnexal", adnexal_json(s.adnexal)},
        {"confusers", confusers_json(s.confusers)},
        {"diameter_um",
         {{"by_number", distribution_json(s.diameter_by_number)}, {"by_area", distribution_json(s.diameter_by_area)}}},
        {"largest_deposit_share", fraction(s.largest_share)},
        {"grain_diameter_um",
         {{"by_number", distribution_json(s.grain_diameter_by_number)},
          {"by_area", distribution_json(s.grain_diameter_by_area)}}},
        {"depth_um", {{"by_area", distribution_json(s.depth_by_area)}}},
        {"superficial_fraction", superficial_json(s.superficial)},
        {"deposit_area_um2_per_mm_epidermis", number(s.deposit_area_per_epidermis_mm, Precision::hundredths)},
        {"pattern", s.pattern},
        {"upper_third_of_dermis", upper_third_json(s.upper_third)},
        {"pattern_context", text_or_null(s.pattern_context)}};
}

Json unmeasured(Json measured) {
    for (auto& entry : measured.items()) {
        entry.value() = nullptr;
    }
    return measured;
}

}  // namespace

std::string summary_json(const SlideSummary& summary) {
    Json document{{"schema_version", summary_schema_version},
                  {"status", summary.status},
                  {"error", error_json(summary)},
                  {"flags", summary.flags},
                  {"research_use_only", "Research use only. kossa reports measurements, not a diagnosis."},
                  {"kossa_version", summary.kossa_version},
                  {"slide", slide_json(summary.slide)},
                  {"parameters", parameters_json(summary.parameters)},
                  {"stain", stain_json(summary.stain)},
                  {"regions", regions_json(summary.regions)},
                  {"case", case_json(summary.clinical_case)}};
    const Json measured = measured_json(summary);
    document.update(summary.status == "ok" ? measured : unmeasured(measured));
    constexpr int indent = 2;
    return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kossa::report
