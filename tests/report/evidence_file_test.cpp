#include "kossa/report/evidence_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/sample_evidence.hpp"

namespace kossa::report {
namespace {

using ::testing::ElementsAre;

TEST(EvidenceFile, IsJsonWithOneFindingALine) {
    const SlideEvidence evidence = sample_evidence();
    const std::string text = evidence_json(evidence);
    const nlohmann::json json = nlohmann::json::parse(text);
    EXPECT_EQ(json.at("version"), evidence_version);
    EXPECT_EQ(json.at("kossa_version"), "1.2.3");
    EXPECT_EQ(json.at("findings").size(), 2U);
    EXPECT_EQ(json.at("other_seeds")[0].at("findings").size(), 1U);
    EXPECT_EQ(json.at("other_seeds")[1].at("seed_od"), 0.35);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10) << "a line each, and where a list ends";
    EXPECT_EQ(text, evidence_json(evidence));
}

TEST(EvidenceFile, RunsAreRelativeToTheOneBefore) {
    const nlohmann::json json = nlohmann::json::parse(evidence_json(sample_evidence()));
    EXPECT_THAT(json.at("findings")[0].at("runs").get<std::vector<int>>(),
                ElementsAre(3, 10, 10, 1, -2, 1, 0, 4, 9, 5, -12, 320));
}

TEST(EvidenceFile, WithoutFindingsItIsStillJson) {
    SlideEvidence evidence = sample_evidence();
    evidence.findings.clear();
    EXPECT_TRUE(nlohmann::json::parse(evidence_json(evidence)).at("findings").empty());
}

TEST(EvidenceFile, TextThatIsNotUtf8StillGivesJson) {
    SlideEvidence evidence = sample_evidence();
    evidence.summary.slide.name = "sk\xE4n.svs";
    EXPECT_TRUE(nlohmann::json::accept(evidence_json(evidence)));
}

TEST(EvidenceFile, MasksTakeLittleRoom) {
    EXPECT_LT(evidence_png(sample_evidence()).size(), 1000U);
}

}  // namespace
}  // namespace kossa::report
