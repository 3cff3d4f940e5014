#include "kossa/report/evidence_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <variant>

#include "evidence_bits.hpp"
#include "kossa/report/number.hpp"
#include "kossa/report/png.hpp"

namespace kossa::report {

namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

Json stored(const SlideIdentity& slide) {
    const auto& [name, vendor, quickhash, size, mpp_x, mpp_y, mpp_source, objective_power, bounds_offset] = slide;
    return {{"name", name},
            {"vendor", vendor},
            {"quickhash", quickhash},
            {"size", {size.width, size.height}},
            {"mpp_x", or_null(mpp_x)},
            {"mpp_y", or_null(mpp_y)},
            {"mpp_source", mpp_source},
            {"objective_power", or_null(objective_power)},
            {"bounds_offset", {bounds_offset.x, bounds_offset.y}}};
}

Json stored(const StainReport& stain) {
    const auto& [name, source, white_point, white_point_source, matrix_source, stain_names, vectors] = stain;
    return {{"stain", name},
            {"source", source},
            {"white_point", white_point},
            {"white_point_source", white_point_source},
            {"matrix_source", matrix_source},
            {"stain_names", stain_names},
            {"vectors", vectors}};
}

Json stored(const QualityReport& quality) {
    const auto& [blurred_share, clipped_share, white_spread_od, glass_mm2, stain_angle_degrees, nuclear_saturation,
                 small_pieces] = quality;
    return {{"blurred_share", or_null(blurred_share)},
            {"clipped_share", or_null(clipped_share)},
            {"white_spread_od", or_null(white_spread_od)},
            {"glass_mm2", glass_mm2},
            {"stain_angle_degrees", or_null(stain_angle_degrees)},
            {"nuclear_saturation", or_null(nuclear_saturation)},
            {"small_pieces_um2", small_pieces.value()}};
}

Json stored(const std::vector<ParameterValue>& parameters) {
    Json result = Json::array();
    for (const auto& [key, value, unit] : parameters) {
        Json entry{{"key", key}, {"value", nullptr}, {"unit", unit}};
        std::visit([&entry](const auto& v) { entry["value"] = v; }, value);
        result.push_back(std::move(entry));
    }
    return result;
}

Json frames_json(const SlideEvidence& evidence) {
    const auto& [size, pixel, level0_from_working, survey_from_working] = evidence.frames;
    return {{"working_size", {size.width, size.height}},
            {"working_pixel_um", {pixel.x().value(), pixel.y().value()}},
            {"level0_from_working", {level0_from_working.x, level0_from_working.y}},
            {"survey_from_working", {survey_from_working.x, survey_from_working.y}},
            {"survey_size", {evidence.searched.cols, evidence.searched.rows}},
            {"survey_pixel_um", evidence.skin.pixel.value()},
            {"level0_from_survey", {evidence.level0_from_survey.x, evidence.level0_from_survey.y}}};
}

/// Row, begin and length of each run; row and begin relative to those of the run before.
void append_runs(std::string& json, const std::vector<Run<Working>>& runs) {
    Run<Working> before;
    std::string_view separator;
    for (const Run<Working>& run : runs) {
        for (const std::int32_t number : {run.y - before.y, run.x_begin - before.x_begin, run.length()}) {
            const fmt::format_int digits(number);
            json.append(separator).append(digits.data(), digits.size());
            separator = ",";
        }
        before = run;
    }
}

/// Written without a document in between: a slide may have a million findings.
void append_finding(std::string& json, const Finding& found) {
    const auto& [runs, sums, judged_colour, finding, otherwise, morphology, granule_count, confidence, look, reason] =
        found;
    const auto& [pixels, x2, y2, milli_od, seeds, seed_milli_od, open_edges, rim_edges, rim_milli_od] = sums;
    fmt::format_to(
        std::back_inserter(json),
        R"({{"class":{},"otherwise":{},"morphology":{},"granule_count":{},"confidence":{},"look":{},"reason":{},"pixels":{},"x2":{},)"
        R"("y2":{},"milli_od":[{}],"seeds":{},"seed_milli_od":[{}],"open_edges":{},"rim_edges":{},)"
        R"("rim_milli_od":[{}],"runs":[)",
        json_string(name(finding)), json_string(name(otherwise)), json_string(name(morphology)), granule_count,
        confidence, look, json_string(reason), pixels, x2, y2, fmt::join(milli_od, ","), seeds,
        fmt::join(seed_milli_od, ","), open_edges, rim_edges, fmt::join(rim_milli_od, ","));
    append_runs(json, runs);
    json += "]}";
}

Json tiles_json(const std::vector<Box<Working>>& tiles) {
    Json result = Json::array();
    for (const Box<Working>& tile : tiles) {
        result.push_back({tile.x, tile.y, tile.width, tile.height});
    }
    return result;
}

std::string text(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// One finding in a line.
void write_findings(const TextSink& sink, const std::vector<Finding>& findings) {
    constexpr std::size_t piece = std::size_t{64} << 10U;
    std::string json = "[";
    const char* separator = "\n";
    for (const Finding& finding : findings) {
        json += separator;
        append_finding(json, finding);
        separator = ",\n";
        if (json.size() >= piece) {
            sink(json);
            json.clear();
        }
    }
    sink(json + "\n]");
}

}  // namespace

void write_evidence(const TextSink& sink, const SlideEvidence& evidence) {
    const SlideSummary& summary = evidence.summary;
    Json document{{"version", evidence_version},
                  {"kossa_version", summary.kossa_version},
                  {"slide", stored(summary.slide)},
                  {"parameters", stored(summary.parameters)},
                  {"flags", summary.flags},
                  {"stain", stored(summary.stain)},
                  {"quality", stored(summary.quality)},
                  {"working_um_per_px", summary.working_um_per_px},
                  {"working_reading",
                   {{"level", summary.working_reading.level},
                    {"reduction", summary.working_reading.reduction},
                    {"way", summary.working_reading.way}}},
                  {"seed_od", summary.seed_od},
                  {"frames", frames_json(evidence)},
                  {"border_od", or_null(evidence.skin.border_od)},
                  {"no_epidermis_because", evidence.skin.reason},
                  {"unreadable_tiles", tiles_json(evidence.unreadable)},
                  {"why_unreadable", evidence.why_unreadable},
                  {"empty_tiles", tiles_json(evidence.empty_tiles)},
                  {"damaged_tiles", tiles_json(evidence.damaged_tiles)}};
    std::string begin = text(document);
    begin.pop_back();  // the brace that ends the document
    sink(begin + ",\"findings\":");
    write_findings(sink, evidence.findings);
    sink(",\"other_seeds\":[");
    const char* separator = "\n";
    for (const OtherSeed& seed : evidence.other_seeds) {
        sink(separator + fmt::format("{{\"seed_od\":{},\"findings\":", text(seed.seed_od)));
        write_findings(sink, seed.findings);
        sink("}");
        separator = ",\n";
    }
    sink("\n]}\n");
}

std::string evidence_png(const SlideEvidence& evidence) {
    const FoundSkin& skin = evidence.skin;
    const cv::Size size = evidence.searched.size();
    return png_bytes(size, [&](int begin, int end) {
        const cv::Rect rows(0, begin, size.width, end - begin);
        cv::Mat_<std::uint8_t> bits(rows.size(), std::uint8_t{0});
        for (const auto& [sheet, bit] :
             {std::pair(&skin.tissue.tissue, bit::tissue), std::pair(&skin.tissue.solid, bit::solid),
              std::pair(&skin.tissue.firm, bit::firm), std::pair(&skin.scraps, bit::beside_epidermis),
              std::pair(&skin.adnexa, bit::beside_epidermis), std::pair(&skin.horny, bit::beside_epidermis),
              std::pair(&skin.epidermis, bit::epidermis), std::pair(&skin.subcutis, bit::subcutis),
              std::pair(&evidence.searched, bit::searched), std::pair(&evidence.also_searched, bit::also_searched)}) {
            bits |= cv::Mat_<std::uint8_t>(sheet->part(rows) & bit);
        }
        return bits;
    });
}

}  // namespace kossa::report
