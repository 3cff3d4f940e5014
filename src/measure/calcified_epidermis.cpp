#include "kossa/measure/calcified_epidermis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace kossa {

namespace {

constexpr double most_calcium = 0.5;  // of the area of a piece

/// The pieces of the epidermis, 1.., in no order that means anything; 0 elsewhere. Each lies in one window.
struct Pieces {
    LabelSheet labels;
    std::vector<std::int64_t> pixels;   ///< of each piece and, first, of none, on the survey grid
    std::vector<std::int64_t> calcium;  ///< of them, working pixels
};

Pieces pieces_of(const MaskSheet& epidermis, const std::vector<SurveyWindow>& windows) {
    Pieces pieces{LabelSheet(epidermis.size()), {0}, {}};
    for (const SurveyWindow& window : windows) {
        LabelRaster labels;
        const auto before = static_cast<std::int32_t>(pieces.pixels.size()) - 1;
        cv::connectedComponents(epidermis.part(window.box), labels, 8, CV_32S);
        for (std::int32_t& label : labels) {
            if (label > 0) {
                label += before;
                pieces.pixels.resize(std::max(pieces.pixels.size(), static_cast<std::size_t>(label) + 1));
                ++pieces.pixels[static_cast<std::size_t>(label)];
            }
        }
        pieces.labels.put(window.box.tl(), labels);
    }
    pieces.calcium.resize(pieces.pixels.size());
    return pieces;
}

/// Counts the pixels of a run in stretches that lie in one survey pixel each.
void add_calcium(Pieces& pieces, const Run<Working>& run, const Scaling<Survey, Working>& scale) {
    const auto at = [](std::int32_t pixel, double factor, int size) {
        return std::min(static_cast<int>((pixel + 0.5) * factor), size - 1);
    };
    const int row = at(run.y, scale.y, pieces.labels.rows);
    for (std::int32_t x = run.x_begin; x < run.x_end;) {
        const int column = at(x, scale.x, pieces.labels.cols);
        const auto next = static_cast<std::int32_t>(std::ceil((column + 1) / scale.x - 0.5));
        const std::int32_t end = std::clamp(next, x + 1, run.x_end);
        pieces.calcium[static_cast<std::size_t>(pieces.labels(row, column))] += end - x;
        x = end;
    }
}

}  // namespace

FoundSkin without_calcified_epidermis(FoundSkin found, const std::vector<Finding>& findings,
                                      const Scaling<Survey, Working>& survey_from_working) {
    const std::vector<SurveyWindow> windows =
        found.windows.empty() ? std::vector{whole_window(found.epidermis.size())} : found.windows;
    Pieces pieces = pieces_of(found.epidermis, windows);
    for (const Finding& finding : findings) {
        if (is_calcium(finding)) {
            for (const Run<Working>& run : finding.runs) {
                add_calcium(pieces, run, survey_from_working);
            }
        }
    }
    const double survey_per_working = survey_from_working.x * survey_from_working.y;
    std::vector<bool> calcified(pieces.pixels.size());
    for (std::size_t i = 1; i < calcified.size(); ++i) {
        calcified[i] = static_cast<double>(pieces.calcium[i]) * survey_per_working >
                       most_calcium * static_cast<double>(pieces.pixels[i]);
    }
    if (std::ranges::find(calcified, true) == calcified.end()) {
        return found;
    }
    for (const SurveyWindow& window : windows) {
        Mask epidermis = found.epidermis.part(window.box);
        const LabelRaster labels = pieces.labels.part(window.box);
        std::transform(epidermis.begin(), epidermis.end(), labels.begin(), epidermis.begin(),
                       [&](std::uint8_t pixel, std::int32_t label) {
                           return calcified[static_cast<std::size_t>(label)] ? std::uint8_t{0} : pixel;
                       });
        found.epidermis.put(window.box.tl(), epidermis);
        found.horny.put(window.box.tl(), Mask(found.horny.part(window.box) & epidermis));
    }
    if (count_non_zero(found.epidermis) == 0) {
        found.reason = "what looks like epidermis is mostly counted calcium";
    }
    return found;
}

}  // namespace kossa
