#include "kossa/tiling/execution.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <latch>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <opencv2/core.hpp>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/core/heap.hpp"

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

/// How many threads besides this one the system lets run at the same time, up to `wanted`. Each takes memory from the
/// heap, as one that works does.
int threads_to_be_had(int wanted) {
    std::latch finished(1);
    std::vector<std::thread> threads;
    std::vector<std::unique_ptr<char>> memory(static_cast<std::size_t>(wanted));
    threads.reserve(memory.size());
    try {
        for (std::unique_ptr<char>& own : memory) {
            threads.emplace_back([&own, &finished] {
                own.reset(new (std::nothrow) char);
                finished.wait();
            });
        }
    } catch (const std::exception&) {  // the system says no; how many there are is the answer
    }
    finished.count_down();
    std::ranges::for_each(threads, &std::thread::join);
    return static_cast<int>(threads.size());
}

/// oneTBB starts its threads one after the other while this one waits for them, and does not end them.
void have_workers(int threads, const ExecutionOptions& options) {
    constexpr std::chrono::seconds long_enough(1);
    std::mutex mutex;
    std::condition_variable all_here;
    int missing = threads;
    run_jobs(static_cast<std::size_t>(threads), options, [&](std::size_t) {
        std::unique_lock lock(mutex);
        if (--missing <= 0 || !all_here.wait_for(lock, long_enough, [&] { return missing <= 0; })) {
            missing = 0;
            all_here.notify_all();
        }
    });
}

/// While a thread is at a job. Jobs of a job share the threads: one with an arena of its own would be left to the few
/// that are in it, while others wait.
class Nested {
  public:
    Nested() { ++depth; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    ~Nested() { --depth; }

    static bool inside() { return depth > 0; }

  private:
    static thread_local int depth;
};

thread_local int Nested::depth = 0;

/// How many threads the system lets start, where these are fewer than the machine has (start_threads).
std::atomic<int> threads_of_system = std::numeric_limits<int>::max();

/// OpenCV ends its threads even where their number stays the same; jobs, which have one, would do so side by side.
void set_raster_threads(int threads) {
    if (threads != cv::getNumThreads()) {
        cv::setNumThreads(threads);
    }
}

}  // namespace

int thread_count(const ExecutionOptions& options) {
    return options.threads.value_or(std::min<int>(tbb::info::default_concurrency(), threads_of_system));
}

RasterThreads::RasterThreads(const ExecutionOptions& options) : before_(cv::getNumThreads()) {
    set_raster_threads(std::clamp(thread_count(options), 1, tbb::info::default_concurrency()));
}

RasterThreads::~RasterThreads() {
    set_raster_threads(before_);
}

void start_threads(const ExecutionOptions& options) {
    prepare_heap_for_threads();
    const int threads = std::max(1, thread_count(options));
    const int started = threads_to_be_had(threads - 1) + 1;
    if (started < threads && options.threads) {
        throw UsageError(
            fmt::format("{} threads cannot be started, only {}; use fewer with --threads, or raise the "
                        "limits of processes and memory (ulimit -u, ulimit -v)",
                        threads, started));
    }
    if (started < threads) {
        threads_of_system = started;
    }
    have_workers(started, options);
}

void run_jobs(std::size_t count, const ExecutionOptions& options, const std::function<void(std::size_t)>& job) {
    const std::vector<std::size_t> order = job_order(count, options.shuffle_seed);
    std::atomic<std::size_t> begun =
        0;  // oneTBB would give each thread a part of the range that is far from the others
    const auto run = [&] {
        tbb::parallel_for(
            std::size_t{0}, count,
            [&](std::size_t) {
                const Nested nested;
                job(order[begun++]);
            },
            tbb::simple_partitioner());
    };
    if (Nested::inside()) {
        tbb::this_task_arena::isolate(run);
        return;
    }
    const auto threads = static_cast<std::size_t>(std::max(1, thread_count(options)));
    const RasterThreads one({1, std::nullopt});
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    tbb::task_arena(static_cast<int>(threads)).execute(run);
}

void run_tasks(const std::vector<std::function<void()>>& tasks, const ExecutionOptions& options) {
    run_jobs(tasks.size(), options, [&tasks](std::size_t i) { tasks[i](); });
}

}  // namespace kossa
