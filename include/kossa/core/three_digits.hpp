#pragma once

#include <string>

namespace kossa {

/// A number for a reader: three significant digits below 100, whole from there on, and never an exponent; "0" below
/// 0.0005. '.' is the decimal point, whatever the locale.
std::string three_digits(double value);

}  // namespace kossa
