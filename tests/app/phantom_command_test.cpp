#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::UnorderedElementsAre;

Words small_phantom(const std::filesystem::path& out) {
    return {"phantom", "--out", out, "--width-mm", "1", "--height-mm", "1", "--mpp", "2"};
}

TEST(PhantomCommand, WritesASlideAndItsTruth) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(small_phantom(folder / "p.svs"));
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_THAT(files_of(folder / ""), UnorderedElementsAre(Key("p.svs"), Key("p.json"), Key("p_calcium.png"),
                                                            Key("p_epidermis.png"), Key("p_truth.geojson")));
}

TEST(PhantomCommand, WritesASlideThatInfoUnderstands) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa(small_phantom(folder / "p.svs")).status, 0);
    const Answer answer = run_kossa({"info", folder / "p.svs"});
    EXPECT_THAT(answer.out, HasSubstr("format           aperio\n"));
    EXPECT_THAT(answer.out, HasSubstr("pixel size       2 um, from openslide.mpp\n"));
}

TEST(PhantomCommand, CreatesItsFolder) {
    const TemporaryFolder folder;
    EXPECT_EQ(run_kossa(small_phantom(folder / "new/folder/p.svs")).status, 0);
    EXPECT_EQ(files_of(folder / "new/folder").size(), 5U);
}

TEST(PhantomCommand, SaysThatAFileCannotBeWritten) {
    const TemporaryFolder folder;
    write_bytes(folder / "file", "no folder");
    const Answer below_a_file = run_kossa(small_phantom(folder / "file/p.svs"));
    EXPECT_EQ(below_a_file.status, 2);
    EXPECT_THAT(below_a_file.err, HasSubstr("file cannot be created: "));
    std::filesystem::create_directory(folder / "p.svs");
    const Answer over_a_folder = run_kossa(small_phantom(folder / "p.svs"));
    EXPECT_EQ(over_a_folder.status, 1);
    EXPECT_EQ(lines_of(over_a_folder.err).size(), 1U) << over_a_folder.err;
}

}  // namespace
}  // namespace kossa
