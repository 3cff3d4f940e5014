#include "kossa/slide/libtiff_messages.hpp"

#include <cstdarg>
#include <cstdio>
#include <thread>

#include "slide/test_images.hpp"

namespace kossa {
namespace {

std::string printed_for_no_tiff(const std::filesystem::path& path) {
    write_bytes(path, "no TIFF at all");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(TIFFOpen(path.c_str(), "r"), nullptr);
    TIFFWarning("reader", "a warning");
    return ::testing::internal::GetCapturedStderr();
}

void print_message(const char*, const char*, va_list) {
    std::fputs("message", stderr);
}

TEST(SilenceLibtiff, LeavesNothingToPrint) {
    const TemporaryFolder folder;
    silence_libtiff();
    EXPECT_EQ(printed_for_no_tiff(folder / "a.tif"), "");
}

TEST(SilenceLibtiff, IsDoneOnceAndLeavesLaterHandlersInPlace) {
    const TemporaryFolder folder;
    silence_libtiff();
    TIFFSetErrorHandler(print_message);
    silence_libtiff();
    EXPECT_EQ(printed_for_no_tiff(folder / "a.tif"), "message");
    TIFFSetErrorHandler(nullptr);
}

TEST(SilenceLibtiff, MayBeCalledFromSeveralThreads) {
    const TemporaryFolder folder;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(silence_libtiff);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(printed_for_no_tiff(folder / "a.tif"), "");
}

}  // namespace
}  // namespace kossa
