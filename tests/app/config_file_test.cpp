#include <sys/stat.h>

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

/// The sentence for a file that cannot be taken, with exit status 2.
std::string refusal_of(const std::filesystem::path& config) {
    const Answer answer = run_kossa({"score", "--print-config", "--config", config});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    return answer.err;
}

TEST(ConfigFile, RefusesWhatIsNoPlainFileWithoutWaitingForIt) {
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop", folder / "loop");
    EXPECT_THAT(refusal_of(folder / "pipe"), HasSubstr("cannot be read: it is no plain file"));
    EXPECT_THAT(refusal_of("/dev/zero"), HasSubstr("cannot be read: it is no plain file"));
    EXPECT_THAT(refusal_of(folder / "loop"), HasSubstr("cannot be read: Too many levels of symbolic links"));
    EXPECT_THAT(refusal_of(std::string(5000, 'a')), HasSubstr("cannot be read: File name too long"));
    const std::string none = folder / "none";
    EXPECT_EQ(refusal_of(none), "kossa: the configuration file " + none + " cannot be read: there is no such file\n");
}

TEST(ConfigFile, ReadsAMebibyteAndNoMore) {
    const TemporaryFolder folder;
    constexpr std::size_t mebibyte = 1048576;
    write_bytes(folder / "large.toml", std::string(mebibyte, '\n'));
    EXPECT_EQ(run_kossa({"score", "--print-config", "--config", folder / "large.toml"}).status, 0);
    write_bytes(folder / "larger.toml", std::string(mebibyte + 1, '\n'));
    EXPECT_THAT(refusal_of(folder / "larger.toml"),
                HasSubstr("it has 1048577 bytes, more than the 1048576 that kossa reads"));
}

TEST(ConfigFile, RefusesTablesWithinASection) {
    const Answer answer = reprinted("[deposit.seed_od]\nvalue = 1\n");
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("deposit.seed_od must be a number"));
}

TEST(ConfigFile, RefusesARampThatContradictsItself) {
    const Answer answer = reprinted("[deposit]\ngrain_contrast_no = 1.6\ngrain_contrast_yes = 0.6\n");
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("deposit.grain_contrast_no must be below deposit.grain_contrast_yes, and they "
                                      "are 1.6 and 0.6"));
}

const std::string laboratory = "stain = \"he\"\n[vectors]\nhaematoxylin = [0.65, 0.7, 0.29]\neosin = [0.2, 0.8, 0.5]\n";

TEST(ConfigFile, NamesAStainProfileFromItsOwnFolder) {
    const TemporaryFolder folder;
    write_bytes(folder / "lab \"one\".toml", laboratory);
    write_bytes(folder / "own.toml", "[stain]\nprofile = 'lab \"one\".toml'\n");
    const Answer printed = run_kossa({"score", "--print-config", "--config", folder / "own.toml"});
    ASSERT_EQ(printed.status, 0) << printed.err;
    EXPECT_THAT(printed.out, HasSubstr("\nprofile = \"" + (folder / "").string()));
    write_bytes(folder / "printed.toml", printed.out);
    EXPECT_EQ(run_kossa({"score", "--print-config", "--config", folder / "printed.toml"}).out, printed.out);
    ASSERT_EQ(run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5", "--config",
                         folder / "own.toml"})
                  .status,
              0);
    EXPECT_EQ(json_of(folder / "out" / "skin" / "summary.json").at("stain").at("matrix_source"), "profile");
}

TEST(ConfigFile, AStainProfileThatCannotBeUsedIsNamed) {
    const TemporaryFolder folder;
    write_bytes(folder / "own.toml", "[stain]\nprofile = 3\n");
    EXPECT_THAT(refusal_of(folder / "own.toml"),
                HasSubstr("own.toml line 2: stain.profile must be the name of a file"));
    write_bytes(folder / "own.toml", "[stain]\nprofile = \"none.toml\"\n");
    EXPECT_THAT(refusal_of(folder / "own.toml"), HasSubstr("own.toml line 2: "));
    EXPECT_THAT(refusal_of(folder / "own.toml"), HasSubstr("none.toml cannot be read: there is no such file"));
    write_bytes(folder / "own.toml", "[stain]\nprofile = \"bad.toml\"\n");
    write_bytes(folder / "bad.toml", "stain = \"pas\"\n");
    EXPECT_THAT(refusal_of(folder / "own.toml"), HasSubstr("bad.toml: the stain 'pas' is not known"));
}

}  // namespace
}  // namespace kossa
