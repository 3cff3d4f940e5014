#include "kossa/page/case_section.hpp"

#include <string>
#include <string_view>

#include "kossa/measure/clinical_case.hpp"

namespace kossa::page {

namespace {

/// Units with raised squares, as a reader expects them.
std::string with_squares(std::string text) {
    struct Unit {
        std::string_view plain;
        std::string_view raised;
    };
    for (const Unit& unit : {Unit{"mg2/dL2", "mg\u00b2/dL\u00b2"}, Unit{"mmol2/L2", "mmol\u00b2/L\u00b2"}}) {
        for (std::size_t at = text.find(unit.plain); at != std::string::npos; at = text.find(unit.plain, at)) {
            text.replace(at, unit.plain.size(), unit.raised);
        }
    }
    return text;
}

}  // namespace

Html case_section(const SlideSummary& summary) {
    if (!summary.clinical_case) {
        return {};
    }
    Html content = element("p", {}, given_sentence(*summary.clinical_case));
    for (const std::string& sentence : case_conclusions(*summary.clinical_case, summary.pattern)) {
        content += element("p", {{"class", "note"}}, with_squares(sentence));
    }
    return element("section", {{"class", "case"}}, element("h2", {}, "Clinical context") + content);
}

}  // namespace kossa::page
