#include "kossa/analysis/detail.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/deposit/assembly.hpp"
#include "kossa/measure/place.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

/// What one tile gives: its parts of deposits, or the sentence on why it could not be read.
struct TileResult {
    std::vector<Component> parts;
    std::string unreadable;
};

std::vector<Component> measure_tile(const SlideSource& slide, const SlideSurvey& survey,
                                    const Segmentation& segmentation, const Box<Working>& tile) {
    const Box<Working> with_halo = tile.grown(segmentation.halo());
    DensityTile density = density_tile(read_working(slide, survey.grid, with_halo), survey.stain);
    density.eligible &= region_in(with_halo, survey.region, survey.frames.survey_from_working);
    return segmentation.segment(density, tile);
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

}  // namespace

Detail measure_detail(const SlideSource& slide, const SlideSurvey& survey, const AnalysisOptions& options,
                      Progress& progress) {
    const Segmentation segmentation(survey.stain.segmentation, survey.grid.pixel);
    const std::vector<Box<Working>> tiles = tiles_touching(tile_grid(survey.grid.size, options.working.tile_px),
                                                           survey.region, survey.frames.survey_from_working);
    std::vector<TileResult> results(tiles.size());
    progress.begin("tiles", static_cast<std::int64_t>(tiles.size()));
    run_jobs(tiles.size(), options.execution, [&](std::size_t i) {
        try {
            results[i].parts = measure_tile(slide, survey, segmentation, tiles[i]);
        } catch (const SlideError& error) {
            results[i].unreadable = error.what();
        }
        progress.advance();
    });
    progress.end();

    Detail detail;
    detail.analysed_fraction = analysed_fraction(tiles, results, survey);
    std::vector<std::vector<Component>> parts;
    for (TileResult& result : results) {
        parts.push_back(std::move(result.parts));
        if (!result.unreadable.empty()) {
            detail.unreadable.push_back(std::move(result.unreadable));
        }
    }
    const DepositRules& rules =
        survey.stain.stain == Stain::haematoxylin_eosin ? options.deposit.he : options.deposit.von_kossa;
    detail.findings = name_by_place(classify(assemble(std::move(parts)), rules, survey.stain.segmentation,
                                             options.deposit.classification, survey.grid.pixel),
                                    survey.skin, survey.frames, options.deposit.place);
    return detail;
}

}  // namespace kossa
