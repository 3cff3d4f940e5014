#include "waiting.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "kossa/report/output_file.hpp"
#include "process.hpp"

namespace kossa::app {

const std::filesystem::path& awaited(const std::filesystem::path& folder) {
    using namespace std::chrono_literals;
    constexpr auto patience = 2s;
    constexpr auto step = 20ms;
    for (auto waited = 0ms; report::being_written(folder); waited += step) {
        if (waited >= patience) {
            warn(fmt::format("waiting for another kossa that writes to {}", folder.string()));
            break;
        }
        std::this_thread::sleep_for(step);
    }
    return folder;
}

}  // namespace kossa::app
