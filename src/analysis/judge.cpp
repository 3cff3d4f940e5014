#include "kossa/analysis/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "kossa/analysis/doubtful_tiles.hpp"
#include "kossa/analysis/slide_colours.hpp"
#include "kossa/analysis/working_grid.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/deposit/black_bodies.hpp"
#include "kossa/deposit/calibration.hpp"
#include "kossa/deposit/carbon.hpp"
#include "kossa/deposit/confluent_grains.hpp"
#include "kossa/deposit/full_cells.hpp"
#include "kossa/measure/left_out.hpp"
#include "kossa/measure/named_by_hand.hpp"
#include "kossa/measure/place.hpp"
#include "kossa/measure/precipitate.hpp"
#include "kossa/measure/summarise.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// Slide, program and parameters in one line: equal for equal results.
std::string id_seed(const SlideSummary& summary) {
    std::string seed = summary.slide.quickhash + " " + summary.kossa_version;
    for (const ParameterValue& parameter : summary.parameters) {
        seed +=
            std::visit([&](const auto& value) { return fmt::format(" {}={}", parameter.key, value); }, parameter.value);
    }
    return seed;
}

RegionMasks masks_of(const SlideEvidence& evidence, const std::optional<RegionsFile>& regions) {
    if (!regions) {
        return {};
    }
    return on_survey_grid(regions->regions, evidence.skin.tissue.tissue.size(), evidence.level0_from_survey.inverse());
}

/// Where deposits were looked for; only outlined tissue asks for what lies beyond the found tissue.
MaskSheet searched_in(const SlideEvidence& evidence, const RegionMasks& regions) {
    return regions.tissue ? evidence.searched | evidence.also_searched : evidence.searched;
}

MaskSheet searched_and_counts(const SlideEvidence& evidence, const MaskSheet& out, const SkinMap& skin) {
    MaskSheet result(evidence.searched.size());
    for (const auto& [box, whole] : windows_of(skin)) {
        const Mask searched(evidence.searched.part(box) | evidence.also_searched.part(box));
        result.put(box.tl(), Mask(searched & ~out.part(box)));
    }
    return result;
}

/// Findings named by their place.
struct Placed {
    std::vector<Finding> findings;
    std::vector<bool> counts;  ///< per finding
    CrumbsOnGlass on_glass;
    bool particles = false;  ///< on von Kossa: whether some hold carbon
};

/// One flag per finding: whether it counts.
std::vector<bool> counted(const std::vector<Finding>& findings, const MaskSheet& out, const SlideFrames& frames) {
    std::vector<bool> counts(findings.size(), true);
    if (count_non_zero(out) == 0) {
        return counts;
    }
    std::transform(findings.begin(), findings.end(), counts.begin(),
                   [&](const Finding& finding) { return !lies_mostly_in(finding, out, frames.survey_from_working); });
    return counts;
}

/// The rows of the findings of one kind that count; rows and findings of that kind are in the same order.
template <class Row, class IsOfKind>
std::vector<Row> counting(std::vector<Row> rows, const Placed& placed, IsOfKind is_of_kind) {
    std::vector<Row> result;
    auto row = rows.begin();
    for (std::size_t i = 0; i < placed.findings.size(); ++i) {
        if (is_of_kind(placed.findings[i])) {
            if (placed.counts[i]) {
                result.push_back(std::move(*row));
            }
            ++row;
        }
    }
    return result;
}

bool is_he(const SlideSummary& summary) {
    return summary.stain.stain == name(Stain::haematoxylin_eosin);
}

/// The findings that count.
std::vector<Finding> those_that_count(const std::vector<Finding>& findings, const std::vector<bool>& counts) {
    std::vector<Finding> result;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (counts[i]) {
            result.push_back(findings[i]);
        }
    }
    return result;
}

/// What judging needs of one slide under one set of outlines.
struct Scene {
    const SlideEvidence& evidence;
    const SkinMap& skin;
    const MaskSheet& out;
    const DepositOptions& options;
    const MaskSheet& glass;
    SquareMicrons glass_area;
    SquareMicrons tissue_area;

    Crumbs crumbs_of(const Placed& placed) const {
        return crumbs_among(placed.findings, placed.counts, options.classification.confidence_cut, glass_area,
                            tissue_area, evidence.frames);
    }

    std::vector<Finding> doubting_crumbs(std::vector<Finding> findings, const Crumbs& crumbs) const {
        return doubt_crumbs(std::move(findings), crumbs, evidence.frames, options.precipitate, options.classification);
    }

    PlaceOptions place_options() const {
        PlaceOptions result = options.place;
        result.pen_saturation = is_he(evidence.summary) ? 0.0 : options.silver_pen_saturation;
        return result;
    }

    double silver() const { return evidence.summary.seed_od / options.segmentation.seed_od; }

    /// Whether findings on von Kossa hold carbon. That is known before crumbs are counted, since carbon lies in cells
    /// and did not fall; but what did fall does not speak against it.
    bool has_particles(const Placed& placed) const {
        return particles_possible(those_that_count(doubting_crumbs(placed.findings, crumbs_of(placed)), placed.counts),
                                  silver(), options.carbon, options.classification, evidence.frames.working_pixel);
    }

    std::vector<Finding> without_particles(const std::vector<Finding>& findings) const {
        return no_macrophages_in_epidermis(
            name_particles(findings, silver(), options.carbon, options.classification, evidence.frames.working_pixel),
            findings, skin, evidence.frames);
    }

    /// Named by place, with doubt in what may have fallen there, and the crumbs on the glass. Whether there is carbon
    /// on von Kossa is asked of the findings where `known_particles` does not say.
    Placed placed(const std::vector<Finding>& findings, std::optional<bool> known_particles = std::nullopt) const {
        std::vector<Finding> named =
            name_by_place(findings, skin, evidence.frames, place_options(), options.classification.cells);
        named = name_precipitate(std::move(named), glass, evidence.frames, options.precipitate);
        const std::vector<bool> counts = counted(named, out, evidence.frames);
        Placed result{std::move(named), counts, {}};
        if (!is_he(evidence.summary)) {
            result.particles = known_particles ? *known_particles : has_particles(result);
        }
        if (result.particles) {
            result.findings = without_particles(result.findings);
        }
        const Crumbs crumbs = crumbs_of(result);
        result.on_glass = crumbs_on_glass(crumbs);
        result.findings = doubting_crumbs(std::move(result.findings), crumbs);
        return result;
    }
};

/// What the slide's own findings put in doubt; it holds for other seeds as well.
struct Doubts {
    bool carbon = false;      ///< on H&E
    bool full_cells = false;  ///< on H&E
    bool silver = false;      ///< may have been turned down: black on H&E, brown on von Kossa
    bool particles = false;   ///< on von Kossa
};

Doubts doubts_of(const Placed& placed, const Scene& scene) {
    const std::vector<Finding> counting = those_that_count(placed.findings, placed.counts);
    const CellOptions& cells = scene.options.classification.cells;
    const BlackBodyOptions& black = scene.options.black_bodies;
    if (!is_he(scene.evidence.summary)) {
        const PixelSize& working = scene.evidence.frames.working_pixel;
        return {false, false, brown_silver_possible(counting, black, cells, working), placed.particles};
    }
    return {carbon_possible(counting, scene.options.carbon, cells),
            cells_full_of_pigment(counting, scene.options.full_cells, cells, scene.evidence.frames.working_pixel),
            black_silver_possible(counting, black)};
}

Placed doubted(Placed placed, const Doubts& doubts, const Scene& scene) {
    const DepositOptions& options = scene.options;
    const SlideFrames& frames = scene.evidence.frames;
    if (doubts.full_cells) {
        placed.findings = no_macrophages_in_epidermis(
            doubt_full_cells(placed.findings, options.full_cells, options.classification, frames.working_pixel),
            placed.findings, scene.skin, frames);
    }
    if (doubts.carbon) {
        placed.findings = doubt_grey_bodies(std::move(placed.findings), options.carbon, options.classification.cells,
                                            frames.working_pixel);
    }
    return placed;
}

/// What another seed gives.
struct AtOtherSeed {
    AreaAtSeed area;
    bool pale_silver = false;  ///< on von Kossa, of the lower one
};

AtOtherSeed at_other_seed(const OtherSeed& seed, const Scene& scene, const Doubts& doubts, const SaidByHand& said) {
    const Placed placed = doubted(scene.placed(seed.findings, doubts.particles), doubts, scene);
    const std::vector<Finding> findings =
        named_by_hand(those_that_count(placed.findings, placed.counts), said.changed).findings;
    const auto [count, pixels] = calcium_among(findings, said.calcium);
    const PixelSize& working = scene.evidence.frames.working_pixel;
    const double own_seed = scene.evidence.summary.seed_od;
    const bool pale = !is_he(scene.evidence.summary) && seed.seed_od == scene.options.low_silver_seed_od &&
                      pale_silver_possible(findings, own_seed, scene.options.black_bodies, working);
    return {{seed.seed_od, seed.seed_od / own_seed - 1.0, count, working.area(pixels)}, pale};
}

std::vector<AtOtherSeed> at_other_seeds(const Scene& scene, const Doubts& doubts, const SaidByHand& said) {
    const std::vector<OtherSeed>& seeds = scene.evidence.other_seeds;
    std::vector<AtOtherSeed> found(seeds.size());
    over_stretches(static_cast<int>(seeds.size()), 1, [&](int begin, int end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            found[i] = at_other_seed(seeds[i], scene, doubts, said);
        }
    });
    return found;
}

/// Whether so many black bodies on von Kossa were named particles of carbon that they are a finding of their own.
bool carbon_beside_silver(const Placed& placed, const Scene& scene) {
    return placed.particles &&
           std::ranges::count(those_that_count(placed.findings, placed.counts), FindingClass::carbon,
                              &Finding::finding) >= scene.options.carbon.fewest_particles;
}

void add_flags(SlideSummary& summary, const Doubts& doubts, const AnalysisOptions& options) {
    if (summary.analysed_fraction < 1.0) {
        summary.flags.emplace_back("partly-unreadable");
    }
    if (summary.empty_tiles > 0) {
        summary.flags.emplace_back("empty-tiles-at-tissue");
    }
    if (summary.damaged_tiles > 0) {
        summary.flags.emplace_back("damaged-tiles-in-tissue");
    }
    if (doubts.carbon) {
        summary.flags.emplace_back("confirm-on-von-kossa");
    }
    if (doubts.silver && (!is_he(summary) || summary.stain.source == "recognised")) {
        summary.flags.emplace_back(is_he(summary) ? "black-as-silver" : "brown-as-silver");
    }
    const std::vector<std::string> quality = quality_flags(summary.quality, options.quality);
    summary.flags.insert(summary.flags.end(), quality.begin(), quality.end());
    if (is_he(summary) && summary.seed_od >= options.deposit.largest_he_seed_od) {
        summary.flags.emplace_back("nuclei-as-dark-as-calcium");
    }
}

std::int64_t that_count(const std::vector<std::size_t>& indices, const Placed& placed) {
    return std::count_if(indices.begin(), indices.end(), [&](std::size_t i) { return placed.counts[i]; });
}

/// Goes by what a person says objects are, and reports it.
SaidByHand apply_names(Placed& placed, SlideSummary& summary, const std::optional<RegionsFile>& regions,
                       const SlideFrames& frames) {
    if (!regions || regions->objects.empty()) {
        return {};
    }
    NamedByHand named = named_by_hand(std::move(placed.findings), on_working_grid(regions->objects, frames));
    summary.regions->counted = that_count(named.counted, placed);
    summary.regions->turned_down = that_count(named.turned_down, placed);
    summary.regions->without_calcium = outlines_without_calcium(regions->objects, named, frames);
    placed.findings = std::move(named.findings);
    if (summary.regions->without_calcium > 0) {
        summary.flags.emplace_back("nothing-in-outline-of-calcium");
    }
    SaidByHand said{std::move(named.changed), {}};
    for (const std::size_t i : named.counted) {
        if (placed.counts[i]) {
            said.calcium.push_back(placed.findings[i].runs.all());
        }
    }
    return said;
}

/// How much of the last survey pixel of a row or column so many working pixels fill.
double share_of_last(int survey_pixels, std::int64_t working_pixels, double survey_per_working) {
    return std::clamp(static_cast<double>(working_pixels) * survey_per_working - (survey_pixels - 1), 0.0, 1.0);
}

/// The layers by what was found and drawn.
SkinMap skin_of(const SlideEvidence& evidence, const RegionMasks& drawn, const SkinOptions& options) {
    const SlideFrames& frames = evidence.frames;
    SkinMap skin = compose_skin(evidence.skin, drawn, options);
    skin.last_column = share_of_last(skin.zone.cols, frames.working_size.width, frames.survey_from_working.x);
    skin.last_row = share_of_last(skin.zone.rows, frames.working_size.height, frames.survey_from_working.y);
    return skin;
}

}  // namespace

SlideResult judge(const SlideEvidence& evidence, const std::optional<RegionsFile>& regions,
                  const AnalysisOptions& asked) {
    const AnalysisOptions options =
        in_slide_colours(asked, evidence.summary.quality.nuclear_saturation, evidence.frames.working_pixel);
    const RasterThreads threads(options.execution);
    const RegionMasks masks = masks_of(evidence, regions);
    SkinMap skin = skin_of(evidence, masks, options.skin);
    const MaskSheet out =
        left_out(evidence.skin, skin, masks, searched_in(evidence, masks), Microns(options.survey.region_margin_um));
    SlideSummary summary = evidence.summary;
    summary.analysed_fraction = analysed_fraction(skin.tissue.tissue, evidence, options.working.most_unreadable);
    summary.empty_tiles = empty_tiles_at(skin.tissue.tissue, evidence);
    summary.damaged_tiles = damaged_tiles_in(skin.tissue.tissue, evidence);
    if (regions) {
        summary.regions = regions->report;
    }
    const MaskSheet glass = bare_glass(searched_and_counts(evidence, out, skin), skin, options.deposit.precipitate);
    const SquareMicrons glass_area = skin.pixel * skin.pixel * static_cast<double>(count_non_zero(glass));
    const Scene scene{evidence, skin, out, options.deposit, glass, glass_area, skin.tissue_area()};
    Placed placed = scene.placed(evidence.findings);
    const Doubts doubts = doubts_of(placed, scene);
    placed = doubted(std::move(placed), doubts, scene);
    if (is_he(summary)) {
        if (!doubts.carbon) {
            placed.findings = name_loose_bodies(std::move(placed.findings), options.deposit.carbon);
        }
        placed.findings = calibrated(std::move(placed.findings), options.deposit.classification);
    }
    add_flags(summary, doubts, options);
    if (carbon_beside_silver(placed, scene)) {
        summary.flags.emplace_back("carbon-beside-silver");
    }
    summary.on_glass = placed.on_glass;
    const std::vector<std::string> ids = ids_of(placed.findings, id_seed(summary));
    const SaidByHand said = apply_names(placed, summary, regions, evidence.frames);
    const std::vector<AtOtherSeed> others = at_other_seeds(scene, doubts, said);
    std::ranges::transform(others, std::back_inserter(summary.at_other_seeds), &AtOtherSeed::area);
    if (std::ranges::any_of(others, &AtOtherSeed::pale_silver)) {
        summary.flags.emplace_back("pale-as-silver");
    }
    placed.findings = name_confluent_grains(std::move(placed.findings), options.deposit.classification.grouping,
                                            evidence.frames.working_pixel);
    skin.below_surface = {};  // asked for places alone

    SlideResult result;
    result.deposits = counting(measure_deposits(placed.findings, ids, skin, evidence.frames), placed, is_calcium);
    result.confusers = counting(list_confusers(placed.findings, ids, evidence.frames), placed, std::not_fn(is_calcium));
    result.layers = outline_layers(skin, evidence.level0_from_survey);
    result.summary = summarise(std::move(summary), result.deposits, result.confusers, skin, evidence.level0_from_survey,
                               options.summary);
    if (precipitate_on_glass(result.summary.on_glass, options.deposit.precipitate)) {
        result.summary.flags.emplace_back("precipitate-on-glass");
    }
    return result;
}

SlideResult judge_again(const SlideEvidence& evidence, const std::optional<RegionsFile>& regions) {
    const AnalysisOptions options = options_of(evidence.summary.parameters);
    const MaskSheet wanted =
        tissue_beyond(evidence.searched, masks_of(evidence, regions), evidence.skin.pixel, options.skin.tissue);
    if (!(wanted == evidence.also_searched)) {
        const bool gone = count_non_zero(wanted) == 0;
        throw RefusedSlide("regions",
                           gone ? "this result was scored with outlines of class Tissue that reach further than the "
                                  "tissue that was found, and they are not given now; give them, or score the slide "
                                  "anew without them"
                                : "the outlines of class Tissue reach elsewhere than deposits were looked for, and the "
                                  "result holds no pixels to look again; score the slide anew with these outlines");
    }
    return judge(evidence, regions, options);
}

}  // namespace kossa
