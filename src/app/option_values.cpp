#include "option_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "kossa/core/error.hpp"
#include "kossa/slide/pixel_size_finding.hpp"

namespace kossa::app {

namespace {

[[noreturn]] void refuse_mpp(const std::string& text) {
    throw UsageError(
        fmt::format("--mpp {} is no pixel size: give um per pixel as 0.5, or as 0.5,0.48 for width and height", text));
}

}  // namespace

double parse_real(const std::string& option, const std::string& text) {
    const std::optional<double> number = parse_number(text);
    if (!number) {
        throw UsageError(fmt::format("{} {} is no number", option, text));
    }
    return *number;
}

PixelSize parse_mpp(const std::string& text) {
    const std::size_t comma = text.find(',');
    const std::optional<double> x = parse_number(text.substr(0, comma));
    const std::optional<double> y = comma == std::string::npos ? x : parse_number(text.substr(comma + 1));
    if (!x || !y) {
        refuse_mpp(text);
    }
    try {
        return {Microns(*x), Microns(*y)};
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("--mpp {}: {}{}", text, error.what(),
                                     x == y ? "" : ", the two within a factor of two of each other"));
    }
}

std::optional<Stain> parse_stain(const std::string& text) {
    if (text == "auto") {
        return std::nullopt;
    }
    for (const Stain stain : {Stain::haematoxylin_eosin, Stain::von_kossa}) {
        if (text == name(stain)) {
            return stain;
        }
    }
    throw UsageError(fmt::format("--stain {} is not known: it is auto, he or von-kossa", text));
}

TiffChoice parse_overlay_tiff(const std::string& text) {
    struct Word {
        std::string_view word;
        TiffChoice choice;
    };
    constexpr std::array words{Word{"", {false, false}}, Word{"true", {true, false}}, Word{"outlines", {true, false}},
                               Word{"labels", {false, true}}, Word{"both", {true, true}}};
    const auto* found = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.word == text; });
    if (found == words.end()) {
        throw UsageError(fmt::format("--overlay-tiff={} is not known: it is outlines, labels or both", text));
    }
    return found->choice;
}

int parse_threads(const std::string& text) {
    const std::optional<double> number = parse_number(text);
    if (!number || *number != std::floor(*number) || *number < 1 || *number > most_threads) {
        throw UsageError(fmt::format("--threads {} must be a whole number from 1 to {}", text, most_threads));
    }
    return static_cast<int>(*number);
}

}  // namespace kossa::app
