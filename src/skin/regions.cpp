#include "kossa/skin/regions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>

#include "kossa/core/error.hpp"
#include "kossa/core/rasterise.hpp"

namespace kossa {

namespace {

[[noreturn]] void refuse_as_elsewhere(std::string_view layer) {
    throw RefusedSlide("regions",
                       fmt::format("what is drawn as {} lies outside the image, or is smaller than a pixel of the "
                                   "survey; are these the outlines of another slide?",
                                   layer));
}

std::optional<Mask> mask_of(const MultiPolygon<Level0>& polygons, std::string_view layer, const cv::Size& survey,
                            const Scaling<Survey, Level0>& survey_from_level0) {
    if (polygons.empty()) {
        return std::nullopt;
    }
    Mask mask = rasterised(polygons, Size<Survey>{survey.width, survey.height}, survey_from_level0);
    if (cv::countNonZero(mask) == 0) {
        refuse_as_elsewhere(layer);
    }
    return mask;
}

/// What the outlines and lines span, and its part within the image.
class Extent {
  public:
    void add(const std::vector<Point<Level0>>& points) {
        for (const Point<Level0>& p : points) {
            low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
            high_ = {std::max(high_.x, p.x), std::max(high_.y, p.y)};
        }
    }
    void add(const MultiPolygon<Level0>& polygons) {
        std::ranges::for_each(polygons, [this](const Polygon<Level0>& polygon) { add(polygon.shell); });
    }

    /// Share of the lengths along both axes, multiplied, that lies within the image.
    double share_within(double width, double height) const {
        const auto share = [](double low, double high, double end) {
            return high > low ? std::max(0.0, std::min(high, end) - std::max(low, 0.0)) / (high - low) : 1.0;
        };
        return share(low_.x, high_.x, width) * share(low_.y, high_.y, height);
    }

  private:
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    Point<Level0> low_{infinity, infinity};
    Point<Level0> high_{-infinity, -infinity};
};

/// Outlines in pixels of another size reach far beyond the image; those that go with it a little at most.
void refuse_far_outside(const Regions& regions, const cv::Size& survey,
                        const Scaling<Survey, Level0>& survey_from_level0) {
    constexpr double least_within = 2.0 / 3.0;
    Extent extent;
    for (const auto* polygons : {&regions.tissue, &regions.exclude, &regions.epidermis, &regions.subcutis}) {
        extent.add(*polygons);
    }
    std::ranges::for_each(regions.junction, [&](const Polyline<Level0>& line) { extent.add(line); });
    const double within =
        extent.share_within(survey.width / survey_from_level0.x, survey.height / survey_from_level0.y);
    if (within < least_within) {
        throw RefusedSlide("regions",
                           fmt::format("only {:.0f} % of what the outlines span lies within the image; see that they "
                                       "are of this slide, and in pixels of its full size",
                                       100.0 * within));
    }
}

}  // namespace

RegionMasks on_survey_grid(const Regions& regions, const cv::Size& survey,
                           const Scaling<Survey, Level0>& survey_from_level0) {
    const auto masked = [&](const MultiPolygon<Level0>& polygons, std::string_view layer) {
        return mask_of(polygons, layer, survey, survey_from_level0);
    };
    RegionMasks masks{masked(regions.tissue, "Tissue"),
                      masked(regions.exclude, "Exclude"),
                      masked(regions.epidermis, "Epidermis"),
                      masked(regions.subcutis, "Subcutis"),
                      regions.junction,
                      survey_from_level0};
    refuse_far_outside(regions, survey, survey_from_level0);
    return masks;
}

}  // namespace kossa
