#include "run_clock.hpp"

#include <fmt/chrono.h>

namespace kossa::app {

std::string RunClock::started_utc() const {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(date_)));
}

double RunClock::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

}  // namespace kossa::app
