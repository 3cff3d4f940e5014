#include "kossa/report/overlay_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "kossa/core/units.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/readable.hpp"
#include "kossa/report/wording.hpp"

namespace kossa::report {

namespace {

constexpr std::string_view ellipsis = "...";

bool continues_a_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

bool printable(char c) {
    return c >= ' ' && c <= '~';
}

std::string tissue_text(const SlideSummary& s) {
    return fmt::format("{}, {} of tissue", readable_stain(s.stain.stain), area_text(s.tissue_area));
}

/// Of deposits: always in one unit, so that the lines of a legend can be compared.
std::string deposit_area_text(SquareMicrons area) {
    return readable_whole(area.value()) + " um2";
}

/// What was neither counted nor certainly something else; empty without any.
std::string set_aside_line(const SlideSummary& s) {
    std::vector<std::string> parts;
    for (const Totals& totals : s.confusers) {
        if (is_set_aside(totals.name)) {
            parts.push_back(fmt::format("{} {} ({})", readable_whole(static_cast<double>(totals.count)), totals.name,
                                        deposit_area_text(totals.area)));
        }
    }
    return parts.empty() ? std::string() : fmt::format("Set aside: {}", fmt::join(parts, ", "));
}

std::string deposits_text(const SlideSummary& s) {
    if (s.deposit_count == 0) {
        return "No deposits found";
    }
    return fmt::format("{}, {}, {} of the tissue", counted(s.deposit_count, "deposit"),
                       deposit_area_text(s.deposit_area), readable_percent(s.area_fraction));
}

std::string pattern_text(const SlideSummary& s) {
    if (s.skin.assessable) {
        return fmt::format("Pattern: {}", ascii(s.pattern));
    }
    return s.skin.reason.empty() ? std::string("Depth could not be assessed")
                                 : fmt::format("Depth could not be assessed: {}", ascii(s.skin.reason));
}

std::string flags_text(const std::vector<std::string>& flags) {
    std::vector<std::string> words;
    std::transform(flags.begin(), flags.end(), std::back_inserter(words), [](const std::string& flag) {
        return ascii(std::string(explained(flag, flag_explanations()).label));
    });
    return words.empty() ? std::string("No flags") : fmt::format("Note: {}", fmt::join(words, "; "));
}

/// A number is not parted from its unit.
bool is_unit(std::string_view rest) {
    return rest.starts_with("um") || rest.starts_with("mm") || rest.starts_with("%");
}

/// The longest start of `text` that fits, at least one character; ends at a space where there is one.
std::size_t fitting_length(const std::string& text, int width_px, const TextWidth& text_width) {
    std::size_t length = text.size();
    while (length > 1 && text_width(text.substr(0, length)) > width_px) {
        --length;
    }
    if (length == text.size()) {
        return length;
    }
    for (std::size_t at = length; at > 0; --at) {
        if (text[at] == ' ' && !is_unit(std::string_view(text).substr(at + 1))) {
            return at;
        }
    }
    return length;
}

std::string with_ellipsis(std::string line, int width_px, const TextWidth& text_width) {
    while (line.size() > 1 && text_width(line + std::string(ellipsis)) > width_px) {
        line.pop_back();
    }
    return line + std::string(ellipsis);
}

}  // namespace

std::string ascii(std::string_view utf8) {
    std::string result;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const std::string_view rest = utf8.substr(i);
        if (rest.starts_with("\u00b5") || rest.starts_with("\u03bc")) {
            result += 'u';
        } else if (!continues_a_character(utf8[i])) {
            result += printable(utf8[i]) ? utf8[i] : '?';
        }
    }
    return result;
}

std::string area_text(SquareMicrons area) {
    constexpr double smallest_in_mm2 = 1e4;
    return area.value() < smallest_in_mm2 ? deposit_area_text(area) : readable(area.value() / um2_per_mm2) + " mm2";
}

std::vector<Paragraph> caption(const SlideSummary& summary) {
    std::vector<Paragraph> paragraphs{
        {ascii(summary.slide.name), 3}, {tissue_text(summary), 2}, {deposits_text(summary), 2}};
    if (const std::string set_aside = set_aside_line(summary); !set_aside.empty()) {
        paragraphs.push_back({set_aside, 2});
    }
    if (const std::string outlined = outlined_by_person(summary); !outlined.empty()) {
        paragraphs.push_back({outlined, 2});
    }
    if (summary.deposit_count > 0 || !summary.skin.assessable) {
        paragraphs.push_back({pattern_text(summary), 4});
    }
    if (summary.analysed_fraction < 1.0) {
        paragraphs.push_back(
            {fmt::format("Only {} of the tissue could be read", readable_percent(summary.analysed_fraction)), 2});
    }
    paragraphs.push_back({flags_text(summary.flags), 6});
    paragraphs.push_back({"Research use only. Measurements, not a diagnosis.", 3});
    return paragraphs;
}

std::string totals_text(const Totals& totals) {
    const bool no_depth = totals.name == name(Zone::unassessable);
    const std::string label = no_depth ? "depth not assessed" : totals.name;
    if (totals.count == 0) {
        return fmt::format("{}: {}", label, totals.tissue_area.value() > 0.0 ? "no deposits" : "not found");
    }
    return fmt::format("{}: {}, {}", label, counted(totals.count, "deposit"), deposit_area_text(totals.area));
}

std::vector<std::string> wrapped(const Paragraph& paragraph, int width_px, const TextWidth& text_width) {
    std::vector<std::string> lines;
    std::string rest = paragraph.text;
    while (!rest.empty() && lines.size() < paragraph.most_lines) {
        const std::size_t length = fitting_length(rest, width_px, text_width);
        lines.push_back(rest.substr(0, length));
        const std::size_t next = rest.find_first_not_of(' ', length);
        rest = next == std::string::npos ? std::string() : rest.substr(next);
    }
    if (!rest.empty() && !lines.empty()) {
        lines.back() = with_ellipsis(lines.back(), width_px, text_width);
    }
    return lines;
}

}  // namespace kossa::report
