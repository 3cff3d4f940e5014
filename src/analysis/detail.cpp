#include "kossa/analysis/detail.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "kossa/analysis/density_tile.hpp"
#include "kossa/analysis/tile_scan.hpp"
#include "kossa/analysis/working_reader.hpp"
#include "kossa/core/error.hpp"
#include "kossa/deposit/assembly.hpp"
#include "kossa/deposit/cores.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/grey_pixels.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

using Parts = std::vector<Component>;

/// What one tile gives: its parts of deposits for each seed and then those of dense cores, or the sentence on why it
/// could not be read.
struct TileResult {
    std::vector<Parts> parts;
    QualitySums quality;
    std::string unreadable;
};

/// The slide's own segmentation and those with other seeds.
std::vector<SegmentationOptions> variants_of(const SegmentationOptions& own, const std::vector<double>& other_seeds) {
    std::vector<SegmentationOptions> variants{own};
    for (const double seed : other_seeds) {
        variants.push_back(own);
        variants.back().seed_od = seed;
    }
    return variants;
}

/// The stain with the palest seed of all, so that whatever may be a seed is looked at.
StainModel with_palest_seed(StainModel stain, const std::vector<SegmentationOptions>& variants) {
    for (const SegmentationOptions& variant : variants) {
        stain.segmentation.seed_od = std::min(stain.segmentation.seed_od, variant.seed_od);
    }
    return stain;
}

/// On H&E what is no calcium is looked at again for its cores, where a nucleus measures enough pixels for its colour to
/// be read: elsewhere crumbs and nuclei run together.
bool has_cores(const SlideSurvey& survey, const DepositOptions& options) {
    return survey.stain.stain == Stain::haematoxylin_eosin &&
           options.classification.cells.nucleus_measures(options.classification.hue_from_px, survey.grid.pixel);
}

/// The cores of bodies that are no calcium.
struct CoreReading {
    SegmentationOptions dense_options;
    SegmentationOptions grey_options;
    Segmentation dense;
    Segmentation grey;
    GreyPixels grey_pixels;

    CoreReading(const SegmentationOptions& usual, const DepositOptions& options, const PixelSize& working)
        : dense_options(dense_core_segmentation(usual, options.core_over_seed)),
          grey_options(grey_core_segmentation(usual, options.grey_core_od)),
          dense(dense_options, working),
          grey(grey_options, working),
          grey_pixels(grey_options, options.classification, working) {}
};

std::optional<CoreReading> cores_of(const SlideSurvey& survey, const DepositOptions& options) {
    if (!has_cores(survey, options)) {
        return std::nullopt;
    }
    return CoreReading(survey.stain.segmentation, options, survey.grid.pixel);
}

/// What is the same for every tile.
struct TileMeasure {
    WorkingReader& reader;
    const SlideSurvey& survey;
    StainModel palest;
    OpticalDensity density;
    Segmentation segmentation;
    std::vector<double> seeds;
    std::optional<CoreReading> cores;
    TileScanner scanner;

    Box<Working> part_to_measure(const Box<Working>& tile) const;
    TileResult measured(const Box<Working>& whole_tile) const;
};

/// The part of a tile that parts of deposits and pixels of tissue may lie in.
Box<Working> TileMeasure::part_to_measure(const Box<Working>& tile) const {
    const Scaling<Survey, Working>& survey_from_working = survey.frames.survey_from_working;
    const int reach = segmentation.reach();
    const Box<Working> deposits =
        part_in(tile.grown(reach), survey.region, survey_from_working).grown(reach).intersected(tile);
    return united(deposits, part_in(tile, survey.tissue, survey_from_working));
}

TileResult TileMeasure::measured(const Box<Working>& whole_tile) const {
    const Box<Working> tile = part_to_measure(whole_tile);
    const int halo = segmentation.halo();
    const Box<Working> with_halo = tile.grown(halo);
    const RgbImage pixels = reader.read(with_halo);
    const Mask inside = region_in(tile, survey.tissue, survey.frames.survey_from_working);
    const Mask region = region_in(with_halo, survey.region, survey.frames.survey_from_working);
    TileScan scan = scanner.scan({pixels, inside, region, tile, halo});
    TileResult result{std::vector<Parts>(seeds.size() + 2), std::move(scan.quality), {}};
    for (const Box<Working>& box : scan.candidates) {
        const cv::Rect window(static_cast<int>(box.x - tile.x), static_cast<int>(box.y - tile.y),
                              static_cast<int>(box.width) + 2 * halo, static_cast<int>(box.height) + 2 * halo);
        DensityTile candidate = density_tile(pixels(window), palest, density);
        candidate.eligible &= region(window);
        std::vector<Parts> parts = segmentation.segment(candidate, box, seeds);
        if (cores) {
            parts.push_back(cores->dense.segment(candidate, box));
            parts.push_back(cores->grey.segment(cores->grey_pixels.of(candidate), box));
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            std::ranges::move(parts[i], std::back_inserter(result.parts[i]));
        }
    }
    std::ranges::for_each(result.parts, [](Parts& parts) { parts.shrink_to_fit(); });
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

/// The parts of all tiles for one of the seeds, or of dense cores.
std::vector<Parts> taken(std::vector<TileResult>& results, std::size_t variant) {
    std::vector<Parts> parts;
    for (TileResult& result : results) {
        if (variant < result.parts.size()) {
            parts.push_back(std::move(result.parts[variant]));
        }
    }
    return parts;
}

/// The survey pixels of a finding, and as far round it.
cv::Rect part_of(const SlideSurvey& survey, const Finding& finding, Microns margin) {
    const Scaling<Survey, Working>& scale = survey.frames.survey_from_working;
    const Box<Working> box = bounding_box(finding.runs);
    const int grown = 2 + static_cast<int>(std::ceil(margin / survey.pixel));
    const cv::Point first(static_cast<int>(static_cast<double>(box.x) * scale.x) - grown,
                          static_cast<int>(static_cast<double>(box.y) * scale.y) - grown);
    const cv::Point last(static_cast<int>(static_cast<double>(box.right()) * scale.x) + grown,
                         static_cast<int>(static_cast<double>(box.bottom()) * scale.y) + grown);
    return cv::Rect(first, last) & cv::Rect({0, 0}, survey.tissue.size());
}

/// Whether most of a core lies deeper in the tissue than margin ink soaks: what is as grey at the edge may be ink.
bool lies_deeper_than_ink(const Finding& core, const SlideSurvey& survey, Microns ink_rim) {
    const Scaling<Survey, Working>& scale = survey.frames.survey_from_working;
    const cv::Rect box = part_of(survey, core, ink_rim);
    const Mask inner = eroded(survey.tissue.part(box), ink_rim, survey.pixel);
    std::int64_t inside = 0;
    for (const Run<Working>& run : core.runs) {
        const int y = std::min(static_cast<int>((run.y + 0.5) * scale.y) - box.y, inner.rows - 1);
        for (int x = run.x_begin; x < run.x_end; ++x) {
            const int column = std::min(static_cast<int>((x + 0.5) * scale.x) - box.x, inner.cols - 1);
            inside += inner(y, column) != 0 ? 1 : 0;
        }
    }
    return 2 * inside > core.sums.pixels;
}

/// Area of the tissue in which deposits are looked for.
SquareMicrons searched_tissue(const SlideSurvey& survey) {
    const double pixel = survey.pixel.value();
    return SquareMicrons(count_non_zero(survey.tissue) * pixel * pixel);
}

/// What the nuclei of the samples let expect of dark ones.
std::optional<NuclearLook> sampled_look(const StainModel& stain, const NuclearLookOptions& options) {
    if (!stain.dark_nuclear_od || !stain.nuclear_saturation) {
        return std::nullopt;
    }
    return NuclearLook{options.dark_over_sampled * *stain.dark_nuclear_od,
                       std::max(options.least_saturation, *stain.nuclear_saturation), options.density_step,
                       options.saturation_step, options.grain_contrast};
}

/// The findings for each of the seeds, in their order, compared with the nuclei that the first of them shows.
std::vector<std::vector<Finding>> findings_of(std::vector<TileResult>& results,
                                              std::vector<SegmentationOptions> variants, const SlideSurvey& survey,
                                              const DepositOptions& options, const ExecutionOptions& execution) {
    const bool basophilic = survey.stain.stain == Stain::haematoxylin_eosin;
    DepositRules rules = at_silver(options.von_kossa, survey.stain.strength);
    ClassificationOptions classification = options.classification;
    if (basophilic) {
        rules = at_strength(options.he, survey.stain.strength);
        rules.mass_od = survey.stain.mass_od;
        classification.free_standing = at_strength(classification.free_standing, survey.stain.strength);
    }
    const NuclearLookOptions look = at_strength(options.nuclear_look, survey.stain.strength);
    std::vector<Parts> components(variants.size() + 2);
    run_jobs(components.size(), execution, [&](std::size_t i) { components[i] = assemble(taken(results, i)); });
    std::optional<NuclearLook> nuclei;
    if (basophilic) {
        nuclei = agreed_look(look_of_nuclei(components.front(), searched_tissue(survey), look,
                                            options.classification.cells, survey.grid.pixel),
                             sampled_look(survey.stain, look), look);
    }
    const std::optional<CoreReading> reading = cores_of(survey, options);
    if (reading) {
        variants.push_back(reading->dense_options);
    }
    std::vector<std::vector<Finding>> compared(variants.size());
    run_jobs(variants.size(), execution, [&](std::size_t i) {
        const Parts own = std::move(components[i]);
        compared[i] = classify(own, rules, variants[i], classification, survey.grid.pixel, nuclei);
        if (nuclei) {
            compared[i] = compare_with_nuclei(std::move(compared[i]), *nuclei, look, classification, survey.grid.pixel);
        }
    });
    if (reading) {
        const std::vector<Finding> dense = dense_cores(compared.back(), classification, survey.grid.pixel);
        std::vector<Finding> grey =
            grey_cores(components.back(), {rules, reading->grey_options, classification, survey.grid.pixel, nuclei});
        std::erase_if(grey, [&](const Finding& core) {
            return !lies_deeper_than_ink(core, survey, Microns(options.place.ink_rim_um));
        });
        compared.pop_back();
        run_jobs(compared.size(), execution, [&](std::size_t i) {
            compared[i] = with_cores(with_cores(std::move(compared[i]), grey, classification), dense, classification);
        });
    }
    return compared;
}

}  // namespace

std::vector<double> other_seeds_of(const StainModel& stain, const DepositOptions& options) {
    const double own = stain.segmentation.seed_od;
    std::vector<double> seeds;
    if (options.seed_variation > 0.0) {
        seeds = {own * (1.0 - options.seed_variation), own * (1.0 + options.seed_variation)};
    }
    if (stain.stain == Stain::von_kossa) {
        seeds.push_back(options.low_silver_seed_od);
    }
    std::sort(seeds.begin(), seeds.end());
    return seeds;
}

Detail measure_detail(const SlideSource& slide, const SlideSurvey& survey, const AnalysisOptions& options,
                      Progress& progress, const std::function<void()>& meanwhile) {
    const std::vector<SegmentationOptions> variants =
        variants_of(survey.stain.segmentation, other_seeds_of(survey.stain, options.deposit));
    std::vector<double> seeds;
    std::transform(variants.begin(), variants.end(), std::back_inserter(seeds),
                   [](const SegmentationOptions& variant) { return variant.seed_od; });
    const Segmentation segmentation(variants.front(), survey.grid.pixel);
    const StainModel palest = with_palest_seed(survey.stain, variants);
    WorkingReader reader(slide, survey.grid);
    const TileMeasure measure{reader,
                              survey,
                              palest,
                              OpticalDensity(palest.white.white),
                              segmentation,
                              seeds,
                              cores_of(survey, options.deposit),
                              {palest, options.recognition.least_od, segmentation.reach(), segmentation.halo()}};
    const std::vector<Box<Working>> tiles = tiles_touching(tile_grid(survey.grid.size, options.working.tile_px),
                                                           survey.region, survey.frames.survey_from_working);
    const std::vector<std::size_t> order = banded(tiles, options.working.tile_px);
    std::vector<TileResult> results(tiles.size());
    progress.begin("tiles", static_cast<std::int64_t>(tiles.size()));
    run_jobs(tiles.size() + 1, options.execution, [&](std::size_t i) {
        if (i == 0) {
            meanwhile();
            return;
        }
        const std::size_t job = i - 1;
        TileResult& result = results[order[job]];
        try {
            result = measure.measured(tiles[order[job]]);
        } catch (const SlideError& error) {
            result.unreadable = error.what();
        }
        progress.advance();
    });
    progress.end();
    slide.forget();

    Detail detail;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        detail.quality += results[i].quality;
        if (results[i].unreadable.empty()) {
            continue;
        }
        detail.unreadable.push_back(tiles[i]);
        if (detail.why_unreadable.empty()) {
            detail.why_unreadable = std::move(results[i].unreadable);
        }
    }
    std::vector<std::vector<Finding>> findings =
        findings_of(results, variants, survey, options.deposit, options.execution);
    detail.findings = std::move(findings.front());
    for (std::size_t i = 1; i < findings.size(); ++i) {
        detail.other_seeds.push_back({variants[i].seed_od, std::move(findings[i])});
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
