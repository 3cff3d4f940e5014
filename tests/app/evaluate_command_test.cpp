#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(EvaluateCommand, ComparesAScoredPhantomWithItsTruth) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa({"phantom", "--out", folder / "p.svs", "--width-mm", "2", "--height-mm", "1.4", "--mpp", "1",
                         "--stain", "von-kossa"})
                  .status,
              0);
    ASSERT_EQ(run_kossa({"score", folder / "p.svs", "--out", folder / "out", "--stain", "von-kossa"}).status, 0);
    const Answer text = run_kossa({"evaluate", folder / "out/p", folder / "p.json"});
    EXPECT_EQ(text.status, 0) << text.err;
    EXPECT_THAT(text.out, StartsWith("slide       p.svs\ntruth       p.json\n"));
    EXPECT_THAT(text.out, HasSubstr("truth / marked"));
    const Answer json_answer = run_kossa({"evaluate", folder / "out/p", folder / "p_truth.geojson", "--json"});
    ASSERT_EQ(json_answer.status, 0) << json_answer.err;
    const nlohmann::json json = nlohmann::json::parse(json_answer.out);
    const double area = json_of(folder / "out/p/summary.json")["deposit_area_um2"];
    EXPECT_NEAR(json["calcium"]["marked_um2"].get<double>(), area, 1e-6);
    EXPECT_EQ(json["calcium"]["truth_um2"], json_of(folder / "p.json")["calcium_area_um2"]);
    EXPECT_GT(json["calcium"]["dice"].get<double>(), 0.8);
    const Answer other = run_kossa({"evaluate", folder / "out/p", fs::path(KOSSA_FIXTURES) / "skin-vk.json"});
    EXPECT_EQ(other.status, 1);
    EXPECT_THAT(other.err, HasSubstr("skin-vk.json is the truth of another slide than p.svs"));
}

TEST(EvaluateCommand, FailsWithoutAResult) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"evaluate", folder / "", fs::path(KOSSA_FIXTURES) / "skin-vk.json"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, HasSubstr("holds no result (no summary.json)"));
}

TEST(EvaluateUsage, NeedsAResultAndATruth) {
    const Answer answer = run_kossa({"evaluate", "results/slide"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("evaluate takes a result and a truth; see kossa evaluate --help"));
    EXPECT_EQ(run_kossa({"evaluate", "a", "b", "c"}).status, 2);
    EXPECT_THAT(run_kossa({"evaluate", "--help"}).out, HasSubstr("kossa evaluate results/deep deep.json"));
}

}  // namespace
}  // namespace kossa
