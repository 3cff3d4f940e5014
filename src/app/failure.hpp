#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace kossa::app {

/// Why a slide, or the whole call, failed.
struct Failure {
    std::string code;  ///< of kossa::Error, or "out-of-memory", "internal"
    std::string sentence;
};

inline constexpr std::string_view output_failure = "output";  ///< the code of an OutputError

/// What an exception of any kind says, on one line.
Failure failure_of(const std::exception_ptr& exception);

}  // namespace kossa::app
