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
