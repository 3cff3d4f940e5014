#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "argument_faults.hpp"
#include "bash_completion.hpp"
#include "command_texts.hpp"
#include "help_text.hpp"
#include "kossa/analysis/score.hpp"
#include "kossa/core/error.hpp"
#include "manual_page.hpp"
#include "option_values.hpp"
#include "phantom_options.hpp"
#include "process.hpp"

namespace kossa::app {

namespace {

/// The words as CLI11 collects them, all commands together; what they mean is decided afterwards.
struct Words {
    std::vector<std::string> slides;
    std::optional<std::string> out;
    std::string stain = "auto";
    std::optional<std::string> mpp;
    std::optional<std::string> config;
    std::optional<std::string> stain_profile;
    std::optional<std::string> regions;
    std::optional<std::string> case_file;
    std::optional<std::string> threads;
    bool gzip = false;
    bool stain_maps = false;
    std::string overlay_tiff;
    bool qupath = false;
    bool quiet = false;
    bool verbose = false;
    bool print_config = false;
    PhantomWords phantom;
    std::string result;
    std::string truth;
    bool json = false;
    std::optional<std::string> manual;
    std::optional<std::string> completion;
};

/// "kossa", "kossa score" or "kossa stain estimate".
std::string full_name(const CLI::App& command) {
    const CLI::App* parent = command.get_parent();
    return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

[[noreturn]] void refuse(const std::string& sentence, const CLI::App& command) {
    throw UsageError(fmt::format("{}; see {} --help", sentence, full_name(command)));
}

void add_analysis_options(CLI::App& command, Words& words) {
    command.add_option("--stain", words.stain, std::string(stain_help))->type_name("STAIN");
    command.add_option("--mpp", words.mpp, std::string(mpp_help))->type_name("UM[,UM]");
    command.add_option("--config", words.config, std::string(config_help))->type_name("FILE.toml");
    command.add_option("--threads", words.threads, std::string(threads_help))->type_name("N");
}

/// On where it is given; `--quiet=no` is refused.
void add_switch(CLI::App& command, const std::string& name, bool& on, std::string_view help) {
    command.add_flag(name, on, std::string(help))->disable_flag_override();
}

void add_score(CLI::App& app, Words& words) {
    CLI::App* score = app.add_subcommand("score", std::string(score_summary));
    score->footer(std::string(score_footer));
    score->add_option("SLIDE", words.slides, std::string(slides_help))->type_name("");
    score->add_option("--out", words.out, std::string(out_help))->type_name("DIR");
    add_analysis_options(*score, words);
    score->add_option("--stain-profile", words.stain_profile, std::string(stain_profile_help))->type_name("FILE");
    add_switch(*score, "--stain-maps", words.stain_maps, stain_maps_help);
    score->add_flag("--overlay-tiff", words.overlay_tiff, std::string(overlay_tiff_help));
    score->add_option("--regions", words.regions, std::string(regions_help))->type_name("FILE.geojson");
    score->add_option("--case", words.case_file, std::string(case_help))->type_name("FILE.toml");
    add_switch(*score, "--gzip", words.gzip, gzip_help);
    add_switch(*score, "--quiet", words.quiet, quiet_help);
    add_switch(*score, "--verbose", words.verbose, verbose_help);
    add_switch(*score, "--print-config", words.print_config, print_config_help);
}

void add_rescore(CLI::App& app, Words& words) {
    CLI::App* rescore = app.add_subcommand("rescore", std::string(rescore_summary));
    rescore->footer(std::string(rescore_footer));
    rescore->add_option("RESULT", words.slides, std::string(rescored_help))->type_name("");
    rescore->add_option("--regions", words.regions, std::string(regions_help))->type_name("FILE.geojson");
    rescore->add_option("--case", words.case_file, std::string(case_help))->type_name("FILE.toml");
    add_switch(*rescore, "--gzip", words.gzip, gzip_help);
    add_switch(*rescore, "--quiet", words.quiet, quiet_help);
    add_switch(*rescore, "--verbose", words.verbose, verbose_help);
}

void add_info(CLI::App& app, Words& words) {
    CLI::App* info = app.add_subcommand("info", std::string(info_summary));
    info->footer(std::string(info_footer));
    info->add_option("SLIDE", words.slides, std::string(slide_help))->type_name("");
    add_analysis_options(*info, words);
    info->add_option("--stain-profile", words.stain_profile, std::string(stain_profile_help))->type_name("FILE");
}

void add_stain(CLI::App& app, Words& words) {
    CLI::App* stain = app.add_subcommand("stain", std::string(stain_summary));
    stain->footer(std::string(stain_footer));
    stain->require_subcommand(0, 1);
    CLI::App* estimate = stain->add_subcommand("estimate", std::string(stain_estimate_summary));
    estimate->footer(std::string(stain_estimate_footer));
    estimate->add_option("SLIDE", words.slides, std::string(slides_help))->type_name("");
    add_analysis_options(*estimate, words);
    CLI::App* exported = stain->add_subcommand("export", std::string(stain_export_summary));
    exported->footer(std::string(stain_export_footer));
    exported->add_option("PROFILE", words.slides, std::string(exported_help))->type_name("");
    add_switch(*exported, "--qupath", words.qupath, qupath_help);
}

void add_phantom(CLI::App& app, Words& words) {
    CLI::App* phantom = app.add_subcommand("phantom", std::string(phantom_summary));
    phantom->footer(std::string(phantom_footer));
    PhantomWords& w = words.phantom;
    phantom->add_option("--out", words.out, std::string(phantom_out_help))->type_name("FILE");
    phantom->add_option("--preset", w.preset, std::string(preset_help))->type_name("NAME");
    phantom->add_option("--stain", w.stain, std::string(phantom_stain_help))->type_name("STAIN");
    phantom->add_option("--seed", w.seed, std::string(seed_help))->type_name("N");
    phantom->add_option("--width-mm", w.width_mm, std::string(width_help))->type_name("MM");
    phantom->add_option("--height-mm", w.height_mm, std::string(height_help))->type_name("MM");
    phantom->add_option("--mpp", w.mpp, std::string(phantom_mpp_help))->type_name("UM");
    phantom->add_option("--rotation", w.rotation, std::string(rotation_help))->type_name("DEG");
    phantom->add_option("--confusers", w.confusers, std::string(confusers_help))->type_name("NAME,...");
}

void add_evaluate(CLI::App& app, Words& words) {
    CLI::App* evaluate = app.add_subcommand("evaluate", std::string(evaluate_summary));
    evaluate->footer(std::string(evaluate_footer));
    evaluate->add_option("RESULT", words.result, std::string(result_help))->type_name("");
    evaluate->add_option("TRUTH", words.truth, std::string(truth_help))->type_name("");
    add_switch(*evaluate, "--json", words.json, json_help);
}

/// What packagers call for, and the help does not show.
void add_generators(CLI::App& app, Words& words) {
    constexpr const char* hidden = "";
    app.add_option("--man", words.manual)->group(hidden);
    app.add_option("--completion", words.completion)->group(hidden);
}

ShowText generated(const CLI::App& app, const Words& words) {
    if (words.manual) {
        return {manual_page(command_text(app), *words.manual, version())};
    }
    if (*words.completion != "bash") {
        throw UsageError(fmt::format("--completion {} is not known: it is bash", *words.completion));
    }
    return {bash_completion(command_text(app))};
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

/// The command, or the command's command, that was chosen; the program itself without any.
const CLI::App& chosen_command(const CLI::App& app) {
    const std::vector<CLI::App*> commands = app.get_subcommands();
    return commands.empty() ? app : chosen_command(*commands.front());
}

/// What a command could not place; two dashes alone only end the options.
std::optional<std::string> first_extra(const CLI::App& command) {
    const std::vector<std::string> extra = command.remaining();
    const auto found = std::find_if(extra.begin(), extra.end(), [](const std::string& word) { return word != "--"; });
    return found == extra.end() ? std::nullopt : std::optional(*found);
}

/// Of an app that has commands the word must be one, unless the command has been named.
void require_known_words(const CLI::App& app) {
    const CLI::App& command = chosen_command(app);
    for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
        if (const std::optional<std::string> extra = first_extra(*at)) {
            const std::vector<std::string> commands = command_names(*at);
            const std::vector<std::string> options = option_names(*at);
            refuse(commands.empty() ? unknown_word(*extra, options) : unknown_command(*extra, commands, options),
                   command);
        }
    }
}

/// A forgotten value makes the next option the value.
std::filesystem::path path_of(const std::string& option, const std::string& value) {
    if (value.empty() || value.starts_with('-')) {
        throw UsageError(fmt::format("{} needs a path, and '{}' is none{}", option, value,
                                     value.empty() ? "" : fmt::format(" (if it is, write ./{})", value)));
    }
    return value;
}

AnalysisChoices choices_of(const Words& words) {
    AnalysisChoices choices;
    choices.stain = parse_stain(words.stain);
    if (words.mpp) {
        choices.pixel_size = parse_mpp(*words.mpp);
    }
    if (words.config) {
        choices.config = path_of("--config", *words.config);
    }
    if (words.stain_profile) {
        choices.stain_profile = path_of("--stain-profile", *words.stain_profile);
    }
    if (words.threads) {
        choices.threads = parse_threads(*words.threads);
    }
    return choices;
}

std::optional<std::filesystem::path> regions_path(const Words& words) {
    return words.regions ? std::optional(path_of("--regions", *words.regions)) : std::nullopt;
}

std::optional<std::filesystem::path> case_path(const Words& words) {
    return words.case_file ? std::optional(path_of("--case", *words.case_file)) : std::nullopt;
}

report::Packing packing_of(const Words& words) {
    return words.gzip ? report::Packing::gzip : report::Packing::none;
}

Verbosity verbosity_of(const Words& words) {
    if (words.quiet && words.verbose) {
        throw UsageError("--quiet and --verbose contradict each other");
    }
    return words.quiet ? Verbosity::quiet : words.verbose ? Verbosity::verbose : Verbosity::usual;
}

Request score_request(const Words& words, const std::string& command_line) {
    const AnalysisChoices choices = choices_of(words);
    if (words.print_config) {
        return PrintConfigRequest{choices.config};
    }
    if (words.slides.empty()) {
        throw UsageError("no slide is named");
    }
    require_no_stray_tiff_word(words.overlay_tiff, words.slides);
    if (!words.out) {
        throw UsageError("say with --out DIR where the results go");
    }
    return ScoreRequest{{words.slides.begin(), words.slides.end()},
                        path_of("--out", *words.out),
                        regions_path(words),
                        choices,
                        packing_of(words),
                        case_path(words),
                        words.stain_maps,
                        parse_overlay_tiff(words.overlay_tiff),
                        verbosity_of(words),
                        command_line};
}

Request rescore_request(const Words& words, const std::string& command_line) {
    if (words.slides.size() != 1) {
        throw UsageError(
            fmt::format("rescore takes one folder with the results of one slide, not {}", words.slides.size()));
    }
    return RescoreRequest{words.slides.front(), regions_path(words), packing_of(words),
                          case_path(words),     verbosity_of(words), command_line};
}

Request info_request(const Words& words) {
    if (words.slides.size() != 1) {
        throw UsageError(fmt::format("info takes one slide, not {}", words.slides.size()));
    }
    return InfoRequest{words.slides.front(), choices_of(words)};
}

Request stain_estimate_request(const Words& words) {
    if (words.slides.empty()) {
        throw UsageError("no slide is named");
    }
    return StainEstimateRequest{{words.slides.begin(), words.slides.end()}, choices_of(words)};
}

Request stain_export_request(const Words& words) {
    if (words.slides.size() != 1) {
        throw UsageError(fmt::format("stain export takes one stain profile, not {}", words.slides.size()));
    }
    if (!words.qupath) {
        throw UsageError("say with --qupath what form to export the profile in");
    }
    return StainExportRequest{words.slides.front()};
}

Request phantom_request(const Words& words) {
    if (!words.out) {
        throw UsageError("say with --out FILE where the slide goes");
    }
    return PhantomRequest{path_of("--out", *words.out), phantom_options(words.phantom)};
}

Request evaluate_request(const Words& words) {
    if (words.result.empty() || words.truth.empty()) {
        throw UsageError("evaluate takes a result and a truth");
    }
    return EvaluateRequest{words.result, words.truth, words.json ? ReportFormat::json : ReportFormat::text};
}

Request request_of(const CLI::App& app, const Words& words, const std::string& command_line) {
    const CLI::App& command = chosen_command(app);
    const std::map<std::string, std::function<Request()>> requests{
        {"kossa", [&] { return NoCommand{app.help()}; }},
        {"kossa score", [&] { return score_request(words, command_line); }},
        {"kossa rescore", [&] { return rescore_request(words, command_line); }},
        {"kossa info", [&] { return info_request(words); }},
        {"kossa stain", [&] { return NoCommand{app.help()}; }},
        {"kossa stain estimate", [&] { return stain_estimate_request(words); }},
        {"kossa stain export", [&] { return stain_export_request(words); }},
        {"kossa phantom", [&] { return phantom_request(words); }},
        {"kossa evaluate", [&] { return evaluate_request(words); }},
    };
    try {
        if (words.manual || words.completion) {
            return generated(app, words);
        }
        return requests.at(full_name(command))();
    } catch (const UsageError& error) {
        refuse(error.what(), command);
    }
}

/// What no command can place is refused in kossa's own words.
void allow_extras_below(CLI::App& app) {
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        command->allow_extras();
        allow_extras_below(*command);
    }
}

}  // namespace

Request parse_arguments(const std::vector<std::string>& arguments) {
    Words words;
    CLI::App app(std::string(program_summary), "kossa");
    app.footer(std::string(program_footer));
    app.set_version_flag("--version", "kossa " + version(), "Print the version and exit");
    app.allow_extras();
    app.require_subcommand(0, 1);  // after one command the names of the others are words like any other
    app.get_formatter()->column_width(28);
    add_generators(app, words);
    add_score(app, words);
    add_rescore(app, words);
    add_info(app, words);
    add_stain(app, words);
    add_phantom(app, words);
    add_evaluate(app, words);
    allow_extras_below(app);
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend() - 1));
        require_known_words(app);
        if (const std::optional<std::string> word = word_without_value(arguments)) {
            refuse(*word + " lacks a value behind the equals sign", chosen_command(app));
        }
        return request_of(app, words, quoted_command_line(arguments));
    } catch (const CLI::CallForHelp&) {
        return ShowText{app.help()};
    } catch (const CLI::CallForVersion& version_text) {
        return ShowText{std::string(version_text.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
        refuse(error.get_name() == "ArgumentMismatch" ? mismatch_sentence(error.what()) : error.what(),
               chosen_command(app));
    }
}

}  // namespace kossa::app
