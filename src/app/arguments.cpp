#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "argument_faults.hpp"
#include "bash_completion.hpp"
#include "command_options.hpp"
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

/// "kossa", "kossa score" or "kossa stain estimate".
std::string full_name(const CLI::App& command) {
    const CLI::App* parent = command.get_parent();
    return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

[[noreturn]] void refuse(const std::string& sentence, const CLI::App& command) {
    throw UsageError(fmt::format("{}; see {} --help", sentence, full_name(command)));
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
        return PrintConfigRequest{choices.config, choices.stain_profile};
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
                        words.resume,
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

Request collect_request(const Words& words) {
    if (words.slides.empty()) {
        throw UsageError("no folder with results is named");
    }
    return CollectRequest{{words.slides.begin(), words.slides.end()},
                          words.deposits ? CollectedTable::deposits : CollectedTable::slides};
}

Request request_of(const CLI::App& app, const Words& words, const std::string& command_line) {
    const CLI::App& command = chosen_command(app);
    const std::map<std::string, std::function<Request()>> requests{
        {"kossa", [&] { return NoCommand{app.help()}; }},
        {"kossa score", [&] { return score_request(words, command_line); }},
        {"kossa rescore", [&] { return rescore_request(words, command_line); }},
        {"kossa collect", [&] { return collect_request(words); }},
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
    add_commands(app, words);
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
