#include "kossa/report/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace kossa::report {

namespace {

/// Above this a double has no hundredths left to round.
constexpr double largest_with_hundredths = 1e13;

bool has_hundredths(double value) {
    return std::abs(value) < largest_with_hundredths;
}

double to_hundredths(double value) {
    return has_hundredths(value) ? std::round(value * 100.0) / 100.0 : value;
}

/// The shortest text that reads back as the number rounded to hundredths, which has so few digits that it is its own.
std::string hundredths_text(double value) {
    const auto hundredths = static_cast<std::int64_t>(std::round(value * 100.0));
    const auto size = static_cast<std::uint64_t>(std::abs(hundredths));
    std::string text = hundredths < 0 ? "-" : "";
    const fmt::format_int whole(size / 100);
    text.append(whole.data(), whole.size());
    if (const auto part = static_cast<int>(size % 100); part != 0) {
        text += '.';
        text += static_cast<char>('0' + part / 10);
        if (part % 10 != 0) {
            text += static_cast<char>('0' + part % 10);
        }
    }
    return text;
}

double to_six_digits(double value) {
    const std::string text = fmt::format("{:.5e}", value);
    double result = value;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

/// In JSON, between quotation marks.
bool stands_for_itself(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

}  // namespace

std::optional<double> rounded(double value, Precision precision) {
    if (!std::isfinite(value)) {
        return std::nullopt;
    }
    constexpr double positive_zero = 0.0;
    switch (precision) {
        case Precision::hundredths:
            return to_hundredths(value) + positive_zero;
        case Precision::six_digits:
            return to_six_digits(value) + positive_zero;
        case Precision::as_it_is:
            break;
    }
    return value + positive_zero;
}

std::string number_text(double value, Precision precision) {
    if (precision == Precision::hundredths && has_hundredths(value)) {
        return hundredths_text(value);
    }
    const std::optional<double> number = rounded(value, precision);
    return number ? fmt::format("{}", *number) : std::string();
}

std::string json_string(std::string_view text) {
    if (std::ranges::all_of(text, stands_for_itself)) {
        std::string quoted;
        quoted.reserve(text.size() + 2);
        return quoted.append(1, '"').append(text).append(1, '"');
    }
    constexpr int compact = -1;
    return nlohmann::json(text).dump(compact, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace kossa::report
