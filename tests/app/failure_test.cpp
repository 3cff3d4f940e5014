#include <sys/resource.h>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

TEST(Failure, IsOneLineAndLeavesItsCode) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out"});
    EXPECT_EQ(lines_of(answer.err).size(), 1U);
    const nlohmann::json summary = json_of(folder / "out" / "skin" / "summary.json");
    EXPECT_EQ(summary.at("error").at("code"), "unknown-pixel-size");
    EXPECT_THAT(answer.err, HasSubstr(summary.at("error").at("message").get<std::string>()));
}

TEST(Failure, KeepsWhatIsKnownOfTheSlide) {
    const TemporaryFolder folder;
    run_kossa({"score", write_skin(folder / "skin.png"), "--out", folder / "out"});
    const nlohmann::json slide = json_of(folder / "out" / "skin" / "summary.json").at("slide");
    EXPECT_EQ(slide.at("width_px"), 800);
    EXPECT_EQ(slide.at("vendor"), "png");
}

TEST(Failure, OfMemoryEndsTheSlideAndNotTheCall) {
    if (std::getenv("ASAN_OPTIONS") != nullptr) {
        GTEST_SKIP() << "the address sanitizer reserves more than any limit";
    }
    const TemporaryFolder folder;
    write_jpeg(folder / "large.jpg", RgbImage(9000, 9000, cv::Vec3b(240, 230, 240)), TJPF_RGB, TJSAMP_420);
    const std::string missing = folder / "missing.svs";
    const Answer answer = run_kossa(
        {"score", folder / "large.jpg", missing, "--out", folder / "out", "--mpp", "0.5", "--threads", "1"}, [] {
            constexpr rlim_t bytes = 350'000'000;
            const rlimit limit{bytes, bytes};
            setrlimit(RLIMIT_AS, &limit);
        });
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("large.jpg: there is not enough memory"));
    EXPECT_THAT(answer.err, HasSubstr("missing.svs: there is no such file"));
    EXPECT_EQ(json_of(folder / "out" / "large" / "summary.json").at("error").at("code"), "out-of-memory");
}

TEST(Failure, OfThreadsThatCannotBeStartedIsSaidBeforeAnySlide) {
    if (std::getenv("ASAN_OPTIONS") != nullptr) {
        GTEST_SKIP() << "the address sanitizer reserves more than any limit";
    }
    const TemporaryFolder folder;
    const std::string slide = write_skin(folder / "skin.png");
    const Answer answer = run_kossa({"score", slide, "--out", folder / "out", "--mpp", "0.5", "--threads", "1000"}, [] {
        constexpr rlim_t bytes = 1'000'000'000;
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_AS, &limit);
    });
    EXPECT_EQ(answer.status, 2) << answer.err;
    EXPECT_THAT(answer.err, HasSubstr("kossa: 1000 threads cannot be started, only "));
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace kossa
