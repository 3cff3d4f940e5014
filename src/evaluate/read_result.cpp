#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "kossa/core/error.hpp"
#include "kossa/evaluate/checked_number.hpp"
#include "kossa/evaluate/slides.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/geojson/read_features.hpp"

namespace kossa {

namespace fs = std::filesystem;

namespace {

/// A summary has some tens of kilobytes.
constexpr std::uintmax_t largest_summary = std::uintmax_t{16} << 20U;
/// Of summary.json, as docs/results.md describes it.
constexpr int known_schema_version = 1;
constexpr double largest_area_um2 = 1e12;  // a square metre
constexpr std::string_view depth_measurement = "Signed distance to annotation Epidermis µm";

/// The folder of one slide within a folder of results, for the message.
std::optional<fs::path> slide_folder_within(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (fs::exists(entry.path() / "summary.json", ignored)) {
            found.push_back(entry.path());
        }
    }
    const auto first = std::min_element(found.begin(), found.end());
    return first == found.end() ? std::nullopt : std::optional(*first);
}

fs::path summary_file_in(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        throw UsageError(fmt::format("{} is no folder; give the folder of one slide's result", folder.string()));
    }
    if (!fs::exists(folder / "summary.json", ignored)) {
        const std::optional<fs::path> within = slide_folder_within(folder);
        throw UsageError(fmt::format("{} holds no result (no summary.json); {}", folder.string(),
                                     within ? fmt::format("give the folder of one slide, such as {}", within->string())
                                            : "score the slide first with kossa score"));
    }
    return folder / "summary.json";
}

[[noreturn]] void refuse_summary(const fs::path& file) {
    throw UsageError(fmt::format("{} is no summary of kossa score; score the slide again", file.string()));
}

void require_known(const nlohmann::json& summary, const fs::path& file) {
    const auto refuse = [&](const char* key) {
        constexpr auto replace = nlohmann::json::error_handler_t::replace;
        throw UsageError(
            fmt::format("{} has the {} {}, which this version of kossa does not know; score the slide again",
                        file.string(), key, summary[key].dump(-1, ' ', true, replace)));
    };
    if (summary["schema_version"] != known_schema_version) {
        refuse("schema_version");
    }
    if (summary["status"] != "ok" && summary["status"] != "failed") {
        refuse("status");
    }
}

nlohmann::json summary_of(const fs::path& folder) {
    const fs::path file = summary_file_in(folder);
    const std::string text = read_json_text(file, largest_summary);
    nlohmann::json summary = nlohmann::json::parse(shallow_json(text), nullptr, false);
    if (!summary.is_object() || !summary.contains("status") || !summary.contains("schema_version")) {
        refuse_summary(file);
    }
    require_known(summary, file);
    if (summary["status"] == "failed") {
        const nlohmann::json::json_pointer message("/error/message");
        const bool told = summary.contains(message) && summary[message].is_string();
        throw UsageError(fmt::format("{} is the result of a slide that failed: {}", folder.string(),
                                     told ? summary[message].get<std::string>() : "no reason given"));
    }
    return summary;
}

std::string text_in(const std::map<std::string, std::string>& texts, const std::string& key) {
    const auto found = texts.find(key);
    return found == texts.end() ? std::string() : found->second;
}

/// The file, or the one packed with gzip that stands in its place.
fs::path plain_or_packed(const fs::path& file) {
    std::error_code ignored;
    const fs::path packed = file.string() + ".gz";
    return !fs::exists(file, ignored) && fs::exists(packed, ignored) ? packed : file;
}

/// Of a file that kossa score wrote: what is wrong with it, but not the advice for one from elsewhere.
std::vector<Feature> own_features(const fs::path& file) {
    try {
        return read_features(file);
    } catch (const UsageError& error) {
        const std::string what = error.what();
        const std::size_t advice = what.rfind("; ");
        const bool in_path = advice < file.string().size();
        throw UsageError(
            fmt::format("{}; score the slide again", what.substr(0, in_path ? std::string::npos : advice)));
    }
}

std::optional<double> measured(const Feature& feature, std::string_view name) {
    const auto found = feature.measurements.find(std::string(name));
    return found == feature.measurements.end() ? std::nullopt : std::optional(found->second);
}

/// The value where it is a share.
std::optional<double> share_of(const std::optional<double>& value) {
    return value && *value >= 0.0 && *value <= 1.0 ? value : std::nullopt;
}

/// All, or those of one class.
std::vector<MarkedDeposit> objects_in(const fs::path& file, std::optional<std::string_view> class_name = {}) {
    std::vector<MarkedDeposit> objects;
    for (Feature& feature : own_features(file)) {
        if (!class_name || feature.class_name == *class_name) {
            const std::optional<double> depth = measured(feature, depth_measurement);
            objects.push_back({text_in(feature.metadata, "morphology"), text_in(feature.metadata, "zone"),
                               depth ? std::optional(Microns(*depth)) : std::nullopt, std::move(feature.polygons),
                               share_of(measured(feature, "Confidence"))});
        }
    }
    return objects;
}

MultiPolygon<Level0> epidermis_in(const fs::path& file) {
    std::vector<Feature> features = own_features(file);
    const auto found = std::find_if(features.begin(), features.end(),
                                    [](const Feature& feature) { return feature.class_name == "Epidermis"; });
    return found == features.end() ? MultiPolygon<Level0>{} : std::move(found->polygons);
}

PixelSize plausible_pixel(double x_um, double y_um) {
    if (!PixelSize::plausible(Microns(x_um), Microns(y_um))) {
        throw std::range_error("no pixel size of a microscope");
    }
    return {Microns(x_um), Microns(y_um)};
}

/// As many as the summary counts, each with its layer.
std::vector<MarkedDeposit> deposits_in(const fs::path& file, double count) {
    std::vector<MarkedDeposit> deposits = objects_in(file);
    const auto has_zone = [](const MarkedDeposit& deposit) { return !deposit.zone.empty(); };
    if (static_cast<double>(deposits.size()) != count || !std::ranges::all_of(deposits, has_zone)) {
        throw UsageError(
            fmt::format("{} has {} deposits and the summary beside it {}, or they lack their layers; score "
                        "the slide again",
                        file.string(), deposits.size(), count));
    }
    return deposits;
}

}  // namespace

MarkedSlide read_result(const fs::path& folder) {
    const nlohmann::json summary = summary_of(folder);
    const auto number = [](const nlohmann::json& value) { return value.get<double>(); };
    try {
        const nlohmann::json& slide = summary.at("slide");
        return {slide.at("name").get<std::string>(),
                {pixel_count(number(slide.at("width_px"))), pixel_count(number(slide.at("height_px")))},
                plausible_pixel(number(slide.at("mpp_x")), number(slide.at("mpp_y"))),
                SquareMicrons(number_within(number(summary.at("tissue_area_um2")), 0.0, largest_area_um2)),
                deposits_in(plain_or_packed(folder / "deposits.geojson"), number(summary.at("deposit_count"))),
                epidermis_in(plain_or_packed(folder / "layers.geojson")),
                objects_in(plain_or_packed(folder / "confusers.geojson"), "Uncertain"),
                Microns(number(summary.at("parameters").at("depth.upper_dermis_um").at("value")))};
    } catch (const nlohmann::json::exception&) {
        refuse_summary(folder / "summary.json");
    } catch (const std::range_error&) {
        refuse_summary(folder / "summary.json");
    }
}

}  // namespace kossa
