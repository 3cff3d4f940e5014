#include <chrono>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

nlohmann::json run_of_a_slide() {
    const TemporaryFolder folder;
    EXPECT_EQ(run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5"}).status, 0);
    return json_of(folder / "out" / "skin" / "run.json");
}

TEST(RunClock, NotesTheStartInUniversalTime) {
    const std::time_t before = std::time(nullptr);
    const std::string started = run_of_a_slide().at("started_utc");
    std::tm parts{};
    ASSERT_NE(strptime(started.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts), nullptr) << started;
    EXPECT_GE(timegm(&parts), before);
    EXPECT_LE(timegm(&parts), std::time(nullptr));
}

TEST(RunClock, NotesHowLongTheSlideTook) {
    const auto before = std::chrono::steady_clock::now();
    const double seconds = run_of_a_slide().at("wall_seconds");
    EXPECT_GT(seconds, 0.0);
    EXPECT_LE(seconds, std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count() + 0.01);
}

}  // namespace
}  // namespace kossa
