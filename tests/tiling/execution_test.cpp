#include "kossa/tiling/execution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <numeric>
#include <opencv2/core.hpp>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace kossa {
namespace {

constexpr std::size_t many = 1000;

ExecutionOptions on_threads(int threads) {
    return {.threads = threads, .shuffle_seed = {}};
}

std::vector<std::size_t> order_of_one_thread(std::optional<std::uint64_t> seed) {
    std::vector<std::size_t> order;
    run_jobs(many, {.threads = 1, .shuffle_seed = seed}, [&](std::size_t i) { order.push_back(i); });
    return order;
}

class RunJobs : public ::testing::TestWithParam<ExecutionOptions> {};

TEST_P(RunJobs, RunsEachJobOnce) {
    std::vector<std::atomic<int>> runs(many);
    run_jobs(many, GetParam(), [&](std::size_t i) { ++runs.at(i); });
    EXPECT_TRUE(std::all_of(runs.begin(), runs.end(), [](const std::atomic<int>& r) { return r == 1; }));
}

TEST_P(RunJobs, ReturnsOnlyWhenAllAreDone) {
    std::atomic<int> done{0};
    run_jobs(16, GetParam(), [&](std::size_t) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ++done;
    });
    EXPECT_EQ(done, 16);
}

TEST_P(RunJobs, ThrowsOnWhatAJobThrows) {
    const auto job = [](std::size_t i) {
        if (i == 700) {
            throw std::runtime_error("job 700");
        }
    };
    try {
        run_jobs(many, GetParam(), job);
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "job 700");
    }
}

TEST_P(RunJobs, UsesNoMoreThreadsThanAllowed) {
    std::mutex mutex;
    std::set<std::thread::id> seen;
    run_jobs(200, GetParam(), [&](std::size_t) {
        const std::lock_guard lock(mutex);
        seen.insert(std::this_thread::get_id());
    });
    EXPECT_LE(seen.size(), static_cast<std::size_t>(*GetParam().threads));
}

TEST_P(RunJobs, RunsTheJobsOfAJobOnTheSameThreads) {
    std::mutex mutex;
    std::set<std::thread::id> seen;
    std::atomic<int> runs{0};
    run_jobs(4, GetParam(), [&](std::size_t) {
        run_jobs(50, on_threads(16), [&](std::size_t) {
            ++runs;
            const std::lock_guard lock(mutex);
            seen.insert(std::this_thread::get_id());
        });
    });
    EXPECT_EQ(runs, 200);
    EXPECT_LE(seen.size(), static_cast<std::size_t>(*GetParam().threads));
}

TEST_P(RunJobs, KeepsOpenCvToOneThread) {
    cv::setNumThreads(4);
    std::atomic<int> most{0};
    run_jobs(8, GetParam(), [&](std::size_t) { most = std::max(most.load(), cv::getNumThreads()); });
    EXPECT_EQ(most, 1);
    EXPECT_EQ(cv::getNumThreads(), 4) << "as before";
    cv::setNumThreads(1);
}

INSTANTIATE_TEST_SUITE_P(ThreadsAndOrders, RunJobs,
                         ::testing::Values(on_threads(1), on_threads(2), on_threads(8),
                                           ExecutionOptions{.threads = 1, .shuffle_seed = 7},
                                           ExecutionOptions{.threads = 8, .shuffle_seed = 7}));

TEST(RunJobs, BeginsThemInTheirOrder) {
    constexpr int threads = 2;
    std::atomic<int> next{0};
    std::atomic<int> furthest{0};
    run_jobs(many, on_threads(threads), [&](std::size_t i) {
        const int out_of_turn = std::abs(static_cast<int>(i) - next++);
        furthest = std::max(furthest.load(), out_of_turn);
    });
    EXPECT_LT(furthest, static_cast<int>(many) / 4) << "the threads work side by side";
}

TEST(StartThreads, HasThemAllReadyForWork) {
    constexpr int threads = 8;
    start_threads(on_threads(threads));
    std::mutex mutex;
    std::set<std::thread::id> seen;
    run_jobs(threads, on_threads(threads), [&](std::size_t) {
        {
            const std::lock_guard lock(mutex);
            seen.insert(std::this_thread::get_id());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    });
    EXPECT_GE(seen.size(), 2U);
}

TEST(RunJobs, WithoutJobsDoesNothing) {
    run_jobs(0, on_threads(2), [](std::size_t) { FAIL(); });
}

TEST(RunJobs, LeavesOutWhatHadNotBegunWhenOneThrew) {
    std::size_t begun = 0;
    EXPECT_THROW(run_jobs(many, on_threads(1),
                          [&](std::size_t) {
                              ++begun;
                              throw std::runtime_error("first");
                          }),
                 std::runtime_error);
    EXPECT_LT(begun, many);
}

TEST(RunJobs, CanRunAgainAfterAFailure) {
    EXPECT_THROW(run_jobs(4, on_threads(2), [](std::size_t) { throw std::logic_error(""); }), std::logic_error);
    std::atomic<int> done{0};
    run_jobs(4, on_threads(2), [&](std::size_t) { ++done; });
    EXPECT_EQ(done, 4);
}

TEST(RunTasks, RunsEachOnce) {
    std::atomic<int> first{0};
    std::atomic<int> second{0};
    run_tasks({[&] { ++first; }, [&] { second += 2; }}, on_threads(2));
    EXPECT_EQ(first, 1);
    EXPECT_EQ(second, 2);
    EXPECT_THROW(run_tasks({[] {}, [] { throw std::runtime_error("second"); }}, on_threads(2)), std::runtime_error);
}

TEST(ShuffledJobs, RunInAnOrderThatTheSeedAloneDecides) {
    const std::vector<std::size_t> natural = order_of_one_thread({});
    const std::vector<std::size_t> shuffled = order_of_one_thread(42);
    EXPECT_NE(shuffled, natural);
    EXPECT_EQ(shuffled, order_of_one_thread(42));
    EXPECT_NE(shuffled, order_of_one_thread(43));
    EXPECT_TRUE(std::is_permutation(shuffled.begin(), shuffled.end(), natural.begin()));
}

TEST(RasterThreads, HoldAsLongAsTheyLive) {
    if (thread_count({}) < 2) {
        GTEST_SKIP() << "one processor";
    }
    cv::setNumThreads(1);
    {
        const RasterThreads threads(on_threads(2));
        EXPECT_EQ(cv::getNumThreads(), 2);
        run_jobs(2, on_threads(2), [](std::size_t) { EXPECT_EQ(cv::getNumThreads(), 1); });
        EXPECT_EQ(cv::getNumThreads(), 2);
    }
    EXPECT_EQ(cv::getNumThreads(), 1);
}

TEST(ThreadCount, IsWhatWasAskedForOrWhatThereIs) {
    EXPECT_EQ(thread_count(on_threads(3)), 3);
    EXPECT_GE(thread_count({}), 1);
}

}  // namespace
}  // namespace kossa
