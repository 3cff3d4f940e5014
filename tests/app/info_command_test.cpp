#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(InfoCommand, SaysHowASlideIsUnderstood) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"info", write_skin(folder / "skin.png"), "--mpp", "0.5"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_THAT(answer.out, HasSubstr("pixel size       0.5 um, from --mpp\n"));
    EXPECT_THAT(answer.out, HasSubstr("stain            he (haematoxylin and eosin), recognised by its colours\n"));
    EXPECT_THAT(answer.out, HasSubstr("in 1 piece\n"));
    EXPECT_THAT(answer.out, HasSubstr("working grid     level 0: 800 x 700 px of 0.5 um\n"));
}

TEST(InfoCommand, WithoutPixelSizeSaysWhatToDo) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"info", write_skin(folder / "skin.png")});
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.out, HasSubstr("pixel size       unknown: give it with --mpp UM"));
    EXPECT_THAT(answer.out, Not(HasSubstr("stain")));
}

TEST(InfoCommand, SaysWhyASlideWouldBeRefused) {
    const TemporaryFolder folder;
    write_png(folder / "white.png", RgbImage(600, 800, cv::Vec3b(255, 255, 255)), PNG_FORMAT_RGB);
    const Answer answer = run_kossa({"info", folder / "white.png", "--mpp", "0.5"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.out, HasSubstr("refused          no tissue found"));
}

TEST(InfoCommand, FailsOnWhatIsNoSlide) {
    const TemporaryFolder folder;
    write_bytes(folder / "notes.svs", "notes");
    const Answer answer = run_kossa({"info", folder / "notes.svs"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, HasSubstr("notes.svs: this seems to be a text file"));
}

TEST(InfoCommand, KeepsAFactOfInfoOnOneLine) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"info", write_skin(folder / "a\nstain\x1b.png")});
    EXPECT_THAT(answer.out, HasSubstr("a\\nstain\\x1b.png\n"));
}

}  // namespace
}  // namespace kossa
