#include "kossa/analysis/detail.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <utility>

#include "kossa/analysis/density_tile.hpp"
#include "kossa/analysis/faint_grains.hpp"
#include "kossa/analysis/searched_pixels.hpp"
#include "kossa/analysis/second_reading.hpp"
#include "kossa/analysis/slide_colours.hpp"
#include "kossa/analysis/tile_scan.hpp"
#include "kossa/analysis/working_reader.hpp"
#include "kossa/core/heap.hpp"
#include "kossa/deposit/assembly.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/packed_components.hpp"
#include "kossa/deposit/slide_rules.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

using Components = std::vector<Component>;

/// What one tile gives: its parts of deposits for each seed and then those of the second reading, and what of it could
/// not be read.
struct TileResult {
    std::vector<PackedComponents> parts;
    QualitySums quality;
    std::vector<UnreadableSquare> unreadable;
};

/// The stain with the palest seed of all, so that whatever may be a seed is looked at.
StainModel with_palest_seed(StainModel stain, const std::vector<double>& seeds,
                            const std::optional<SecondReading>& again) {
    stain.segmentation.seed_od = *std::ranges::min_element(seeds);
    if (again) {
        stain.segmentation.seed_od = std::min(stain.segmentation.seed_od, again->palest_seed_od());
    }
    return stain;
}

/// What is the same for every tile.
struct TileMeasure {
    const SlideSource& slide;
    WorkingReader& reader;
    const SlideSurvey& survey;
    StainModel palest;
    OpticalDensity density;
    Segmentation segmentation;
    std::vector<double> seeds;
    std::optional<SecondReading> again;
    TileScanner scanner;

    Box<Working> part_to_measure(const Box<Working>& tile) const;
    bool reads_some_of(const std::vector<Box<Working>>& squares, const Box<Working>& whole_tile) const;
    TileResult measured(const Box<Working>& whole_tile, bool in_squares = false) const;
};

/// The part of a tile that parts of deposits and pixels of tissue may lie in.
Box<Working> TileMeasure::part_to_measure(const Box<Working>& tile) const {
    const Scaling<Survey, Working>& survey_from_working = survey.frames.survey_from_working;
    const int reach = segmentation.reach();
    const Box<Working> deposits =
        part_in(tile.grown(reach), survey.region, survey_from_working).grown(reach).intersected(tile);
    return united(deposits, part_in(tile, survey.tissue, survey_from_working));
}

bool TileMeasure::reads_some_of(const std::vector<Box<Working>>& squares, const Box<Working>& whole_tile) const {
    const Box<Working> with_halo = part_to_measure(whole_tile).grown(segmentation.halo());
    return std::ranges::any_of(squares,
                               [&](const Box<Working>& square) { return !square.intersected(with_halo).empty(); });
}

TileResult TileMeasure::measured(const Box<Working>& whole_tile, bool in_squares) const {
    const Box<Working> tile = part_to_measure(whole_tile);
    const int halo = segmentation.halo();
    const Box<Working> with_halo = tile.grown(halo);
    SearchedPixels searched = read_searched(slide, reader, survey, with_halo, in_squares);
    Mask inside = region_in(tile, survey.tissue, survey.frames.survey_from_working);
    for (const UnreadableSquare& square : searched.unreadable) {
        leave_out(inside, tile, square.box);
    }
    TileScan scan = scanner.scan({searched.pixels, inside, searched.region, tile, halo});
    TileResult result{std::vector<PackedComponents>(seeds.size() + SecondReading::sets), std::move(scan.quality),
                      std::move(searched.unreadable)};
    for (const Box<Working>& box : scan.candidates) {
        const cv::Rect window = rect_within(box.grown(halo), with_halo);
        DensityTile candidate = density_tile(searched.pixels(window), palest, density);
        candidate.eligible &= searched.region(window);
        const DepositGround ground = segmentation.ground(candidate, palest.segmentation.seed_od);
        std::vector<Components> parts = segmentation.segment(ground, box, seeds);
        if (again) {
            std::ranges::move(again->segment(ground, box), std::back_inserter(parts));
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            result.parts[i].add(parts[i]);
        }
    }
    std::ranges::for_each(result.parts, [](PackedComponents& parts) { parts.shrink_to_fit(); });
    return result;
}

/// The numbers of the tiles in the order in which they are measured: bands from top to bottom, so that what
/// neighbours share is still at hand.
std::vector<std::size_t> banded(const std::vector<Box<Working>>& tiles, int tile_px) {
    constexpr int band_tiles = 8;
    const std::int64_t band_px = static_cast<std::int64_t>(band_tiles) * tile_px;
    std::vector<std::size_t> order(tiles.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tiles[i].x / band_px; });
    return order;
}

/// The squares that could not be read, each once.
std::vector<UnreadableSquare> unreadable_in(const std::vector<TileResult>& results) {
    std::map<std::pair<std::int64_t, std::int64_t>, UnreadableSquare> squares;
    for (const TileResult& result : results) {
        for (const UnreadableSquare& square : result.unreadable) {
            squares.try_emplace({square.box.y, square.box.x}, square);
        }
    }
    std::vector<UnreadableSquare> found;
    std::ranges::transform(squares, std::back_inserter(found), [](const auto& entry) { return entry.second; });
    return found;
}

/// Of a square that cannot be read as a whole, a tile may have read the part that it needs. It is measured once more
/// without, so that the result does not hang on the tiles.
void leave_out_everywhere(std::vector<TileResult>& results, const std::vector<Box<Working>>& tiles,
                          const TileMeasure& measure, const ExecutionOptions& execution) {
    std::vector<bool> in_squares(tiles.size(), false);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        in_squares[i] = !results[i].unreadable.empty();
    }
    for (std::vector<std::size_t> again{0}; !again.empty();) {
        std::vector<Box<Working>> squares;
        std::ranges::transform(unreadable_in(results), std::back_inserter(squares), &UnreadableSquare::box);
        again.clear();
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            if (!in_squares[i] && measure.reads_some_of(squares, tiles[i])) {
                in_squares[i] = true;
                again.push_back(i);
            }
        }
        run_jobs(again.size(), execution,
                 [&](std::size_t i) { results[again[i]] = measure.measured(tiles[again[i]], true); });
    }
}

/// The components of the slide for one of the seeds, or one set of the second reading.
Components assembled(std::vector<TileResult>& results, std::size_t variant) {
    std::vector<PackedComponents> parts;
    for (TileResult& result : results) {
        if (variant < result.parts.size()) {
            parts.push_back(std::move(result.parts[variant]));
        }
    }
    return assemble(std::move(parts));
}

/// Area of the tissue in which deposits are looked for.
SquareMicrons searched_tissue(const SlideSurvey& survey) {
    const double pixel = survey.pixel.value();
    return SquareMicrons(count_non_zero(survey.tissue) * pixel * pixel);
}

/// What the nuclei of the samples let expect of dark ones.
std::optional<NuclearLook> sampled_look(const StainModel& stain, const NuclearLookOptions& options) {
    if (!stain.dark_nuclear_od || !stain.sampled_saturation) {
        return std::nullopt;
    }
    return NuclearLook{options.dark_over_sampled * *stain.dark_nuclear_od,
                       std::max(options.least_saturation, *stain.sampled_saturation), options.density_step,
                       options.saturation_step, options.grain_contrast};
}

/// The rules for this slide; `components` are those of its own seed.
SlideRules rules_of(const SlideSurvey& survey, const DepositOptions& options, const Components& components) {
    SlideRules by{at_silver(options.von_kossa, survey.stain.strength), options.classification,
                  at_strength(options.nuclear_look, survey.stain.strength), survey.grid.pixel, std::nullopt};
    if (!shows_nuclear_colour(survey.grid.pixel, options.classification)) {
        by.look = where_blurred(by.look);
    }
    if (survey.stain.stain == Stain::haematoxylin_eosin) {
        by.rules = at_strength(options.he, survey.stain.strength);
        by.rules.mass_od = survey.stain.mass_od;
        by.rules.cell_mass_od = survey.stain.cell_mass_od;
        by.classification.free_standing = at_strength(by.classification.free_standing, survey.stain.strength);
        by.nuclei = agreed_look(look_of_nuclei(components, searched_tissue(survey), by.look,
                                               options.classification.cells, survey.grid.pixel),
                                sampled_look(survey.stain, by.look), by.look);
        if (by.nuclei) {
            by.nests = NuclearNests(components, *by.nuclei, by.look, survey.grid.pixel);
        }
    }
    by.rules.body_od = std::min(survey.stain.segmentation.body_od, survey.stain.segmentation.gapless_od);
    return by;
}

/// Of the other seeds nobody is told why something is what it is.
void forget_reasons(std::vector<Finding>& findings) {
    std::ranges::for_each(findings, [](Finding& finding) { std::string().swap(finding.reason); });
}

/// The findings for each seed, in their order, compared with the nuclei that the first of them shows.
std::vector<std::vector<Finding>> findings_of(std::vector<TileResult>& results, const TileMeasure& measure,
                                              const AnalysisOptions& options) {
    const SlideSurvey& survey = measure.survey;
    const std::vector<double>& seeds = measure.seeds;
    const std::optional<SecondReading>& again = measure.again;
    const ExecutionOptions& execution = options.execution;
    Components own;
    std::vector<Components> read_again(SecondReading::sets);
    run_jobs(1 + read_again.size(), execution, [&](std::size_t i) {
        if (i == 0) {
            own = assembled(results, 0);
        } else {
            read_again[i - 1] = assembled(results, seeds.size() + i - 1);
        }
    });
    const SlideRules by = rules_of(survey, options.deposit, own);
    std::vector<std::vector<Finding>> found(seeds.size());
    std::vector<std::vector<Finding>> calcium;
    run_jobs(seeds.size() + 1, execution, [&](std::size_t i) {
        if (i == 0) {
            if (again) {
                calcium = again->calcium(std::move(read_again), by, survey, options.deposit);
            }
            return;
        }
        const std::size_t seed = i - 1;
        found[seed] = by.judged(seed == 0 ? std::move(own) : assembled(results, seed));
        if (seed > 0) {
            forget_reasons(found[seed]);
        }
        give_back_freed_memory();
    });
    if (again) {
        run_jobs(found.size(), execution, [&](std::size_t i) {
            found[i] = again->corrected(std::move(found[i]), seeds[i], calcium, options.deposit);
        });
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        add_faint_grains(found[i], seeds[i], by, measure.slide, measure.reader, survey, options);
    }
    return found;
}

}  // namespace

std::vector<double> other_seeds_of(const StainModel& stain, const DepositOptions& options) {
    const double own = stain.segmentation.seed_od;
    const double lower = own * (1.0 - options.seed_variation);
    std::vector<double> seeds;
    if (options.seed_variation > 0.0) {
        seeds = {lower, own * (1.0 + options.seed_variation)};
    }
    if (stain.stain == Stain::von_kossa && options.low_silver_seed_od < lower) {
        seeds.push_back(options.low_silver_seed_od);
    }
    std::sort(seeds.begin(), seeds.end());
    return seeds;
}

Detail measure_detail(const SlideSource& slide, const SlideSurvey& survey, const AnalysisOptions& options,
                      Progress& progress, const std::function<void()>& meanwhile) {
    std::vector<double> seeds{survey.stain.segmentation.seed_od};
    std::ranges::copy(other_seeds_of(survey.stain, options.deposit), std::back_inserter(seeds));
    const Segmentation segmentation(survey.stain.segmentation, survey.grid.pixel);
    const std::optional<SecondReading> again = second_reading(survey, options.deposit);
    const StainModel palest = with_palest_seed(survey.stain, seeds, again);
    WorkingReader reader(slide, survey.grid);
    const TileMeasure measure{slide,
                              reader,
                              survey,
                              palest,
                              OpticalDensity(palest.white.white),
                              segmentation,
                              seeds,
                              again,
                              {palest, options.recognition.least_od, segmentation.reach(), segmentation.halo()}};
    std::vector<Box<Working>> tiles = tile_grid(survey.grid.size, options.working.tile_px);
    std::erase_if(tiles, [&](const Box<Working>& tile) { return measure.part_to_measure(tile).empty(); });
    const std::vector<std::size_t> order = banded(tiles, options.working.tile_px);
    std::vector<TileResult> results(tiles.size());
    progress.begin("tiles", static_cast<std::int64_t>(tiles.size()));
    run_jobs(tiles.size() + 1, options.execution, [&](std::size_t i) {
        if (i == 0) {
            meanwhile();
            return;
        }
        const std::size_t job = i - 1;
        results[order[job]] = measure.measured(tiles[order[job]]);
        progress.advance();
    });
    progress.end();
    leave_out_everywhere(results, tiles, measure, options.execution);
    slide.forget();
    give_back_freed_memory();

    Detail detail;
    for (const TileResult& result : results) {
        detail.quality += result.quality;
    }
    for (UnreadableSquare& square : unreadable_in(results)) {
        if (pixels_in(square.box, survey.region, survey.frames.survey_from_working) == 0) {
            continue;
        }
        detail.unreadable.push_back(square.box.intersected(whole(survey.grid.size)));
        detail.why_unreadable = detail.why_unreadable.empty() ? std::move(square.why) : detail.why_unreadable;
    }
    std::vector<std::vector<Finding>> findings = findings_of(results, measure, options);
    slide.forget();  // what was read again for faint grains
    detail.findings = std::move(findings.front());
    for (std::size_t i = 1; i < findings.size(); ++i) {
        detail.other_seeds.push_back({seeds[i], std::move(findings[i])});
    }
    return detail;
}

void keep_within(Detail& detail, const MaskSheet& searched, const Scaling<Survey, Working>& survey_from_working) {
    const auto elsewhere = [&](const Finding& finding) {
        const Point<Working> at = centroid(finding.sums);
        const int row = std::min(static_cast<int>(at.y * survey_from_working.y), searched.rows - 1);
        const int column = std::min(static_cast<int>(at.x * survey_from_working.x), searched.cols - 1);
        return searched(row, column) == 0;
    };
    std::erase_if(detail.findings, elsewhere);
    for (OtherSeed& other : detail.other_seeds) {
        std::erase_if(other.findings, elsewhere);
    }
}

}  // namespace kossa
