#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/phantom/options.hpp"
#include "kossa/report/write_results.hpp"
#include "kossa/stain/stain_recognition.hpp"

namespace kossa::app {

/// How slides are to be understood and analysed, as the command line says it.
struct AnalysisChoices {
    std::optional<PixelSize> pixel_size;  ///< --mpp
    std::optional<Stain> stain;           ///< --stain; nothing: recognised
    std::optional<std::filesystem::path> config;
    std::optional<std::filesystem::path> stain_profile;
    std::optional<int> threads;
};

/// What is said while it works, besides errors.
enum class Verbosity {
    quiet,    ///< nothing
    usual,    ///< the table, warnings, and progress on a terminal
    verbose,  ///< also how long each step took and what it went by
};

/// Which pyramidal TIFFs are written.
struct TiffChoice {
    bool overlay = false;
    bool labels = false;
};

struct ScoreRequest {
    std::vector<std::filesystem::path> slides;  ///< as given; at least one
    std::filesystem::path out;
    std::optional<std::filesystem::path> regions;  ///< a file for the one slide, or a folder with one for each
    AnalysisChoices choices;
    report::Packing packing = report::Packing::none;  ///< of the outlines
    std::optional<std::filesystem::path> case_file;   ///< of the one patient of all slides
    bool stain_maps = false;
    TiffChoice tiffs;
    bool resume = false;  ///< leaves slides alone that a call like this one has finished
    Verbosity verbosity = Verbosity::usual;
    std::string command_line;
};

struct RescoreRequest {
    std::filesystem::path result;                  ///< the folder of one slide
    std::optional<std::filesystem::path> regions;  ///< likewise; nothing: as found
    report::Packing packing = report::Packing::none;
    std::optional<std::filesystem::path> case_file;
    Verbosity verbosity = Verbosity::usual;
    std::string command_line;
};

struct PrintConfigRequest {
    std::optional<std::filesystem::path> config;
    std::optional<std::filesystem::path> stain_profile;
};

/// What is a row each.
enum class CollectedTable { slides, deposits };

struct CollectRequest {
    std::vector<std::filesystem::path> results;  ///< folders of slides, or of several such; at least one
    CollectedTable table = CollectedTable::slides;
};

struct InfoRequest {
    std::filesystem::path slide;
    AnalysisChoices choices;
};

struct StainEstimateRequest {
    std::vector<std::filesystem::path> slides;  ///< at least one
    AnalysisChoices choices;
};

struct StainExportRequest {
    std::filesystem::path profile;
};

struct PhantomRequest {
    std::filesystem::path out;
    phantom::PhantomOptions options;
};

enum class ReportFormat { text, json };

struct EvaluateRequest {
    std::filesystem::path result;  ///< folder of one slide
    std::filesystem::path truth;
    ReportFormat format = ReportFormat::text;
};

/// A text that was asked for: help or version.
struct ShowText {
    std::string text;
};

/// A command line without a command: the help, as an error.
struct NoCommand {
    std::string help;
};

using Request =
    std::variant<ScoreRequest, RescoreRequest, PrintConfigRequest, CollectRequest, InfoRequest, StainEstimateRequest,
                 StainExportRequest, PhantomRequest, EvaluateRequest, ShowText, NoCommand>;

}  // namespace kossa::app
