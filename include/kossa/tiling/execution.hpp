#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace kossa {

struct ExecutionOptions {
    /// Threads, 1..; nothing: as many as the machine has and the system lets start (start_threads).
    std::optional<int> threads;
    /// Runs the jobs in an order drawn from this seed instead of the natural one; results may not depend on it.
    std::optional<std::uint64_t> shuffle_seed;
};

/// Threads that will be used.
int thread_count(const ExecutionOptions& options);

/// To be called before there is work: starts the threads and has them kept, because oneTBB, which otherwise starts them
/// when they are wanted, ends the program where the system gives it none. Throws UsageError when fewer can be started
/// than are asked for.
void start_threads(const ExecutionOptions& options);

/// Calls job(0) .. job(count - 1), each once, in parallel (oneTBB), and returns when all are done. They are begun in
/// that order, so that what is at work at the same time lies close together. The first exception that a job throws is
/// thrown again here; jobs not begun by then are left out. OpenCV runs single-threaded meanwhile. Inside a job the
/// threads are those of the outer call, of which those that wait join in.
void run_jobs(std::size_t count, const ExecutionOptions& options, const std::function<void(std::size_t)>& job);

/// The same for tasks that differ.
void run_tasks(const std::vector<std::function<void()>>& tasks, const ExecutionOptions& options);

/// While it lives, loops over the rows of rasters (core/rows.hpp) and those of OpenCV run on as many threads as the
/// options say, but no more than the machine has; before and after, on as many as OpenCV was told, which is one in the
/// program. For the steps between jobs; inside a job only for one thread.
class RasterThreads {
  public:
    explicit RasterThreads(const ExecutionOptions& options);
    RasterThreads(const RasterThreads&) = delete;
    RasterThreads& operator=(const RasterThreads&) = delete;
    ~RasterThreads();

  private:
    int before_;
};

}  // namespace kossa
