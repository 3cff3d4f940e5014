#include "score_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "kossa/core/printable.hpp"

namespace kossa::app {

namespace {

constexpr int narrowest_name = 5;  // "slide"
constexpr int widest_name = 48;    // longer names push their own row to the right

std::int64_t count_of(const SlideSummary& summary, std::string_view zone) {
    const auto found = std::find_if(summary.by_zone.begin(), summary.by_zone.end(),
                                    [zone](const Totals& totals) { return totals.name == zone; });
    return found == summary.by_zone.end() ? 0 : found->count;
}

}  // namespace

ScoreTable::ScoreTable(const std::vector<std::filesystem::path>& slides) : name_width_(narrowest_name) {
    for (const std::filesystem::path& slide : slides) {
        const auto width = static_cast<int>(printable(slide.filename().string()).size());
        name_width_ = std::max(name_width_, std::min(width, widest_name));
    }
}

Pieces ScoreTable::header() const {
    return {
        {fmt::format("{:<{}}  {:<5}  {:>8}  {:>8}  {:>4}  {:>5}  {:>4}  {:>4}  {:>4}  {:<14}  {}", "slide", name_width_,
                     "stain", "deposits", "area um2", "epi", "upper", "deep", "fat", "n/a", "pattern", "flags"),
         Style::strong},
        {"\n"}};
}

Pieces ScoreTable::row(const SlideSummary& summary) const {
    const std::string name = fmt::format("{:<{}}  ", printable(summary.slide.name), name_width_);
    if (summary.status != "ok") {
        return {{name}, {fmt::format("FAILED {}", summary.error_code), Style::failure}, {"\n"}};
    }
    const std::string columns =
        fmt::format("{:<5}  {:>8}  {:>8.0f}  {:>4}  {:>5}  {:>4}  {:>4}  {:>4}  {:<14}  ",
                    summary.stain.stain == "he" ? "H&E" : "VK", summary.deposit_count, summary.deposit_area.value(),
                    count_of(summary, "epidermis"), count_of(summary, "upper dermis"), count_of(summary, "deep dermis"),
                    count_of(summary, "subcutis"), count_of(summary, "unassessable"), summary.pattern);
    const std::string flags = fmt::format("{}", summary.flags.size());
    return {{name + columns}, {flags, summary.flags.empty() ? Style::plain : Style::warning}, {"\n"}};
}

}  // namespace kossa::app
