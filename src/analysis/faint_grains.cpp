#include "kossa/analysis/faint_grains.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kossa/analysis/density_tile.hpp"
#include "kossa/analysis/searched_pixels.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/gathering.hpp"
#include "kossa/deposit/grouping.hpp"
#include "kossa/deposit/run_owners.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

/// Side of the squares that are read, working pixels: one for all slides, so that nothing hangs on the tiles.
constexpr int square_px = 512;
/// Seeds lie at least this far above what belongs to the surroundings.
constexpr double above_surroundings_od = 0.01;

using Place = std::pair<int, int>;  ///< row and column of a square

std::vector<std::size_t> sure_granular_deposits(const std::vector<Finding>& findings, double least_confidence) {
    std::vector<std::size_t> deposits;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (is_calcium(findings[i]) && findings[i].granule_count > 1 && findings[i].confidence >= least_confidence) {
            deposits.push_back(i);
        }
    }
    return deposits;
}

/// The squares in which something may lie within `gap_px` of these runs.
void add_places(std::set<Place>& places, const SharedRuns<Working>& runs, int gap_px, const Size<Working>& image) {
    const auto number = [](std::int64_t at, std::int64_t end) {
        return static_cast<int>(std::clamp<std::int64_t>(at, 0, end - 1) / square_px);
    };
    for (const Run<Working>& run : runs) {
        for (int row = number(run.y - gap_px, image.height); row <= number(run.y + gap_px, image.height); ++row) {
            for (int column = number(run.x_begin - gap_px, image.width);
                 column <= number(run.x_end + gap_px, image.width); ++column) {
                places.emplace(row, column);
            }
        }
    }
}

/// How faint grains are cut out of a slide, and what they are asked.
struct FaintReading {
    const SlideSource& slide;
    WorkingReader& reader;
    const SlideSurvey& survey;
    const SlideRules& by;
    StainModel stain;
    OpticalDensity density;
    Segmentation segmentation;
    const DepositOptions& options;

    bool is_faint_grain(const Component& component) const {
        return !component.touches_border && pixel_diameter(component.sums) <= options.faint_grain_px &&
               may_be_small_grain(component, by.judgement()) &&
               axis_ratio(component.runs, by.working) >= by.classification.round_grains.axis_ratio &&
               definition(object_of(component)) >= options.faint_grain_definition;
    }

    /// Those that begin in one square.
    std::vector<Component> grains_in(const Place& place) const {
        const Box<Working> square{static_cast<std::int64_t>(place.second) * square_px,
                                  static_cast<std::int64_t>(place.first) * square_px, square_px, square_px};
        const double longest_um = 4.0 * by.classification.cells.lymphocyte_um;
        const int round = static_cast<int>(std::ceil(by.working.pixels(Microns(longest_um)).value()));
        const Size<Working>& size = survey.grid.size;
        const Box<Working> interior = square.grown(round).intersected({0, 0, size.width, size.height});
        SearchedPixels searched = read_searched(slide, reader, survey, interior.grown(segmentation.halo()));
        DensityTile tile = density_tile(searched.pixels, stain, density);
        tile.eligible &= searched.region;
        std::vector<Component> grains = segmentation.segment(tile, interior);
        std::erase_if(grains, [&](const Component& component) {
            const Run<Working>& first = component.runs.front();
            return square.intersected({first.x_begin, first.y, 1, 1}).empty() || !is_faint_grain(component);
        });
        return grains;
    }
};

FaintReading faint_reading(double seed_od, const SlideRules& by, const SlideSource& slide, WorkingReader& reader,
                           const SlideSurvey& survey, const DepositOptions& options) {
    StainModel stain = survey.stain;
    stain.segmentation = with_seed(
        stain.segmentation,
        std::max(options.faint_grain_over_seed * seed_od, stain.segmentation.surroundings_od + above_surroundings_od));
    return {slide,
            reader,
            survey,
            by,
            stain,
            OpticalDensity(stain.white.white),
            Segmentation(stain.segmentation, survey.grid.pixel),
            options};
}

/// All of the squares at `places`, in their order.
std::vector<Component> grains_at(const std::set<Place>& places, const FaintReading& reading,
                                 const ExecutionOptions& execution) {
    const std::vector<Place> order(places.begin(), places.end());
    std::vector<std::vector<Component>> found(order.size());
    run_jobs(order.size(), execution, [&](std::size_t i) { found[i] = reading.grains_in(order[i]); });
    std::vector<Component> grains;
    for (std::vector<Component>& some : found) {
        std::ranges::move(some, std::back_inserter(grains));
    }
    return grains;
}

/// Without those that share a pixel with a finding.
std::vector<Component> in_no_finding(std::vector<Component> grains, const std::vector<Finding>& findings) {
    std::vector<Finding> as_findings(grains.size());
    for (std::size_t i = 0; i < grains.size(); ++i) {
        as_findings[i].runs = grains[i].runs;
    }
    const RunOwners owners(findings, as_findings);
    std::erase_if(grains, [&](const Component& grain) { return !owners.of(grain.runs).empty(); });
    return grains;
}

}  // namespace

void add_faint_grains(std::vector<Finding>& findings, double seed_od, const SlideRules& by, const SlideSource& slide,
                      WorkingReader& reader, const SlideSurvey& survey, const AnalysisOptions& options) {
    const std::vector<std::size_t> deposits = sure_granular_deposits(findings, options.deposit.faint_grain_confidence);
    if (survey.stain.stain != Stain::haematoxylin_eosin || deposits.empty()) {
        return;
    }
    const Microns gap(by.classification.grouping.granule_gap_um);
    const int gap_px = 1 + static_cast<int>(std::ceil(by.working.pixels(gap).value()));
    std::set<Place> places;
    std::vector<Component> bodies;
    for (const std::size_t deposit : deposits) {
        add_places(places, findings[deposit].runs, gap_px, survey.grid.size);
        bodies.emplace_back().runs = findings[deposit].runs.all();
    }
    const FaintReading reading = faint_reading(seed_od, by, slide, reader, survey, options.deposit);
    const std::vector<Component> grains = in_no_finding(grains_at(places, reading, options.execution), findings);
    const std::vector<std::optional<std::size_t>> nearest = neighbours_of(grains, bodies, gap, by.working);
    std::map<std::size_t, std::vector<Run<Working>>> added;
    for (std::size_t i = 0; i < grains.size(); ++i) {
        if (nearest[i]) {
            const std::size_t deposit = deposits[*nearest[i]];
            PixelSums sums = grains[i].sums;
            sums.seeds = 0;  // faint pixels would change the colour of the deposit
            sums.seed_milli_od = {};
            findings[deposit].sums += sums;
            ++findings[deposit].granule_count;
            std::ranges::copy(grains[i].runs, std::back_inserter(added[deposit]));
        }
    }
    for (auto& [deposit, runs] : added) {
        std::ranges::copy(findings[deposit].runs, std::back_inserter(runs));
        std::ranges::sort(runs);
        findings[deposit].runs = std::move(runs);
    }
    std::ranges::sort(findings, {}, [](const Finding& finding) { return finding.runs.front(); });
}

}  // namespace kossa
