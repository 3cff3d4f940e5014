#include "kossa/report/run_json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace kossa::report {
namespace {

using Json = nlohmann::ordered_json;

TEST(RunJson, ARequestThatIsNotKnownIsNull) {
    EXPECT_TRUE(Json::parse(run_json({})).at("request").is_null());
}

TEST(RunJson, HoldsWhatDiffersFromRunToRun) {
    const Json run = Json::parse(
        run_json({"host1", 2, "2026-01-31T12:00:00Z", 12.3456, "kossa score a.svs", "tiff", "id", {"a.csv"}}));
    EXPECT_EQ(run, Json::parse(R"({"started_utc":"2026-01-31T12:00:00Z","wall_seconds":12.35,"host":"host1",
                                   "threads":2,"command_line":"kossa score a.svs","working_source":"tiff","request":"id","files":["a.csv"]})"));
}

TEST(RunJson, ATimeThatIsNotFiniteIsNull) {
    RunInfo run;
    run.wall_seconds = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(Json::parse(run_json(run)).at("wall_seconds").is_null());
}

TEST(RunJson, ACommandLineThatIsNotUtf8IsMended) {
    RunInfo run;
    run.command_line = "kossa score \xff.svs";
    EXPECT_EQ(Json::parse(run_json(run)).at("command_line"), "kossa score \xef\xbf\xbd.svs");
}

TEST(RunJson, GivesItsFilesBackAndADamagedOneNone) {
    RunInfo run;
    run.files = {"summary.json", "overlay.tif"};
    EXPECT_EQ(files_of_run(run_json(run)), run.files);
    EXPECT_TRUE(files_of_run("").empty());
    EXPECT_TRUE(files_of_run(R"({"files":[1]})").empty());
}

TEST(RunJson, EndsWithANewline) {
    EXPECT_EQ(run_json({}).back(), '\n');
}

}  // namespace
}  // namespace kossa::report
