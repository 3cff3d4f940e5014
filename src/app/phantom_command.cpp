#include <fmt/format.h>

#include <atomic>
#include <csignal>

#include "commands.hpp"
#include "kossa/core/printable.hpp"
#include "kossa/phantom/phantom.hpp"
#include "kossa/tiling/execution.hpp"
#include "process.hpp"
#include "progress_bar.hpp"

namespace kossa::app {

namespace {

/// Set by a signal, read by the threads that draw.
std::atomic<int> stopped_by = 0;
static_assert(std::atomic<int>::is_always_lock_free);

void stop(int signal) {
    stopped_by = signal;
}

/// Of work that somebody has stopped.
struct Stopped {};

/// Ends the work at the next step after a signal that asks for it, so that its temporary files are removed. A second
/// one ends the program at once.
class StoppableProgress final : public Progress {
  public:
    explicit StoppableProgress(Progress& shown) : shown_(shown) {
        for (const int signal : {SIGINT, SIGTERM}) {
            struct sigaction now {};
            sigaction(signal, nullptr, &now);
            if (now.sa_handler == SIG_DFL) {
                now.sa_handler = stop;
                now.sa_flags = static_cast<int>(SA_RESETHAND);
                sigaction(signal, &now, nullptr);
            }
        }
    }

    void begin(std::string_view stage, std::int64_t steps) override { shown_.begin(stage, steps); }
    void advance() override {
        if (stopped_by != 0) {
            throw Stopped();
        }
        shown_.advance();
    }
    void end() override { shown_.end(); }

  private:
    Progress& shown_;
};

}  // namespace

int write_phantom(const PhantomRequest& request) {
    start_threads({});
    phantom::require_phantom_can_be_named(request.out);
    if (request.out.has_parent_path()) {
        create_output_folder(request.out.parent_path());
    }
    ProgressBar bar(1, progress_visibility());
    bar.begin_slide(1, request.out.filename().string());
    StoppableProgress progress(bar);
    try {
        phantom::write_phantom(request.options, request.out, progress);
    } catch (const Stopped&) {
        bar.clear();
        std::signal(stopped_by, SIG_DFL);
        std::raise(stopped_by);
    }
    bar.clear();
    print(fmt::format("{} written, and beside it its truth\n", printable(request.out.string())));
    return exit_ok;
}

}  // namespace kossa::app
