#include "phantom_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/core/units.hpp"
#include "option_values.hpp"

namespace kossa::app {

namespace {

/// The entry of a table of names; its entries have a member `name`.
template <class Table>
const auto& named(const std::string& option, std::string_view name, const Table& table) {
    const auto found = std::find_if(table.begin(), table.end(), [name](const auto& one) { return one.name == name; });
    if (found == table.end()) {
        std::vector<std::string_view> names;
        std::transform(table.begin(), table.end(), std::back_inserter(names), [](const auto& one) { return one.name; });
        throw UsageError(fmt::format("{} {} is not known; it can be {}", option, name, fmt::join(names, ", ")));
    }
    return *found;
}

std::uint64_t parse_seed(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw UsageError(fmt::format("--seed {} is no whole number from 0 to 2^64 - 1", text));
    }
    return seed;
}

phantom::Confusers parse_confusers(const std::string& text) {
    phantom::Confusers confusers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        confusers.*named("--confusers", text.substr(begin, end - begin), phantom::confuser_names).member = true;
        begin = end + 1;
    }
    return confusers;
}

Microns millimetres(const std::string& option, const std::string& text) {
    return Microns(parse_real(option, text) * um_per_mm);
}

}  // namespace

phantom::PhantomOptions phantom_options(const PhantomWords& words) {
    phantom::PhantomOptions options;
    if (words.preset) {
        options.preset = named("--preset", *words.preset, phantom::preset_names).preset;
    }
    if (words.stain) {
        options.stain = named("--stain", *words.stain, phantom::stain_names).stain;
    }
    if (words.seed) {
        options.seed = parse_seed(*words.seed);
    }
    if (words.width_mm) {
        options.width = millimetres("--width-mm", *words.width_mm);
    }
    if (words.height_mm) {
        options.height = millimetres("--height-mm", *words.height_mm);
    }
    if (words.mpp) {
        options.pixel_size = Microns(parse_real("--mpp", *words.mpp));
    }
    if (words.rotation) {
        options.rotation_degrees = parse_real("--rotation", *words.rotation);
    }
    if (words.confusers) {
        options.confusers = parse_confusers(*words.confusers);
    }
    phantom::validate(options);
    return options;
}

}  // namespace kossa::app
