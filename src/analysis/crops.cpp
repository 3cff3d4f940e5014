#include "kossa/analysis/crops.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <set>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/finding.hpp"

namespace kossa {

namespace {

/// A report shows half as many deposits: the rest stand in where outlines exclude some.
constexpr std::size_t deposits_each = 24;
constexpr std::size_t possible_each = 12;
constexpr std::size_t others_each = 3;

constexpr double least_side_um = 64.0;       // a deposit among cells and fibres that tell its size
constexpr double side_over_object = 2.0;     // as much surroundings as object
constexpr double longest_side_px = 360.0;    // of the stored picture
constexpr std::int64_t longest_read = 2048;  // pixels of a level: a slide without small levels

using Indices = std::vector<std::size_t>;

std::size_t kept_of(FindingClass finding) {
    if (finding == FindingClass::calcium) {
        return deposits_each;
    }
    return is_set_aside(finding) ? possible_each : others_each;
}

/// Adds the first `count` in the order of `before`; equal ones in that of the findings.
template <class Before>
void add_first(std::set<std::size_t>& chosen, Indices of_class, std::size_t count, Before before) {
    std::stable_sort(of_class.begin(), of_class.end(), before);
    chosen.insert(of_class.begin(), of_class.begin() + static_cast<std::ptrdiff_t>(std::min(count, of_class.size())));
}

std::set<std::size_t> chosen_findings(const std::vector<Finding>& findings) {
    std::set<std::size_t> chosen;
    for (const FindingClass finding : all_finding_classes) {
        Indices of_class;
        for (std::size_t i = 0; i < findings.size(); ++i) {
            if (findings[i].finding == finding) {
                of_class.push_back(i);
            }
        }
        const std::size_t count = kept_of(finding);
        add_first(chosen, of_class, count,
                  [&](std::size_t a, std::size_t b) { return findings[a].sums.pixels > findings[b].sums.pixels; });
        // The nearest to the border between calcium and all else, from either side.
        const double sign = finding == FindingClass::calcium ? 1.0 : -1.0;
        add_first(chosen, of_class, count, [&](std::size_t a, std::size_t b) {
            return sign * findings[a].confidence < sign * findings[b].confidence;
        });
    }
    return chosen;
}

void add_with_centroids(std::set<std::size_t>& chosen, const std::vector<Point<Level0>>& centroids,
                        const SlideEvidence& evidence) {
    std::set<std::pair<double, double>> wanted;
    for (const Point<Level0>& at : centroids) {
        wanted.emplace(at.x, at.y);
    }
    for (std::size_t i = 0; i < evidence.findings.size(); ++i) {
        const Point<Level0> at = evidence.frames.level0_from_working(centroid(evidence.findings[i].sums));
        if (wanted.contains({at.x, at.y})) {
            chosen.insert(i);
        }
    }
}

/// The start of a stretch of `length` around `centre` that lies within 0..`limit`.
std::int64_t start_within(double centre, std::int64_t length, std::int64_t limit) {
    const auto start = static_cast<std::int64_t>(std::llround(centre - static_cast<double>(length) / 2.0));
    return std::clamp<std::int64_t>(start, 0, std::max<std::int64_t>(0, limit - length));
}

CropPlace place_of(const Finding& finding, const SlideEvidence& evidence) {
    const Scaling<Level0, Working>& scale = evidence.frames.level0_from_working;
    const Point<Level0> centre = scale(centroid(finding.sums));
    const double least = least_side_um / evidence.frames.working_pixel.mean().value();
    const Box<Working> box = bounding_box(finding.runs.all());
    const double side = std::max(least, side_over_object * static_cast<double>(std::max(box.width, box.height)));
    const Size<Level0>& slide = evidence.summary.slide.size;
    const std::int64_t width = std::clamp<std::int64_t>(std::llround(side * scale.x), 1, slide.width);
    const std::int64_t height = std::clamp<std::int64_t>(std::llround(side * scale.y), 1, slide.height);
    return {centre,
            {start_within(centre.x, width, slide.width), start_within(centre.y, height, slide.height), width, height}};
}

/// The coarsest level that still has all the pixels to be shown.
int level_for(const SlideInfo& info, const Box<Level0>& region) {
    return sufficient_level(info, static_cast<double>(std::max(region.width, region.height)) / longest_side_px);
}

/// At most `longest_read` pixels of a level around the middle.
std::pair<std::int64_t, std::int64_t> stretch(std::int64_t begin, std::int64_t length, double downsample) {
    const auto wanted = std::max<std::int64_t>(1, std::llround(static_cast<double>(length) / downsample));
    const std::int64_t read = std::min(wanted, longest_read);
    return {std::llround(static_cast<double>(begin) / downsample) + (wanted - read) / 2, read};
}

RgbImage shrunk(const RgbImage& image) {
    const double factor = longest_side_px / std::max(image.cols, image.rows);
    if (factor >= 1.0) {
        return image;
    }
    RgbImage result;
    cv::resize(image, result, {std::max(1, cvRound(image.cols * factor)), std::max(1, cvRound(image.rows * factor))}, 0,
               0, cv::INTER_AREA);
    return result;
}

Crop read_crop(const SlideSource& slide, const CropPlace& place) {
    const int index = level_for(slide.info(), place.region);
    const SlideLevel& level = slide.info().levels[static_cast<std::size_t>(index)];
    const auto [left, width] = stretch(place.region.x, place.region.width, level.downsample_x);
    const auto [top, height] = stretch(place.region.y, place.region.height, level.downsample_y);
    const auto in_level0 = [](std::int64_t pixels, double downsample) {
        return static_cast<std::int64_t>(std::llround(static_cast<double>(pixels) * downsample));
    };
    const Box<Level0> shown{in_level0(left, level.downsample_x), in_level0(top, level.downsample_y),
                            in_level0(width, level.downsample_x), in_level0(height, level.downsample_y)};
    return {place.centre, shown, shrunk(slide.read(index, {left, top, width, height}))};
}

}  // namespace

std::vector<CropPlace> crop_places(const SlideEvidence& evidence, const std::vector<Point<Level0>>& also) {
    std::vector<CropPlace> places;
    std::set<std::size_t> chosen = chosen_findings(evidence.findings);
    add_with_centroids(chosen, also, evidence);
    places.reserve(chosen.size());
    for (const std::size_t index : chosen) {
        places.push_back(place_of(evidence.findings[index], evidence));
    }
    return places;
}

std::vector<Crop> read_crops(const SlideSource& slide, const std::vector<CropPlace>& places,
                             const ExecutionOptions& execution) {
    std::vector<std::optional<Crop>> read(places.size());
    run_jobs(places.size(), execution, [&](std::size_t i) {
        try {
            read[i] = read_crop(slide, places[i]);
        } catch (const SlideError&) {
            read[i] = std::nullopt;  // the summary says how much could not be read
        }
    });
    std::vector<Crop> crops;
    for (std::optional<Crop>& crop : read) {
        if (crop) {
            crops.push_back(std::move(*crop));
        }
    }
    return crops;
}

}  // namespace kossa
