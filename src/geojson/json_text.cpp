#include "kossa/geojson/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kossa/core/bounded_file.hpp"
#include "kossa/core/error.hpp"
#include "kossa/geojson/gzip_text.hpp"

namespace kossa {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 3> undefined_numbers{"-Infinity", "Infinity", "NaN"};

void blank(std::string& text, std::size_t from, std::size_t length) {
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(from), length, ' ');
    text[from] = '"';
    text[from + length - 1] = '"';
}

}  // namespace

std::string json_text(std::string bytes, const fs::path& file, std::uintmax_t most_bytes) {
    std::string text = std::move(bytes);
    if (is_gzip(text)) {
        text = unpacked(text, file, most_bytes);
    }
    require_utf8(text, file);
    if (text.starts_with(byte_order_mark)) {
        text.erase(0, byte_order_mark.size());
    }
    return text;
}

std::string read_json_text(const fs::path& file, std::uintmax_t most_bytes) {
    return json_text(read_bounded(file, most_bytes), file, most_bytes);
}

std::string_view shallow_json(std::string_view text) {
    constexpr int deepest = 64;
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size() && depth <= deepest; ++i) {
        if (in_string && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            in_string = !in_string;
        } else if (!in_string) {
            depth += text[i] == '[' || text[i] == '{' ? 1 : text[i] == ']' || text[i] == '}' ? -1 : 0;
        }
    }
    return depth > deepest ? std::string_view() : text;
}

std::string with_undefined_numbers_quoted(std::string text) {
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_string && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            in_string = !in_string;
        } else if (!in_string) {
            for (const std::string_view word : undefined_numbers) {
                if (text.compare(i, word.size(), word) == 0) {
                    blank(text, i, word.size());
                    i += word.size() - 1;
                    break;
                }
            }
        }
    }
    return text;
}

std::string place_of(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t last_break = before.rfind('\n');
    const std::size_t column = before.size() - (last_break == std::string_view::npos ? 0 : last_break + 1) + 1;
    return fmt::format("line {}, column {}", line, column);
}

}  // namespace kossa
