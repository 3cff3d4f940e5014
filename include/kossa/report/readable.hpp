#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kossa::report {

/// Numbers as a reader wants them, rounded; the exact ones are in summary.json. '.' is the decimal point and ',' parts
/// thousands, whatever the locale.

/// Three significant digits below 100, whole and with thousands parted from there on: "0.0123", "12.3", "35,980".
/// Never an exponent; what is above 0 and below 0.001 is "less than 0.001".
std::string readable(double value);

/// Whole, thousands parted: "35,980", "-1,200".
std::string readable_whole(double value);

/// Of a share of 0..1: "1.42 %".
std::string readable_percent(double share);

/// A confidence of 0..1 with two digits, the rest cut off, so that what is below a limit never reads as the limit:
/// "0.49" of 0.497.
std::string readable_score(double confidence);

/// "1 deposit", "2 deposits".
std::string counted(std::int64_t count, std::string_view singular);

/// "H&E", "von Kossa", "unknown stain" for the words of the summary.
std::string readable_stain(std::string_view stain);

}  // namespace kossa::report
