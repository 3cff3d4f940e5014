#include "summary_values.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>

#include "kossa/geojson/json_text.hpp"

namespace kossa::app {

namespace {

using nlohmann::json;

std::string text_of(const json& value) {
    if (value.is_array()) {
        std::string text;
        for (const json& one : value) {
            text += (text.empty() ? "" : " ") + text_of(one);
        }
        return text;
    }
    if (value.is_string()) {
        return value.get<std::string>();
    }
    return value.is_number() || value.is_boolean() ? value.dump() : "";
}

/// The object of a list that a step such as "[zone=subcutis]" asks for; nothing where there is none.
const json* object_in(const json& list, const std::string& step) {
    const std::size_t sign = step.find('=');
    const std::string key = step.substr(1, sign - 1);
    const std::string wanted = step.substr(sign + 1, step.size() - sign - 2);
    const auto found = std::ranges::find_if(
        list, [&](const json& one) { return one.is_object() && one.contains(key) && text_of(one.at(key)) == wanted; });
    return found == list.end() ? nullptr : &*found;
}

/// Of a place: its value, or why there is none.
struct Found {
    const json* value = nullptr;
    bool not_in_list = false;
};

Found found_at(const json& summary, const std::string& place) {
    const json* value = &summary;
    for (std::size_t begin = 1; begin < place.size();) {
        const std::size_t end = std::min(place.find('/', begin), place.size());
        const std::string step = place.substr(begin, end - begin);
        const bool of_a_list = step.front() == '[';
        if (of_a_list ? !value->is_array() : !value->is_object() || !value->contains(step)) {
            return {};
        }
        value = of_a_list ? object_in(*value, step) : &value->at(step);
        if (value == nullptr) {
            return {nullptr, true};
        }
        begin = end + 1;
    }
    return {value};
}

std::string text_at(const json& summary, const std::string& place) {
    const auto& [value, not_in_list] = found_at(summary, place);
    if (value == nullptr) {
        const bool none_of_these = not_in_list && (place.ends_with("/count") || place.ends_with("/area_um2"));
        return none_of_these ? "0" : "";
    }
    return text_of(*value);
}

}  // namespace

std::string read_summary(const std::filesystem::path& folder) {
    constexpr std::uintmax_t largest_summary = std::uintmax_t{16} << 20U;
    return read_json_text(folder / "summary.json", largest_summary);
}

bool has_value(std::string_view summary, const std::string& place) {
    const json read = json::parse(shallow_json(summary), nullptr, false);
    const json* value = found_at(read, place).value;
    return value != nullptr && !value->is_null();
}

std::vector<std::string> summary_values(std::string_view summary, const std::vector<std::string>& places) {
    const json read = json::parse(shallow_json(summary), nullptr, false);
    std::vector<std::string> values;
    std::ranges::transform(places, std::back_inserter(values),
                           [&](const std::string& place) { return text_at(read, place); });
    return values;
}

}  // namespace kossa::app
