#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::StartsWith;

/// The last line of a call on these slides, and where it writes.
std::string last_line(const Words& slides, const std::string& out) {
    Words words{"score", "--out", out, "--mpp", "0.5", "--stain", "he"};
    words.insert(words.end(), slides.begin(), slides.end());
    return lines_of(run_kossa(words).out).back();
}

TEST(Tally, OpensTheReportOfOneSlideAndNamesThePlaceOfSeveral) {
    const TemporaryFolder folder;
    const std::string out = folder / "out";
    const std::string skin = write_skin(folder / "skin.png");
    const std::string other = write_skin(folder / "other.png");
    EXPECT_EQ(last_line({skin}, out), "results in " + out + "; open " + out + "/skin/report.html");
    EXPECT_EQ(last_line({skin, other}, out), "results in " + out + "; open " + out + "/<slide>/report.html");
}

TEST(Tally, CountsWhereNotAllWereScored) {
    const TemporaryFolder folder;
    const std::string out = folder / "out";
    const std::string skin = write_skin(folder / "skin.png");
    EXPECT_THAT(last_line({skin, folder / "none.svs"}, out), StartsWith("1 of 2 slides scored; results in " + out));
    EXPECT_EQ(last_line({folder / "no.svs", folder / "none.svs"}, out), "0 of 2 slides scored; summaries in " + out);
}

}  // namespace
}  // namespace kossa
