#include "case_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <vector>

#include "kossa/core/error.hpp"
#include "small_file.hpp"
#include "suggestion.hpp"

namespace kossa::app {

namespace {

constexpr double oldest_years = 130.0;
constexpr std::size_t longest_site = 200;  // bytes

/// Something in the file, for messages.
struct Entry {
    std::string file;
    std::string key;
    const toml::node& node;

    [[noreturn]] void refuse(const std::string& sentence) const {
        throw UsageError(fmt::format("{} line {}: {}", file, node.source().begin.line, sentence));
    }
};

/// A value and its unit as they stand in the file.
struct Quantity {
    double value = 0.0;
    std::string unit;
};

toml::table case_table(const std::filesystem::path& path) {
    try {
        return toml::parse(small_file(path, "the case file"), path.string());
    } catch (const toml::parse_error& error) {
        throw UsageError(fmt::format("{} line {}: this is not TOML: {}", path.string(), error.source().begin.line,
                                     error.description()));
    }
}

std::string sample(const Entry& entry, std::string_view unit) {
    return fmt::format("write {} = {{ value = NUMBER, unit = \"{}\" }}", entry.key, unit);
}

Quantity quantity_of(const Entry& entry, std::string_view usual_unit) {
    const toml::table* table = entry.node.as_table();
    if (table == nullptr) {
        entry.refuse(fmt::format("{} needs a value and a unit: {}", entry.key, sample(entry, usual_unit)));
    }
    for (const auto& [key, ignored] : *table) {
        if (key != "value" && key != "unit") {
            entry.refuse(fmt::format("{} has no '{}'; the nearest name is '{}'", entry.key, std::string_view(key),
                                     nearest(std::string_view(key), {"value", "unit"})));
        }
    }
    const toml::node* value = table->get("value");
    const auto number = value != nullptr && value->is_number() ? value->value<double>() : std::nullopt;
    const auto unit = (*table)["unit"].value<std::string>();
    if (!number) {
        entry.refuse(fmt::format("{} has no value that is a number: {}", entry.key, sample(entry, usual_unit)));
    }
    if (!unit) {
        entry.refuse(fmt::format("{} has no unit, and none is assumed: {}", entry.key, sample(entry, usual_unit)));
    }
    return {*number, *unit};
}

double age_of(const Entry& entry) {
    const auto [value, unit] = quantity_of(entry, "years");
    if (unit != "years") {
        entry.refuse(fmt::format("the unit '{}' is not known of age; it can be years", unit));
    }
    if (!(value >= 0.0 && value <= oldest_years)) {
        entry.refuse(
            fmt::format("an age of {:g} years is not plausible; it must lie between 0 and {:g}", value, oldest_years));
    }
    return value;
}

std::string site_of(const Entry& entry) {
    const auto site = entry.node.value<std::string>();
    if (!site) {
        entry.refuse("site must be a text in quotes");
    }
    if (site->size() > longest_site) {
        entry.refuse(fmt::format("site has {} bytes, more than {}", site->size(), longest_site));
    }
    return *site;
}

LabValue lab_value_of(const Entry& entry, const Analyte& analyte) {
    const Quantity quantity = quantity_of(entry, analyte.units.front().name);
    const LabUnit* unit = unit_of(analyte, quantity.unit);
    if (unit == nullptr) {
        std::vector<std::string_view> names;
        std::transform(analyte.units.begin(), analyte.units.end(), std::back_inserter(names),
                       [](const LabUnit& one) { return one.name; });
        entry.refuse(fmt::format("the unit '{}' is not known of {}; it can be {}", quantity.unit, entry.key,
                                 fmt::join(names, ", ")));
    }
    const double in_first = quantity.value * unit->in_first;
    if (!(in_first >= analyte.least && in_first <= analyte.most)) {
        entry.refuse(
            fmt::format("{} of {:g} {} is not plausible; it must lie between {:.3g} and {:.3g} {}: check value "
                        "and unit",
                        entry.key, quantity.value, unit->name, analyte.least / unit->in_first,
                        analyte.most / unit->in_first, unit->name));
    }
    return {quantity.value, std::string(unit->name)};
}

void set(ClinicalCase& clinical_case, const Entry& entry) {
    const auto analyte =
        std::find_if(analytes().begin(), analytes().end(), [&](const Analyte& one) { return one.key == entry.key; });
    if (entry.key == "age") {
        clinical_case.age_years = age_of(entry);
    } else if (entry.key == "site") {
        clinical_case.site = site_of(entry);
    } else if (analyte != analytes().end()) {
        clinical_case.*analyte->member = lab_value_of(entry, *analyte);
    } else {
        std::vector<std::string> known{"age", "site"};
        std::transform(analytes().begin(), analytes().end(), std::back_inserter(known),
                       [](const Analyte& one) { return std::string(one.key); });
        entry.refuse(
            fmt::format("there is no '{}' in a case; the nearest name is '{}'", entry.key, nearest(entry.key, known)));
    }
}

}  // namespace

ClinicalCase read_case(const std::filesystem::path& path) {
    const toml::table table = case_table(path);
    if (table.empty()) {
        throw UsageError(fmt::format("{} says nothing of a case; give age, site, calcium, phosphate, albumin or pth",
                                     path.string()));
    }
    ClinicalCase clinical_case;
    for (const auto& [key, node] : table) {
        set(clinical_case, Entry{path.string(), std::string(key), node});
    }
    return clinical_case;
}

std::optional<ClinicalCase> case_of(const std::optional<std::filesystem::path>& path) {
    return path ? std::optional(read_case(*path)) : std::nullopt;
}

}  // namespace kossa::app
