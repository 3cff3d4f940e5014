#include "kossa/report/write_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "kossa/core/bounded_file.hpp"
#include "kossa/core/error.hpp"
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

NewFile outlines(Packing packing, const std::string& name, std::function<void(const TextSink&)> writer) {
    if (packing == Packing::none) {
        return {name, std::move(writer)};
    }
    return {name + ".gz", [writer = std::move(writer)](const TextSink& sink) { write_gzip(sink, writer); }};
}

NewFile given(const std::string& name, const std::string& bytes) {
    return {name, [&bytes](const TextSink& sink) { sink(bytes); }};
}

std::vector<NewFile> measurements(const SlideResult& result, Packing packing) {
    const Point<Level0>& offset = result.summary.slide.bounds_offset;
    return {
        {"deposits.csv", [&](const TextSink& sink) { write_deposit_table(sink, result.deposits); }},
        outlines(packing, "deposits.geojson",
                 [&](const TextSink& sink) { write_deposits(sink, result.deposits, offset); }),
        outlines(packing, "confusers.geojson",
                 [&](const TextSink& sink) { write_confusers(sink, result.confusers, offset); }),
        outlines(
            packing, "layers.geojson",
            [&](const TextSink& sink) { write_layers(sink, result.layers, layer_id_seed(result.summary), offset); }),
    };
}

std::vector<NewFile> rescore_files(const RescoreFiles& rescore, const Document& evidence) {
    const NewFile json =
        evidence ? NewFile{"rescore.json", [&](const TextSink& sink) { write_sealed(sink, evidence, rescore); }}
                 : given("rescore.json", rescore.json);
    return {json, given("rescore.png", rescore.png), given("rescore.jpg", rescore.jpeg),
            given("rescore-crops.json", rescore.crops), given("rescore-tiles.json", rescore.tiles)};
}

/// Packed or not as the outlines were given, whatever is done to those that are written.
std::string copy_name(Packing packing) {
    return std::string(regions_copy) + (packing == Packing::gzip ? ".gz" : "");
}

std::string copy_name(std::string_view bytes) {
    return copy_name(bytes.starts_with("\x1f\x8b") ? Packing::gzip : Packing::none);  // RFC 1952
}

const std::vector<std::string> always{"summary.json", "summary.txt",        "report.html",       "run.json",
                                      "deposits.csv", "overlay.png",        "rescore.json",      "rescore.png",
                                      "rescore.jpg",  "rescore-crops.json", "rescore-tiles.json"};
const std::vector<std::string> outline_files{"deposits.geojson", "confusers.geojson", "layers.geojson"};

/// Every file that is kossa's own.
std::vector<std::string> contract() {
    std::vector<std::string> names = always;
    for (const std::string& outlines : outline_files) {
        names.push_back(outlines);
        names.push_back(outlines + ".gz");
    }
    names.insert(names.end(), {std::string(overlay_tiff), std::string(labels_tiff), copy_name(Packing::none),
                               copy_name(Packing::gzip)});
    const std::vector<std::string> maps = stain_map_files();
    names.insert(names.end(), maps.begin(), maps.end());
    return names;
}

/// What is made anew from a result's own files must not replace a result that came in between.
void require_unreplaced(const std::filesystem::path& dir, const RescoreFiles& source) {
    std::error_code none;
    if (!std::filesystem::exists(dir / "summary.json", none)) {
        return;
    }
    const std::filesystem::path json = dir / "rescore.json";
    const bool as_long = std::filesystem::file_size(json, none) == source.json.size() && !none;
    if (!as_long || read_bounded(json, source.json.size()) != source.json) {
        throw OutputError("another run has replaced the result meanwhile, and that one was left; rescore it again");
    }
}

}  // namespace

std::vector<std::string> stain_map_files() {
    return {"haematoxylin.png", "eosin.png", "silver.png"};
}

std::vector<std::string> replaced_files() {
    std::vector<std::string> names;
    for (const std::string& name : contract()) {
        if (!name.starts_with(regions_copy)) {
            names.push_back(name);
        }
        names.push_back(temporary_name(name));
        names.push_back(former_name(name));
    }
    return names;
}

void recover_results(const std::filesystem::path& dir) {
    const std::vector<std::string> names = contract();
    const bool interrupted = std::ranges::any_of(names, [&](const std::string& name) {
        std::error_code ignored;
        return std::filesystem::exists(dir / former_name(name), ignored) ||
               std::filesystem::exists(dir / temporary_name(name), ignored);
    });
    if (interrupted) {
        const FolderUpdate recovers(dir, names);
    }
}

bool lacks_nothing(const std::filesystem::path& dir) {
    const auto holds = [&dir](const std::string& name) {
        std::error_code none;
        return std::filesystem::file_size(dir / name, none) > 0 && !none;
    };
    const std::vector<std::string> files = files_of_run(read_bounded(dir / "run.json", largest_run_json));
    return !files.empty() && std::ranges::all_of(files, holds);
}

void write_results(const std::filesystem::path& dir, const SlideResult& result, const RunInfo& run,
                   const Document& page, const std::optional<Background>& background, const Extras& extras) {
    std::vector<NewFile> files;
    const auto add = [&files](std::vector<NewFile> more) { std::ranges::move(more, std::back_inserter(files)); };
    if (result.summary.status == "ok") {
        if (extras.overlay) {
            add({given("overlay.png", *extras.overlay)});
        } else if (background) {
            add({{"overlay.png", [&](const TextSink& sink) { sink(png_bytes(draw_overlay(result, *background))); }}});
        }
        add(measurements(result, extras.outlines));
        if (extras.rescore) {
            add(rescore_files(*extras.rescore, extras.evidence));
        }
    }
    std::ranges::transform(extras.stain_maps, std::back_inserter(files),
                           [](const StainMapFile& map) { return given(map.name, map.png); });
    if (extras.regions) {
        add({given(copy_name(*extras.regions), *extras.regions)});
    }
    RunInfo told = run;
    add({{"report.html", page},
         {"summary.txt", [&](const TextSink& sink) { sink(summary_text(result.summary)); }},
         {"run.json", [&](const TextSink& sink) { sink(run_json(told)); }},
         {"summary.json", [&](const TextSink& sink) { sink(summary_json(result.summary)); }}});
    std::ranges::transform(extras.made, std::back_inserter(told.files), &MadeFile::name);
    std::ranges::transform(files, std::back_inserter(told.files), &NewFile::name);
    FolderUpdate folder(dir, contract());
    if (extras.rescore && !extras.evidence) {
        require_unreplaced(dir, *extras.rescore);
    }
    for (const MadeFile& file : extras.made) {
        folder.add_made(file.name, file.make);
    }
    folder.add_all(files);
    folder.publish();
}

}  // namespace kossa::report
