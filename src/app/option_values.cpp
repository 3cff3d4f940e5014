#include "option_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "kossa/core/error.hpp"
#include "kossa/slide/pixel_size_finding.hpp"

namespace kossa::app {

namespace {

struct TiffWord {
    std::string_view word;
    TiffChoice choice;
};
constexpr std::array tiff_words{TiffWord{"outlines", {true, false}}, TiffWord{"labels", {false, true}},
                                TiffWord{"both", {true, true}}};
constexpr std::string_view given_alone = "true";  // as CLI11 says it

const TiffWord* tiff_word(std::string_view text) {
    return std::find_if(tiff_words.begin(), tiff_words.end(), [&](const TiffWord& word) { return word.word == text; });
}

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
                                     x == y ? ""
                                            : ", the two within a factor of two of each other; a comma parts width and "
                                              "height, so write a decimal point, as in 0.5"));
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
    if (text.empty() || text == given_alone) {
        return {!text.empty(), false};
    }
    const auto* found = tiff_word(text);
    if (found == tiff_words.end()) {
        throw UsageError(fmt::format("--overlay-tiff={} is not known: it is outlines, labels or both", text));
    }
    return found->choice;
}

void require_no_stray_tiff_word(const std::string& overlay_tiff, const std::vector<std::string>& slides) {
    for (const std::string& slide : slides) {
        std::error_code ignored;
        if (overlay_tiff == given_alone && tiff_word(slide) != tiff_words.end() &&
            !std::filesystem::exists(slide, ignored)) {
            throw UsageError(
                fmt::format("there is no slide '{0}'; if you meant the TIFF, write --overlay-tiff={0}", slide));
        }
    }
}

int parse_threads(const std::string& text) {
    const std::optional<double> number = parse_number(text);
    if (!number || *number != std::floor(*number) || *number < 1 || *number > most_threads) {
        throw UsageError(fmt::format("--threads {} must be a whole number from 1 to {}", text, most_threads));
    }
    return static_cast<int>(*number);
}

}  // namespace kossa::app
