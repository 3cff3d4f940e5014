#include "kossa/deposit/nuclear_look.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "kossa/core/median.hpp"
#include "kossa/deposit/criterion.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

/// The seeds of bodies of the size of nuclei.
struct Bodies {
    std::vector<double> densities;
    std::vector<double> saturations;

    void add(const Hsd& colour) {
        densities.push_back(colour.density);
        saturations.push_back(colour.saturation());
    }
};

double percentile(std::vector<double> values, double share) {
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return value_of_rank(values, std::min(values.size() - 1, rank));
}

/// The density is that of the bodies of at least that saturation, or of all where there is none.
NuclearLook look_of(const Bodies& bodies, const NuclearLookOptions& options, double least_saturation = 0.0) {
    std::vector<double> densities;
    for (std::size_t i = 0; i < bodies.densities.size(); ++i) {
        if (bodies.saturations[i] >= least_saturation) {
            densities.push_back(bodies.densities[i]);
        }
    }
    return {percentile(densities.empty() ? bodies.densities : densities, options.dark_share),
            percentile(bodies.saturations, 0.5), options.density_step, options.saturation_step, options.grain_contrast};
}

/// Whether the component may be a nucleus, by its size and for not being brown as melanin is.
bool may_be_nucleus(const Component& component, const NuclearLookOptions& options, const PixelSize& working) {
    const double area = working.area(component.sums.pixels).value();
    return component.sums.seeds > 0 && area >= options.smallest_um2 && area <= options.largest_um2 &&
           seed_colour(component.sums).cy >= options.least_cy;
}

using BlockNumber = std::pair<std::int64_t, std::int64_t>;

/// The square in which the centroid of a body lies, of so many squares for each column and row of pixels.
BlockNumber block_of(const PixelSums& body, double per_column, double per_row) {
    const auto number = [&](std::int64_t twice_sum, double per_pixel) {
        const double mean = static_cast<double>(twice_sum) / (2.0 * static_cast<double>(body.pixels));
        return static_cast<std::int64_t>(std::floor(mean * per_pixel));
    };
    return {number(body.x2, per_column), number(body.y2, per_row)};
}

BlockNumber block_of(const PixelSums& body, const NuclearLookOptions& options, const PixelSize& working) {
    return block_of(body, working.x().value() / options.block_um, working.y().value() / options.block_um);
}

/// The looks of the squares with enough bodies, the most saturated first.
std::vector<NuclearLook> looks_of(const std::map<BlockNumber, Bodies>& blocks, const NuclearLookOptions& options,
                                  double least_saturation = 0.0) {
    std::vector<NuclearLook> looks;
    for (const auto& [number, bodies] : blocks) {
        if (bodies.densities.size() >= static_cast<std::size_t>(options.fewest_in_block)) {
            looks.push_back(look_of(bodies, options, least_saturation));
        }
    }
    std::ranges::sort(looks, std::greater(), &NuclearLook::median_saturation);
    return looks;
}

/// The median look of the squares, without those that deposits make grey and without the grey bodies of the others;
/// nothing where the squares are too few for that area of tissue.
std::optional<NuclearLook> look_everywhere(const std::map<BlockNumber, Bodies>& blocks, SquareMicrons tissue,
                                           const NuclearLookOptions& options) {
    std::vector<NuclearLook> looks = looks_of(blocks, options);
    const double needed = std::ceil(options.everywhere_share * tissue.value() / (options.block_um * options.block_um));
    if (looks.empty() || static_cast<double>(looks.size()) < needed) {
        return std::nullopt;
    }
    const double usual = looks[static_cast<std::size_t>(needed / 2.0)].median_saturation;
    const double grey = usual - options.saturation_step;
    looks = looks_of(blocks, options, grey);
    std::erase_if(looks, [grey](const NuclearLook& look) { return look.median_saturation < grey; });
    std::vector<double> densities;
    std::vector<double> saturations;
    for (const NuclearLook& look : looks) {
        densities.push_back(look.dark_density);
        saturations.push_back(look.median_saturation);
    }
    return NuclearLook{percentile(densities, 0.5), std::max(options.least_saturation, percentile(saturations, 0.5)),
                       options.density_step, options.saturation_step, options.grain_contrast};
}

/// How certainly a finding is one body in pale tissue, or too wide for a crowd of nuclei, 0..1.
double is_one_body(const Finding& finding, const ClassificationOptions& options, const PixelSize& working) {
    if (leaves_no_gap(finding.runs, options.free_standing, options.cells, options.hue_from_px, working)) {
        return 1.0;
    }
    const bool grey = seed_colour(finding.sums).saturation() <= options.cells.grey_saturation;
    const bool may_be_a_macrophage = grey && working.area(finding.sums.pixels).value() < options.cells.macrophage_um2;
    return may_be_a_macrophage ? 0.0
                               : stands_free(finding.runs, finding.sums, options.free_standing, options.cells, working);
}

/// How certainly the grains of a finding, which is darker or greyer than nuclei by that many steps, are too fine or too
/// close for nuclei, 0..1; 0 where a nucleus has too few pixels to be seen.
double too_crowded_for_nuclei(const Finding& finding, double steps, const NuclearLookOptions& options,
                              const ClassificationOptions& classification, const PixelSize& working) {
    const bool resolved = classification.cells.nucleus_measures(classification.hue_from_px, working);
    if (!resolved || finding.granule_count < options.fewest_fine_grains) {
        return 0.0;
    }
    const Shape shape = measure_shape(finding.runs, working);
    std::vector<std::int64_t> pixels = pixels_of_parts(finding.runs);
    const double fine =
        options.fine_grain_um2(working.area(median_of(pixels)).value()) * options.fine_grain_fill(shape.solidity);
    const double packed =
        options.packed_grain_um2(shape.convex_area.value() / finding.granule_count) * options.packed_contrast(steps);
    return options.fine_grain_confidence * std::max(fine, packed);
}

}  // namespace

double NuclearLook::contrast(const Hsd& colour) const {
    return (colour.density - dark_density) / density_step + (median_saturation - colour.saturation()) / saturation_step;
}

NuclearLookOptions at_strength(NuclearLookOptions options, double strength) {
    options.density_step *= strength;
    return options;
}

NuclearLookOptions where_blurred(NuclearLookOptions options) {
    options.dark_over_sampled = options.blurred_dark_over_sampled;
    options.greyest_nuclei_by += options.blurred_greyer_by;
    options.darkest_greyer_by += options.blurred_greyer_by;
    return options;
}

std::optional<NuclearLook> look_of_nuclei(const std::vector<Component>& components, SquareMicrons tissue,
                                          const NuclearLookOptions& options, const CellOptions& cells,
                                          const PixelSize& working) {
    std::map<BlockNumber, Bodies> blocks;
    Bodies all;
    Bodies saturated;
    for (const Component& component : components) {
        if (!may_be_nucleus(component, options, working)) {
            continue;
        }
        const Hsd colour = seed_colour(component.sums);
        blocks[block_of(component.sums, options, working)].add(colour);
        all.add(colour);
        if (colour.saturation() > cells.grey_saturation) {
            saturated.add(colour);
        }
    }
    const auto enough = static_cast<std::size_t>(options.fewest_nuclei);
    if (all.densities.size() >= enough) {
        if (const std::optional<NuclearLook> look = look_everywhere(blocks, tissue, options)) {
            return look;
        }
    }
    return saturated.densities.size() >= enough ? std::optional(look_of(saturated, options)) : std::nullopt;
}

std::optional<NuclearLook> agreed_look(std::optional<NuclearLook> seen, const std::optional<NuclearLook>& sampled,
                                       const NuclearLookOptions& options) {
    if (!seen || !sampled) {
        return seen ? seen : sampled;
    }
    if (seen->median_saturation < sampled->median_saturation - options.greyest_nuclei_by) {
        return sampled;
    }
    if (seen->dark_density > sampled->dark_density) {
        seen->dark_density = sampled->dark_density;
        seen->median_saturation =
            std::max(seen->median_saturation, sampled->median_saturation - options.darkest_greyer_by);
    }
    return seen;
}

NuclearNests::NuclearNests(const std::vector<Component>& components, const NuclearLook& slide,
                           const NuclearLookOptions& options, const PixelSize& working)
    : squares_per_column_(working.x().value() / options.block_um),
      squares_per_row_(working.y().value() / options.block_um) {
    std::map<BlockNumber, Bodies> blocks;
    for (const Component& component : components) {
        const bool coloured = component.sums.seeds > 0 && seed_colour(component.sums).saturation() >=
                                                              slide.median_saturation - options.saturation_step;
        if (coloured && may_be_nucleus(component, options, working)) {
            blocks[block_of(component.sums, squares_per_column_, squares_per_row_)].add(seed_colour(component.sums));
        }
    }
    for (auto& [number, bodies] : blocks) {
        if (bodies.densities.size() >= static_cast<std::size_t>(options.fewest_in_nest)) {
            dark_density_[number] = percentile(std::move(bodies.densities), options.dark_share);
        }
    }
}

NuclearLook NuclearNests::look_at(const PixelSums& object, NuclearLook slide) const {
    const auto nest = dark_density_.find(block_of(object, squares_per_column_, squares_per_row_));
    if (nest != dark_density_.end()) {
        slide.dark_density = std::max(slide.dark_density, nest->second);
    }
    return slide;
}

std::vector<Finding> compare_with_nuclei(std::vector<Finding> findings, const NuclearLook& look,
                                         const NuclearNests& nests, const NuclearLookOptions& options,
                                         const ClassificationOptions& classification, const PixelSize& working) {
    for (Finding& finding : findings) {
        if ((finding.finding != FindingClass::calcium && finding.finding != FindingClass::uncertain) ||
            pixel_diameter(finding.sums) < classification.hue_from_px) {
            continue;
        }
        const double steps = nests.look_at(finding.sums, look).contrast(finding.judged_colour);
        const bool grains = finding.morphology == Morphology::granular;
        const Ramp& ramp = grains ? options.grain_contrast : options.contrast;
        const double contrast = ramp(steps);
        if (contrast >= finding.confidence) {
            continue;
        }
        const double alike = grains ? too_crowded_for_nuclei(finding, steps, options, classification, working)
                                    : is_one_body(finding, classification, working);
        const double certainty = std::max(contrast, alike);
        if (certainty < finding.confidence) {
            finding.confidence = certainty;
            finding.finding = class_of(certainty, FindingClass::nuclei, classification);
            finding.otherwise = FindingClass::nuclei;
            finding.reason = reason_text(criteria::like_nuclei, steps, ramp);
        }
    }
    return findings;
}

}  // namespace kossa
