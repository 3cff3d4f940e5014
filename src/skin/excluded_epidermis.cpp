#include "excluded_epidermis.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// How far apart the sets of touching pixels lie: the diagonal of the box round their middles, in pixels; 0 of one.
double spread_of_sets(const Mask& mask) {
    cv::Point2d least(mask.cols, mask.rows);
    cv::Point2d most(0.0, 0.0);
    visit_sets(mask, [&](const cv::Rect& box, const Mask&) {
        const cv::Point2d middle(box.x + box.width / 2.0, box.y + box.height / 2.0);
        least = {std::min(least.x, middle.x), std::min(least.y, middle.y)};
        most = {std::max(most.x, middle.x), std::max(most.y, middle.y)};
    });
    return std::hypot(most.x - least.x, most.y - least.y);
}

/// The skin with that epidermis, and the tissue it is made of; in one window, as where anything is drawn.
ComposedSkin with_epidermis(ComposedSkin skin, const Mask& epidermis) {
    skin.epidermis.put({0, 0}, Mask(Mask(skin.epidermis) | epidermis));
    skin.tissue.tissue.put({0, 0}, Mask(Mask(skin.tissue.tissue) | epidermis));
    return skin;
}

}  // namespace

ExcludedEpidermis excluded_epidermis(const Mask& hidden, const Mask& left) {
    constexpr double both_sides = 0.5;  // of its length, as far as what stays lies apart
    ExcludedEpidermis result{Mask(hidden.size(), std::uint8_t{0}), Mask(hidden.size(), std::uint8_t{0})};
    visit_sets(hidden, [&](const cv::Rect& own, const Mask& stretch) {
        const cv::Rect round = grown(own, 1, hidden.size());
        Mask reach(round.size(), std::uint8_t{0});
        stretch.copyTo(reach(own - round.tl()));
        cv::dilate(reach, reach, Mask::ones(3, 3));
        const Mask beside(reach & left(round));
        if (cv::countNonZero(beside) == 0) {
            return;
        }
        const bool bridged = spread_of_sets(beside) >= both_sides * std::hypot(own.width, own.height);
        (bridged ? result.bridged : result.ending)(own).setTo(255, stretch);
    });
    return result;
}

std::optional<ThroughExcluded> through_excluded(const ComposedSkin& skin) {
    if (count_non_zero(skin.excluded_epidermis) == 0) {
        return std::nullopt;
    }
    const ExcludedEpidermis excluded = excluded_epidermis(skin.excluded_epidermis, skin.epidermis);
    ThroughExcluded through{with_epidermis(skin, excluded.bridged), {}};
    if (cv::countNonZero(excluded.ending) > 0) {
        through.at_most = with_epidermis(through.skin, excluded.ending);
    }
    return through;
}

}  // namespace kossa
