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

TEST(PhantomCommand, SaysThatAFileCannotBeWritten) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(small_phantom(folder / "no-such-folder" / "p.svs"));
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
}

}  // namespace
}  // namespace kossa
