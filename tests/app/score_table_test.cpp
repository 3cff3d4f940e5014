#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Of one scored and one failed slide.
Words table() {
    const TemporaryFolder folder;
    const std::string missing = folder / "a-slide-that-is-missing.svs";
    return lines_of(run_kossa({"score", write_skin(folder / "skin.png"), missing, "--out", folder / "out", "--mpp",
                               "0.5", "--stain", "he"})
                        .out);
}

TEST(ScoreTable, HasAHeaderARowPerSlideAndWhereTheResultsAre) {
    const Words lines = table();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_THAT(lines[0], StartsWith("slide "));
    EXPECT_THAT(lines[1], StartsWith("skin.png "));
    EXPECT_THAT(lines[2], StartsWith("a-slide-that-is-missing.svs  FAILED unreadable"));
    EXPECT_THAT(lines[3], HasSubstr("1 of 2 slides scored; results in "));
}

TEST(ScoreTable, NumbersEndUnderTheirHeadings) {
    const Words lines = table();
    for (const std::string heading : {"deposits", "area um2", "epi", "upper", "deep", "fat", "n/a"}) {
        const std::size_t end = lines[0].find(" " + heading + " ") + heading.size();
        EXPECT_TRUE(std::isdigit(static_cast<unsigned char>(lines[1].at(end)))) << heading << "\n" << lines[1];
        EXPECT_EQ(lines[1].at(end + 1), ' ') << heading << "\n" << lines[1];
    }
}

TEST(ScoreTable, CountsTheDepositsOfTheTable) {
    const TemporaryFolder folder;
    const Answer answer =
        run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5"});
    const std::size_t rows = lines_of(text_of(folder / "out" / "skin" / "deposits.csv")).size() - 1;
    const std::string row = lines_of(answer.out).at(1);
    EXPECT_THAT(row, ::testing::ContainsRegex("^skin.png +H&E +" + std::to_string(rows) + " "));
}

TEST(ScoreTable, LeavesNineteenLettersForTheNameOnATerminalOfAHundredColumns) {
    const Words lines = table();
    const std::size_t beside_the_name = lines[0].size() - lines[0].find("stain");
    EXPECT_LE(std::string("S21-12345-A1-HE.svs").size() + 2 + beside_the_name, 100U);
    EXPECT_LE(lines[1].size(), lines[0].size());
}

TEST(ScoreTable, ASingleSlideIsAlsoToldInWords) {
    const TemporaryFolder folder;
    const Answer answer =
        run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5"});
    EXPECT_THAT(answer.out, HasSubstr("\n\n" + text_of(folder / "out" / "skin" / "summary.txt") + "\nresults in"));
}

TEST(ScoreTable, ASingleSlideNamesItsReport) {
    const TemporaryFolder folder;
    const Answer answer =
        run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5"});
    const std::string out = folder / "out";
    EXPECT_EQ(lines_of(answer.out).back(), "results in " + out + "; open " + out + "/skin/report.html");
}

TEST(ScoreTable, KeepsARowOfTheTableOnOneLine) {
    const TemporaryFolder folder;
    const std::string name = "a\n\x1b[31mb.png";
    const Answer answer = run_kossa({"score", write_skin(folder / name), "--out", folder / "out", "--mpp", "0.5"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(lines_of(answer.out).at(2), "") << answer.out;  // after which the same is told in words
    EXPECT_THAT(lines_of(answer.out).at(1), HasSubstr("a\\n\\x1b[31mb.png  "));
    EXPECT_THAT(answer.out, Not(HasSubstr("\x1b")));
    EXPECT_EQ(lines_of(answer.out).at(0).find("stain"), lines_of(answer.out).at(1).find("H&E  "));
}

}  // namespace
}  // namespace kossa
