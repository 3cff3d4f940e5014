#include "kossa/core/fingerprint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "kossa/core/uuid.hpp"

namespace kossa {

namespace {

std::string text_of(const Polyline<Level0>& points) {
    std::string text;
    for (const Point<Level0>& p : points) {
        text += fmt::format("{:.0f},{:.0f} ", p.x, p.y);
    }
    return text;
}

/// Whichever way the line runs.
std::string text_of_line(const Polyline<Level0>& line) {
    return std::min(text_of(line), text_of(Polyline<Level0>(line.rbegin(), line.rend())));
}

}  // namespace

std::vector<Polyline<Level0>> in_whole_pixels(const std::vector<Polyline<Level0>>& lines) {
    std::vector<Polyline<Level0>> result = lines;
    for (Polyline<Level0>& line : result) {
        for (Point<Level0>& p : line) {
            // Not -0, and halves always upwards.
            p = {std::floor(p.x + 0.5) + 0.0, std::floor(p.y + 0.5) + 0.0};
        }
        line.erase(std::unique(line.begin(), line.end()), line.end());
    }
    return result;
}

std::string fingerprint(const std::vector<Polyline<Level0>>& lines) {
    std::vector<std::string> texts;
    for (const Polyline<Level0>& line : in_whole_pixels(lines)) {
        texts.push_back(text_of_line(line));
    }
    std::sort(texts.begin(), texts.end());
    return uuid_v5("kossa lines", fmt::format("{}", fmt::join(texts, "\n")));
}

}  // namespace kossa
