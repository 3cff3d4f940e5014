#include "kossa/deposit/black_bodies.hpp"

#include <algorithm>

#include "kossa/deposit/deposit_object.hpp"

namespace kossa {

namespace {

bool is_dark_and_grey(const Finding& finding, double least_od, double largest_saturation) {
    const Hsd colour = seed_colour(finding.sums);
    return colour.density >= least_od && colour.saturation() <= largest_saturation;
}

/// On von Kossa, and named what silver may be as well.
bool was_turned_down(const Finding& finding) {
    return finding.finding == FindingClass::nuclei || finding.finding == FindingClass::uncertain ||
           finding.finding == FindingClass::pigment;
}

}  // namespace

bool black_silver_possible(const std::vector<Finding>& findings, const BlackBodyOptions& options) {
    return std::ranges::count_if(findings, [&](const Finding& finding) {
               return finding.finding == FindingClass::dust &&
                      is_dark_and_grey(finding, options.least_od, options.largest_saturation);
           }) >= options.fewest;
}

bool brown_silver_possible(const std::vector<Finding>& findings, const BlackBodyOptions& options,
                           const CellOptions& cells, const PixelSize& working) {
    return std::ranges::count_if(findings, [&](const Finding& finding) {
               return was_turned_down(finding) && working.area(finding.sums.pixels).value() >= cells.macrophage_um2 &&
                      is_dark_and_grey(finding, options.least_brown_od, options.largest_brown_saturation);
           }) >= options.fewest;
}

bool pale_silver_possible(const std::vector<Finding>& findings, double seed_od, const BlackBodyOptions& options,
                          const PixelSize& working) {
    int count = 0;
    double pale = 0.0;
    double deposits = 0.0;
    for (const Finding& finding : findings) {
        const double area = working.area(finding.sums.pixels).value();
        const bool may_be = was_turned_down(finding) || finding.finding == FindingClass::carbon;
        const Hsd colour = seed_colour(finding.sums);
        if (may_be && area >= options.least_pale_um2 && colour.density < seed_od &&
            colour.saturation() <= options.largest_pale_saturation) {
            ++count;
            pale += area;
        }
        deposits += is_calcium(finding) ? area : 0.0;
    }
    return count >= options.fewest && pale >= options.least_pale_share * deposits;
}

}  // namespace kossa
