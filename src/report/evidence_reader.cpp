#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "evidence_bits.hpp"
#include "kossa/core/error.hpp"
#include "kossa/report/evidence_file.hpp"
#include "kossa/report/png.hpp"

namespace kossa::report {

namespace {

[[noreturn]] void refuse_damaged(std::string_view why) {
    throw SlideError("corrupt", fmt::format("rescore.json is damaged: {}; score the slide anew", why));
}

template <class Value>
std::optional<Value> optional_at(const nlohmann::json& json, const char* key) {
    return json.at(key).is_null() ? std::nullopt : std::optional(json.at(key).get<Value>());
}

template <class To, class From>
Scaling<To, From> scaling_at(const nlohmann::json& json, const char* key) {
    const auto [x, y] = json.at(key).get<std::array<double, 2>>();
    if (!(x > 0.0) || !(y > 0.0)) {
        refuse_damaged(fmt::format("{} is no scale", key));
    }
    return {x, y};
}

template <class Frame>
Size<Frame> size_at(const nlohmann::json& json, const char* key) {
    const auto [width, height] = json.at(key).get<std::array<std::int64_t, 2>>();
    constexpr std::int64_t longest = 1 << 30;
    if (width < 1 || height < 1 || width > longest || height > longest) {
        refuse_damaged(fmt::format("{} is no size", key));
    }
    return {width, height};
}

SlideIdentity slide_of(const nlohmann::json& json) {
    const auto [x, y] = json.at("bounds_offset").get<std::array<double, 2>>();
    return {json.at("name"),
            json.at("vendor"),
            json.at("quickhash"),
            size_at<Level0>(json, "size"),
            optional_at<double>(json, "mpp_x"),
            optional_at<double>(json, "mpp_y"),
            json.at("mpp_source"),
            optional_at<double>(json, "objective_power"),
            {x, y}};
}

StainReport stain_of(const nlohmann::json& json) {
    return {json.at("stain"),         json.at("source"),      json.at("white_point"), json.at("white_point_source"),
            json.at("matrix_source"), json.at("stain_names"), json.at("vectors")};
}

QualityReport quality_of(const nlohmann::json& json) {
    return {optional_at<double>(json, "blurred_share"),       optional_at<double>(json, "clipped_share"),
            optional_at<double>(json, "white_spread_od"),     json.at("glass_mm2"),
            optional_at<double>(json, "stain_angle_degrees"), optional_at<double>(json, "nuclear_saturation"),
            SquareMicrons(json.at("small_pieces_um2"))};
}

std::vector<ParameterValue> parameters_of(const nlohmann::json& json) {
    std::vector<ParameterValue> result;
    for (const nlohmann::json& entry : json) {
        ParameterValue& parameter = result.emplace_back(ParameterValue{entry.at("key"), 0.0, entry.at("unit")});
        const nlohmann::json& value = entry.at("value");
        if (value.is_string()) {
            parameter.value = value.get<std::string>();
        } else if (value.is_number_integer()) {
            parameter.value = value.get<std::int64_t>();
        } else {
            parameter.value = value.get<double>();
        }
    }
    return result;
}

SlideFrames frames_of(const nlohmann::json& json) {
    const auto [x, y] = json.at("working_pixel_um").get<std::array<double, 2>>();
    return {size_at<Working>(json, "working_size"), PixelSize(Microns(x), Microns(y)),
            scaling_at<Level0, Working>(json, "level0_from_working"),
            scaling_at<Survey, Working>(json, "survey_from_working")};
}

/// Sorted runs without overlap, all within the grid.
std::vector<Run<Working>> runs_of(const nlohmann::json& json, const Size<Working>& size) {
    const auto numbers = json.get<std::vector<std::int64_t>>();
    std::vector<Run<Working>> runs;
    std::int64_t y = 0;
    std::int64_t x = 0;
    for (std::size_t i = 0; i + 2 < numbers.size(); i += 3) {
        const bool same_row = numbers[i] == 0 && !runs.empty();
        if (numbers[i] < 0 || numbers[i] > size.height || numbers[i + 1] < -size.width || numbers[i + 1] > size.width) {
            refuse_damaged("a run of pixels leaves the slide");
        }
        y += numbers[i];
        x += numbers[i + 1];
        const std::int64_t end = x + std::clamp<std::int64_t>(numbers[i + 2], 0, size.width);
        if (y >= size.height || x < 0 || end <= x || end > size.width || (same_row && x < runs.back().x_end)) {
            refuse_damaged("a run of pixels leaves the slide or another's order");
        }
        runs.push_back({static_cast<std::int32_t>(y), static_cast<std::int32_t>(x), static_cast<std::int32_t>(end)});
    }
    if (runs.empty() || numbers.size() % 3 != 0) {
        refuse_damaged("a finding has no pixels");
    }
    return runs;
}

template <class Named, std::size_t count>
Named named(const std::string& text, const std::array<Named, count>& all) {
    const auto found = std::find_if(all.begin(), all.end(), [&](Named one) { return name(one) == text; });
    if (found == all.end()) {
        refuse_damaged(fmt::format("'{}' is no name of a finding", text));
    }
    return *found;
}

Finding finding_of(const nlohmann::json& json, const Size<Working>& size) {
    Finding finding;
    finding.runs = runs_of(json.at("runs"), size);
    finding.sums = {json.at("pixels"),     json.at("x2"),        json.at("y2"),
                    json.at("milli_od"),   json.at("seeds"),     json.at("seed_milli_od"),
                    json.at("open_edges"), json.at("rim_edges"), json.at("rim_milli_od")};
    finding.finding = named(json.at("class").get<std::string>(), all_finding_classes);
    finding.otherwise = named(json.at("otherwise").get<std::string>(), all_finding_classes);
    finding.morphology = named(json.at("morphology").get<std::string>(), all_morphologies);
    finding.granule_count = json.at("granule_count");
    finding.confidence = json.at("confidence");
    finding.look = json.at("look");
    finding.reason = json.at("reason");
    const PixelSums& sums = finding.sums;
    const auto negative = [](std::int64_t sum) { return sum < 0; };
    if (finding.confidence < 0.0 || finding.confidence > 1.0 || finding.granule_count < 0 || sums.seeds < 0 ||
        sums.seeds > sums.pixels || std::ranges::any_of(sums.milli_od, negative) ||
        std::ranges::any_of(sums.seed_milli_od, negative)) {
        refuse_damaged("a number of a finding is out of its range");
    }
    if (pixel_count(finding.runs.all()) != sums.pixels) {
        refuse_damaged("the pixels of a finding are not as many as it says");
    }
    return finding;
}

std::vector<Finding> findings_of(const nlohmann::json& json, const Size<Working>& size) {
    std::vector<Finding> findings;
    for (const nlohmann::json& finding : json) {
        findings.push_back(finding_of(finding, size));
    }
    return findings;
}

/// Tiles of the file may be of two levels, and each is widened to whole working pixels. Without a bound a short text
/// could ask for hours.
constexpr double most_times_covered = 8.0;

std::vector<Box<Working>> tiles_of(const nlohmann::json& json, const Size<Working>& grid) {
    std::vector<Box<Working>> tiles;
    double free = most_times_covered * static_cast<double>(grid.width) * static_cast<double>(grid.height);
    for (const nlohmann::json& tile : json) {
        const auto [x, y, width, height] = tile.get<std::array<std::int64_t, 4>>();
        if (x < 0 || y < 0 || width < 1 || height < 1 || width > grid.width || height > grid.height ||
            x > grid.width - width || y > grid.height - height) {
            refuse_damaged("a tile leaves the slide");
        }
        free -= static_cast<double>(width) * static_cast<double>(height);
        if (free < 0.0) {
            refuse_damaged("its tiles lie over each other");
        }
        tiles.push_back({x, y, width, height});
    }
    return tiles;
}

Mask mask_of(const cv::Mat_<std::uint8_t>& bits, std::uint8_t bit) {
    return Mask(cv::Mat(bits & bit) > 0);
}

void require_version(const nlohmann::json& json, std::string_view program_version) {
    const int layout = json.at("version").get<int>();
    const auto program = json.at("kossa_version").get<std::string>();
    if (layout != evidence_version || program != program_version) {
        throw SlideError("outdated",
                         fmt::format("the result was written by kossa {} and this is kossa {}, whose numbers "
                                     "may differ; score the slide anew",
                                     program, program_version));
    }
}

SlideSummary summary_in(const nlohmann::json& json) {
    SlideSummary summary;
    summary.status = "ok";
    summary.kossa_version = json.at("kossa_version");
    summary.slide = slide_of(json.at("slide"));
    summary.parameters = parameters_of(json.at("parameters"));
    summary.flags = json.at("flags").get<std::vector<std::string>>();
    summary.stain = stain_of(json.at("stain"));
    summary.quality = quality_of(json.at("quality"));
    summary.seed_od = json.at("seed_od");
    summary.working_um_per_px = json.at("working_um_per_px");
    const nlohmann::json& reading = json.at("working_reading");
    summary.working_reading = {reading.at("level"), reading.at("reduction"), reading.at("way")};
    return summary;
}

FoundSkin skin_in(const nlohmann::json& json, const cv::Mat_<std::uint8_t>& bits) {
    FoundSkin skin;
    skin.pixel = PixelSize(Microns(json.at("frames").at("survey_pixel_um").get<double>())).mean();
    const Mask tissue = mask_of(bits, bit::tissue);
    const Mask solid = mask_of(bits, bit::solid);
    const Mask epidermis = mask_of(bits, bit::epidermis);
    const Mask beside = mask_of(bits, bit::beside_epidermis);
    if (cv::countNonZero(tissue & ~solid) > 0) {
        refuse_damaged("its masks contradict each other");
    }
    LabelRaster pieces;
    skin.tissue.piece_count = cv::connectedComponents(solid, pieces, 8) - 1;
    skin.tissue.pieces = pieces;
    skin.tissue.tissue = tissue;
    skin.tissue.solid = solid;
    skin.tissue.firm = mask_of(bits, bit::firm);
    skin.scraps = Mask(beside & ~solid);
    skin.epidermis = epidermis;
    skin.horny = Mask(beside & epidermis);
    skin.adnexa = Mask(beside & solid & ~epidermis);
    skin.subcutis = mask_of(bits, bit::subcutis);
    skin.border_od = optional_at<double>(json, "border_od");
    skin.reason = json.at("no_epidermis_because");
    return skin;
}

/// Whether the two scales say the same, as far as whole pixels allow.
bool alike(double a, double b) {
    constexpr double largest_ratio = 1.01;
    return a < b * largest_ratio && b < a * largest_ratio;
}

void refuse_frames_apart(const SlideEvidence& evidence) {
    const auto& [size, pixel, level0, survey] = evidence.frames;
    const Scaling<Level0, Survey>& from_survey = evidence.level0_from_survey;
    const Size<Level0>& slide = evidence.summary.slide.size;
    const bool within = static_cast<double>(size.width - 1) * level0.x <= static_cast<double>(slide.width) &&
                        static_cast<double>(size.height - 1) * level0.y <= static_cast<double>(slide.height);
    if (!within || !alike(survey.x * from_survey.x, level0.x) || !alike(survey.y * from_survey.y, level0.y)) {
        refuse_damaged("its grids do not lie on the slide");
    }
    const std::optional<double>& mpp_x = evidence.summary.slide.mpp_x;
    const std::optional<double>& mpp_y = evidence.summary.slide.mpp_y;
    if (!mpp_x || !mpp_y || !alike(pixel.x().value(), *mpp_x * level0.x) ||
        !alike(pixel.y().value(), *mpp_y * level0.y) ||
        !alike(evidence.skin.pixel.value(), std::sqrt(*mpp_x * from_survey.x * *mpp_y * from_survey.y))) {
        refuse_damaged("its pixels have another size than those of the slide");
    }
}

SlideEvidence evidence_in(const nlohmann::json& json, std::string_view png) {
    const nlohmann::json& frames = json.at("frames");
    const Size<Survey> survey = size_at<Survey>(frames, "survey_size");
    const cv::Mat_<std::uint8_t> bits =
        png_raster(png, {static_cast<int>(survey.width), static_cast<int>(survey.height)});
    SlideEvidence evidence{summary_in(json),
                           frames_of(frames),
                           scaling_at<Level0, Survey>(frames, "level0_from_survey"),
                           skin_in(json, bits),
                           mask_of(bits, bit::searched),
                           mask_of(bits, bit::also_searched),
                           {},
                           {},
                           {},
                           json.at("why_unreadable")};
    const Size<Working>& grid = evidence.frames.working_size;
    const Scaling<Survey, Working>& scale = evidence.frames.survey_from_working;
    if (static_cast<double>(grid.width) * scale.x > static_cast<double>(survey.width) + 1.0 ||
        static_cast<double>(grid.height) * scale.y > static_cast<double>(survey.height) + 1.0) {
        refuse_damaged("its grids do not lie on each other");
    }
    refuse_frames_apart(evidence);
    evidence.unreadable = tiles_of(json.at("unreadable_tiles"), grid);
    evidence.empty_tiles = tiles_of(json.at("empty_tiles"), grid);
    evidence.damaged_tiles = tiles_of(json.at("damaged_tiles"), grid);
    evidence.findings = findings_of(json.at("findings"), grid);
    for (const nlohmann::json& seed : json.at("other_seeds")) {
        evidence.other_seeds.push_back({seed.at("seed_od"), findings_of(seed.at("findings"), grid)});
    }
    return evidence;
}

}  // namespace

SlideEvidence evidence_of(const RescoreFiles& files, std::string_view program_version) {
    try {
        const nlohmann::json document = nlohmann::json::parse(files.json);
        require_version(document, program_version);
        require_sealed(files);
        return evidence_in(document, files.png);
    } catch (const nlohmann::json::exception& error) {
        refuse_damaged(error.what());
    } catch (const UsageError& error) {  // a pixel of no plausible size
        refuse_damaged(error.what());
    }
}

}  // namespace kossa::report
