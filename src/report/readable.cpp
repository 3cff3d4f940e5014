#include "kossa/report/readable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kossa/core/three_digits.hpp"

namespace kossa::report {

namespace {

constexpr std::size_t digits_per_group = 3;

}  // namespace

std::string readable_whole(double value) {
    const std::string digits = fmt::format("{:.0f}", std::abs(value));
    std::string text = value < 0.0 && digits != "0" ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        text += i > 0 && (digits.size() - i) % digits_per_group == 0 ? "," : "";
        text += digits[i];
    }
    return text;
}

std::string readable(double value) {
    constexpr double smallest = 0.001;
    constexpr double hundred = 100.0;
    if (value > 0.0 && value < smallest) {
        return fmt::format("less than {:g}", smallest);
    }
    return std::abs(value) < hundred ? three_digits(value) : readable_whole(value);
}

std::string readable_percent(double share) {
    constexpr double percent = 100.0;
    constexpr double most_of_a_part = 0.999;  // what is not all is not shown as all
    return readable(percent * (share < 1.0 ? std::min(share, most_of_a_part) : share)) + " %";
}

std::string readable_score(double confidence) {
    constexpr double hundredths = 100.0;
    constexpr double rounding = 1e-6;  // 0.58 times 100 is less than 58
    return fmt::format("{:.2f}", std::floor(confidence * hundredths + rounding) / hundredths);
}

std::string counted(std::int64_t count, std::string_view singular) {
    return fmt::format("{} {}{}", readable_whole(static_cast<double>(count)), singular, count == 1 ? "" : "s");
}

std::string readable_stain(std::string_view stain) {
    if (stain == "he") {
        return "H&E";
    }
    return stain == "von-kossa" ? "von Kossa" : "unknown stain";
}

}  // namespace kossa::report
