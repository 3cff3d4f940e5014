#include "kossa/measure/precipitate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "kossa/deposit/deposit_object.hpp"
#include "kossa/measure/left_out.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

bool is_stained_matter(const Finding& finding) {
    switch (finding.finding) {
        case FindingClass::calcium:
        case FindingClass::uncertain:
        case FindingClass::nuclei:
        case FindingClass::carbon:
            return true;
        default:
            return false;
    }
}

double area_of(const Finding& finding, const SlideFrames& frames) {
    return frames.working_pixel.area(finding.sums.pixels).value();
}

bool is_crumb(const Finding& finding, const SlideFrames& frames, const PrecipitateOptions& options) {
    return finding.morphology == Morphology::granular ||
           equivalent_diameter(SquareMicrons(area_of(finding, frames))) <= Microns(options.largest_um);
}

/// How many of the ascending areas are no more than `same_size` times larger or smaller.
double number_near(const std::vector<double>& areas, double area, double same_size) {
    const auto first = std::ranges::lower_bound(areas, area / same_size);
    return static_cast<double>(std::ranges::upper_bound(areas, area * same_size) - first);
}

}  // namespace

MaskSheet bare_glass(const MaskSheet& searched, const SkinMap& skin, const PrecipitateOptions& options) {
    MaskSheet glass(searched.size());
    for (const auto& [box, whole] : windows_of(skin)) {
        const Mask section = dilated(skin.tissue.solid.part(box), Microns(options.glass_from_um), skin.pixel);
        glass.put(box.tl(), Mask(searched.part(box) & ~section));
    }
    return glass;
}

std::vector<Finding> name_precipitate(std::vector<Finding> findings, const MaskSheet& glass, const SlideFrames& frames,
                                      const PrecipitateOptions& options) {
    for (Finding& finding : findings) {
        if (is_stained_matter(finding) && is_crumb(finding, frames, options) &&
            rim_density(finding.sums, 0.0) <= options.bare_od &&
            lies_mostly_in(finding, glass, frames.survey_from_working)) {
            finding.finding = FindingClass::precipitate;
            finding.reason = "on bare glass; " + finding.reason;
        }
    }
    return findings;
}

Crumbs crumbs_among(const std::vector<Finding>& findings, const std::vector<bool>& counts, double least_look,
                    SquareMicrons glass, SquareMicrons tissue, const SlideFrames& frames) {
    Crumbs crumbs{{{}, {}, glass, tissue}, {{}, {}, glass, tissue}};
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Finding& finding = findings[i];
        if (!counts[i] || finding.look < least_look) {
            continue;
        }
        CrumbSizes& sizes = finding.morphology == Morphology::granular ? crumbs.heaps : crumbs.single;
        const double area = area_of(finding, frames);
        if (finding.finding == FindingClass::precipitate) {
            sizes.glass.push_back(area);
        } else if (is_stained_matter(finding) && finding.finding != FindingClass::carbon) {
            sizes.tissue.push_back(area);
        }
    }
    for (CrumbSizes* sizes : {&crumbs.single, &crumbs.heaps}) {
        std::ranges::sort(sizes->glass);
        std::ranges::sort(sizes->tissue);
    }
    return crumbs;
}

CrumbsOnGlass crumbs_on_glass(const Crumbs& crumbs) {
    const auto& [single, heaps] = crumbs;
    const std::size_t count = single.glass.size() + heaps.glass.size();
    const std::size_t on_tissue = single.tissue.size() + heaps.tissue.size();
    const double area =
        std::reduce(heaps.glass.begin(), heaps.glass.end(), std::reduce(single.glass.begin(), single.glass.end()));
    CrumbsOnGlass result{static_cast<std::int64_t>(count), SquareMicrons(area), single.glass_area, {}};
    if (single.glass_area.value() > 0.0 && on_tissue > 0) {
        result.density_ratio =
            static_cast<double>(count) / static_cast<double>(on_tissue) * (single.tissue_area / single.glass_area);
    }
    return result;
}

FallenShares::FallenShares(CrumbSizes sizes, const PrecipitateOptions& options)
    : sizes_(std::move(sizes)), same_size_(options.same_size), of_larger_(sizes_.glass.size()) {
    double largest = 0.0;
    for (std::size_t i = of_larger_.size(); i-- > 0;) {
        const double area = sizes_.glass[i];
        if (number_near(sizes_.glass, area, same_size_) >= options.fewest_of_a_size) {
            largest = std::max(largest, of_size(area));
        }
        of_larger_[i] = largest;
    }
}

double FallenShares::of_size(double area_um2) const {
    const double crumbs = number_near(sizes_.glass, area_um2, same_size_);
    const double fallen = (crumbs + std::sqrt(crumbs)) * (sizes_.tissue_area / sizes_.glass_area);
    return std::min(1.0, fallen / std::max(1.0, number_near(sizes_.tissue, area_um2, same_size_)));
}

double FallenShares::at(double area_um2) const {
    const auto larger = std::ranges::lower_bound(sizes_.glass, area_um2) - sizes_.glass.begin();
    const double of_larger = larger == std::ssize(of_larger_) ? 0.0 : of_larger_[static_cast<std::size_t>(larger)];
    return std::max(of_size(area_um2), of_larger);
}

bool precipitate_on_glass(const CrumbsOnGlass& crumbs, const PrecipitateOptions& options) {
    constexpr double nothing_alike_on_tissue = std::numeric_limits<double>::infinity();
    return crumbs.count >= options.fewest &&
           crumbs.density_ratio.value_or(nothing_alike_on_tissue) >= options.least_density_ratio;
}

std::vector<Finding> doubt_crumbs(std::vector<Finding> findings, const Crumbs& crumbs, const SlideFrames& frames,
                                  const PrecipitateOptions& options, const ClassificationOptions& classification) {
    if (!precipitate_on_glass(crumbs_on_glass(crumbs), options)) {
        return findings;
    }
    const FallenShares single(crumbs.single, options);
    const FallenShares heaps(crumbs.heaps, options);
    for (Finding& finding : findings) {
        if (finding.finding != FindingClass::calcium) {
            continue;
        }
        const FallenShares& shares = finding.morphology == Morphology::granular ? heaps : single;
        const double fallen = shares.at(area_of(finding, frames));
        if (1.0 - fallen < finding.confidence) {
            finding.confidence = 1.0 - fallen;
            finding.finding = class_of(finding.confidence, FindingClass::precipitate, classification);
            finding.otherwise = FindingClass::precipitate;
            finding.reason = fmt::format(
                "as small as precipitate, which lies on the bare glass as well: {:.0f} % of this "
                "size may have fallen on the tissue; {}",
                100.0 * fallen, finding.reason);
        }
    }
    return findings;
}

}  // namespace kossa
