#include "kossa/analysis/second_reading.hpp"

#include <algorithm>
#include <cmath>

#include "kossa/deposit/cores.hpp"
#include "kossa/deposit/round_grains.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// The survey pixels of a finding, and as far round it.
cv::Rect part_of(const SlideSurvey& survey, const Finding& finding, Microns margin) {
    const Scaling<Survey, Working>& scale = survey.frames.survey_from_working;
    const Box<Working> box = bounding_box(finding.runs);
    const int grown = 2 + static_cast<int>(std::ceil(margin / survey.pixel));
    const cv::Point first(static_cast<int>(static_cast<double>(box.x) * scale.x) - grown,
                          static_cast<int>(static_cast<double>(box.y) * scale.y) - grown);
    const cv::Point last(static_cast<int>(static_cast<double>(box.right()) * scale.x) + grown,
                         static_cast<int>(static_cast<double>(box.bottom()) * scale.y) + grown);
    return cv::Rect(first, last) & cv::Rect({0, 0}, survey.tissue.size());
}

/// Whether most of a core lies deeper in the tissue than margin ink soaks: what is as grey at the edge may be ink.
bool lies_deeper_than_ink(const Finding& core, const SlideSurvey& survey, Microns ink_rim) {
    const Scaling<Survey, Working>& scale = survey.frames.survey_from_working;
    const cv::Rect box = part_of(survey, core, ink_rim);
    const Mask inner = eroded(survey.tissue.part(box), ink_rim, survey.pixel);
    std::int64_t inside = 0;
    for (const Run<Working>& run : core.runs) {
        const int y = std::min(static_cast<int>((run.y + 0.5) * scale.y) - box.y, inner.rows - 1);
        for (int x = run.x_begin; x < run.x_end; ++x) {
            const int column = std::min(static_cast<int>((x + 0.5) * scale.x) - box.x, inner.cols - 1);
            inside += inner(y, column) != 0 ? 1 : 0;
        }
    }
    return 2 * inside > core.sums.pixels;
}

}  // namespace

SecondReading::GreyReading::GreyReading(const SegmentationOptions& usual, double seed_od,
                                        const ClassificationOptions& classification, const PixelSize& working)
    : options(with_seed(usual, seed_od)), segmentation(options, working), pixels(options, classification, working) {}

std::vector<Finding> SecondReading::GreyReading::cores(const std::vector<Component>& assembled, const SlideRules& by,
                                                       const SlideSurvey& survey, Microns ink_rim) const {
    std::vector<Finding> cores = grey_cores(assembled, by.judgement(options));
    std::erase_if(cores, [&](const Finding& core) { return !lies_deeper_than_ink(core, survey, ink_rim); });
    return cores;
}

SecondReading::SecondReading(const SegmentationOptions& usual, const DepositOptions& options, const PixelSize& working)
    : dense_options_(dense_core_segmentation(usual, options.core_over_seed)),
      grain_options_(with_seed(usual, options.classification.round_grains.seed_od)),
      plate_options_(with_seed(usual, options.classification.plates.seed_od)),
      dense_(dense_options_, working),
      grains_(grain_options_, working),
      plates_(plate_options_, working),
      plate_pixels_(options.classification.plates, Microns(options.classification.free_standing.square_um),
                    Microns(usual.reach_um), options.classification.hue_from_px, working),
      grey_(usual, options.grey_core_od, options.classification, working),
      pale_(usual, options.pale_core_od, options.classification, working),
      seeks_grains_(grain_options_.seed_od < usual.seed_od),
      seeks_pale_(pale_.options.seed_od < std::min(usual.seed_od, grey_.options.seed_od)) {}

double SecondReading::palest_seed_od() const {
    return std::min({dense_options_.seed_od, grey_.options.seed_od, pale_.options.seed_od, grain_options_.seed_od,
                     plate_options_.seed_od});
}

std::vector<std::vector<Component>> SecondReading::segment(const DepositGround& ground,
                                                           const Box<Working>& interior) const {
    std::vector<std::vector<Component>> parts(sets);
    parts[0] = dense_.segment_again(ground, ground.eligible(), interior);
    if (seeks_pale_) {
        const BitMask pale = pale_.pixels.of(ground);
        parts[1] = grey_.segmentation.segment_again(ground, grey_.pixels.among(pale, ground), interior);
        parts[2] = pale_.segmentation.segment_again(ground, pale, interior);
    } else {
        parts[1] = grey_.segmentation.segment_again(ground, grey_.pixels.of(ground), interior);
    }
    if (seeks_grains_) {
        parts[3] = grains_.segment_again(ground, ground.eligible(), interior);
    }
    parts[4] = plates_.segment_again(ground, plate_pixels_.of(ground), interior);
    return parts;
}

std::vector<std::vector<Finding>> SecondReading::calcium(std::vector<std::vector<Component>> assembled,
                                                         const SlideRules& by, const SlideSurvey& survey,
                                                         const DepositOptions& options) const {
    const Microns ink_rim(options.place.ink_rim_um);
    const auto is_round = [&](const Component& component) {
        return is_round_grain(component.runs, by.classification.round_grains, by.classification.cells, by.working);
    };
    return {grey_.cores(assembled[1], by, survey, ink_rim),
            dense_cores(by.calcium(std::move(assembled[0]), dense_options_), by.classification, by.working),
            pale_.cores(assembled[2], by, survey, ink_rim),
            round_grains(by.calcium(std::move(assembled[3]), grain_options_, is_round), by.classification, by.working),
            plates(assembled[4], by.judgement(plate_options_))};
}

std::optional<SecondReading> second_reading(const SlideSurvey& survey, const DepositOptions& options) {
    if (survey.stain.stain != Stain::haematoxylin_eosin ||
        !options.classification.cells.nucleus_measures(options.classification.hue_from_px, survey.grid.pixel)) {
        return std::nullopt;
    }
    return SecondReading(survey.stain.segmentation, options, survey.grid.pixel);
}

}  // namespace kossa
