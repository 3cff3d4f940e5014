#include "tally.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "kossa/core/printable.hpp"
#include "slide_folders.hpp"

namespace kossa::app {

std::string closing_line(const ScoreRequest& request, const Tally& tally) {
    const std::string before = tally.finished_before > 0
                                   ? fmt::format("; {} finished before and left as they are", tally.finished_before)
                                   : "";
    const std::string count = fmt::format("{} of {} slides scored{}", tally.scored, tally.slides, before);
    const std::string out = printable(request.out.string());
    if (tally.scored + tally.finished_before == 0) {
        std::error_code unreadable;
        const bool empty = std::filesystem::is_empty(request.out, unreadable);
        return count + (empty || unreadable ? "\n" : "; summaries in " + out + "\n");
    }
    const std::string name = request.slides.size() == 1 ? folder_name(request.slides.front()) : "<slide>";
    return fmt::format("{}results in {}; open {}\n", tally.scored == tally.slides ? "" : count + "; ", out,
                       printable((request.out / name / "report.html").string()));
}

}  // namespace kossa::app
