#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kossa::report {

/// How finely a number is written: what lies beyond is noise, and short numbers keep the files small.
enum class Precision {
    hundredths,  ///< lengths (0.01 um), areas (0.01 um2) and positions (0.01 px)
    six_digits,  ///< six significant digits: fractions, optical densities, pixel sizes
    as_it_is,    ///< the shortest text that reads back as the same number: parameters
};

/// The number as it is written. Never -0; absent where `value` is not finite.
std::optional<double> rounded(double value, Precision precision);

/// The number as text with '.' for the decimal point, whatever the locale; empty where it is absent or not finite.
std::string number_text(double value, Precision precision);

/// The text as a JSON string with its quotes; a byte that is not UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

}  // namespace kossa::report
