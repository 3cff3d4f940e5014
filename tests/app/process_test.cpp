#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

Words score_words(const TemporaryFolder& folder) {
    return {"score", write_skin(folder / "skin.png"), "--out", folder / "out", "--mpp", "0.5", "--stain", "he"};
}

TEST(Process, SurvivesAReaderOfItsTableThatGoesAway) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(score_words(folder), [] {
        std::array<int, 2> ends{};
        ASSERT_EQ(pipe(ends.data()), 0);
        close(ends[0]);
        dup2(ends[1], STDOUT_FILENO);
    });
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.err, "");
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / "skin" / "summary.json"));
}

TEST(Process, WritesNoMessageIntoAResultWhenItsStreamsAreClosed) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(score_words(folder), [] {
        close(STDOUT_FILENO);
        close(STDERR_FILENO);
    });
    EXPECT_EQ(answer.status, 1) << "the table is lost";
    EXPECT_EQ(json_of(folder / "out" / "skin" / "summary.json").at("status"), "ok");
    for (const auto& [name, text] : files_of(folder / "out" / "skin")) {
        EXPECT_THAT(text, ::testing::Not(HasSubstr("results in"))) << name;
    }
}

TEST(Process, AFolderThatCannotBeWrittenIntoIsNamedBeforeTheSlideIsRead) {
    const TemporaryFolder folder;
    write_bytes(folder / "none.png", "no picture");
    std::filesystem::create_directory(folder / "out");
    std::filesystem::permissions(folder / "", std::filesystem::perms(0755));
    std::filesystem::permissions(folder / "out", std::filesystem::perms(0555));
    const Answer answer = run_kossa({"score", folder / "none.png", "--out", folder / "out"}, [] {
        constexpr uid_t nobody = 65534;
        ASSERT_TRUE(geteuid() != 0 || setuid(nobody) == 0);
    });
    if (constexpr int not_found = 127; answer.status == not_found) {
        GTEST_SKIP() << "the program lies in a folder that no other user may enter";
    }
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("none.png: cannot write into"));
    EXPECT_THAT(answer.err, HasSubstr("Permission denied"));
}

TEST(Process, SaysThatThereIsNoStandardOutput) {
    const Answer answer = run_kossa({"score", "--print-config"}, [] { close(STDOUT_FILENO); });
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.err, "kossa: cannot write to the standard output: Bad file descriptor\n");
}

TEST(Process, SaysThatTheStandardOutputIsFull) {
    const Answer answer =
        run_kossa({"score", "--print-config"}, [] { dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO); });
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.err, "kossa: cannot write to the standard output: No space left on device\n");
}

/// What kossa says when it is stopped while it scores the first of nine slides.
std::string said_when_stopped(int signal) {
    const TemporaryFolder folder;
    Words words{"score", "--out", folder / "out", "--mpp", "0.5", "--stain", "he"};
    for (int i = 0; i < 9; ++i) {
        words.push_back(write_skin(folder / (std::to_string(i) + ".png")));
    }
    const pid_t child = start_kossa(words, {folder / "said", folder / "err"}, [] {
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGTERM, SIG_DFL);
    });
    const auto latest = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!std::filesystem::exists(folder / "out" / "0") && std::chrono::steady_clock::now() < latest) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    kill(child, signal);
    EXPECT_EQ(status_of(child), 128 + signal);
    return text_of(folder / "err");
}

TEST(Process, SaysHowToGoOnWithABatchThatIsStopped) {
    for (const int signal : {SIGINT, SIGTERM}) {
        EXPECT_EQ(said_when_stopped(signal),
                  "kossa: stopped; the same call with --resume goes on with what is not finished\n");
    }
}

TEST(Process, FinishesTheSlidesWhenTheTableCannotBeWritten) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(score_words(folder), [] { dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO); });
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    EXPECT_EQ(json_of(folder / "out" / "skin" / "summary.json").at("status"), "ok");
}

TEST(Process, SaysThatTheOutputFolderIsALinkToNothing) {
    const TemporaryFolder folder;
    std::filesystem::create_symlink("nowhere", folder / "out");
    const Answer answer = run_kossa(score_words(folder));
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("out cannot be created: it is a link to what is not there\n"));
}

TEST(Process, NotesTheCommandLineAsAShellTakesIt) {
    const TemporaryFolder folder;
    const std::string slide = write_skin(folder / "Ann's skin.png");
    ASSERT_EQ(run_kossa({"score", slide, "--out", folder / "out", "--mpp", "0.5"}).status, 0);
    const std::string line = json_of(folder / "out" / "Ann's skin" / "run.json").at("command_line");
    EXPECT_THAT(line, HasSubstr("Ann'\\''s skin.png' --out "));
    EXPECT_THAT(line, ::testing::EndsWith(" --mpp 0.5"));
}

TEST(Process, NamesTheHost) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa(score_words(folder)).status, 0);
    std::array<char, 256> name{};
    gethostname(name.data(), name.size());
    EXPECT_EQ(json_of(folder / "out" / "skin" / "run.json").at("host"), std::string(name.data()));
}

TEST(Process, WritesDecimalPointsInAnyLocale) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(score_words(folder), [] {
        setenv("LC_ALL", "de_DE.UTF-8", 1);
        setenv("LANG", "de_DE.UTF-8", 1);
    });
    EXPECT_THAT(answer.out, HasSubstr("an optical density of 0.40;"));
}

}  // namespace
}  // namespace kossa
