#include "verbose_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "kossa/core/printable.hpp"
#include "kossa/report/parameter.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::app {

namespace {

std::string pixel_line(const SlideSummary& s, const std::string& working_source) {
    return fmt::format("working pixels of {:.4g} um from {}; pixel size {:.4g} x {:.4g} um ({})", s.working_um_per_px,
                       working_source, s.slide.mpp_x.value_or(0.0), s.slide.mpp_y.value_or(0.0), s.slide.mpp_source);
}

std::string stain_line(const SlideSummary& s) {
    const std::string vectors =
        s.stain.matrix_source.empty() ? "" : fmt::format(", stain vectors {}", s.stain.matrix_source);
    return fmt::format("{} ({}), white point {:.0f} ({}){}", report::readable_stain(s.stain.stain), s.stain.source,
                       fmt::join(s.stain.white_point, " "), s.stain.white_point_source, vectors);
}

std::string threshold_line(const SlideSummary& s) {
    std::vector<std::string> others;
    for (const AreaAtSeed& at : s.at_other_seeds) {
        others.push_back(fmt::format("{:.3f}", at.seed_od));
    }
    return fmt::format("a deposit begins at an optical density of {:.3f}{}; deep dermis from {:.0f} um", s.seed_od,
                       others.empty() ? "" : fmt::format(" (tried too: {})", fmt::join(others, ", ")),
                       report::parameter_or(s, "depth.upper_dermis_um", 0.0));
}

std::string layer_line(const SlideSummary& s) {
    const LayerSources& sources = s.skin.sources;
    return fmt::format("tissue {}, epidermis {}, junction {}, subcutis {}; {} of the tissue read", name(sources.tissue),
                       name(sources.epidermis), name(sources.junction), name(sources.subcutis),
                       report::readable_percent(s.analysed_fraction));
}

}  // namespace

std::string verbose_text(const SlideSummary& summary, const std::string& working_source, const std::string& times) {
    std::string text;
    for (const std::string& line : {times, pixel_line(summary, working_source), stain_line(summary),
                                    threshold_line(summary), layer_line(summary)}) {
        text += fmt::format("{}: {}\n", printable(summary.slide.name), line);
    }
    return text;
}

}  // namespace kossa::app
