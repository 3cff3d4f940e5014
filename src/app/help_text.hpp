#pragma once

#include <string_view>

namespace kossa::app {

inline constexpr std::string_view program_summary =
    "kossa measures calcium deposits in skin whole-slide images and says how deep they lie:\n"
    "epidermis, upper dermis, deep dermis or subcutis. Stains: H&E and von Kossa.\n"
    "It reports a pattern, never a diagnosis. For research use only.";

inline constexpr std::string_view program_footer =
    "First steps:\n"
    "  kossa info slide.svs                   what kossa makes of a slide\n"
    "  kossa score slide.svs --out results    measure it; then open results/slide/report.html\n"
    "  kossa score --help                     all options\n"
    "\n"
    "Exit status:\n"
    "  0  all done\n"
    "  1  at least one slide failed, for the reason given on standard error; the others are finished\n"
    "  2  the command cannot be carried out as given; no slide was touched\n"
    "\n"
    "docs/results.md explains every result.";

inline constexpr std::string_view score_summary =
    "Measure the deposits of slides, and write tables, outlines and a picture";
inline constexpr std::string_view score_footer =
    "Examples:\n"
    "  kossa score slide.svs --out results\n"
    "  kossa score scans/*.svs --out results --stain von-kossa\n"
    "  kossa score scans/*.svs --out results --stain von-kossa --resume    goes on after a stop\n"
    "  kossa score photo.png --out results --mpp 0.5\n"
    "  kossa score slide.svs --out results --regions outlines.geojson\n"
    "  kossa score slide.svs --out results --stain-profile stain.toml --stain-maps\n"
    "  kossa score slide.svs --out results --overlay-tiff=both\n"
    "  kossa score --print-config > lab.toml    then: kossa score slide.svs --out results --config lab.toml\n"
    "\n"
    "Each slide gets a folder DIR/<file name without its last extension>/ with report.html for a browser,\n"
    "summary.json, summary.txt, deposits.csv, deposits.geojson, confusers.geojson, layers.geojson, overlay.png\n"
    "and run.json; docs/results.md explains them.\n"
    "A slide that fails leaves a report.html and a summary.json that say why, or an earlier result as it was, and\n"
    "the next one follows.\n"
    "Standard output gets one row per slide; a terminal also gets a progress bar.\n"
    "\n"
    "Exit status: 0 all slides scored, 1 at least one failed or the table cannot be written, 2 wrong usage or DIR\n"
    "cannot be created.";

inline constexpr std::string_view rescore_summary =
    "Do a stored result once more with outlines drawn by hand, without reading the slide again";
inline constexpr std::string_view rescore_footer =
    "Examples:\n"
    "  kossa rescore results/slide --regions slide.geojson\n"
    "  kossa rescore results/slide                           back to what was found\n"
    "\n"
    "The files of the folder are replaced by those that 'kossa score' would write with the same outlines, and a copy\n"
    "of these is kept as regions-used.geojson. So save what you change in layers.geojson under another name.\n"
    "Without the slide there is no --overlay-tiff: the TIFFs of an earlier run are removed, as they show other "
    "outlines.\n"
    "Outlines of Tissue that ask for deposits to be looked for elsewhere need the slide: score it anew.\n"
    "\n"
    "Exit status: 0 done, 1 it cannot be done and the folder is as it was, 2 wrong usage.";
inline constexpr std::string_view rescored_help = "The folder with the results of one slide";
inline constexpr std::string_view regions_help =
    "Outlines drawn in QuPath that go before what is found: Tissue, Exclude,\n"
    "Epidermis, Subcutis, and lines of class Dermo-epidermal junction; and what\n"
    "objects are: Calcium, Nuclei, Pigment, ...\n"
    "With score, for several slides, a folder that holds <slide name>.geojson for each";

inline constexpr std::string_view collect_summary = "Print a table of the slides, or of the deposits, of many results";
inline constexpr std::string_view collect_footer =
    "Examples:\n"
    "  kossa collect results > slides.csv\n"
    "  kossa collect results --deposits > deposits.csv\n"
    "  kossa collect lab-1/results lab-2/results/slide > slides.csv\n"
    "\n"
    "The table is CSV for a spreadsheet, R or Python, with a header; docs/results.md defines the columns. A slide "
    "that\n"
    "failed has a row that says so. A folder with the result of one slide is a row; of any other folder, what the\n"
    "folders in it hold, by name. Nothing is changed, and slides are not read, so the table can be had at any time:\n"
    "also after a run that was stopped, and again after a rescore.\n"
    "\n"
    "Exit status: 0, 1 if a result cannot be read (the others are listed), 2 wrong usage.";
inline constexpr std::string_view collected_help =
    "Folders with results: what kossa score wrote to --out, or folders of single slides";
inline constexpr std::string_view deposits_help = "One row for each deposit in place of each slide";

inline constexpr std::string_view info_summary = "Show what a slide's file says and how kossa understands it";
inline constexpr std::string_view info_footer =
    "Example:\n"
    "  kossa info slide.svs\n"
    "\n"
    "Exit status: 0, 1 if the file cannot be opened as a slide, 2 wrong usage.";

inline constexpr std::string_view stain_summary = "Make a stain profile of slides, or export one to QuPath";
inline constexpr std::string_view stain_footer =
    "Examples:\n"
    "  kossa stain estimate slide-1.svs slide-2.svs > stain.toml\n"
    "  kossa stain export --qupath stain.toml\n"
    "\n"
    "Exit status: 0, 1 if no slide could be used, 2 wrong usage.";
inline constexpr std::string_view stain_estimate_summary =
    "Print the stain vectors of one or several slides as a profile";
inline constexpr std::string_view stain_estimate_footer =
    "Example:\n"
    "  kossa stain estimate slide-1.svs slide-2.svs > stain.toml\n"
    "\n"
    "Of several slides the median direction is taken; how far each lies from it stands in the file as a comment, with\n"
    "the white point of its scan, which is no part of the profile. Slides of another stain than the first, and those\n"
    "whose stains cannot be told apart, are named on standard error and left out.\n"
    "Use it with: kossa score SLIDE... --out DIR --stain-profile stain.toml\n"
    "\n"
    "Exit status: 0, 1 if no slide could be used, 2 wrong usage.";
inline constexpr std::string_view stain_export_summary = "Print a stain profile for another program";
inline constexpr std::string_view stain_export_footer =
    "Example:\n"
    "  kossa stain export --qupath stain.toml\n"
    "\n"
    "In QuPath: setColorDeconvolutionStains('...') in a script, with the printed text between the quotation marks.\n"
    "\n"
    "Exit status: 0, 2 if the profile cannot be used.";
inline constexpr std::string_view exported_help =
    "The profile: of kossa stain estimate, or QuPath's own string in a file";
inline constexpr std::string_view qupath_help = "As the string of stain vectors that QuPath takes";
inline constexpr std::string_view stain_profile_help =
    "Stain vectors to use in place of estimating them: a file that kossa stain estimate\n"
    "has printed, or one that holds QuPath's string of stain vectors";
inline constexpr std::string_view stain_maps_help =
    "Also write how much of each stain lies where: haematoxylin.png and eosin.png,\n"
    "on von Kossa silver.png";

inline constexpr std::string_view resume_help =
    "Go on where a batch was stopped: slides that the same call has finished stay as they are,\n"
    "also where their results were rescored since. Without it all are scored";

inline constexpr std::string_view overlay_tiff_help =
    "Also write the slide with its outlines for QuPath and other viewers, overlay.tif;\n"
    "--overlay-tiff=labels: what each pixel belongs to, labels.tif; --overlay-tiff=both";

inline constexpr std::string_view slides_help = "The slides: whatever OpenSlide reads, and PNG, JPEG and TIFF images";
inline constexpr std::string_view slide_help = "The slide: whatever OpenSlide reads, or a PNG, JPEG or TIFF image";
inline constexpr std::string_view out_help =
    "Folder for the results, created if need be; earlier results of a slide are replaced";
inline constexpr std::string_view stain_help = "auto (default: recognised by its colours), he or von-kossa";
inline constexpr std::string_view mpp_help =
    "Pixel size of the slides in um per pixel, or width,height; 0.02 to 100.\n"
    "Default: what the file says. Must be given where the file says nothing";
inline constexpr std::string_view config_help = "Parameters of the analysis; see --print-config. Default: built in";
inline constexpr std::string_view threads_help =
    "Threads, 1 to 1024. Default: one per processor. Never changes a result";
inline constexpr std::string_view case_help =
    "Clinical context to set beside the measurements: age, site, calcium, phosphate, albumin,\n"
    "pth, each with its unit; docs/results.md. All slides of the call are of this one patient";
inline constexpr std::string_view gzip_help =
    "Pack the files of outlines: deposits.geojson.gz in place of deposits.geojson, and so on";
inline constexpr std::string_view quiet_help = "Print errors only: no table, no warnings, no progress bar";
inline constexpr std::string_view verbose_help =
    "Print on standard error too how long each step took, where pixels, stain and layers\n"
    "come from, and the thresholds";
inline constexpr std::string_view print_config_help =
    "Print every parameter with meaning, unit, range and value as a TOML file, and exit";

inline constexpr std::string_view phantom_summary =
    "Write a synthetic skin slide with exactly known deposits and layers";
inline constexpr std::string_view phantom_footer =
    "Example:\n"
    "  kossa phantom --out deep.svs --preset deep --seed 7 --confusers fold,dust\n"
    "\n"
    "Beside deep.svs it writes the truth: deep.json, deep_calcium.png, deep_epidermis.png and deep_truth.geojson.\n"
    "The same options give the same bytes.\n"
    "\n"
    "Exit status: 0, 1 if a file cannot be written, 2 wrong usage.";
inline constexpr std::string_view phantom_out_help =
    "The slide to write, a TIFF that opens as an Aperio slide; name it .svs";
inline constexpr std::string_view preset_help = "Where the calcium lies: superficial (default), deep, subcutis or none";
inline constexpr std::string_view phantom_stain_help = "he (default) or von-kossa";
inline constexpr std::string_view seed_help = "Whole number, default 1; another seed is another patient";
inline constexpr std::string_view width_help = "Width of the glass around the skin in mm, 0.3 to 200. Default: 6";
inline constexpr std::string_view height_help = "Height likewise. Default: 4";
inline constexpr std::string_view phantom_mpp_help = "Pixel size in um per pixel, 0.1 to 16. Default: 0.5";
inline constexpr std::string_view rotation_help = "Turn of the piece in degrees, clockwise, -360 to 360. Default: 0";
inline constexpr std::string_view confusers_help =
    "What else to draw that is no calcium:\n"
    "any of melanin, fold, pen, margin-ink, dust, carbon, precipitate,\n"
    "bacteria. Default: none";

inline constexpr std::string_view evaluate_summary = "Compare the result of a slide with what is known to be true";
inline constexpr std::string_view evaluate_footer =
    "Examples:\n"
    "  kossa evaluate results/deep deep.json\n"
    "  kossa evaluate results/slide drawn-in-qupath.geojson --json\n"
    "\n"
    "Prints how well area, deposits, depths, layers and epidermis agree; docs/method.md defines each figure.\n"
    "\n"
    "Exit status: 0, 1 if the result or the truth cannot be used, 2 wrong usage.";
inline constexpr std::string_view result_help = "Folder of one slide, as kossa score writes it";
inline constexpr std::string_view truth_help =
    "The .json or _truth.geojson that kossa phantom writes, or outlines exported from QuPath as\n"
    "GeoJSON: of the class Calcium and, if you like, Epidermis";
inline constexpr std::string_view json_help = "Print JSON instead of tables";

}  // namespace kossa::app
