#include "kossa/core/heap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace kossa {
namespace {

/// Memory of this process that is in use, in pages; 0 where the system does not say.
long resident_pages() {
    std::ifstream statm("/proc/self/statm");
    long all = 0;
    long resident = 0;
    statm >> all >> resident;
    return resident;
}

TEST(Heap, GivesBackWhatWasFreed) {
    if (std::getenv("ASAN_OPTIONS") != nullptr) {
        GTEST_SKIP() << "the address sanitizer has a heap of its own, and keeps what is freed";
    }
    constexpr std::size_t blocks = 8000;
    constexpr std::size_t block_bytes = 16384;  // in all more than is kept
    constexpr long page = 4096;
    constexpr long half_of_blocks = static_cast<long>(blocks * block_bytes / 2) / page;
    std::vector<std::unique_ptr<std::string>> held;
    for (std::size_t i = 0; i < blocks; ++i) {
        held.push_back(std::make_unique<std::string>(block_bytes, 'x'));
    }
    const auto last = std::make_unique<std::string>(block_bytes, 'x');  // keeps the last page in use
    held.clear();
    const long before = resident_pages();
    give_back_freed_memory();
    if (before > 0) {
        EXPECT_LT(resident_pages(), before - half_of_blocks);
    }
}

}  // namespace
}  // namespace kossa
