#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(StageTimes, AreToldOfEachSlideWithVerbose) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"score", write_skin(folder / "a.png"), write_skin(folder / "b.png"), "--out",
                                     folder / "out", "--mpp", "0.5", "--verbose"});
    EXPECT_EQ(answer.status, 0);
    const std::string seconds = " [0-9]+\\.[0-9][0-9] s";
    for (const std::string slide : {"a.png", "b.png"}) {
        EXPECT_THAT(answer.err,
                    ::testing::ContainsRegex(slide + ": opening" + seconds + ", survey" + seconds + ".*, tiles" +
                                             seconds + ".*, results" + seconds + "; [0-9.]+ s in all"));
    }
}

TEST(StageTimes, AreNotToldOtherwise) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"score", write_skin(folder / "a.png"), "--out", folder / "out", "--mpp", "0.5"});
    EXPECT_THAT(answer.err, Not(HasSubstr("survey")));
}

}  // namespace
}  // namespace kossa
