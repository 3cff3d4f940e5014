#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/report/overlay.hpp"
#include "kossa/report/rescore_files.hpp"
#include "kossa/report/run_json.hpp"

namespace kossa::report {

/// How the files of outlines are written.
enum class Packing {
    none,  ///< deposits.geojson, confusers.geojson, layers.geojson
    gzip,  ///< deposits.geojson.gz and so on in their place
};

/// A stain map as the bytes of its PNG file, and the name of that file.
struct StainMapFile {
    std::string name;
    std::string png;
};

/// The names that stain maps can have: haematoxylin.png, eosin.png, silver.png.
std::vector<std::string> stain_map_files();

/// A large picture that its maker writes to a path himself, and the name of its file. An OutputError of his is taken
/// for the reason why the file could not be written.
struct MadeFile {
    std::string name;
    std::function<void(const std::filesystem::path&)> make;
};

/// The slide with its outlines, and the labels of its pixels, as pyramidal TIFFs.
inline constexpr std::string_view overlay_tiff = "overlay.tif";
inline constexpr std::string_view labels_tiff = "labels.tif";

/// The copy of the outlines that a run went by; with ".gz" behind it where they were packed.
inline constexpr std::string_view regions_copy = "regions-used.geojson";

/// What is written where a run has it.
struct Extras {
    std::optional<std::string> overlay = {};  ///< the bytes of overlay.png, where they are made already
    std::optional<RescoreFiles> rescore = {};
    Document evidence = {};  ///< rescore.json, not yet sealed; empty where it is among the rescore files, which are
                             ///< those of the result in the folder
    std::vector<StainMapFile> stain_maps = {};
    Packing outlines = Packing::none;
    std::vector<MadeFile> made = {};          ///< of the names above
    std::optional<std::string> regions = {};  ///< the bytes of the outlines as they were given; of a failed slide too
};

/// The names in a result's folder that the next run replaces or removes, those of a killed run included, but not the
/// copy of the outlines.
std::vector<std::string> replaced_files();

/// Puts the old files back where a run was killed while it replaced them, and removes what it had half written, as the
/// next write_results would. Waits for a run that is at it. Touches nothing else. Throws OutputError.
void recover_results(const std::filesystem::path& dir);

/// Whether none of the files that the run of this result has written is missing or empty. Throws UsageError where its
/// run.json cannot be read.
bool lacks_nothing(const std::filesystem::path& dir);

/// Writes the results of one slide into `dir`, which is created with its parents: summary.json, summary.txt, run.json,
/// report.html from `page`, which is called once, perhaps in another thread, deposits.csv, deposits.geojson,
/// confusers.geojson, layers.geojson, overlay.png as given or drawn on the background, the rescore files where they are
/// given, and the stain maps, TIFFs and outlines that are given. Of a failed slide only the first four and the
/// outlines. docs/results.md defines every file, column and key. Files are written side by side where OpenCV may use
/// several threads (core/rows.hpp).
///
/// The results of an earlier run are replaced as a whole, those of its files that this run does not write are removed,
/// other files in `dir` are left alone. A run killed at any moment leaves no half file under a result's name, and a
/// folder that has a summary.json is whole. Throws OutputError with the file and the system's reason, or where the
/// rescore files are of a result that another run has replaced since they were read.
void write_results(const std::filesystem::path& dir, const SlideResult& result, const RunInfo& run,
                   const Document& page, const std::optional<Background>& background, const Extras& extras = {});

}  // namespace kossa::report
