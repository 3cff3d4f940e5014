#include "slide_tiffs.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "kossa/analysis/working_grid.hpp"
#include "kossa/pyramid/write_pyramid.hpp"
#include "kossa/report/label_raster.hpp"
#include "kossa/report/overlay_level.hpp"
#include "kossa/report/overlay_text.hpp"
#include "kossa/slide/reduced.hpp"

namespace kossa::app {

namespace {

using pyramid::ImagePixels;
using pyramid::PyramidForm;
using pyramid::PyramidPicture;

std::string description(const SlideSummary& summary, const std::string& what) {
    return report::ascii(fmt::format("{} of {}, by kossa {}. Research use only. Not a diagnosis.", what,
                                     summary.slide.name, summary.kossa_version));
}

PyramidForm form_of(const WorkingGrid& grid, pyramid::Coding coding, std::string description, std::string_view file) {
    PyramidForm form{grid.size, grid.pixel.x(), grid.pixel.y(), coding};
    form.description = std::move(description);
    form.stage = file;
    return form;
}

void write_overlay(const std::filesystem::path& path, const SlideSource& slide, const WorkingGrid& grid,
                   const SlideResult& result, const AnalysisOptions& options, Progress& progress) {
    const report::OverlayLevels levels(result, grid.size, grid.level0_from_working);
    const PyramidPicture picture{[&](const Box<Working>& box) { return read_shown(slide, grid, box); },
                                 [](const cv::Mat& image) { return reduced(image, 2); },
                                 [&](int level, const Box<ImagePixels>& part, const cv::Mat& plain) {
                                     return levels.drawn(level, part.x, part.y, plain);
                                 }};
    const PyramidForm form = form_of(grid, pyramid::Coding::jpeg_444,
                                     description(result.summary, "Deposits and layers"), report::overlay_tiff);
    write_pyramid(path, form, picture, options.execution, progress);
}

void write_labels(const std::filesystem::path& path, const WorkingGrid& grid, const SlideResult& result,
                  const AnalysisOptions& options, Progress& progress) {
    const report::LabelRaster labels(result, grid.size, grid.level0_from_working);
    const PyramidPicture picture{[&](const Box<Working>& box) { return labels.part(box); },
                                 [](const cv::Mat& fine) { return report::folded_labels(fine); },
                                 [](int, const Box<ImagePixels>&, const cv::Mat& plain) { return plain; }};
    const PyramidForm form =
        form_of(grid, pyramid::Coding::deflate_grey,
                description(result.summary, fmt::format("Labels ({})", report::label_legend())), report::labels_tiff);
    write_pyramid(path, form, picture, options.execution, progress);
}

}  // namespace

std::vector<report::MadeFile> slide_tiffs(const TiffChoice& choice, const SlideSource& slide, const SlideResult& result,
                                          const AnalysisOptions& options, Progress& progress) {
    std::vector<report::MadeFile> files;
    if (!choice.overlay && !choice.labels) {
        return files;
    }
    const WorkingGrid grid = choose_working_grid(slide.info(), *slide.info().pixel_size, options.working);
    if (choice.overlay) {
        files.push_back({std::string(report::overlay_tiff), [&, grid](const std::filesystem::path& path) {
                             write_overlay(path, slide, grid, result, options, progress);
                         }});
    }
    if (choice.labels) {
        files.push_back({std::string(report::labels_tiff), [&, grid](const std::filesystem::path& path) {
                             write_labels(path, grid, result, options, progress);
                         }});
    }
    return files;
}

}  // namespace kossa::app
