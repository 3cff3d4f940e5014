#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string he_fixture = fs::path(KOSSA_FIXTURES) / "skin-he.svs";
const std::string vk_fixture = fs::path(KOSSA_FIXTURES) / "skin-vk.svs";

TEST(StainEstimateCommand, PrintsAProfileThatScoresAsTheSlideItself) {
    const TemporaryFolder folder;
    const std::string slide = folder / "skin-he.png";
    write_field(slide, "skin-he.svs");
    const Answer profile = run_kossa({"stain", "estimate", slide, "--mpp", "1"});
    ASSERT_EQ(profile.status, 0) << profile.err;
    EXPECT_THAT(profile.out, AllOf(HasSubstr("#   skin-he.png: haematoxylin 0.0, eosin 0.0 degrees; white point "),
                                   HasSubstr("\nstain = \"he\"\n\n[vectors]\nhaematoxylin = [")));
    write_bytes(folder / "lab.toml", profile.out);
    ASSERT_EQ(run_kossa({"score", slide, "--mpp", "1", "--out", folder / "own"}).status, 0);
    ASSERT_EQ(run_kossa({"score", slide, "--mpp", "1", "--out", folder / "lab", "--stain-profile", folder / "lab.toml"})
                  .status,
              0);
    const nlohmann::json own = json_of(folder / "own" / "skin-he" / "summary.json");
    const nlohmann::json lab = json_of(folder / "lab" / "skin-he" / "summary.json");
    EXPECT_EQ(own.at("stain").at("matrix_source"), "estimated");
    EXPECT_EQ(lab.at("stain").at("matrix_source"), "profile");
    EXPECT_EQ(lab.at("deposit_count"), own.at("deposit_count"));
    EXPECT_EQ(lab.at("stain").at("white_point_rgb"), own.at("stain").at("white_point_rgb"));
}

TEST(StainEstimateCommand, NamesAndLeavesOutWhatCannotBeUsed) {
    const Answer answer = run_kossa({"stain", "estimate", "none.svs", vk_fixture, he_fixture});
    EXPECT_EQ(answer.status, 0);
    const Words left_out = lines_of(answer.err);
    ASSERT_EQ(left_out.size(), 2U) << answer.err;
    EXPECT_EQ(left_out[0], "kossa: none.svs: left out: there is no such file");
    EXPECT_THAT(left_out[1], AllOf(HasSubstr("skin-he.svs: left out: its stain is he"), HasSubstr("is von-kossa")));
    EXPECT_THAT(answer.out, AllOf(HasSubstr("the median of 1 slide."), HasSubstr("stain = \"von-kossa\""),
                                  HasSubstr("silver = [")));
}

TEST(StainEstimateCommand, WithoutAnySlideLeftItFails) {
    const Answer answer = run_kossa({"stain", "estimate", "none.svs"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, HasSubstr("no slide is left"));
}

TEST(StainEstimateCommand, TheNameOfAFileCannotBreakOutOfItsComment) {
    const TemporaryFolder folder;
    const fs::path odd = folder / "a\nstain = 1\n.svs";
    fs::copy(he_fixture, odd);
    const Answer answer = run_kossa({"stain", "estimate", odd});
    EXPECT_THAT(answer.out, HasSubstr("#   a\\nstain = 1\\n.svs: "));
}

TEST(StainExportCommand, PrintsTheStringOfQupathWhichIsAProfileToo) {
    const TemporaryFolder folder;
    write_bytes(folder / "lab.toml",
                "stain = \"he\"\n[vectors]\nhaematoxylin = [0.65, 0.70, 0.29]\neosin = [0.2, 0.8, 0.5]\n");
    const Answer exported = run_kossa({"stain", "export", "--qupath", folder / "lab.toml"});
    EXPECT_EQ(exported.status, 0) << exported.err;
    EXPECT_THAT(exported.out,
                StartsWith("{\"Name\" : \"H&E kossa\", \"Stain 1\" : \"Hematoxylin\", \"Values 1\" : \"0.651"));
    write_bytes(folder / "qupath.txt", exported.out);
    EXPECT_EQ(run_kossa({"stain", "export", "--qupath", folder / "qupath.txt"}).out, exported.out);
}

TEST(StainExportCommand, WrongUsageIsNamed) {
    EXPECT_EQ(run_kossa({"stain", "export", "a.toml"}).err,
              "kossa: say with --qupath what form to export the profile in; see kossa stain export --help\n");
    EXPECT_EQ(run_kossa({"stain", "export", "--qupath"}).err,
              "kossa: stain export takes one stain profile, not 0; see kossa stain export --help\n");
    const Answer missing = run_kossa({"stain", "export", "--qupath", "none.toml"});
    EXPECT_EQ(missing.status, 2);
    EXPECT_EQ(missing.err, "kossa: none.toml cannot be read: there is no such file\n");
}

}  // namespace
}  // namespace kossa
