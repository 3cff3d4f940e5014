#include "excluded_epidermis.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kossa {

namespace {

/// Where each set of touching pixels of the mask lies.
std::vector<cv::Point2d> places_of(const Mask& mask) {
    LabelRaster labels;
    cv::Mat_<int> boxes;
    cv::Mat_<double> centres;
    const int count = cv::connectedComponentsWithStats(mask, labels, boxes, centres);
    std::vector<cv::Point2d> places;
    for (int i = 1; i < count; ++i) {
        places.emplace_back(centres(i, 0), centres(i, 1));
    }
    return places;
}

double farthest_apart(const std::vector<cv::Point2d>& places) {
    double farthest = 0.0;
    for (const cv::Point2d& a : places) {
        for (const cv::Point2d& b : places) {
            farthest = std::max(farthest, std::hypot(a.x - b.x, a.y - b.y));
        }
    }
    return farthest;
}

/// The skin with that epidermis, and the tissue it is made of; in one window, as where anything is drawn.
ComposedSkin with_epidermis(ComposedSkin skin, const Mask& epidermis) {
    skin.epidermis.put({0, 0}, Mask(Mask(skin.epidermis) | epidermis));
    skin.tissue.tissue.put({0, 0}, Mask(Mask(skin.tissue.tissue) | epidermis));
    return skin;
}

}  // namespace

ExcludedEpidermis excluded_epidermis(const Mask& hidden, const Mask& left) {
    constexpr int rim_px = 2;           // room to see what adjoins
    constexpr double both_sides = 0.5;  // of its length, as far as what stays lies apart
    ExcludedEpidermis result{Mask(hidden.size(), std::uint8_t{0}), Mask(hidden.size(), std::uint8_t{0})};
    LabelRaster labels;
    cv::Mat_<int> boxes;
    cv::Mat_<double> centres;
    const int count = cv::connectedComponentsWithStats(hidden, labels, boxes, centres);
    for (int i = 1; i < count; ++i) {
        const cv::Rect own(boxes(i, cv::CC_STAT_LEFT), boxes(i, cv::CC_STAT_TOP), boxes(i, cv::CC_STAT_WIDTH),
                           boxes(i, cv::CC_STAT_HEIGHT));
        const cv::Rect box = cv::Rect(own.x - rim_px, own.y - rim_px, own.width + 2 * rim_px, own.height + 2 * rim_px) &
                             cv::Rect({0, 0}, hidden.size());
        const Mask stretch(labels(box) == i);
        Mask round;
        cv::dilate(stretch, round, Mask::ones(3, 3));
        const std::vector<cv::Point2d> beside = places_of(Mask(round & left(box)));
        if (beside.empty()) {
            continue;
        }
        const bool bridged = farthest_apart(beside) >= both_sides * std::hypot(own.width, own.height);
        (bridged ? result.bridged : result.ending)(box).setTo(255, stretch);
    }
    return result;
}

std::optional<ThroughExcluded> through_excluded(const FoundSkin& found, const ComposedSkin& skin,
                                                const RegionMasks& regions, const SkinOptions& options) {
    if (!regions.exclude) {
        return std::nullopt;
    }
    RegionMasks others = regions;
    others.exclude.reset();
    const Mask left = skin.epidermis;
    const Mask all = composed_skin(found, others, options).epidermis;
    const ExcludedEpidermis excluded = excluded_epidermis(Mask(all & *regions.exclude & ~left), left);
    ThroughExcluded through{with_epidermis(skin, excluded.bridged), {}};
    if (cv::countNonZero(excluded.ending) > 0) {
        through.at_most = with_epidermis(through.skin, excluded.ending);
    }
    return through;
}

}  // namespace kossa
