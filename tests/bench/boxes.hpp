#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace bench {

/// A rectangle of level-0 pixels.
struct Box {
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// Four whole numbers per line: x, y, width, height.
inline std::vector<Box> read_boxes(const std::string& path) {
    std::ifstream file(path);
    std::vector<Box> boxes;
    for (Box box; file >> box.x >> box.y >> box.width >> box.height;) {
        boxes.push_back(box);
    }
    if (boxes.empty()) {
        throw std::runtime_error("no boxes in " + path);
    }
    return boxes;
}

/// Calls worker(next) in that many threads, where next() gives 0, 1, ... below `count` once to one of them and then
/// `count`; returns the seconds it took.
template <class Worker>
double timed(std::size_t count, int threads, const Worker& worker) {
    std::atomic<std::size_t> taken{0};
    const auto next = [&] { return std::min(count, taken.fetch_add(1)); };
    const auto start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> pool;
        for (int i = 0; i < threads; ++i) {
            pool.emplace_back([&] { worker(next); });
        }
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace bench
