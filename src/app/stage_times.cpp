#include "stage_times.hpp"

#include <fmt/format.h>

namespace kossa::app {

namespace {

double seconds_between(std::chrono::steady_clock::time_point begin, std::chrono::steady_clock::time_point end) {
    return std::chrono::duration<double>(end - begin).count();
}

}  // namespace

void StageTimes::begin(std::string_view stage, std::int64_t steps) {
    if (stages_.back().name != stage) {
        stages_.push_back({std::string(stage), 0});
    }
    stages_.back().steps += steps;
    next_.begin(stage, steps);
}

std::string StageTimes::text() const {
    const Clock::time_point now = Clock::now();
    std::string text;
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        const Stage& stage = stages_[i];
        const double seconds = seconds_between(stage.begin, i + 1 < stages_.size() ? stages_[i + 1].begin : now);
        text += fmt::format("{}{} {:.2f} s", text.empty() ? "" : ", ", stage.name, seconds);
        if (stage.steps > 1 && seconds > 0.0) {
            text +=
                fmt::format(" ({} steps, {:.0f} per second)", stage.steps, static_cast<double>(stage.steps) / seconds);
        }
    }
    return text + fmt::format("; {:.2f} s in all", seconds_between(stages_.front().begin, now));
}

}  // namespace kossa::app
