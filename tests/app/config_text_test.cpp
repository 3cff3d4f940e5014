#include <gmock/gmock.h>

#include "app/program.hpp"
#include "kossa/analysis/options.hpp"

namespace kossa {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

TEST(ConfigText, HoldsEveryParameterWithItsMeaning) {
    const std::string text = run_kossa({"score", "--print-config"}).out;
    for (const Parameter& parameter : parameter_table()) {
        EXPECT_THAT(text, HasSubstr(parameter.key.substr(parameter.key.find('.') + 1) + " = "));
        EXPECT_THAT(text, HasSubstr(parameter.meaning));
    }
}

TEST(ConfigText, GivesUnitAndRange) {
    const std::string text = run_kossa({"score", "--print-config"}).out;
    EXPECT_THAT(text, HasSubstr("(um, 0.1 to 2)\npixel_um = 0.5\n"));
    EXPECT_THAT(text, HasSubstr("(px, 16 to 16384, whole)\ntile_px = 1024\n"));
}

TEST(ConfigText, IsItselfAConfiguration) {
    const TemporaryFolder folder;
    const std::string defaults = run_kossa({"score", "--print-config"}).out;
    write_bytes(folder / "defaults.toml", defaults);
    const Answer again = run_kossa({"score", "--print-config", "--config", folder / "defaults.toml"});
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(again.out, defaults);
}

TEST(ConfigText, KeepsEveryDigitOfAChangedValue) {
    const TemporaryFolder folder;
    write_bytes(folder / "own.toml", "[deposit]\nseed_od = 0.6180339887498949\n[survey]\nmost_pixels = 5e7\n");
    const std::string changed = run_kossa({"score", "--print-config", "--config", folder / "own.toml"}).out;
    EXPECT_THAT(changed, HasSubstr("\nseed_od = 0.6180339887498949\n"));
    EXPECT_THAT(changed, ContainsRegex("\nmost_pixels = 50000000\\.0\n"));
    write_bytes(folder / "changed.toml", changed);
    EXPECT_EQ(run_kossa({"score", "--print-config", "--config", folder / "changed.toml"}).out, changed);
}

TEST(ConfigText, ShowsHowAStainProfileIsNamed) {
    EXPECT_THAT(run_kossa({"score", "--print-config"}).out, HasSubstr("\n# profile = \"stain.toml\"\n"));
}

}  // namespace
}  // namespace kossa
