#include "case_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "kossa/analysis/toml_text.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/three_digits.hpp"
#include "suggestion.hpp"

namespace kossa::app {

namespace {

constexpr double oldest_years = 130.0;
constexpr std::size_t longest_site = 200;  // bytes

/// Where in the file something stands, and what it is called.
struct CasePlace {
    std::string file;
    std::string key;
    std::size_t line = 0;

    [[noreturn]] void refuse(const std::string& sentence) const {
        throw UsageError(fmt::format("{} line {}: {}", file, line, sentence));
    }
};

/// A value and its unit as they stand in the file.
struct Quantity {
    double value = 0.0;
    std::string unit;
};

std::string sample(const CasePlace& place, std::string_view unit) {
    return fmt::format("write {} = {{ value = NUMBER, unit = \"{}\" }}", place.key, unit);
}

template <class Value>
const Value* held(const TomlSection& section, std::string_view key) {
    const auto entry = std::find_if(section.entries.begin(), section.entries.end(),
                                    [key](const TomlEntry& one) { return one.key == key; });
    return entry == section.entries.end() ? nullptr : std::get_if<Value>(&entry->value);
}

Quantity quantity_of(const CasePlace& place, const TomlSection& section, std::string_view usual_unit) {
    for (const TomlEntry& entry : section.entries) {
        if (entry.key != "value" && entry.key != "unit") {
            place.refuse(fmt::format("{} has no '{}'; the nearest name is '{}'", place.key, entry.key,
                                     nearest(entry.key, {"value", "unit"})));
        }
    }
    const double* value = held<double>(section, "value");
    const std::string* unit = held<std::string>(section, "unit");
    if (value == nullptr) {
        place.refuse(fmt::format("{} has no value that is a number: {}", place.key, sample(place, usual_unit)));
    }
    if (unit == nullptr) {
        place.refuse(fmt::format("{} has no unit, and none is assumed: {}", place.key, sample(place, usual_unit)));
    }
    return {*value, *unit};
}

double age_of(const CasePlace& place, const TomlSection& section) {
    const auto [value, unit] = quantity_of(place, section, "years");
    if (unit != "years") {
        place.refuse(fmt::format("the unit '{}' is not known of age; it can be years", unit));
    }
    if (!(value >= 0.0 && value <= oldest_years)) {
        place.refuse(
            fmt::format("an age of {:g} years is not plausible; it must lie between 0 and {:g}", value, oldest_years));
    }
    return value;
}

std::string site_of(const CasePlace& place, const TomlValue& value) {
    const std::string* site = std::get_if<std::string>(&value);
    if (site == nullptr) {
        place.refuse("site must be a text in quotes");
    }
    if (site->size() > longest_site) {
        place.refuse(fmt::format("site has {} bytes, more than {}", site->size(), longest_site));
    }
    return *site;
}

LabValue lab_value_of(const CasePlace& place, const TomlSection& section, const Analyte& analyte) {
    const Quantity quantity = quantity_of(place, section, analyte.units.front().name);
    const LabUnit* unit = unit_of(analyte, quantity.unit);
    if (unit == nullptr) {
        std::vector<std::string_view> names;
        std::transform(analyte.units.begin(), analyte.units.end(), std::back_inserter(names),
                       [](const LabUnit& one) { return one.name; });
        place.refuse(fmt::format("the unit '{}' is not known of {}; it can be {}", quantity.unit, place.key,
                                 fmt::join(names, ", ")));
    }
    const double in_first = quantity.value * unit->in_first;
    if (!(in_first >= analyte.least && in_first <= analyte.most)) {
        place.refuse(
            fmt::format("{} of {:g} {} is not plausible; it must lie between {} and {} {}: check value "
                        "and unit",
                        place.key, quantity.value, unit->name, three_digits(analyte.least / unit->in_first),
                        three_digits(analyte.most / unit->in_first), unit->name));
    }
    return {quantity.value, std::string(unit->name)};
}

const Analyte* analyte_of(const std::string& key) {
    const auto found =
        std::find_if(analytes().begin(), analytes().end(), [&](const Analyte& one) { return one.key == key; });
    return found == analytes().end() ? nullptr : &*found;
}

[[noreturn]] void refuse_unknown(const CasePlace& place) {
    std::vector<std::string> known{"age", "site"};
    std::transform(analytes().begin(), analytes().end(), std::back_inserter(known),
                   [](const Analyte& one) { return std::string(one.key); });
    place.refuse(
        fmt::format("there is no '{}' in a case; the nearest name is '{}'", place.key, nearest(place.key, known)));
}

/// What has a value and a unit.
void set(ClinicalCase& clinical_case, const CasePlace& place, const TomlSection& section) {
    if (place.key == "age") {
        clinical_case.age_years = age_of(place, section);
    } else if (place.key == "site") {
        place.refuse("site must be a text in quotes");
    } else if (const Analyte* analyte = analyte_of(place.key)) {
        clinical_case.*analyte->member = lab_value_of(place, section, *analyte);
    } else {
        refuse_unknown(place);
    }
}

/// What stands alone: the site, and what lacks its unit.
void set(ClinicalCase& clinical_case, const CasePlace& place, const TomlValue& value) {
    const Analyte* analyte = analyte_of(place.key);
    if (place.key == "site") {
        clinical_case.site = site_of(place, value);
    } else if (place.key == "age" || analyte != nullptr) {
        const std::string_view unit = analyte == nullptr ? "years" : analyte->units.front().name;
        place.refuse(fmt::format("{} needs a value and a unit: {}", place.key, sample(place, unit)));
    } else {
        refuse_unknown(place);
    }
}

}  // namespace

ClinicalCase read_case(const std::filesystem::path& path) {
    const TomlDocument document = toml_file(path, "the case file");
    if (document.entries.empty() && document.sections.empty()) {
        throw UsageError(fmt::format("{} says nothing of a case; give age, site, calcium, phosphate, albumin or pth",
                                     path.string()));
    }
    ClinicalCase clinical_case;
    for (const TomlEntry& entry : document.entries) {
        set(clinical_case, CasePlace{path.string(), entry.key, entry.line}, entry.value);
    }
    for (const TomlSection& section : document.sections) {
        set(clinical_case, CasePlace{path.string(), section.name, section.line}, section);
    }
    return clinical_case;
}

std::optional<ClinicalCase> case_of(const std::optional<std::filesystem::path>& path) {
    return path ? std::optional(read_case(*path)) : std::nullopt;
}

}  // namespace kossa::app
