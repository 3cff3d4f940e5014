#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

TEST(AnalysisChoices, CommandLineAndConfigurationCountTogether) {
    const TemporaryFolder folder;
    write_bytes(folder / "own.toml", "[depth]\nupper_dermis_um = 450.0\n");
    const Answer answer = run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5",
                                     "--stain", "he", "--threads", "3", "--config", folder / "own.toml"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const nlohmann::json summary = json_of(folder / "out" / "skin" / "summary.json");
    EXPECT_EQ(summary.at("parameters").at("depth.upper_dermis_um").at("value"), 450.0);
    EXPECT_EQ(summary.at("stain").at("source"), "--stain");
    EXPECT_EQ(json_of(folder / "out" / "skin" / "run.json").at("threads"), 3);
}

TEST(AnalysisChoices, WithoutThreadsAllProcessorsAreUsed) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5"}).status, 0);
    EXPECT_GE(json_of(folder / "out" / "skin" / "run.json").at("threads"), 1);
}

TEST(AnalysisChoices, AStainAndAProfileOfAnotherOneContradict) {
    const TemporaryFolder folder;
    write_bytes(folder / "silver.toml", "stain = \"von-kossa\"\n[vectors]\nsilver = [1.0, 1.0, 1.0]\n");
    const Answer answer = run_kossa(
        {"score", "none.png", "--out", folder / "out", "--stain", "he", "--stain-profile", folder / "silver.toml"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_NE(answer.err.find("--stain says he"), std::string::npos) << answer.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace kossa
