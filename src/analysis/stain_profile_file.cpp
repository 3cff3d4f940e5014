#include "kossa/analysis/stain_profile_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <variant>
#include <vector>

#include "kossa/analysis/toml_text.hpp"
#include "kossa/core/error.hpp"
#include "kossa/geojson/json_text.hpp"
#include "kossa/slide/pixel_size_finding.hpp"

namespace kossa {

namespace {

/// A profile of fifty slides has under five kilobytes.
constexpr std::uintmax_t largest_profile_bytes = 65536;
constexpr std::size_t channels = 3;
constexpr double brightest = 65535.0;  // of a background, for cameras of 16 bits too

constexpr std::array<std::string_view, 2> qupath_stains{"Hematoxylin", "Eosin"};
constexpr std::string_view qupath_residual = "Residual";

using Numbers = std::vector<double>;

[[noreturn]] void refuse_profile(const std::string& file, const std::string& sentence) {
    throw UsageError(fmt::format("the stain profile {}: {}", file, sentence));
}

OdVector vector_of(const Numbers& numbers) {
    return {numbers.at(0), numbers.at(1), numbers.at(2)};
}

StainProfile profile_from(Stain stain, const std::vector<OdVector>& vectors, const std::string& file) {
    try {
        StainProfile profile = checked_profile(stain, vectors);
        profile.file = file;
        return profile;
    } catch (const UsageError& error) {
        refuse_profile(file, error.what());
    }
}

// TOML

TomlDocument toml_of(std::string_view text, const std::string& file) {
    try {
        return toml_document(text);
    } catch (const UsageError& error) {
        throw UsageError(
            fmt::format("the stain profile {} {}; give what 'kossa stain estimate' prints, or QuPath's "
                        "stain string",
                        file, error.what()));
    }
}

/// The value of this name; monostate without one.
TomlValue toml_entry(const std::vector<TomlEntry>& entries, std::string_view key) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [key](const TomlEntry& entry) { return entry.key == key; });
    return found == entries.end() ? TomlValue() : found->value;
}

void require_known_keys(const std::vector<TomlEntry>& entries, const std::string& where,
                        const std::vector<std::string>& known, const std::string& file) {
    for (const TomlEntry& entry : entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            refuse_profile(file, fmt::format("line {}: the key {}{} is not known; known is {}; remove it", entry.line,
                                             where, entry.key, fmt::join(known, " and ")));
        }
    }
}

Stain toml_stain(const TomlDocument& document, const std::string& file) {
    const TomlValue value = toml_entry(document.entries, "stain");
    const std::string* word = std::get_if<std::string>(&value);
    for (const Stain stain : {Stain::haematoxylin_eosin, Stain::von_kossa}) {
        if (word != nullptr && *word == name(stain)) {
            return stain;
        }
    }
    refuse_profile(file, word != nullptr
                             ? fmt::format("the stain '{}' is not known; write \"he\" or \"von-kossa\"", *word)
                             : "stain is missing or no text; write stain = \"he\" or stain = \"von-kossa\"");
}

/// The entries of the one section there is.
std::vector<TomlEntry> toml_vectors(const TomlDocument& document, const std::string& file) {
    for (const TomlSection& section : document.sections) {
        if (section.name != "vectors") {
            refuse_profile(file, fmt::format("line {}: the section [{}] is not known; [vectors] is the only one; "
                                             "remove it",
                                             section.line, section.name));
        }
    }
    if (document.sections.empty()) {
        refuse_profile(file, "the section [vectors] is missing; 'kossa stain estimate' writes one");
    }
    return document.sections.front().entries;
}

OdVector toml_vector(const std::vector<TomlEntry>& entries, const std::string& key, const std::string& file) {
    const TomlValue value = toml_entry(entries, key);
    const Numbers* numbers = std::get_if<Numbers>(&value);
    if (numbers == nullptr || numbers->size() != channels) {
        refuse_profile(file, fmt::format("vectors.{} is missing or no list of three numbers; write the optical "
                                         "densities of red, green and blue, such as {} = [0.65, 0.70, 0.29]",
                                         key, key));
    }
    return vector_of(*numbers);
}

StainProfile from_toml(std::string_view text, const std::string& file) {
    const TomlDocument document = toml_of(text, file);
    require_known_keys(document.entries, "", {"stain"}, file);
    const Stain stain = toml_stain(document, file);
    const std::vector<TomlEntry> entries = toml_vectors(document, file);
    const std::vector<std::string> names = profile_vector_names(stain);
    require_known_keys(entries, "vectors.", names, file);
    std::vector<OdVector> vectors;
    std::transform(names.begin(), names.end(), std::back_inserter(vectors),
                   [&](const std::string& key) { return toml_vector(entries, key, file); });
    return profile_from(stain, vectors, file);
}

// QuPath

using Json = nlohmann::json;

Json qupath_of(std::string_view text, const std::string& file) {
    try {
        Json json = Json::parse(text);
        if (!json.is_object()) {  // a text that begins with a brace is one, or no JSON
            refuse_profile(file, "this is not QuPath's stain string");
        }
        return json;
    } catch (const Json::parse_error& error) {
        refuse_profile(file,
                       fmt::format("{}: this is not QuPath's stain string, which is {{\"Name\" : ..., \"Stain 1\" "
                                   ": ..., \"Values 1\" : ...}}; copy it anew",
                                   kossa::place_of(text, error.byte == 0 ? 0 : error.byte - 1)));
    } catch (const Json::out_of_range&) {
        refuse_profile(file, "a number is too large for any; copy QuPath's stain string anew");
    }
}

std::optional<std::string> qupath_text(const Json& json, const std::string& key, const std::string& file) {
    const auto found = json.find(key);
    if (found == json.end()) {
        return std::nullopt;
    }
    if (!found->is_string()) {
        refuse_profile(file, fmt::format("\"{}\" is no text in quotation marks; copy QuPath's stain string anew", key));
    }
    return found->get<std::string>();
}

/// "0.65111 0.70119 0.29049".
OdVector qupath_values(const Json& json, const std::string& key, const std::string& file) {
    std::istringstream words(qupath_text(json, key, file).value_or(""));
    Numbers numbers;
    for (std::string word; words >> word;) {
        const std::optional<double> number = parse_number(word);
        if (!number || numbers.size() == channels) {
            numbers.clear();
            break;
        }
        numbers.push_back(*number);
    }
    if (numbers.size() != channels) {
        refuse_profile(file,
                       fmt::format("\"{}\" is missing or not three numbers with decimal points and blanks between "
                                   "them, such as \"0.65111 0.70119 0.29049\"",
                                   key));
    }
    return vector_of(numbers);
}

void check_background(const Json& json, const std::string& file) {
    if (!json.contains("Background")) {
        return;
    }
    const OdVector background = qupath_values(json, "Background", file);
    for (int channel = 0; channel < static_cast<int>(channels); ++channel) {
        if (!(background[channel] > 0.0 && background[channel] <= brightest)) {
            refuse_profile(file, "\"Background\" is no colour; write \"255 255 255\" (it is not used)");
        }
    }
}

/// Under which keys the values of the two stains stand, empty where there are none. Refuses other stains than these and
/// the residual.
std::array<std::string, 2> qupath_places(const Json& json, const std::string& file) {
    std::array<std::string, 2> places;
    for (const int number : {1, 2, 3}) {
        const std::optional<std::string> stain = qupath_text(json, fmt::format("Stain {}", number), file);
        const std::string values = fmt::format("Values {}", number);
        if (!stain) {
            continue;
        }
        const auto known = std::find(qupath_stains.begin(), qupath_stains.end(), *stain);
        if (known == qupath_stains.end() && *stain != qupath_residual) {
            refuse_profile(file, fmt::format("the stain '{}' is not known; kossa unmixes {}", *stain,
                                             fmt::join(qupath_stains, " and ")));
        }
        if (known == qupath_stains.end()) {
            qupath_values(json, values, file);
            continue;
        }
        std::string& place = places.at(static_cast<std::size_t>(known - qupath_stains.begin()));
        if (!place.empty()) {
            refuse_profile(file, fmt::format("the stain '{}' is given twice; remove one", *stain));
        }
        place = values;
    }
    return places;
}

StainProfile from_qupath(std::string_view text, const std::string& file) {
    const Json json = qupath_of(text, file);
    const std::array<std::string, 2> places = qupath_places(json, file);
    std::vector<OdVector> vectors;
    for (std::size_t i = 0; i < qupath_stains.size(); ++i) {
        if (places.at(i).empty()) {
            refuse_profile(file, fmt::format("there is no stain '{}'; set the image type of QuPath to H&E and copy its "
                                             "stain vectors anew",
                                             qupath_stains.at(i)));
        }
        vectors.push_back(qupath_values(json, places.at(i), file));
    }
    check_background(json, file);
    return profile_from(Stain::haematoxylin_eosin, vectors, file);
}

}  // namespace

StainProfile stain_profile_of(std::string_view text, const std::string& file) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    const bool braced = begin != std::string_view::npos && text[begin] == '{';
    return braced ? from_qupath(text, file) : from_toml(text, file);
}

StainProfile read_stain_profile(const std::filesystem::path& file) {
    return stain_profile_of(read_json_text(file, largest_profile_bytes), file.string());
}

std::string stain_profile_toml(const StainProfile& profile, std::string_view comment) {
    std::string text;
    std::istringstream lines{std::string(comment)};
    for (std::string line; std::getline(lines, line);) {
        text += line.empty() ? "#\n" : fmt::format("# {}\n", line);
    }
    text += fmt::format("stain = \"{}\"\n\n[vectors]\n", name(profile.stain));
    const std::vector<std::string> names = profile_vector_names(profile.stain);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const OdVector& v = profile.vectors.at(i);
        text += fmt::format("{} = [{:.6f}, {:.6f}, {:.6f}]\n", names[i], v[0], v[1], v[2]);
    }
    return text;
}

std::string stain_profile_qupath(const StainProfile& profile) {
    if (profile.stain != Stain::haematoxylin_eosin) {
        refuse_profile(profile.file, "QuPath wants two stains, and a profile of von Kossa has silver only");
    }
    const auto values = [&profile](std::size_t i) {
        const OdVector& v = profile.vectors.at(i);
        return fmt::format("{:.6f} {:.6f} {:.6f}", v[0], v[1], v[2]);
    };
    return fmt::format(
        R"({{"Name" : "H&E kossa", "Stain 1" : "{}", "Values 1" : "{}", "Stain 2" : "{}", "Values 2" : "{}", "Background" : " 255 255 255"}})"
        "\n",
        qupath_stains[0], values(0), qupath_stains[1], values(1));
}

}  // namespace kossa
