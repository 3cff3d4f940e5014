#include "kossa/tiling/execution.hpp"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <opencv2/core.hpp>
#include <random>
#include <utility>
#include <vector>

namespace kossa {

namespace {

/// The order in which jobs are begun. Written out, because std::shuffle may differ between libraries.
std::vector<std::size_t> job_order(std::size_t count, const std::optional<std::uint64_t>& seed) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (seed) {
        std::mt19937_64 random(*seed);
        for (std::size_t i = count; i > 1; --i) {
            std::swap(order[i - 1], order[random() % i]);
        }
    }
    return order;
}

}  // namespace

int thread_count(const ExecutionOptions& options) {
    return options.threads.value_or(tbb::info::default_concurrency());
}

RasterThreads::RasterThreads(const ExecutionOptions& options) : before_(cv::getNumThreads()) {
    cv::setNumThreads(std::clamp(thread_count(options), 1, tbb::info::default_concurrency()));
}

RasterThreads::~RasterThreads() {
    cv::setNumThreads(before_);
}

void run_jobs(std::size_t count, const ExecutionOptions& options, const std::function<void(std::size_t)>& job) {
    const auto threads = static_cast<std::size_t>(std::max(1, thread_count(options)));
    const RasterThreads one({1, std::nullopt});
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const std::vector<std::size_t> order = job_order(count, options.shuffle_seed);
    std::atomic<std::size_t> begun =
        0;  // oneTBB would give each thread a part of the range that is far from the others
    tbb::task_arena arena(static_cast<int>(threads));
    arena.execute([&] {
        tbb::parallel_for(
            std::size_t{0}, count, [&](std::size_t) { job(order[begun++]); }, tbb::simple_partitioner());
    });
}

void run_tasks(const std::vector<std::function<void()>>& tasks, const ExecutionOptions& options) {
    run_jobs(tasks.size(), options, [&tasks](std::size_t i) { tasks[i](); });
}

}  // namespace kossa
