#pragma once

#include <cstddef>
#include <string>

#include "requests.hpp"

namespace kossa::app {

/// How many slides of a call there are, were finished by an earlier one, and were scored now.
struct Tally {
    std::size_t slides = 0;
    std::size_t finished_before = 0;
    std::size_t scored = 0;

    bool all_done() const { return finished_before + scored == slides; }
};

/// What is said last: how many were scored where not all were, and where to look.
std::string closing_line(const ScoreRequest& request, const Tally& tally);

}  // namespace kossa::app
