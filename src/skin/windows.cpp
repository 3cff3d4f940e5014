#include "kossa/skin/windows.hpp"

#include <algorithm>
#include <opencv2/core.hpp>
#include <tuple>

#include "kossa/core/rows.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

namespace {

constexpr double least_saving = 0.25;
constexpr std::size_t windows_per_thread = 2;  // fewer, and a thread may wait long for the last

std::vector<cv::Rect> boxes_of_sets(const MaskSheet& mask) {
    const std::vector<Run<Survey>> runs = runs_of(mask);
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<cv::Rect> boxes;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        boxes.resize(std::max(boxes.size(), number + 1));
        boxes[number] |= cv::Rect(runs[i].x_begin, runs[i].y, runs[i].length(), 1);
    }
    return boxes;
}

/// The boxes with those united that overlap, until none do.
std::vector<cv::Rect> disjoint(const std::vector<cv::Rect>& boxes) {
    std::vector<cv::Rect> result;
    for (cv::Rect box : boxes) {
        const auto overlaps = [&box](const cv::Rect& other) { return !(box & other).empty(); };
        for (auto other = std::ranges::find_if(result, overlaps); other != result.end();
             other = std::ranges::find_if(result, overlaps)) {
            box |= *other;
            result.erase(other);
        }
        result.push_back(box);
    }
    return result;
}

double area_of(const std::vector<cv::Rect>& boxes) {
    double area = 0.0;
    for (const cv::Rect& box : boxes) {
        area += static_cast<double>(box.width) * box.height;
    }
    return area;
}

}  // namespace

SurveyWindow whole_window(const cv::Size& size) {
    return {cv::Rect({0, 0}, size), size};
}

std::vector<SurveyWindow> windows_round(const MaskSheet& tissue, int reach) {
    const SurveyWindow whole = whole_window(tissue.size());
    std::vector<cv::Rect> boxes = boxes_of_sets(tissue);
    std::ranges::transform(boxes, boxes.begin(), [&](const cv::Rect& box) { return grown(box, reach, tissue.size()); });
    boxes = disjoint(boxes);
    if (boxes.empty() || area_of(boxes) > (1.0 - least_saving) * area_of({whole.box})) {
        return {whole};
    }
    std::ranges::sort(boxes, {}, [](const cv::Rect& box) { return std::tuple(box.y, box.x); });
    std::vector<SurveyWindow> windows;
    windows.reserve(boxes.size());
    for (const cv::Rect& box : boxes) {
        windows.push_back({box, whole.whole});
    }
    return windows;
}

void over_windows(std::size_t count, const std::function<void(std::size_t i)>& job) {
    const auto all = static_cast<int>(count);
    if (count < windows_per_thread * static_cast<std::size_t>(cv::getNumThreads())) {
        for (std::size_t i = 0; i < count; ++i) {
            job(i);
        }
        return;
    }
    over_stretches(all, 1, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) {
            job(static_cast<std::size_t>(i));
        }
    });
}

}  // namespace kossa
