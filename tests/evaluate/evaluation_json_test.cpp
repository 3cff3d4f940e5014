#include <gtest/gtest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "evaluate/sample_evaluation.hpp"
#include "kossa/evaluate/evaluation_text.hpp"

namespace kossa {
namespace {

using Json = nlohmann::json;

TEST(EvaluationJson, HoldsTheFiguresOfTheText) {
    const Json json = Json::parse(evaluation_json(support::sample_evaluation()));
    EXPECT_EQ(json["slide"], "slide.svs");
    EXPECT_EQ(json["calcium"]["dice"], 0.912346);
    EXPECT_EQ(json["calcium"]["error_percent"], -5.0);
    EXPECT_EQ(json["deposits"][0], Json::parse(R"({"group":"all","name":"all","truth":4,"found":3,"missed":1,"false":1,
        "recall":0.75,"precision":0.75,"f1":0.75})"));
    EXPECT_TRUE(json["deposits"][1]["false"].is_null());
    EXPECT_EQ(json["depth_error_um"], Json::parse(R"({"count":3,"median":5.5,"p90":20.25})"));
    EXPECT_EQ(json["zones"][0], Json::parse(R"({"truth":"epidermis","marked":"upper dermis","count":1})"));
    EXPECT_EQ(json["zone_agreement"], 0.666667);
    EXPECT_EQ(json["counts"], Json::parse(R"({"truth":4,"marked":6,"true_in_pieces":2,"marked_over_several":1})"));
    EXPECT_EQ(json["morphologies"][1], Json::parse(R"({"truth":"granular","marked":"amorphous","count":1})"));
    EXPECT_EQ(json["classes_left_out"], Json::parse(R"(["Fold","Hair"])"));
    EXPECT_EQ(json["epidermis"]["border_distance_um"], 6.25);
    EXPECT_EQ(json["reliability"][1],
              Json::parse(R"({"confidence_from":0.9,"confidence_to":1.0,"objects":4,"calcium":3})"));
}

TEST(EvaluationJson, IsAsciiWithoutControlCharactersWhateverTheNames) {
    Evaluation evaluation = support::bare_evaluation();
    evaluation.slide = "a\x1b\x7f\xc2\x9b.svs";
    const std::string text = evaluation_json(evaluation);
    EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
    EXPECT_EQ(Json::parse(text)["slide"], evaluation.slide);
}

TEST(EvaluationJson, SaysWhyZonesWereNotCompared) {
    Evaluation evaluation = support::bare_evaluation();
    EXPECT_TRUE(Json::parse(evaluation_json(evaluation))["other_upper_dermis_um"].is_null());
    evaluation.other_border_um = 400.0;
    EXPECT_EQ(Json::parse(evaluation_json(evaluation))["other_upper_dermis_um"], 400.0);
}

TEST(EvaluationJson, IsNullWhereNothingWasCompared) {
    const Json json = Json::parse(evaluation_json(support::bare_evaluation()));
    for (const char* key :
         {"depth_error_um", "zone_agreement", "epidermis", "false_per_cm2", "deposit_area_error_percent"}) {
        EXPECT_TRUE(json[key].is_null()) << key;
    }
    EXPECT_TRUE(json["calcium"]["dice"].is_null());
    EXPECT_TRUE(json["zones"].empty());
}

}  // namespace
}  // namespace kossa
