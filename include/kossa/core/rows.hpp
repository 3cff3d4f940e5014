#pragma once

#include <functional>

namespace kossa {

/// Calls `job(begin, end)` for stretches that together are [0, count), each of at least `least` unless there are fewer;
/// in parallel on as many threads as OpenCV is allowed (cv::setNumThreads; RasterThreads of tiling/execution.hpp), and
/// returns when all are done. How many stretches there are depends on `count` and `least` alone. For rows or columns
/// of rasters that do not depend on each other; `least` about 64 rows keeps the cost of a stretch out of sight.
void over_stretches(int count, int least, const std::function<void(int begin, int end)>& job);

}  // namespace kossa
