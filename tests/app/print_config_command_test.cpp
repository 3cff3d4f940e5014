#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

TEST(PrintConfigCommand, NeedsNeitherSlideNorOutput) {
    const Answer answer = run_kossa({"score", "--print-config"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.err, "");
    EXPECT_THAT(answer.out, ::testing::StartsWith("# Every parameter of kossa "));
}

TEST(PrintConfigCommand, NamesTheStainProfile) {
    const TemporaryFolder folder;
    const std::string profile = folder / "lab.toml";
    write_bytes(profile, run_kossa({"stain", "estimate", KOSSA_FIXTURES "/skin-he.svs"}).out);
    EXPECT_THAT(run_kossa({"score", "--print-config", "--stain-profile", profile}).out,
                ::testing::HasSubstr("\nprofile = \"" + profile + "\"\n"));
    EXPECT_EQ(run_kossa({"score", "--print-config", "--stain-profile", folder / "none.toml"}).status, 2);
}

TEST(PrintConfigCommand, TouchesNoSlide) {
    const TemporaryFolder folder;
    EXPECT_EQ(run_kossa({"score", "--print-config", folder / "a.svs", "--out", folder / "out"}).status, 0);
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace kossa
