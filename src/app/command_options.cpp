#include "command_options.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <string_view>

#include "help_text.hpp"

namespace kossa::app {

namespace {

void add_analysis_options(CLI::App& command, Words& words) {
    command.add_option("--stain", words.stain, std::string(stain_help))->type_name("STAIN");
    command.add_option("--mpp", words.mpp, std::string(mpp_help))->type_name("UM[,UM]");
    command.add_option("--config", words.config, std::string(config_help))->type_name("FILE.toml");
    command.add_option("--threads", words.threads, std::string(threads_help))->type_name("N");
}

constexpr const char* single = " ";

/// A word of which there may be one. All are taken, so that how many there were can be told.
void add_single(CLI::App& command, const std::string& name, std::vector<std::string>& words, std::string_view help) {
    command.add_option(name, words, std::string(help))->type_name("")->option_text(single);
}

/// Every word that is shown is asked for.
class UsageLine : public CLI::Formatter {
  public:
    std::string make_option_usage(const CLI::Option* option) const override {
        const bool several =
            option->get_expected_max() >= CLI::detail::expected_max_vector_size && option->get_option_text() != single;
        return make_option_name(option, true) + (several ? "..." : "");
    }
};

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
    add_switch(*score, "--resume", words.resume, resume_help);
    add_switch(*score, "--quiet", words.quiet, quiet_help);
    add_switch(*score, "--verbose", words.verbose, verbose_help);
    add_switch(*score, "--print-config", words.print_config, print_config_help);
}

void add_rescore(CLI::App& app, Words& words) {
    CLI::App* rescore = app.add_subcommand("rescore", std::string(rescore_summary));
    rescore->footer(std::string(rescore_footer));
    add_single(*rescore, "RESULT", words.slides, rescored_help);
    rescore->add_option("--regions", words.regions, std::string(regions_help))->type_name("FILE.geojson");
    rescore->add_option("--case", words.case_file, std::string(case_help))->type_name("FILE.toml");
    add_switch(*rescore, "--gzip", words.gzip, gzip_help);
    add_switch(*rescore, "--quiet", words.quiet, quiet_help);
    add_switch(*rescore, "--verbose", words.verbose, verbose_help);
}

void add_collect(CLI::App& app, Words& words) {
    CLI::App* collect = app.add_subcommand("collect", std::string(collect_summary));
    collect->footer(std::string(collect_footer));
    collect->add_option("RESULT", words.slides, std::string(collected_help))->type_name("");
    add_switch(*collect, "--deposits", words.deposits, deposits_help);
}

void add_info(CLI::App& app, Words& words) {
    CLI::App* info = app.add_subcommand("info", std::string(info_summary));
    info->footer(std::string(info_footer));
    add_single(*info, "SLIDE", words.slides, slide_help);
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
    add_single(*exported, "PROFILE", words.slides, exported_help);
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

}  // namespace

void add_commands(CLI::App& app, Words& words) {
    constexpr std::size_t names_wide = 28;
    app.formatter(std::make_shared<UsageLine>());
    app.get_formatter()->column_width(names_wide);
    add_generators(app, words);
    add_score(app, words);
    add_rescore(app, words);
    add_collect(app, words);
    add_info(app, words);
    add_stain(app, words);
    add_phantom(app, words);
    add_evaluate(app, words);
}

}  // namespace kossa::app
