#include "kossa/report/summary_json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "report/sample_result.hpp"
#include "report/test_tools.hpp"

namespace kossa::report {
namespace {

using Json = nlohmann::ordered_json;

Json parsed(const SlideSummary& summary) {
    return Json::parse(summary_json(summary));
}

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> result;
    for (const auto& entry : object.items()) {
        result.push_back(entry.key());
    }
    return result;
}

TEST(SummaryJson, KeysAreTheSameForOkAndFailed) {
    const std::vector<std::string> expected{"schema_version",
                                            "status",
                                            "error",
                                            "flags",
                                            "research_use_only",
                                            "kossa_version",
                                            "slide",
                                            "parameters",
                                            "stain",
                                            "regions",
                                            "case",
                                            "working_um_per_px",
                                            "working_reading",
                                            "quality",
                                            "skin",
                                            "tissue_area_um2",
                                            "tissue_pieces",
                                            "cut_by_image_border",
                                            "analysed_fraction",
                                            "empty_tiles",
                                            "damaged_tiles",
                                            "on_glass",
                                            "deposit_count",
                                            "deposit_area_um2",
                                            "area_fraction",
                                            "area_fraction_interval",
                                            "deposits_per_mm2",
                                            "seed_od",
                                            "at_other_seeds",
                                            "at_confidence",
                                            "zones",
                                            "morphologies",
                                            "adnexal",
                                            "confusers",
                                            "diameter_um",
                                            "largest_deposit_share",
                                            "grain_diameter_um",
                                            "depth_um",
                                            "superficial_fraction",
                                            "deposit_area_um2_per_mm_epidermis",
                                            "pattern",
                                            "upper_third_of_dermis",
                                            "pattern_context"};
    EXPECT_EQ(keys(parsed(sample_result().summary)), expected);
    EXPECT_EQ(keys(parsed(failed_result().summary)), expected);
}

TEST(SummaryJson, SaysThatItIsForResearchOnly) {
    EXPECT_EQ(parsed(sample_result().summary)["research_use_only"],
              "Research use only. kossa reports measurements, not a diagnosis.");
}

TEST(SummaryJson, RoundsAreasLengthsAndFractions) {
    SlideSummary summary = sample_result().summary;
    summary.tissue_area = SquareMicrons(1000000.0 / 3.0);
    summary.area_fraction = 1.0 / 3.0;
    summary.skin.epidermis_thickness = Microns(81.2345);
    const Json document = parsed(summary);
    EXPECT_EQ(document["tissue_area_um2"], 333333.33);
    EXPECT_EQ(document["area_fraction"], 0.333333);
    EXPECT_EQ(document["skin"]["epidermis_thickness_um"], 81.23);
}

TEST(SummaryJson, GivesTheQualityOfThePicture) {
    SlideSummary summary = sample_result().summary;
    summary.quality = {0.0123456789, {}, 0.005, 12.5, {}, {}, SquareMicrons(2500.0)};
    EXPECT_EQ(parsed(summary)["quality"], Json::parse(R"({"blurred_share":0.0123457,"clipped_share":null,
        "white_spread_od":0.005,"glass_mm2":12.5,"stain_angle_degrees":null,"nuclear_saturation":null,
        "small_pieces_um2":2500.0})"));
}

TEST(SummaryJson, SaysWhatOtherThresholdsWouldCount) {
    SlideSummary summary = sample_result().summary;
    summary.tissue_area = SquareMicrons(400.0);
    summary.at_other_seeds = {{0.51, -0.15, 7, SquareMicrons(100.0)}};
    summary.at_confidence = {{0.9, 3, SquareMicrons(12.345)}};
    const Json document = parsed(summary);
    EXPECT_EQ(document["at_other_seeds"], Json::parse(R"([{"seed_od":0.51,"change":-0.15,"count":7,"area_um2":100.0,
                                                           "area_fraction":0.25}])"));
    EXPECT_EQ(document["at_confidence"], Json::parse(R"([{"confidence_from":0.9,"count":3,"area_um2":12.35}])"));
}

TEST(SummaryJson, CountsAdnexalDepositsOrSaysThatNoneWereAsked) {
    SlideSummary summary = sample_result().summary;
    EXPECT_TRUE(parsed(summary)["adnexal"].is_null());
    summary.adnexal = {2, SquareMicrons(12.345)};
    EXPECT_EQ(parsed(summary)["adnexal"], Json::parse(R"({"count":2,"area_um2":12.35})"));
}

TEST(SummaryJson, ParametersCarryValueAndUnit) {
    const Json parameters = parsed(sample_result().summary)["parameters"];
    EXPECT_EQ(parameters["detail.seed_od"], Json::parse(R"({"value":0.45,"unit":"1"})"));
    EXPECT_EQ(parameters["detail.smallest_px"], Json::parse(R"({"value":5,"unit":"px"})"));
    EXPECT_EQ(parameters["stain.stain"], Json::parse(R"({"value":"auto","unit":""})"));
}

TEST(SummaryJson, ZonesGiveTheirShareOfTheirOwnTissue) {
    SlideSummary summary = sample_result().summary;
    summary.by_zone = {{"upper dermis", 3, SquareMicrons(50), SquareMicrons(200)},
                       {"subcutis", 0, SquareMicrons(0), SquareMicrons(0)}};
    const Json zones = parsed(summary)["zones"];
    EXPECT_EQ(zones[0], Json::parse(R"({"zone":"upper dermis","count":3,"area_um2":50.0,"tissue_area_um2":200.0,
                                        "area_fraction":0.25})"));
    EXPECT_TRUE(zones[1]["area_fraction"].is_null());
}

TEST(SummaryJson, IntervalNamesItsScopeAndTheReasonForNone) {
    SlideSummary summary = sample_result().summary;
    summary.area_fraction_interval = {{}, {}, "fewer than 8 blocks of tissue"};
    EXPECT_EQ(parsed(summary)["area_fraction_interval"],
              Json::parse(R"({"low":null,"high":null,"level":0.95,"scope":"within this section",
                              "reason":"fewer than 8 blocks of tissue"})"));
}

TEST(SummaryJson, WhatIsNotFiniteIsNull) {
    SlideSummary summary = sample_result().summary;
    summary.area_fraction = std::numeric_limits<double>::quiet_NaN();
    summary.tissue_area = SquareMicrons(std::numeric_limits<double>::infinity());
    const std::string text = summary_json(summary);
    EXPECT_TRUE(Json::parse(text)["area_fraction"].is_null());
    EXPECT_TRUE(Json::parse(text)["tissue_area_um2"].is_null());
}

TEST(SummaryJson, AFailedSlideHasAnErrorAndNoMeasurement) {
    const Json document = parsed(failed_result().summary);
    EXPECT_EQ(document["error"]["code"], "unknown-pixel-size");
    EXPECT_EQ(document["slide"]["name"], "broken");
    for (const char* key : {"stain", "skin", "tissue_area_um2", "deposit_count", "zones", "pattern"}) {
        EXPECT_TRUE(document[key].is_null()) << key;
    }
    EXPECT_TRUE(document["slide"]["width_px"].is_null());
}

TEST(SummaryJson, ANameThatIsNotUtf8IsMended) {
    SlideSummary summary = sample_result().summary;
    summary.slide.name = "M\xfcller";
    EXPECT_EQ(parsed(summary)["slide"]["name"], "M\ufffdller");
}

TEST(SummaryJson, HoldsACaseInAllUnitsWithWhatFollows) {
    EXPECT_TRUE(parsed(sample_result().summary)["case"].is_null());
    SlideSummary summary = sample_result().summary;
    summary.clinical_case = ClinicalCase{{}, "thigh", LabValue{2.0, "mmol/L"}, LabValue{2.0, "mmol/L"}, {}, {}};
    const Json block = parsed(summary)["case"];
    // 2 * 4.0078 = 8.0156 mg/dL; 8.0156 * 2 * 3.0974 = 49.655 (six digits) mg2/dL2 = 4 mmol2/L2
    EXPECT_EQ(block["calcium"]["unit"], "mmol/L");
    EXPECT_EQ(block["calcium"]["in"]["mg/dL"], 8.0156);
    EXPECT_EQ(block["calcium_phosphate_product"]["mg2_per_dl2"], 49.655);
    EXPECT_EQ(block["calcium_phosphate_product"]["mmol2_per_l2"], 4.0);
    EXPECT_EQ(block["product_bounds"][0]["mg2_per_dl2"], 55.0);
    EXPECT_EQ(block["product_bounds"][0]["source"], "KDOQI 2003");
    EXPECT_TRUE(block["albumin"].is_null());
    EXPECT_TRUE(block["corrected_calcium"].is_null());
    EXPECT_TRUE(block["age_years"].is_null());
}

class SchemaCase : public testing::TestWithParam<SlideSummary (*)()> {};

TEST_P(SchemaCase, MatchesThePublishedSchema) {
    const TestFolder folder;
    put(folder.path() / "summary.json", summary_json(GetParam()()));
    const int status =
        run_check("check_summary.py", {source_file("docs/summary.schema.json"), folder.path() / "summary.json"});
    if (status == module_missing) {
        GTEST_SKIP() << "python3-jsonschema is not installed";
    }
    EXPECT_EQ(status, 0);
}

SlideSummary with_case() {
    SlideSummary summary = sample_result().summary;
    summary.clinical_case = ClinicalCase{63.0,
                                         "left <thigh>",
                                         LabValue{2.0, "mmol/L"},
                                         LabValue{2.0, "mmol/L"},
                                         LabValue{25.0, "g/L"},
                                         LabValue{2.0, "pmol/L"}};
    return summary;
}

SlideSummary with_little_of_a_case() {
    SlideSummary summary = sample_result().summary;
    summary.clinical_case = ClinicalCase{{}, "", {}, {}, LabValue{3.0, "g/dL"}, {}};
    return summary;
}

SlideSummary without_deposits() {
    return sample_result({800, 600}, 0).summary;
}

INSTANTIATE_TEST_SUITE_P(SummaryJson, SchemaCase,
                         testing::Values(
                             +[] { return sample_result().summary; }, +[] { return unassessable_result().summary; },
                             +[] { return failed_result().summary; }, &without_deposits, &with_case,
                             &with_little_of_a_case));

TEST(SummarySchema, RefusesAKeyItDoesNotKnowAndAnOkSlideWithoutTissue) {
    const TestFolder folder;
    Json unknown_key = parsed(sample_result().summary);
    unknown_key["depth"] = 1;
    Json no_tissue = parsed(sample_result().summary);
    no_tissue["tissue_area_um2"] = nullptr;
    for (const Json& wrong : {unknown_key, no_tissue}) {
        put(folder.path() / "summary.json", wrong.dump());
        const int status =
            run_check("check_summary.py", {source_file("docs/summary.schema.json"), folder.path() / "summary.json"});
        if (status == module_missing) {
            GTEST_SKIP() << "python3-jsonschema is not installed";
        }
        EXPECT_EQ(status, 1);
    }
}

}  // namespace
}  // namespace kossa::report
