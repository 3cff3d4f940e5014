#include "kossa/phantom/temporary_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "kossa/core/error.hpp"
#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

TEST(TemporaryFile, GetsItsNameWhenKept) {
    const ScratchFolder folder("temporary_kept");
    TemporaryFile file(folder / "a.txt");
    std::ofstream(file.path()) << "text";
    EXPECT_FALSE(std::filesystem::exists(folder / "a.txt"));
    file.keep();
    EXPECT_TRUE(std::filesystem::exists(folder / "a.txt"));
    EXPECT_EQ(folder.file_count(), 1U);
}

TEST(TemporaryFile, IsGoneWhenNotKept) {
    const ScratchFolder folder("temporary_dropped");
    {
        const TemporaryFile file(folder / "a.txt");
        std::ofstream(file.path()) << "text";
        EXPECT_EQ(folder.file_count(), 1U);
    }
    EXPECT_EQ(folder.file_count(), 0U);
}

TEST(TemporaryFile, ThatVanishedCannotBeKept) {
    const ScratchFolder folder("temporary_absent");
    TemporaryFile file(folder / "a.txt");
    std::filesystem::remove(file.path());
    EXPECT_THROW(file.keep(), OutputError);
}

TEST(TemporaryFile, NamesItsFinalFileWhenItCannotBeFilled) {
    const ScratchFolder folder("temporary_unfilled");
    const TemporaryFile file(folder / "a.txt");
    try {
        file.fill([](const std::filesystem::path&) { throw OutputError("No space left on device"); });
        FAIL() << "filled";
    } catch (const OutputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("a.txt cannot be written: No space left on device; check"));
    }
}

TEST(TemporaryFile, ReplacesAPlainLeftoverButFollowsNoLink) {
    const ScratchFolder folder("temporary_leftover");
    std::ofstream(folder / "a.txt.part") << "of a run that was cut short";
    std::ofstream(folder / "precious") << "text";
    std::filesystem::create_symlink("precious", folder / "b.txt.part");
    EXPECT_EQ(std::filesystem::file_size(TemporaryFile(folder / "a.txt").path()), 0U);
    EXPECT_THROW(TemporaryFile(folder / "b.txt"), OutputError);
    EXPECT_EQ(std::filesystem::file_size(folder / "precious"), 4U);
}

TEST(TemporaryFile, IsKeptWithAllOthersOrNot) {
    const ScratchFolder folder("temporary_all");
    std::list<TemporaryFile> files;
    for (const char* name : {"a.txt", "b.txt", "c.txt"}) {
        files.emplace_back(folder / name);
    }
    std::filesystem::create_directory(folder / "b.txt");
    EXPECT_THROW(keep_all(files), OutputError);
    files.clear();
    EXPECT_EQ(folder.file_count(), 1U);
}

TEST(TemporaryFile, OlderOnesStayWhereNotAllCanBeKept) {
    const ScratchFolder folder("temporary_older");
    std::ofstream(folder / "a.txt") << "older";
    std::list<TemporaryFile> files;
    for (const char* name : {"a.txt", "b.txt"}) {
        files.emplace_back(folder / name);
    }
    std::filesystem::create_directory(folder / "b.txt");
    EXPECT_THROW(keep_all(files), OutputError);
    EXPECT_EQ(std::filesystem::file_size(folder / "a.txt"), 5U);
    std::filesystem::remove(folder / "b.txt");
    files.clear();
    files.emplace_back(folder / "a.txt");
    keep_all(files);
    EXPECT_EQ(std::filesystem::file_size(folder / "a.txt"), 0U);
    EXPECT_EQ(folder.file_count(), 1U);
}

TEST(TemporaryFile, IsRefusedBeforeTheWorkUnderItsFinalName) {
    const ScratchFolder folder("temporary_refused");
    try {
        const TemporaryFile file(folder / "missing" / "a.txt");
        FAIL() << "a file in a folder that does not exist";
    } catch (const OutputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("a.txt cannot be written: No such file or directory"));
    }
}

}  // namespace
}  // namespace kossa::phantom
