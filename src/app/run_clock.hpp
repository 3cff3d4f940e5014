#pragma once

#include <chrono>
#include <string>

namespace kossa::app {

/// When the work on a slide began, and how long it took.
class RunClock {
  public:
    /// "2026-01-31T12:00:00Z".
    std::string started_utc() const;
    double seconds() const;

  private:
    std::chrono::system_clock::time_point date_ = std::chrono::system_clock::now();
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace kossa::app
