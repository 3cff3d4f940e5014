#include "kossa/measure/named_by_hand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/core/rasterise.hpp"

namespace kossa {

namespace {

using WorkingRuns = std::vector<Run<Working>>;

WorkingRuns pixels_of(const MultiPolygon<Level0>& outlines, const SlideFrames& frames) {
    return covered(outlines, frames.working_size, frames.level0_from_working.inverse());
}

/// The first that says something else than what it is.
const NamedPixels* name_given(const Finding& finding, const std::vector<NamedPixels>& named) {
    const auto given = std::find_if(named.begin(), named.end(), [&](const NamedPixels& pixels) {
        return pixels.finding != finding.finding &&
               2 * common_pixels(finding.runs.all(), pixels.runs) > finding.sums.pixels;
    });
    return given == named.end() ? nullptr : &*given;
}

void rename(Finding& finding, FindingClass given) {
    finding.finding = given;
    finding.confidence = given == FindingClass::calcium ? 1.0 : 0.0;
    finding.reason = fmt::format("outlined as {}", name(given));
}

/// All pixels of these sets, each of which is asked for its runs; sorted.
template <class Sets, class RunsOf>
WorkingRuns all_of(const Sets& sets, const RunsOf& runs_of) {
    WorkingRuns all;
    for (const auto& set : sets) {
        const auto& runs = runs_of(set);
        all.insert(all.end(), runs.begin(), runs.end());
    }
    std::sort(all.begin(), all.end());
    return all;
}

/// The pixels of what is calcium now or was, sorted.
WorkingRuns calcium_of(const NamedByHand& named) {
    WorkingRuns runs;
    const auto add = [&runs](const Finding& finding) {
        runs.insert(runs.end(), finding.runs.begin(), finding.runs.end());
    };
    for (const Finding& finding : named.findings) {
        if (is_calcium(finding)) {
            add(finding);
        }
    }
    for (const std::size_t i : named.turned_down) {
        add(named.findings[i]);
    }
    std::sort(runs.begin(), runs.end());
    return runs;
}

}  // namespace

std::vector<NamedPixels> on_working_grid(const std::vector<OutlinedObjects>& objects, const SlideFrames& frames) {
    std::vector<NamedPixels> named;
    for (const OutlinedObjects& object : objects) {
        named.push_back({object.finding, pixels_of(object.outlines, frames)});
        if (named.back().runs.empty()) {
            throw RefusedSlide(
                "regions", fmt::format("what is drawn as {} lies outside the image, or holds no pixel's centre; are "
                                       "these the outlines of another slide?",
                                       name(object.finding)));
        }
    }
    return named;
}

NamedByHand named_by_hand(std::vector<Finding> findings, const std::vector<NamedPixels>& named) {
    NamedByHand result{std::move(findings), {}, {}, {}};
    for (const NamedPixels& pixels : named) {
        result.changed.push_back({pixels.finding, {}});
    }
    for (std::size_t i = 0; i < result.findings.size(); ++i) {
        Finding& finding = result.findings[i];
        const NamedPixels* given = name_given(finding, named);
        if (given == nullptr) {
            continue;
        }
        if (given->finding == FindingClass::calcium) {
            result.counted.push_back(i);
        } else if (finding.finding == FindingClass::calcium) {
            result.turned_down.push_back(i);
        }
        rename(finding, given->finding);
        WorkingRuns& changed = result.changed[static_cast<std::size_t>(given - named.data())].runs;
        changed.insert(changed.end(), finding.runs.begin(), finding.runs.end());
    }
    for (NamedPixels& pixels : result.changed) {
        std::sort(pixels.runs.begin(), pixels.runs.end());
    }
    return result;
}

CalciumFound calcium_among(const std::vector<Finding>& findings, const std::vector<WorkingRuns>& said) {
    const WorkingRuns said_pixels = all_of(said, [](const WorkingRuns& runs) -> const WorkingRuns& { return runs; });
    CalciumFound found;
    for (const Finding& finding : findings) {
        if (is_calcium(finding)) {
            const std::int64_t others = finding.sums.pixels - common_pixels(finding.runs.all(), said_pixels);
            found.count += 2 * others > finding.sums.pixels ? 1 : 0;
            found.pixels += others;
        }
    }
    if (!said.empty()) {
        const WorkingRuns all = all_of(
            findings, [](const Finding& finding) -> const auto& { return finding.runs; });
        for (const WorkingRuns& object : said) {
            const std::int64_t again = common_pixels(object, all);
            found.count += again > 0 ? 1 : 0;
            found.pixels += again;
        }
    }
    return found;
}

std::int64_t outlines_without_calcium(const std::vector<OutlinedObjects>& objects, const NamedByHand& named,
                                      const SlideFrames& frames) {
    const WorkingRuns calcium = calcium_of(named);
    std::int64_t without = 0;
    for (const OutlinedObjects& object : objects) {
        if (object.finding == FindingClass::calcium) {
            without +=
                std::count_if(object.outlines.begin(), object.outlines.end(), [&](const Polygon<Level0>& outline) {
                    return common_pixels(pixels_of({outline}, frames), calcium) == 0;
                });
        }
    }
    return without;
}

}  // namespace kossa
