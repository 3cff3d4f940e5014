#include "kossa/analysis/detail.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/deposit/assembly.hpp"
#include "kossa/measure/place.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

using Parts = std::vector<Component>;

/// What one tile gives: its parts of deposits for each seed, or the sentence on why it could not be read.
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

TileResult measure_tile(const SlideSource& slide, const SlideSurvey& survey, const StainModel& palest,
                        const Segmentation& segmentation, const std::vector<double>& seeds, double least_stained_od,
                        const Box<Working>& tile) {
    const Box<Working> with_halo = tile.grown(segmentation.halo());
    const RgbImage pixels = read_working(slide, survey.grid, with_halo);
    DensityTile density = density_tile(pixels, palest);
    const Mask tissue = region_in(tile, survey.skin.tissue.tissue, survey.frames.survey_from_working);
    QualitySums quality = quality_sums(pixels, density.od, tissue, tile, segmentation.halo(), least_stained_od);
    density.eligible &= region_in(with_halo, survey.region, survey.frames.survey_from_working);
    return {segmentation.segment(density, tile, seeds), std::move(quality), {}};
}

/// The parts of all tiles for one of the seeds.
std::vector<Parts> taken(std::vector<TileResult>& results, std::size_t variant) {
    std::vector<Parts> parts;
    for (TileResult& result : results) {
        if (variant < result.parts.size()) {
            parts.push_back(std::move(result.parts[variant]));
        }
    }
    return parts;
}

/// Working pixels of tissue in a tile.
double tissue_in(const Box<Working>& tile, const SlideSurvey& survey) {
    return cv::countNonZero(region_in(tile, survey.skin.tissue.tissue, survey.frames.survey_from_working));
}

double analysed_fraction(const std::vector<Box<Working>>& tiles, const std::vector<TileResult>& results,
                         const SlideSurvey& survey) {
    double all = 0.0;
    double unread = 0.0;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const double tissue = tissue_in(tiles[i], survey);
        all += tissue;
        unread += results[i].unreadable.empty() ? 0.0 : tissue;
    }
    return all > 0.0 ? 1.0 - unread / all : 1.0;
}

std::vector<Finding> only_calcium(std::vector<Finding> findings) {
    std::erase_if(findings, [](const Finding& f) { return f.finding != FindingClass::calcium; });
    return findings;
}

/// What the findings with the slide's own seed say of the slide as a whole; it holds for the other seeds as well.
struct SlideLook {
    std::optional<NuclearLook> nuclei;
    bool carbon_possible = false;
};

std::vector<Finding> classified(std::vector<Parts> parts, const SegmentationOptions& segmentation,
                                const SlideSurvey& survey, const DepositOptions& options) {
    const DepositRules& rules = survey.stain.stain == Stain::haematoxylin_eosin ? options.he : options.von_kossa;
    return classify(assemble(std::move(parts)), rules, segmentation, options.classification, survey.grid.pixel);
}

std::vector<Finding> compared_and_placed(std::vector<Finding> findings, const SlideLook& look,
                                         const SlideSurvey& survey, const DepositOptions& options) {
    if (look.nuclei) {
        findings = compare_with_nuclei(std::move(findings), *look.nuclei, options.nuclear_look, options.classification);
    }
    return name_by_place(std::move(findings), survey.skin, survey.frames, options.place);
}

/// The findings for each of the seeds, in their order, and the look of the slide.
std::pair<std::vector<std::vector<Finding>>, SlideLook> judge(std::vector<TileResult>& results,
                                                              const std::vector<SegmentationOptions>& variants,
                                                              const SlideSurvey& survey,
                                                              const DepositOptions& options) {
    const bool he = survey.stain.stain == Stain::haematoxylin_eosin;
    SlideLook look;
    std::vector<std::vector<Finding>> judged;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        std::vector<Finding> findings = classified(taken(results, i), variants[i], survey, options);
        if (i == 0 && he) {
            look.nuclei = look_of_nuclei(findings, options.nuclear_look, survey.grid.pixel);
        }
        findings = compared_and_placed(std::move(findings), look, survey, options);
        if (i == 0 && he) {
            look.carbon_possible = carbon_possible(findings, options.carbon);
        }
        judged.push_back(look.carbon_possible ? doubt_grey_bodies(std::move(findings), options.carbon)
                                              : std::move(findings));
    }
    return {std::move(judged), look};
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
                      Progress& progress) {
    const std::vector<SegmentationOptions> variants =
        variants_of(survey.stain.segmentation, other_seeds_of(survey.stain, options.deposit));
    std::vector<double> seeds;
    std::transform(variants.begin(), variants.end(), std::back_inserter(seeds),
                   [](const SegmentationOptions& variant) { return variant.seed_od; });
    const Segmentation segmentation(variants.front(), survey.grid.pixel);
    const StainModel palest = with_palest_seed(survey.stain, variants);
    const std::vector<Box<Working>> tiles = tiles_touching(tile_grid(survey.grid.size, options.working.tile_px),
                                                           survey.region, survey.frames.survey_from_working);
    std::vector<TileResult> results(tiles.size());
    progress.begin("tiles", static_cast<std::int64_t>(tiles.size()));
    run_jobs(tiles.size(), options.execution, [&](std::size_t i) {
        try {
            results[i] =
                measure_tile(slide, survey, palest, segmentation, seeds, options.recognition.least_od, tiles[i]);
        } catch (const SlideError& error) {
            results[i].unreadable = error.what();
        }
        progress.advance();
    });
    progress.end();

    Detail detail;
    detail.analysed_fraction = analysed_fraction(tiles, results, survey);
    for (TileResult& result : results) {
        detail.quality += result.quality;
        if (!result.unreadable.empty()) {
            detail.unreadable.push_back(std::move(result.unreadable));
        }
    }
    auto [judged, look] = judge(results, variants, survey, options.deposit);
    detail.findings = std::move(judged.front());
    detail.carbon_possible = look.carbon_possible;
    for (std::size_t i = 1; i < judged.size(); ++i) {
        detail.other_seeds.push_back({variants[i].seed_od, only_calcium(std::move(judged[i]))});
    }
    return detail;
}

}  // namespace kossa
