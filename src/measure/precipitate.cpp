#include "kossa/measure/precipitate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

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

bool is_crumb(const Finding& finding, const SlideFrames& frames, const PrecipitateOptions& options) {
    const double area = frames.working_pixel.area(finding.sums.pixels).value();
    return finding.morphology == Morphology::granular || 2.0 * std::sqrt(area / std::numbers::pi) <= options.largest_um;
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

CrumbsOnGlass crumbs_on_glass(const std::vector<Finding>& findings, double least_confidence, const MaskSheet& glass,
                              Microns pixel, const SlideFrames& frames) {
    CrumbsOnGlass crumbs;
    crumbs.glass_area = pixel * pixel * static_cast<double>(count_non_zero(glass));
    std::int64_t pixels = 0;
    for (const Finding& finding : findings) {
        if (finding.finding == FindingClass::precipitate && finding.confidence >= least_confidence) {
            ++crumbs.count;
            pixels += finding.sums.pixels;
        }
    }
    crumbs.area = frames.working_pixel.area(pixels);
    return crumbs;
}

std::optional<double> density_ratio(const CrumbsOnGlass& crumbs, std::int64_t deposits, SquareMicrons tissue) {
    if (crumbs.glass_area.value() <= 0.0 || deposits == 0) {
        return std::nullopt;
    }
    return static_cast<double>(crumbs.count) / static_cast<double>(deposits) * (tissue / crumbs.glass_area);
}

bool precipitate_on_glass(const CrumbsOnGlass& crumbs, const PrecipitateOptions& options) {
    return crumbs.count >= options.fewest && crumbs.density_ratio.value_or(0.0) >= options.least_density_ratio;
}

}  // namespace kossa
