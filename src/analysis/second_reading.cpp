#include "kossa/analysis/second_reading.hpp"

#include <algorithm>
#include <cmath>

#include "kossa/core/coarser_pixels.hpp"
#include "kossa/deposit/cores.hpp"
#include "kossa/deposit/held_to_cores.hpp"
#include "kossa/deposit/round_grains.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// The survey pixels of a finding, and as far round it.
cv::Rect part_of(const SlideSurvey& survey, const Finding& finding, Microns margin) {
    const Scaling<Survey, Working>& scale = survey.frames.survey_from_working;
    const Box<Working> box = bounding_box(finding.runs.all());
    const int grown = 2 + static_cast<int>(std::ceil(margin / survey.pixel));
    const cv::Point first(static_cast<int>(static_cast<double>(box.x) * scale.x) - grown,
                          static_cast<int>(static_cast<double>(box.y) * scale.y) - grown);
    const cv::Point last(static_cast<int>(static_cast<double>(box.right()) * scale.x) + grown,
                         static_cast<int>(static_cast<double>(box.bottom()) * scale.y) + grown);
    return cv::Rect(first, last) & cv::Rect({0, 0}, survey.tissue.size());
}

/// Whether most of a core lies deeper in the tissue than margin ink soaks: what is as grey at the edge may be ink.
bool lies_deeper_than_ink(const Finding& core, const SlideSurvey& survey, Microns ink_rim) {
    const cv::Rect box = part_of(survey, core, ink_rim);
    const Mask inner = eroded(survey.tissue.part(box), ink_rim, survey.pixel);
    std::int64_t inside = 0;
    for (const Run<Working>& run : core.runs) {
        over_coarser_pixels(run, survey.frames.survey_from_working, survey.tissue.size(),
                            [&](int row, int column, std::int32_t pixels) {
                                inside += inner(row - box.y, column - box.x) != 0 ? pixels : 0;
                            });
    }
    return 2 * inside > core.sums.pixels;
}

}  // namespace

SecondReading::GreyReading::GreyReading(const SegmentationOptions& options, const ClassificationOptions& classification,
                                        const PixelSize& working)
    : segmentation(options, working), pixels(options, classification, working) {}

std::vector<Finding> SecondReading::GreyReading::cores(const std::vector<Component>& assembled, const SlideRules& by,
                                                       const SlideSurvey& survey, Microns ink_rim) const {
    std::vector<Finding> cores = grey_cores(assembled, by.judgement());
    std::erase_if(cores, [&](const Finding& core) { return !lies_deeper_than_ink(core, survey, ink_rim); });
    return cores;
}

SecondReading::SecondReading(const SegmentationOptions& usual, const DepositOptions& options, const PixelSize& working)
    : dense_(dense_core_segmentation(usual, options.core_over_seed), working),
      grains_(with_seed(usual, options.classification.round_grains.seed_od), working),
      plates_(with_seed(usual, options.classification.plates.seed_od), working),
      plate_pixels_(options.classification.plates, Microns(options.classification.free_standing.square_um),
                    Microns(usual.reach_um), options.classification.hue_from_px, working),
      grey_(with_seed(usual, options.grey_core_od), options.classification, working),
      pale_(with_seed(usual, options.pale_core_od), options.classification, working),
      nucleus_px_(std::llround(options.classification.cells.smallest_nucleus_um2() / working.area(1).value())),
      seeks_grains_(grains_.seed_od() < usual.seed_od),
      seeks_pale_(options.pale_core_od < std::min(usual.seed_od, options.grey_core_od)) {}

double SecondReading::palest_seed_od() const {
    return std::min({dense_.seed_od(), grey_.segmentation.seed_od(), pale_.segmentation.seed_od(), grains_.seed_od(),
                     plates_.seed_od()});
}

std::vector<std::vector<Component>> SecondReading::segment(const DepositGround& ground,
                                                           const Box<Working>& interior) const {
    std::vector<std::vector<Component>> parts(sets);
    parts[dense] = dense_.segment_again(ground, ground.eligible(), interior);
    if (seeks_pale_) {
        const BitMask pale = pale_.pixels.of(ground);
        parts[grey] = grey_.segmentation.segment_again(ground, grey_.pixels.among(pale, ground), interior);
        parts[pale_grey] = pale_.segmentation.segment_again(ground, pale, interior);
    } else {
        parts[grey] = grey_.segmentation.segment_again(ground, grey_.pixels.of(ground), interior);
    }
    if (seeks_grains_) {
        parts[grains] = grains_.segment_again(ground, ground.eligible(), interior);
    }
    parts[plates] = plates_.segment_again(ground, plate_pixels_.of(ground), interior);
    return parts;
}

std::vector<std::vector<Finding>> SecondReading::calcium(std::vector<std::vector<Component>> assembled,
                                                         const SlideRules& by, const SlideSurvey& survey,
                                                         const DepositOptions& options) const {
    const Microns ink_rim(options.place.ink_rim_um);
    const auto is_round = [&](const Component& component) {
        return is_round_grain(component.runs, by.classification.round_grains, by.classification.cells, by.working);
    };
    std::vector<std::vector<Finding>> found(sets);
    found[dense] = dense_cores(by.calcium(std::move(assembled[dense])), by.classification, by.working);
    found[grey] = grey_.cores(assembled[grey], by, survey, ink_rim);
    found[pale_grey] = pale_.cores(assembled[pale_grey], by, survey, ink_rim);
    found[grains] = round_grains(by.calcium(std::move(assembled[grains]), is_round), by.classification, by.working);
    found[plates] = kossa::plates(assembled[plates], by.judgement());
    std::erase_if(found[plates], [&](const Finding& plate) {
        const Hsd& colour = plate.judged_colour;
        return colour.saturation() <= by.classification.cells.grey_saturation && colour.density < options.pale_core_od;
    });
    return found;
}

std::vector<Finding> SecondReading::corrected(std::vector<Finding> findings, double seed_od,
                                              const std::vector<std::vector<Finding>>& calcium,
                                              const DepositOptions& options) const {
    const ClassificationOptions& by = options.classification;
    findings = held_to_cores(std::move(findings), calcium[dense],
                             {seed_od, options.touching_over_core, dense_.reach(), nucleus_px_}, by);
    for (const Set set : {grey, dense, pale_grey, grains, plates}) {
        findings = with_cores(std::move(findings), calcium[set], by);
    }
    return findings;
}

std::optional<SecondReading> second_reading(const SlideSurvey& survey, const DepositOptions& options) {
    if (survey.stain.stain != Stain::haematoxylin_eosin ||
        !options.classification.cells.nucleus_measures(options.classification.hue_from_px, survey.grid.pixel)) {
        return std::nullopt;
    }
    return SecondReading(survey.stain.segmentation, options, survey.grid.pixel);
}

}  // namespace kossa
