#include "kossa/page/figures.hpp"

#include <cctype>
#include <utility>

#include "kossa/core/units.hpp"
#include "kossa/report/number.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::page {

namespace {

using report::Precision;

Html figure(const std::string& key, std::string value, const std::string& shown) {
    return element("data", {{"value", std::move(value)}, {"data-key", key}}, with_symbols(shown));
}

/// A character of an identifier, such as tissue.least_piece_mm2, that is no digit.
bool letter_at(std::string_view text, std::size_t i) {
    return i < text.size() && (text[i] == '_' || std::isalpha(static_cast<unsigned char>(text[i])) != 0);
}

}  // namespace

Html count_figure(const std::string& key, std::int64_t count) {
    return figure(key, std::to_string(count), report::readable_whole(static_cast<double>(count)));
}

Html area_figure(const std::string& key, SquareMicrons area) {
    return figure(key, report::number_text(area.value(), Precision::hundredths), report::readable_whole(area.value()));
}

Html mm2_figure(const std::string& key, SquareMicrons area) {
    return figure(key, report::number_text(area.value(), Precision::hundredths),
                  report::readable(area.value() / um2_per_mm2) + " mm2");
}

Html length_figure(const std::string& key, double um) {
    return figure(key, report::number_text(um, Precision::hundredths), report::readable(um));
}

Html percent_figure(const std::string& key, double share) {
    return figure(key, report::number_text(share, Precision::six_digits), report::readable_percent(share));
}

Html plain_figure(const std::string& key, double value) {
    return figure(key, report::number_text(value, Precision::six_digits), report::readable(value));
}

std::string with_symbols(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = i == 0 || !letter_at(text, i - 1);
        const bool unit = begins && (text.substr(i, 2) == "um" || text.substr(i, 2) == "mm") && !letter_at(text, i + 2);
        if (!unit) {
            result += text[i];
            continue;
        }
        result += text[i] == 'u' ? "\u00b5m" : "mm";
        const bool squared = i + 2 < text.size() && text[i + 2] == '2';
        result += squared ? "\u00b2" : "";
        i += squared ? 2 : 1;
    }
    return result;
}

std::string length_text(Microns length) {
    return with_symbols(report::readable_whole(length.value()) + " um");
}

std::string area_text(SquareMicrons area) {
    return with_symbols(report::readable_whole(area.value()) + " um2");
}

std::string depth_text(const DepositRow& row, const std::string& range) {
    const Microns depth = row.depth.value();
    const bool crosses = row.depth_min.value_or(depth).value() < 0.0 && row.depth_max.value_or(depth).value() > 0.0;
    return depth.value() < 0.0 ? length_text(-depth) + " above the junction" + (crosses ? " and across it" : "")
                               : length_text(depth) + " deep" + range + (crosses ? ", across the junction" : "");
}

}  // namespace kossa::page
