#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace kossa {

struct ExecutionOptions {
    /// Threads, 1..; nothing: as many as the machine has.
    std::optional<int> threads;
    /// Runs the jobs in an order drawn from this seed instead of the natural one; results may not depend on it.
    std::optional<std::uint64_t> shuffle_seed;
};

/// Threads that will be used.
int thread_count(const ExecutionOptions& options);

/// Calls job(0) .. job(count - 1), each once, in parallel (oneTBB), and returns when all are done. The first exception
/// that a job throws is thrown again here; jobs not begun by then are left out. OpenCV runs single-threaded meanwhile:
/// one level of parallelism.
void run_jobs(std::size_t count, const ExecutionOptions& options, const std::function<void(std::size_t)>& job);

}  // namespace kossa
