#include "kossa/core/rows.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <opencv2/core.hpp>
#include <stdexcept>
#include <vector>

namespace kossa {
namespace {

TEST(OverStretches, CoverEveryRowOnce) {
    for (const int threads : {1, 2}) {
        cv::setNumThreads(threads);
        for (const int count : {1, 7, 64, 1000, 100000}) {
            std::vector<std::atomic<int>> seen(static_cast<std::size_t>(count));
            over_stretches(count, 10, [&](int begin, int end) {
                for (int i = begin; i < end; ++i) {
                    ++seen[static_cast<std::size_t>(i)];
                }
            });
            EXPECT_TRUE(std::ranges::all_of(seen, [](const std::atomic<int>& times) { return times == 1; })) << count;
        }
    }
    cv::setNumThreads(1);
}

TEST(OverStretches, AreNotShorterThanAsked) {
    over_stretches(1000, 300, [](int begin, int end) { EXPECT_GE(end - begin, 300); });
    over_stretches(5, 300, [](int begin, int end) { EXPECT_EQ(end - begin, 5); });
}

TEST(OverStretches, PassAnExceptionOn) {
    const auto refuse = [](int, int) { throw std::runtime_error("refused"); };
    EXPECT_THROW(over_stretches(1000, 10, refuse), std::runtime_error);
}

}  // namespace
}  // namespace kossa
