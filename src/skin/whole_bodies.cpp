#include "kossa/skin/whole_bodies.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/skin/distance.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

// A sheet is none up to an upper side 1.25 / 0.75 times as long as the lower.
constexpr double more_below = 0.25;
// Two survey pixels: an outline may be one of them off on either side.
constexpr Microns touching(16.0);
// A horny layer, but on palms and soles, over what lies in the place of epidermis.
constexpr Microns thin_horny(40.0);
// As much of a stretch as an epidermis is thick.
constexpr Microns beside(100.0);
// Outlines further from a body are not asked for.
constexpr Microns reach(200.0);

/// Pixels of epithelium beside a body, less those of other firm tissue, each by how much deeper than the body it lies.
double vote_of(const Mask& body, const Mask& epithelium, const Mask& others, const FloatRaster& depth, Microns pixel) {
    double votes = 0.0;
    for (int y = 1; y + 1 < body.rows; ++y) {
        for (int x = 1; x + 1 < body.cols; ++x) {
            if (body(y, x) == 0) {
                continue;
            }
            for (const cv::Point& p :
                 {cv::Point(x - 1, y), cv::Point(x + 1, y), cv::Point(x, y - 1), cv::Point(x, y + 1)}) {
                if (others(p) != 0) {
                    const double deeper_px = (depth(p) - depth(y, x)) / pixel.value();
                    const double weight = std::isfinite(deeper_px) ? 1.0 + more_below * deeper_px : 1.0;
                    votes += epithelium(p) != 0 ? weight : -weight;
                }
            }
        }
    }
    return votes;
}

/// How many of the pixels lie within `um` of the outline.
int within_um(const Mask& pixels, const FloatRaster& from_outline, double um) {
    return cv::countNonZero(pixels & (from_outline <= um));
}

/// Mean distances from the outline of the stretches of epithelium that begin there, touch the body and meet nowhere
/// beside it, the largest first.
std::vector<double> stretches_beside(const Mask& body, const Mask& epithelium, const FloatRaster& from_outline,
                                     Microns pixel) {
    const Mask at_body = within(body, touching, pixel);
    std::vector<double> means;
    visit_sets(Mask(epithelium & ~body & within(body, beside, pixel)), [&](const cv::Rect& box, const Mask& stretch) {
        if (cv::countNonZero(stretch & at_body(box)) > 0 &&
            within_um(stretch, from_outline(box), thin_horny.value()) > 0) {
            means.push_back(cv::mean(from_outline(box), stretch)[0]);
        }
    });
    std::ranges::sort(means, std::greater<>());
    return means;
}

/// A body with what lies round it.
struct Surroundings {
    cv::Rect box;
    Mask body;
};

Surroundings surroundings_of(const cv::Rect& own, const Mask& pixels, int margin, const cv::Size& image) {
    Surroundings result{grown(own, margin, image), {}};
    result.body = Mask(result.box.size(), std::uint8_t{0});
    pixels.copyTo(result.body(own - result.box.tl()));
    return result;
}

/// Whether the body begins at the outline, as two stretches of epithelium beside it do, and most of it lies no deeper
/// than they reach, which is twice as deep as their middle.
bool fills_a_gap(const cv::Rect& own, const Mask& pixels, const Mask& epithelium, const Mask& tissue, Microns pixel) {
    const auto [box, body] = surroundings_of(own, pixels, static_cast<int>(std::ceil(reach / pixel)), tissue.size());
    const Mask near = epithelium(box);
    if (cv::countNonZero(near) == 0) {
        return false;
    }
    const int all = cv::countNonZero(body);
    const FloatRaster from_outline = distance_to(Mask(~tissue(box)), pixel);
    if (10 * within_um(body, from_outline, thin_horny.value()) < all) {
        return false;
    }
    const std::vector<double> middles = stretches_beside(body, near, from_outline, pixel);
    return middles.size() >= 2 && 2 * within_um(body, from_outline, 2.0 * middles[1]) > all;
}

}  // namespace

Mask with_whole_bodies(const Mask& epithelium, const Mask& bodies, const TissueMap& tissue, const FloatRaster& depth,
                       Microns pixel) {
    Mask result = epithelium.clone();
    visit_sets(bodies, [&](const cv::Rect& own, const Mask& pixels) {
        const auto [box, body] = surroundings_of(own, pixels, 1, bodies.size());
        const Mask others(tissue.firm(box) & ~bodies(box));
        const double votes = vote_of(body, epithelium(box), others, depth(box), pixel);
        if (votes > 0.0 || fills_a_gap(own, pixels, epithelium, tissue.tissue, pixel)) {
            result(own).setTo(std::uint8_t{255}, pixels);
        } else if (votes < 0.0) {
            result(own).setTo(std::uint8_t{0}, pixels);
        }
    });
    return result;
}

}  // namespace kossa
