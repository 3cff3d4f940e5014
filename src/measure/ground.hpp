#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "kossa/core/sheet.hpp"
#include "kossa/measure/deposit_rows.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

/// Rasters of the survey and how findings lie on them.
struct Ground {
    const SkinMap& skin;
    const SlideFrames& frames;

    cv::Point pixel(double x, double y) const {
        const Point<Survey> p = frames.survey_from_working(Point<Working>{x, y});
        return {std::clamp(static_cast<int>(p.x), 0, skin.below_surface.cols - 1),
                std::clamp(static_cast<int>(p.y), 0, skin.below_surface.rows - 1)};
    }
};

/// Names the finding anew, as certainly no calcium.
inline void rename(Finding& finding, FindingClass name, std::string reason) {
    finding.finding = name;
    finding.confidence = 0.0;
    finding.reason = std::move(reason);
}

/// Mean of a survey raster under the runs' middles, weighted by length.
inline double mean_under(const Finding& finding, const FloatSheet& raster, const Ground& ground) {
    double sum = 0.0;
    double pixels = 0.0;
    for (const Run<Working>& run : finding.runs) {
        const cv::Point p = ground.pixel((run.x_begin + run.x_end) / 2.0, run.y + 0.5);
        sum += static_cast<double>(raster(p)) * run.length();
        pixels += run.length();
    }
    return sum / pixels;
}

}  // namespace kossa
