#include "kossa/deposit/black_bodies.hpp"

#include <algorithm>

#include "kossa/deposit/deposit_object.hpp"

namespace kossa {

bool silver_possible(const std::vector<Finding>& findings, const BlackBodyOptions& options) {
    return std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) {
               const Hsd colour = seed_colour(finding.sums);
               return finding.finding == FindingClass::dust && colour.density >= options.least_od &&
                      colour.saturation() <= options.largest_saturation;
           }) >= options.fewest;
}

}  // namespace kossa
