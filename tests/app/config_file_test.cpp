#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

/// What --print-config makes of a configuration.
Answer reprinted(const std::string& config) {
    const TemporaryFolder folder;
    write_bytes(folder / "own.toml", config);
    return run_kossa({"score", "--print-config", "--config", folder / "own.toml"});
}

TEST(ConfigFile, ChangesWhatItNamesAndLeavesTheRest) {
    const std::string defaults = run_kossa({"score", "--print-config"}).out;
    std::string expected = defaults;
    expected.replace(expected.find("tile_px = 1024"), 14, "tile_px = 512");
    EXPECT_EQ(reprinted("[working]\ntile_px = 512\n").out, expected);
    EXPECT_EQ(reprinted("").out, defaults);
}

TEST(ConfigFile, TakesWholeNumbersForAnyNumber) {
    EXPECT_THAT(reprinted("[survey]\npixel_um = 8\n").out, HasSubstr("pixel_um = 8.0\n"));
    EXPECT_THAT(reprinted("[working]\ntile_px = 512.0\n").out, HasSubstr("tile_px = 512\n"));
}

TEST(ConfigFile, ReachesTheResult) {
    const TemporaryFolder folder;
    write_bytes(folder / "own.toml", "[deposit]\nleast_pixels = 100\n");
    ASSERT_EQ(run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5", "--config",
                         folder / "own.toml"})
                  .status,
              0);
    const nlohmann::json parameters = json_of(folder / "out" / "skin" / "summary.json").at("parameters");
    EXPECT_EQ(parameters.at("deposit.least_pixels").at("value"), 100);
}

TEST(ConfigFile, RefusesAFolder) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"score", "--print-config", "--config", folder / ""});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("cannot be read: it is a folder"));
}

TEST(ConfigFile, RefusesTablesWithinASection) {
    const Answer answer = reprinted("[deposit.seed_od]\nvalue = 1\n");
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("deposit.seed_od must be a number"));
}

}  // namespace
}  // namespace kossa
