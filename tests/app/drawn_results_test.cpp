#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "report/test_tools.hpp"

namespace kossa {
namespace {

TEST(DrawnResults, AreTheSameForAnyNumberOfThreadsAndWhenRescored) {
    const TemporaryFolder folder;
    const std::filesystem::path slide = write_skin(folder / "skin.png");
    for (const std::string threads : {"1", "2"}) {
        const std::filesystem::path out = folder / ("out" + threads);
        ASSERT_EQ(run_kossa({"score", slide, "--out", out, "--mpp", "0.5", "--threads", threads}).status, 0);
    }
    const std::filesystem::path one = folder / "out1" / "skin";
    const std::filesystem::path two = folder / "out2" / "skin";
    ASSERT_EQ(run_kossa({"rescore", two}).status, 0);
    for (const char* file : {"report.html", "overlay.png"}) {
        EXPECT_GT(report::content(one / file).size(), 1000U);
        EXPECT_EQ(report::content(one / file), report::content(two / file)) << file;
    }
}

}  // namespace
}  // namespace kossa
