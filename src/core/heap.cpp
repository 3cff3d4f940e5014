#include "kossa/core/heap.hpp"

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

template <class Value>
Value heap_value(const char* name) {
    Value value{};
    std::size_t size = sizeof(value);
    mallctl(name, &value, &size, nullptr, 0);
    return value;
}

template <class Value>
void set_heap_value(const char* name, Value value) {
    mallctl(name, nullptr, nullptr, &value, sizeof(value));
}

/// What the heap keeps, in bytes.
std::size_t kept() {
    set_heap_value<std::uint64_t>("epoch", 1);  // any number makes the figures those of this moment
    const auto resident = heap_value<std::size_t>("stats.resident");
    const auto used = heap_value<std::size_t>("stats.active");
    return resident > used ? resident - used : 0;
}

}  // namespace

void prepare_heap_for_threads() {
    const auto own = heap_value<unsigned>("thread.arena");
    const auto arenas = heap_value<unsigned>("opt.narenas");
    for (unsigned arena = 0; arena < arenas; ++arena) {
        set_heap_value("thread.arena", arena);  // makes it where it is not there yet
    }
    set_heap_value("thread.arena", own);
}

void give_back_freed_memory() {
    if (kept() >= worth_it) {
        const std::string purge = "arena." + std::to_string(MALLCTL_ARENAS_ALL) + ".purge";
        mallctl(purge.c_str(), nullptr, nullptr, nullptr, 0);
    }
}

#else

void prepare_heap_for_threads() {}

void give_back_freed_memory() {}

#endif

}  // namespace kossa
