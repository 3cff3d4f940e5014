#include "kossa/pyramid/tile_spool.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "kossa/core/error.hpp"
#include "report/test_tools.hpp"

namespace kossa::pyramid {
namespace {

using report::TestFolder;

TEST(TileSpool, GivesTilesBackInAnyOrder) {
    const TestFolder folder;
    TileSpool spool(folder.path() / "spool", {2, 1});
    spool.add(0, 1, {1, 2, 3});
    spool.add(1, 0, {4});
    spool.add(0, 0, {5, 6});
    EXPECT_EQ(spool.tile(0, 0), (Bytes{5, 6}));
    EXPECT_EQ(spool.tile(0, 1), (Bytes{1, 2, 3}));
    EXPECT_EQ(spool.tile(1, 0), (Bytes{4}));
}

TEST(TileSpool, LeavesNothingInTheFolder) {
    const TestFolder folder;
    TileSpool spool(folder.path() / "spool", {1});
    spool.add(0, 0, {1});
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(TileSpool, LeavesTheFileAloneThatALinkUnderItsNameLeadsTo) {
    const TestFolder folder;
    std::ofstream(folder.path() / "precious") << "precious";
    std::filesystem::create_symlink(folder.path() / "precious", folder.path() / "spool");
    TileSpool spool(folder.path() / "spool", {1});
    spool.add(0, 0, {1});
    EXPECT_EQ(spool.tile(0, 0), (Bytes{1}));
    EXPECT_EQ(std::filesystem::file_size(folder.path() / "precious"), 8U);
}

TEST(TileSpool, SaysWhyItCannotBeOpened) {
    const TestFolder folder;
    try {
        const TileSpool spool(folder.path() / "missing" / "spool", {1});
        ADD_FAILURE() << "no error";
    } catch (const OutputError& error) {
        EXPECT_STREQ(error.what(), "No such file or directory");
    }
}

TEST(TileSpool, SaysThatTheDiskIsFull) {
    const TestFolder folder;
    const auto fill = [&folder] {
        std::signal(SIGXFSZ, SIG_IGN);
        constexpr rlimit limit{10'000, 10'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            TileSpool spool(folder.path() / "spool", {1});
            spool.add(0, 0, Bytes(100'000));
        } catch (const OutputError& error) {
            std::fputs(error.what(), stderr);
        }
        std::_Exit(0);
    };
    EXPECT_EXIT(fill(), testing::ExitedWithCode(0), "File too large");
}

}  // namespace
}  // namespace kossa::pyramid
