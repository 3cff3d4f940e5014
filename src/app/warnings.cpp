#include "warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kossa/report/explanations.hpp"

namespace kossa::app {

namespace {

constexpr std::size_t most_names = 3;

std::string slides_text(const std::vector<std::string>& slides) {
    const std::vector<std::string> shown(
        slides.begin(), slides.begin() + static_cast<std::ptrdiff_t>(std::min(slides.size(), most_names)));
    const std::string names = fmt::format("{}", fmt::join(shown, ", "));
    return slides.size() == shown.size() ? names : fmt::format("{} and {} more", names, slides.size() - shown.size());
}

}  // namespace

void Warnings::add(const SlideSummary& summary) {
    for (const std::string& flag : summary.flags) {
        slides_by_flag_[flag].push_back(summary.slide.name);
    }
}

std::vector<std::string> Warnings::sentences() const {
    std::vector<std::string> sentences;
    for (const auto& [flag, slides] : slides_by_flag_) {
        const report::Explanation words = report::explained(flag, report::flag_explanations());
        sentences.push_back(fmt::format("{} [{}]: {}", words.sentence, flag, slides_text(slides)));
    }
    return sentences;
}

}  // namespace kossa::app
