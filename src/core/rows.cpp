#include "kossa/core/rows.hpp"

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>

namespace kossa {

namespace {
constexpr int most_stretches = 64;  // many more than threads, so that none waits long for the last
}

void over_stretches(int count, int least, const std::function<void(int begin, int end)>& job) {
    const int stretches = std::clamp(count / std::max(1, least), 1, most_stretches);
    const auto first = [&](int stretch) {
        return static_cast<int>(static_cast<std::int64_t>(count) * stretch / stretches);
    };
    if (stretches == 1) {
        job(0, count);
        return;
    }
    cv::parallel_for_(cv::Range(0, stretches), [&](const cv::Range& range) {
        for (int stretch = range.start; stretch < range.end; ++stretch) {
            job(first(stretch), first(stretch + 1));
        }
    });
}

}  // namespace kossa
