#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/terminal.hpp"

namespace kossa {
namespace {

using support::seen_on_a_terminal;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

Words words_with_a_missing_slide(const TemporaryFolder& folder) {
    const std::string missing = folder / "missing.svs";
    return {"score", write_skin(folder / "skin.png"), missing, "--out", folder / "out", "--mpp", "0.5"};
}

TEST(ProgressBar, ShowsSlideStageAndPercentOnATerminal) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(words_with_a_missing_slide(folder));
    EXPECT_THAT(seen, HasSubstr("slide 1 of 2"));
    EXPECT_THAT(seen, HasSubstr("measuring  skin.png"));
    EXPECT_THAT(seen, HasSubstr(" 47 %"));
}

TEST(ProgressBar, ShowsHowManyTilesASecondAreMeasured) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(
        {"score", std::filesystem::path(KOSSA_FIXTURES) / "skin-he.svs", "--out", folder / "out", "--threads", "1"});
    EXPECT_THAT(seen, ::testing::ContainsRegex(" %( +[0-9]+ s left)?  [1-9][0-9]* tiles/s  measuring  skin-he.svs"));
    EXPECT_THAT(seen, Not(HasSubstr("tiles/s  survey")));
}

TEST(ProgressBar, ShowsThatATiffIsWrittenAndLeavesTimeForIt) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal({"score", write_skin(folder / "skin.png"), "--out", folder / "out",
                                                 "--mpp", "0.5", "--stain", "he", "--overlay-tiff=both"});
    EXPECT_THAT(seen, ::testing::ContainsRegex("70 %[^%]*writing overlay.tif  skin.png"));
    EXPECT_THAT(seen, ::testing::ContainsRegex("98 %[^%]*writing labels.tif  skin.png"));
}

TEST(ProgressBar, IsErasedBeforeAnythingElseIsWritten) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(words_with_a_missing_slide(folder));
    const std::string erased = "\r\x1b[K";
    EXPECT_THAT(seen, HasSubstr(erased + "skin.png "));
    EXPECT_THAT(seen, HasSubstr(erased + "\x1b[1;31mkossa:\x1b[0m "));
    EXPECT_THAT(seen, EndsWith("report.html\r\n"));
}

TEST(ProgressBar, ShowsControlCharactersOfANameEscaped) {
    const TemporaryFolder folder;
    Words words = words_with_a_missing_slide(folder);
    words[1] = write_skin(folder / "a\n\x1b[31mb.png");
    const std::string seen = seen_on_a_terminal(words);
    EXPECT_THAT(seen, HasSubstr("measuring  a\\n\\x1b[31mb.png"));
    EXPECT_THAT(seen, Not(HasSubstr("\x1b[31m")));
}

TEST(ProgressBar, FitsTheTerminal) {
    const TemporaryFolder folder;
    Words words = words_with_a_missing_slide(folder);
    words[2] = folder / (std::string(150, 'x') + ".svs");
    const std::string seen = seen_on_a_terminal(words);
    for (std::size_t at = seen.find("\x1b[K["); at != std::string::npos; at = seen.find("\x1b[K[", at + 1)) {
        EXPECT_LT(seen.find_first_of("\r\x1b", at + 3) - (at + 3), 100U);
    }
}

TEST(ProgressBar, IsNotShownOnAPipe) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(words_with_a_missing_slide(folder));
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\x1b")));
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\r")));
}

TEST(ProgressBar, IsNotShownWhenQuiet) {
    const TemporaryFolder folder;
    Words words = words_with_a_missing_slide(folder);
    words.emplace_back("--quiet");
    const std::string seen = seen_on_a_terminal(words);
    EXPECT_THAT(seen, Not(HasSubstr("\x1b[K")));
    EXPECT_THAT(seen, Not(HasSubstr("%")));
}

}  // namespace
}  // namespace kossa
