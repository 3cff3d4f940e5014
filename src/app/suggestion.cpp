#include "suggestion.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kossa::app {

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t longest = 200;  // more than any name has; the rest of a word would only take time
    word = word.substr(0, longest);
    const auto distance = [word](const std::string& candidate) {
        const auto parted = std::mismatch(word.begin(), word.end(), candidate.begin(), candidate.end()).first;
        return std::pair(edit_distance(word, candidate), word.end() - parted);
    };
    const auto best = std::min_element(candidates.begin(), candidates.end(),
                                       [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    return best == candidates.end() ? std::string() : *best;
}

}  // namespace kossa::app
