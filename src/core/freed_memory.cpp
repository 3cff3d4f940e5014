#include "kossa/core/freed_memory.hpp"

#ifndef KOSSA_SANITIZED  // a sanitized program has a heap of its own
#include <jemalloc/jemalloc.h>

#include <cstddef>
#include <cstdint>
#include <string>

/// jemalloc reads this when the program starts. Rasters come and go with every step, and making new pages for them took
/// up to a quarter of the time. So pages of 2 MB are asked for, and what is freed is kept until it is given back. No
/// thread can use what another arena keeps, so there are four at most: a seventh less memory on 8 threads.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): declared so by jemalloc
const char* malloc_conf = "thp:always,oversize_threshold:0,dirty_decay_ms:-1,narenas:4";
#endif

namespace kossa {

#ifndef KOSSA_SANITIZED

namespace {

constexpr std::size_t worth_it = 64U << 20U;  // bytes; of less the pages are sooner used again than made anew

std::size_t heap_bytes(const char* name) {
    std::size_t value = 0;
    std::size_t size = sizeof(value);
    mallctl(name, &value, &size, nullptr, 0);
    return value;
}

/// What the heap keeps, in bytes.
std::size_t kept() {
    std::uint64_t now = 1;  // any number makes the figures those of this moment
    mallctl("epoch", nullptr, nullptr, &now, sizeof(now));
    const std::size_t resident = heap_bytes("stats.resident");
    const std::size_t used = heap_bytes("stats.active");
    return resident > used ? resident - used : 0;
}

}  // namespace

void give_back_freed_memory() {
    if (kept() >= worth_it) {
        const std::string purge = "arena." + std::to_string(MALLCTL_ARENAS_ALL) + ".purge";
        mallctl(purge.c_str(), nullptr, nullptr, nullptr, 0);
    }
}

#else

void give_back_freed_memory() {}

#endif

}  // namespace kossa
