#include "kossa/deposit/carbon.hpp"

#include <algorithm>
#include <cstddef>

#include "kossa/deposit/criterion.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

namespace {

bool ragged(const Finding& finding) {
    return finding.finding == FindingClass::carbon;
}

bool is_grey(const Finding& finding, const CellOptions& cells) {
    return finding.sums.seeds > 0 && seed_colour(finding.sums).saturation() <= cells.grey_saturation;
}

bool grey_calcium(const Finding& finding, const CellOptions& cells) {
    return finding.finding == FindingClass::calcium && is_grey(finding, cells);
}

/// A grey mass larger than a macrophage that was turned down as ragged: cells full of carbon that touch each other.
bool run_together(const Finding& finding, const CellOptions& cells, const PixelSize& working) {
    const bool unnamed = finding.finding == FindingClass::nuclei || finding.finding == FindingClass::uncertain;
    return unnamed && finding.morphology == Morphology::amorphous &&
           working.area(finding.sums.pixels).value() > cells.macrophage_um2 && is_grey(finding, cells);
}

/// A black body, and how certainly it is no particles in a macrophage.
struct BlackBody {
    std::size_t finding;
    Verdict solid;
    bool fits_into_a_cell;
};

BlackBody black_body(std::size_t number, const Finding& finding, double silver, const CarbonOptions& options,
                     const ClassificationOptions& classification, const PixelSize& working) {
    const Shape shape = measure_shape(finding.runs, working);
    const double extent = shape.convex_area.value();
    const double density = mean_colour(finding.sums).density;
    const Ramp dark{silver * options.particles_od.no, silver * options.particles_od.yes};
    const bool one_particle = shape.area.value() < options.least_particles_um2;
    const bool separate = finding.granule_count >= classification.fewest_for_spread;
    const double certainty = one_particle || separate ? 1.0
                                                      : std::max({dark(density), options.particles_extent_um2(extent),
                                                                  options.particles_solidity(shape.solidity)});
    return {number,
            {criteria::particles_in_a_cell, density, certainty, FindingClass::carbon, false, certainty, dark},
            extent < options.particles_extent_um2.yes};
}

std::vector<BlackBody> black_bodies(const std::vector<Finding>& findings, double silver, const CarbonOptions& options,
                                    const ClassificationOptions& classification, const PixelSize& working) {
    std::vector<BlackBody> bodies;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (may_be_calcium(findings[i].finding)) {
            bodies.push_back(black_body(i, findings[i], silver, options, classification, working));
        }
    }
    return bodies;
}

}  // namespace

bool carbon_possible(const std::vector<Finding>& findings, const CarbonOptions& options, const CellOptions& cells) {
    const auto all_ragged = std::ranges::count_if(findings, ragged);
    const auto packed = std::ranges::count_if(findings, [&](const Finding& finding) {
        return ragged(finding) && finding.confidence >= options.packed_confidence;
    });
    const auto clean =
        std::ranges::count_if(findings, [&](const Finding& finding) { return grey_calcium(finding, cells); });
    return packed >= options.fewest_ragged &&
           static_cast<double>(all_ragged) >= options.ragged_share * static_cast<double>(all_ragged + clean);
}

std::vector<Finding> doubt_grey_bodies(std::vector<Finding> findings, const CarbonOptions& options,
                                       const CellOptions& cells, const PixelSize& working) {
    for (Finding& finding : findings) {
        if (grey_calcium(finding, cells) || run_together(finding, cells, working)) {
            finding.finding = FindingClass::carbon;
            finding.confidence = std::min(finding.confidence, options.largest_confidence);
            finding.reason = "as grey as the ragged bodies of this slide; " + finding.reason;
        }
    }
    return findings;
}

std::vector<Finding> name_loose_bodies(std::vector<Finding> findings, const CarbonOptions& options) {
    for (Finding& finding : findings) {
        if (ragged(finding) && finding.confidence < options.packed_confidence) {
            finding.finding = FindingClass::nuclei;
            finding.reason = "ragged and loose, on a slide without carbon; " + finding.reason;
        }
    }
    return findings;
}

bool particles_possible(const std::vector<Finding>& findings, double silver, const CarbonOptions& options,
                        const ClassificationOptions& classification, const PixelSize& working) {
    const std::vector<BlackBody> bodies = black_bodies(findings, silver, options, classification, working);
    const auto particles = std::ranges::count_if(
        bodies, [&](const BlackBody& body) { return body.solid.certainty < classification.confidence_cut; });
    const auto small = std::ranges::count_if(bodies, &BlackBody::fits_into_a_cell);
    return particles >= options.fewest_particles &&
           static_cast<double>(particles) >= options.particle_share * static_cast<double>(small);
}

std::vector<Finding> name_particles(std::vector<Finding> findings, double silver, const CarbonOptions& options,
                                    const ClassificationOptions& classification, const PixelSize& working) {
    for (const auto& [number, solid, small] : black_bodies(findings, silver, options, classification, working)) {
        lower_confidence(findings[number], solid, classification);
    }
    return findings;
}

}  // namespace kossa
