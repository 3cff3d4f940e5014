#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "kossa/core/progress.hpp"

namespace kossa::app {

enum class Visibility { shown, hidden };

/// Shown if standard error is a terminal that can erase a line.
Visibility progress_visibility();

/// "8 s", "3 min", "2 h 5 min": rounded as people say it.
std::string duration_text(std::chrono::duration<double> duration);

/// One line on standard error that shows how far a row of slides has come, redrawn at most ten times a second.
/// Percent and time left are of the whole row, taking its slides for equal; tiles per second of the slide at hand.
class ProgressBar final : public Progress {
  public:
    /// `tiff_share` of a slide's time goes, roughly, into the TIFFs that are written at its end.
    ProgressBar(int slide_count, Visibility visibility, double tiff_share = 0.0);
    ~ProgressBar() override;
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// `number` counts from 1.
    void begin_slide(int number, const std::string& name);

    void begin(std::string_view stage, std::int64_t steps) override;
    void advance() override;
    void end() override;

    /// Takes the line off the screen, so that something else can be written; the next step draws it again.
    void clear();

  private:
    using Clock = std::chrono::steady_clock;

    void draw();
    double fraction() const;
    std::string rate() const;
    std::string line() const;

    int slide_count_;
    Visibility visibility_;
    double tiff_share_;
    Clock::time_point started_ = Clock::now();
    std::mutex mutex_;  // held while drawing
    int number_ = 1;
    std::string name_;
    std::string stage_;
    double stage_begin_ = 0.0;  // of the slide, 0..1
    double stage_share_ = 0.0;
    std::string step_name_;  // of the stage, where its rate is shown
    Clock::time_point stage_started_;
    std::int64_t steps_ = 0;
    std::atomic<std::int64_t> done_ = 0;
    std::atomic<Clock::rep> next_draw_ = 0;
    bool on_screen_ = false;
};

}  // namespace kossa::app
