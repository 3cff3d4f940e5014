#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <thread>

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

TEST(PhantomCommand, CreatesItsFolder) {
    const TemporaryFolder folder;
    EXPECT_EQ(run_kossa(small_phantom(folder / "new/folder/p.svs")).status, 0);
    EXPECT_EQ(files_of(folder / "new/folder").size(), 5U);
}

TEST(PhantomCommand, SaysThatAFileCannotBeWritten) {
    const TemporaryFolder folder;
    write_bytes(folder / "file", "no folder");
    const Answer below_a_file = run_kossa(small_phantom(folder / "file/p.svs"));
    EXPECT_EQ(below_a_file.status, 2);
    EXPECT_THAT(below_a_file.err, HasSubstr("file cannot be created: "));
    std::filesystem::create_directory(folder / "p.svs");
    const Answer over_a_folder = run_kossa(small_phantom(folder / "p.svs"));
    EXPECT_EQ(over_a_folder.status, 2);
    EXPECT_EQ(lines_of(over_a_folder.err).size(), 1U) << over_a_folder.err;
}

/// The names in a folder after a slide was refused there with exit status 2.
std::map<std::string, std::string> left_by_refusal(const TemporaryFolder& folder, const std::string& out,
                                                   const std::string& reason) {
    const Answer answer = run_kossa(small_phantom(folder / out));
    EXPECT_EQ(answer.status, 2) << out;
    EXPECT_THAT(answer.err, HasSubstr(reason)) << out;
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    return files_of(folder / "");
}

TEST(PhantomCommand, RefusesANameThatIsNoFilesBeforeItDraws) {
    const TemporaryFolder folder;
    for (const std::string out : {"ph/", "ph/..", "ph/.", "."}) {
        EXPECT_TRUE(left_by_refusal(folder, out, "is the name of a folder; give the slide a name such as").empty());
    }
    EXPECT_TRUE(left_by_refusal(folder, "x.json", "is the name of a file of its own truth").empty());
    EXPECT_TRUE(left_by_refusal(folder, std::string(300, 'a'), "File name too long").empty());
}

TEST(PhantomCommand, ReplacesNothingButPlainFiles) {
    const TemporaryFolder folder;
    namespace fs = std::filesystem;
    ASSERT_EQ(mkfifo((folder / "pipe.svs").c_str(), 0600), 0);
    fs::create_symlink("elsewhere", folder / "link.svs");
    fs::create_directory(folder / "beside_calcium.png");
    for (const std::string out : {"pipe.svs", "link.svs", "beside.svs"}) {
        const Answer answer = run_kossa(small_phantom(folder / out));
        EXPECT_EQ(answer.status, 2) << out;
        EXPECT_THAT(answer.err, HasSubstr("is there and is no plain file"));
    }
    EXPECT_TRUE(fs::is_fifo(folder / "pipe.svs"));
    EXPECT_TRUE(fs::is_symlink(folder / "link.svs"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / ""), fs::directory_iterator()), 3);
}

TEST(PhantomCommand, ReplacesAPhantomAndNoOtherFile) {
    const TemporaryFolder folder;
    std::ofstream(folder / "scan.svs") << "a slide";
    std::ofstream(folder / "notes.json") << "{}";
    for (const std::string out : {"scan.svs", "notes.svs"}) {
        const Answer answer = run_kossa(small_phantom(folder / out));
        EXPECT_EQ(answer.status, 2) << out;
        EXPECT_THAT(answer.err, HasSubstr("is there and belongs to no phantom; give another name, or move it away"));
    }
    EXPECT_EQ(files_of(folder / "").size(), 2U);
    EXPECT_EQ(run_kossa(small_phantom(folder / "drawn.svs")).status, 0);
    EXPECT_EQ(run_kossa(small_phantom(folder / "drawn.svs")).status, 0) << "a phantom may be drawn anew";
    EXPECT_EQ(run_kossa(small_phantom(folder / "drawn_calcium.png")).status, 2) << "it is a phantom's truth";
}

TEST(PhantomCommand, LeavesNothingBehindWhenItIsStopped) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const TemporaryFolder folder;
        const TemporaryFolder said;
        const pid_t child =
            start_kossa({"phantom", "--out", folder / "p.svs", "--width-mm", "40"}, {said / "out", said / "err"}, [] {
                // A shell script's programs in the background are deaf to SIGINT.
                std::signal(SIGINT, SIG_DFL);
                std::signal(SIGTERM, SIG_DFL);
            });
        while (files_of(folder / "").empty()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        kill(child, signal);
        EXPECT_EQ(status_of(child), 128 + signal);
        EXPECT_TRUE(files_of(folder / "").empty()) << signal;
    }
}

TEST(PhantomCommand, RefusesMorePixelsThanCanBeDrawn) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(
        {"phantom", "--out", folder / "new" / "p.svs", "--width-mm", "200", "--height-mm", "200", "--mpp", "0.1"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("has 4000 gigapixels, and 100 are the most; make it smaller"));
    EXPECT_FALSE(std::filesystem::exists(folder / "new"));
}

TEST(PhantomCommand, LeavesAnOlderPhantomWholeWhenTheDiskIsFull) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa(small_phantom(folder / "p.svs")).status, 0);
    const auto before = files_of(folder / "");
    Words other = small_phantom(folder / "p.svs");
    other.insert(other.end(), {"--preset", "none"});
    const Answer answer = run_kossa(other, [] {
        constexpr rlim_t bytes = 2000;
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("p.svs cannot be written: File too large; check that"));
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    EXPECT_EQ(files_of(folder / ""), before);
}

}  // namespace
}  // namespace kossa
