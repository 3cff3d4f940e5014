#include "progress_bar.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "kossa/core/printable.hpp"
#include "terminal_text.hpp"

namespace kossa::app {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr auto redraw_every = std::chrono::milliseconds(100);
constexpr Seconds estimate_after(2.0);      // before that the time left is a guess
constexpr double estimate_fraction = 0.02;  // likewise
constexpr Seconds rate_after(0.1);          // likewise the rate of a stage
constexpr int bar_cells = 20;
constexpr int usual_columns = 80;  // of a terminal that does not say

enum class Part { measurement, tiffs };

/// How much of the time of its part of the work a stage takes, roughly, and what its steps are called, where one wants
/// to know how many there are in a second.
struct Stage {
    std::string_view name;
    std::string_view shown;
    double begin;
    double share;
    std::string_view steps = {};
    Part part = Part::measurement;
};

constexpr std::array stages = {
    Stage{"survey", "survey", 0.0, 0.25},
    Stage{"tiles", "measuring", 0.35, 0.60, "tiles"},
    Stage{"results", "writing results", 0.95, 0.05},
    Stage{"overlay.tif", "writing overlay.tif", 0.0, 0.95, {}, Part::tiffs},
    Stage{"labels.tif", "writing labels.tif", 0.95, 0.05, {}, Part::tiffs},
};

Stage known_stage(std::string_view name) {
    const auto* found = std::find_if(stages.begin(), stages.end(), [name](const Stage& s) { return s.name == name; });
    return found == stages.end() ? Stage{name, name, 0.0, 1.0} : *found;
}

int terminal_columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual_columns;
}

/// At most `columns` characters of UTF-8, none cut in two.
std::string first_columns(const std::string& text, int columns) {
    const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    std::size_t end = 0;
    for (int count = 0; end < text.size(); ++end) {
        count += starts_character(text[end]) ? 1 : 0;
        if (count > columns) {
            break;
        }
    }
    return text.substr(0, end);
}

void write_to_screen(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

constexpr std::string_view erase_line = "\r\x1b[K";

}  // namespace

Visibility progress_visibility() {
    return is_able_terminal(Stream::error) ? Visibility::shown : Visibility::hidden;
}

std::string duration_text(Seconds duration) {
    constexpr double minute = 60.0;
    constexpr double hour = 3600.0;
    const double seconds = duration.count();
    if (seconds < minute) {
        return fmt::format("{:.0f} s", std::ceil(seconds));
    }
    const auto minutes = static_cast<long>(std::lround(seconds / minute));
    return seconds < hour ? fmt::format("{} min", minutes) : fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

ProgressBar::ProgressBar(int slide_count, Visibility visibility, double tiff_share)
    : slide_count_(slide_count), visibility_(visibility), tiff_share_(tiff_share) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::begin_slide(int number, const std::string& name) {
    {
        const std::lock_guard lock(mutex_);
        number_ = number;
        name_ = printable(name);
        stage_ = "opening";
        stage_begin_ = 0.0;
        stage_share_ = 0.0;
        step_name_.clear();
        done_ = 0;
    }
    draw();
}

void ProgressBar::begin(std::string_view stage, std::int64_t steps) {
    {
        const std::lock_guard lock(mutex_);
        const Stage known = known_stage(stage);
        stage_ = known.shown;
        const bool tiffs = known.part == Part::tiffs;
        const double part = tiffs ? tiff_share_ : 1.0 - tiff_share_;
        stage_begin_ = (tiffs ? 1.0 - tiff_share_ : 0.0) + part * known.begin;
        stage_share_ = part * known.share;
        step_name_ = known.steps;
        stage_started_ = Clock::now();
        steps_ = std::max<std::int64_t>(steps, 1);
        done_ = 0;
    }
    draw();
}

void ProgressBar::advance() {
    ++done_;
    const Clock::rep now = Clock::now().time_since_epoch().count();
    Clock::rep due = next_draw_;
    const Clock::rep next = now + std::chrono::duration_cast<Clock::duration>(redraw_every).count();
    if (visibility_ == Visibility::shown && now >= due && next_draw_.compare_exchange_strong(due, next)) {
        draw();
    }
}

void ProgressBar::end() {}

void ProgressBar::clear() {
    const std::lock_guard lock(mutex_);
    if (on_screen_) {
        write_to_screen(erase_line);
        on_screen_ = false;
    }
}

double ProgressBar::fraction() const {
    const double stage =
        std::min(1.0, static_cast<double>(done_) / static_cast<double>(std::max<std::int64_t>(steps_, 1)));
    const double slide = stage_begin_ + stage_share_ * stage;
    return (number_ - 1 + slide) / std::max(1, slide_count_);
}

std::string ProgressBar::rate() const {
    const Seconds elapsed = Clock::now() - stage_started_;
    return step_name_.empty() || done_ == 0 || elapsed < rate_after
               ? ""
               : fmt::format("  {:.0f} {}/s", static_cast<double>(done_) / elapsed.count(), step_name_);
}

std::string ProgressBar::line() const {
    const double done = fraction();
    const auto filled = static_cast<std::size_t>(std::floor(done * bar_cells));
    const Seconds elapsed = Clock::now() - started_;
    std::string text = fmt::format("[{}{}] {:3.0f} %", std::string(filled, '#'), std::string(bar_cells - filled, '.'),
                                   std::floor(done * 100.0));
    if (elapsed > estimate_after && done > estimate_fraction) {
        text += fmt::format("  {} left", duration_text(elapsed * ((1.0 - done) / done)));
    }
    text += rate();
    if (slide_count_ > 1) {
        text += fmt::format("  slide {} of {}", number_, slide_count_);
    }
    return text + fmt::format("  {}  {}", stage_, name_);
}

void ProgressBar::draw() {
    if (visibility_ == Visibility::hidden) {
        return;
    }
    const std::lock_guard lock(mutex_);
    write_to_screen(fmt::format("{}{}", erase_line, first_columns(line(), terminal_columns() - 1)));
    on_screen_ = true;
}

}  // namespace kossa::app
