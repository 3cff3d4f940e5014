#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "kossa/core/error.hpp"
#include "kossa/evaluate/checked_number.hpp"
#include "kossa/evaluate/slides.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/geojson/read_features.hpp"

namespace kossa {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view outlines_ending = "_truth.geojson";
constexpr std::string_view calcium = "calcium";
constexpr std::string_view epidermis = "epidermis";
constexpr std::array<std::string_view, 3> kinds{"granular", "amorphous", "dense"};

/// What the phantom's `<name>.json` says besides the outlines.
struct Record {
    Size<Level0> size;
    Microns pixel;
    std::vector<TrueDeposit> deposits;
    std::vector<Box<Level0>> bounds;
};

/// Whether this is what a phantom's record is, or may have been before it was damaged.
bool is_record(std::string_view text) {
    constexpr std::string_view key = "calcium_area_um2";
    if (text.find(key) == std::string_view::npos) {
        return false;
    }
    const nlohmann::json json = nlohmann::json::parse(shallow_json(text), nullptr, false);
    return json.is_discarded() || (json.is_object() && json.contains(key));
}

[[noreturn]] void refuse_record(const fs::path& file) {
    throw UsageError(fmt::format("{} is no truth of kossa phantom; write the phantom again", file.string()));
}

Record record_of(std::string_view text, const fs::path& file) {
    try {
        const nlohmann::json json = nlohmann::json::parse(text);
        const auto number = [](const nlohmann::json& value) { return value.get<double>(); };
        const double mpp = number(json.at("mpp"));
        if (!PixelSize::plausible(Microns(mpp), Microns(mpp))) {
            throw std::range_error("no pixel size of a microscope");
        }
        Record record{{pixel_count(number(json.at("size").at(0))), pixel_count(number(json.at("size").at(1)))},
                      Microns(mpp),
                      {},
                      {}};
        for (const nlohmann::json& deposit : json.at("deposits")) {
            const nlohmann::json& box = deposit.at("bbox");
            const std::int64_t x = pixel_position(number(box.at(0)));
            const std::int64_t y = pixel_position(number(box.at(1)));
            record.bounds.push_back(
                {x, y, pixel_position(number(box.at(2))) - x, pixel_position(number(box.at(3))) - y});
            record.deposits.push_back({deposit.at("kind"),
                                       deposit.at("zone"),
                                       Microns(deposit.at("depth_um").get<double>()),
                                       number_within(number(deposit.at("epidermis_fraction")), 0.0, 1.0),
                                       {}});
        }
        return record;
    } catch (const nlohmann::json::exception&) {
        refuse_record(file);
    } catch (const std::range_error&) {
        refuse_record(file);
    }
}

/// "granular" of "Calcium: granular"; empty for what is no kind of deposit.
std::string kind_of(std::string_view class_name) {
    const std::size_t colon = class_name.find(':');
    const std::string kind = colon == std::string_view::npos ? "" : plain_class(class_name.substr(colon + 1));
    return std::ranges::find(kinds, kind) == kinds.end() ? "" : kind;
}

/// An outline without a class, left out, would make a true deposit a false one.
std::string class_of(const Feature& feature, const fs::path& file) {
    if (class_or_name(feature).empty() && !feature.polygons.empty()) {
        throw UsageError(
            fmt::format("{} has an outline with neither class nor name{}; give it a class in QuPath, or "
                        "delete it",
                        file.string(), feature.id.empty() ? "" : " (id " + feature.id + ")"));
    }
    return class_or_name(feature);
}

/// A line or a point drawn by mistake would count as a true deposit of no size.
void require_area(const Feature& feature, const std::string& class_name, const fs::path& file) {
    if (feature.polygons.empty()) {
        throw UsageError(
            fmt::format("{} has an outline of the class {} that encloses no area{}; draw it as an area in QuPath, or "
                        "take the class from it",
                        file.string(), class_name, feature.id.empty() ? "" : " (id " + feature.id + ")"));
    }
}

TrueSlide drawn_truth(const fs::path& file) {
    TrueSlide truth;
    truth.name = file.filename().string();
    std::set<std::string> left_out;
    for (Feature& feature : read_features(file)) {
        const std::string name = class_of(feature, file);
        const std::string base = plain_class(name.substr(0, name.find(':')));
        if (base == calcium || base == epidermis) {
            require_area(feature, name, file);
        }
        if (base == calcium) {
            truth.deposits.push_back({kind_of(name), "", {}, {}, std::move(feature.polygons)});
        } else if (base == epidermis) {
            truth.epidermis = truth.epidermis.value_or(MultiPolygon<Level0>{});
            std::move(feature.polygons.begin(), feature.polygons.end(), std::back_inserter(*truth.epidermis));
        } else if (!name.empty()) {
            left_out.insert(name);
        }
    }
    truth.left_out.assign(left_out.begin(), left_out.end());
    return truth;
}

bool lies_in(const MultiPolygon<Level0>& polygons, const Box<Level0>& box) {
    constexpr double rounding_px = 0.01;
    return std::all_of(polygons.begin(), polygons.end(), [&box](const Polygon<Level0>& polygon) {
        return std::all_of(polygon.shell.begin(), polygon.shell.end(), [&box](const Point<Level0>& p) {
            return p.x >= static_cast<double>(box.x) - rounding_px &&
                   p.x <= static_cast<double>(box.right()) + rounding_px &&
                   p.y >= static_cast<double>(box.y) - rounding_px &&
                   p.y <= static_cast<double>(box.bottom()) + rounding_px;
        });
    });
}

/// The outlines with what the record says of each.
TrueSlide completed(TrueSlide drawn, Record record, const fs::path& outlines, const fs::path& file) {
    bool belongs = drawn.deposits.size() == record.deposits.size();
    for (std::size_t i = 0; belongs && i < record.deposits.size(); ++i) {
        belongs = lies_in(drawn.deposits[i].outline, record.bounds[i]);
        record.deposits[i].outline = std::move(drawn.deposits[i].outline);
    }
    if (!belongs) {
        throw UsageError(fmt::format("{} and {} do not hold the same deposits; write the phantom again",
                                     outlines.string(), file.string()));
    }
    drawn.size = record.size;
    drawn.pixel = record.pixel;
    drawn.deposits = std::move(record.deposits);
    drawn.left_out.clear();  // the phantom's other layers
    return drawn;
}

fs::path with_ending(fs::path file, std::string_view old_ending, std::string_view ending) {
    const std::string name = file.filename().string();
    file.replace_filename(name.substr(0, name.size() - old_ending.size()) + std::string(ending));
    return file;
}

TrueSlide truth_of_record(std::string_view text, const fs::path& file) {
    const fs::path outlines = with_ending(file, file.extension().string(), outlines_ending);
    if (std::error_code ignored; !fs::exists(outlines, ignored)) {
        throw UsageError(
            fmt::format("{} has its outlines in {}, which is not there", file.string(), outlines.string()));
    }
    return completed(drawn_truth(outlines), record_of(text, file), outlines, file);
}

/// The record that lies beside a phantom's outlines.
std::optional<fs::path> record_beside(const fs::path& outlines) {
    if (!outlines.filename().string().ends_with(outlines_ending)) {
        return std::nullopt;
    }
    const fs::path file = with_ending(outlines, outlines_ending, ".json");
    std::error_code ignored;
    return fs::exists(file, ignored) ? std::optional(file) : std::nullopt;
}

}  // namespace

TrueSlide read_truth(const fs::path& file) {
    const std::uintmax_t largest = GeojsonLimits{}.bytes;
    const std::string text = read_json_text(file, largest);
    if (is_record(text)) {
        TrueSlide truth = truth_of_record(text, file);
        truth.name = file.filename().string();
        return truth;
    }
    if (const std::optional<fs::path> beside = record_beside(file)) {
        if (const std::string record = read_json_text(*beside, largest); is_record(record)) {
            return truth_of_record(record, *beside);
        }
    }
    TrueSlide truth = drawn_truth(file);
    if (truth.deposits.empty()) {
        throw UsageError(
            fmt::format("{} holds no outline of the class Calcium; draw the calcium in QuPath and give it that "
                        "class",
                        file.string()));
    }
    return truth;
}

}  // namespace kossa
