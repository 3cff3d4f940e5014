#include "kossa/report/write_results.hpp"

#include <fmt/format.h>

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "kossa/report/deposit_table.hpp"
#include "kossa/report/geojson.hpp"
#include "kossa/report/gzip.hpp"
#include "kossa/report/output_file.hpp"
#include "kossa/report/paragraph.hpp"
#include "kossa/report/png.hpp"
#include "kossa/report/summary_json.hpp"

namespace kossa::report {

namespace {

/// The same for the same slide, measured with the same parameters.
std::string layer_id_seed(const SlideSummary& summary) {
    std::string seed = fmt::format("layers\n{}\n{}", summary.slide.quickhash, summary.slide.name);
    for (const ParameterValue& parameter : summary.parameters) {
        std::visit([&](const auto& value) { seed += fmt::format("\n{}={}", parameter.key, value); }, parameter.value);
    }
    return seed;
}

void add_outlines(FolderUpdate& folder, Packing packing, const std::string& name,
                  const std::function<void(const TextSink&)>& writer) {
    if (packing == Packing::gzip) {
        folder.add(name + ".gz", [&](const TextSink& sink) { write_gzip(sink, writer); });
    } else {
        folder.add(name, writer);
    }
}

void add_measurements(FolderUpdate& folder, const SlideResult& result, Packing packing) {
    const Point<Level0>& offset = result.summary.slide.bounds_offset;
    folder.add("deposits.csv", [&](const TextSink& sink) { write_deposit_table(sink, result.deposits); });
    add_outlines(folder, packing, "deposits.geojson",
                 [&](const TextSink& sink) { write_deposits(sink, result.deposits, offset); });
    add_outlines(folder, packing, "confusers.geojson",
                 [&](const TextSink& sink) { write_confusers(sink, result.confusers, offset); });
    add_outlines(folder, packing, "layers.geojson", [&](const TextSink& sink) {
        write_layers(sink, result.layers, layer_id_seed(result.summary), offset);
    });
}

/// Every file that is kossa's own.
std::vector<std::string> contract() {
    std::vector<std::string> names{"summary.json",          "summary.txt",
                                   "report.html",           "run.json",
                                   "deposits.csv",          "deposits.geojson",
                                   "confusers.geojson",     "layers.geojson",
                                   "overlay.png",           "rescore.json",
                                   "rescore.png",           "rescore.jpg",
                                   "rescore-crops.json",    "rescore-tiles.json",
                                   "deposits.geojson.gz",   "confusers.geojson.gz",
                                   "layers.geojson.gz",     std::string(overlay_tiff),
                                   std::string(labels_tiff)};
    const std::vector<std::string> maps = stain_map_files();
    names.insert(names.end(), maps.begin(), maps.end());
    return names;
}

}  // namespace

std::vector<std::string> stain_map_files() {
    return {"haematoxylin.png", "eosin.png", "silver.png"};
}

void write_results(const std::filesystem::path& dir, const SlideResult& result, const RunInfo& run,
                   std::string_view report_html, const std::optional<Background>& background, const Extras& extras) {
    FolderUpdate folder(dir, contract());
    if (result.summary.status == "ok") {
        add_measurements(folder, result, extras.outlines);
        if (background) {
            folder.add("overlay.png", [&](const TextSink& sink) {
                sink(extras.overlay_png ? *extras.overlay_png : png_bytes(draw_overlay(result, *background)));
            });
        }
        if (const auto& rescore = extras.rescore) {
            folder.add("rescore.json", [&](const TextSink& sink) { sink(rescore->json); });
            folder.add("rescore.png", [&](const TextSink& sink) { sink(rescore->png); });
            folder.add("rescore.jpg", [&](const TextSink& sink) { sink(rescore->jpeg); });
            folder.add("rescore-crops.json", [&](const TextSink& sink) { sink(rescore->crops); });
            folder.add("rescore-tiles.json", [&](const TextSink& sink) { sink(rescore->tiles); });
        }
    }
    for (const StainMapFile& map : extras.stain_maps) {
        folder.add(map.name, [&map](const TextSink& sink) { sink(map.png); });
    }
    for (const MadeFile& file : extras.made) {
        folder.add_made(file.name, file.make);
    }
    folder.add("report.html", [&](const TextSink& sink) { sink(report_html); });
    folder.add("summary.txt", [&](const TextSink& sink) { sink(summary_text(result.summary)); });
    folder.add("run.json", [&run](const TextSink& sink) { sink(run_json(run)); });
    folder.add("summary.json", [&result](const TextSink& sink) { sink(summary_json(result.summary)); });
    folder.publish();
}

}  // namespace kossa::report
