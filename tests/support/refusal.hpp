#pragma once

#include <string>

#include "kossa/core/error.hpp"

namespace kossa::support {

/// The sentence with which `action` refuses; empty if it does not.
template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

}  // namespace kossa::support
