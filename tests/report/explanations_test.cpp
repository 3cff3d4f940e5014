#include "kossa/report/explanations.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "kossa/deposit/finding.hpp"
#include "report/test_tools.hpp"

namespace kossa::report {
namespace {

using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAreArray;

/// The codes in the first column of the table under a heading of docs/results.md.
std::vector<std::string> documented_codes(const std::string& heading) {
    const std::string text = content(source_file("docs/results.md"));
    const std::size_t begin = text.find("\n## " + heading + "\n");
    const std::string section = text.substr(begin + 1, text.find("\n## ", begin + 1) - begin - 1);
    std::vector<std::string> codes;
    const std::string row = "\n| `";
    for (std::size_t at = section.find(row); at != std::string::npos; at = section.find(row, at + 1)) {
        const std::size_t first = at + row.size();
        codes.push_back(section.substr(first, section.find('`', first) - first));
    }
    return codes;
}

std::vector<std::string> codes_of(const std::vector<Explanation>& explanations) {
    std::vector<std::string> codes;
    for (const Explanation& one : explanations) {
        codes.emplace_back(one.code);
    }
    return codes;
}

TEST(Explanations, ThereIsOneForEveryFlagOfTheDocuments) {
    EXPECT_THAT(codes_of(flag_explanations()), UnorderedElementsAreArray(documented_codes("Flags")));
}

TEST(Explanations, ThereIsOneForEveryErrorOfASlide) {
    std::vector<std::string> documented = documented_codes("Errors");
    std::erase(documented, "usage");  // no slide is touched, so none can have it
    EXPECT_THAT(codes_of(error_explanations()), UnorderedElementsAreArray(documented));
}

TEST(Explanations, ThereIsOneForEveryNameOfWhatIsTurnedDown) {
    EXPECT_THAT(codes_of(confuser_explanations()), UnorderedElementsAreArray(documented_codes("Confusers")));
    for (const FindingClass finding : all_finding_classes) {
        if (finding != FindingClass::calcium) {
            EXPECT_NE(explained(name(finding), confuser_explanations()).sentence, name(finding));
        }
    }
}

TEST(Explanations, SayHowMuchItIsOnTheSlide) {
    SlideSummary summary;
    summary.empty_tiles = 3;
    EXPECT_EQ(flag_sentence("empty-tiles-at-tissue", summary),
              "Beside or within the tissue the file holds empty tiles, never scanned or lost; nothing is seen there "
              "(3 tiles).");
    summary.confusers = {{"Ink", 3, SquareMicrons(70'000), {}, SquareMicrons(65'432)},
                         {"Nuclei", 9, SquareMicrons(90'000), {}, SquareMicrons(40'000)}};
    EXPECT_THAT(flag_sentence("large-body-turned-down", summary), testing::EndsWith("(65,432 um2 named Ink)."));
    summary.damaged_tiles = 1;
    EXPECT_THAT(flag_sentence("damaged-tiles-in-tissue", summary), testing::EndsWith("may be wrong (1 tile)."));
    summary.cut_by_image_border = 0.5;
    EXPECT_THAT(flag_sentence("tissue-cut-by-image-border", summary),
                testing::EndsWith("alone (50 % of the tissue's outline lies on the border)."));
    EXPECT_EQ(flag_sentence("partly-blurred", summary), explained("partly-blurred", flag_explanations()).sentence);
    EXPECT_EQ(flag_sentence("unknown", summary), "unknown");
}

TEST(Explanations, SayWhatToDo) {
    for (const auto& explanations : {flag_explanations(), error_explanations()}) {
        for (const Explanation& one : explanations) {
            EXPECT_TRUE(one.sentence.ends_with('.')) << one.code;
            EXPECT_THAT(std::string(one.remedy), Not(IsEmpty())) << one.code;
        }
    }
}

TEST(Explanations, LabelsOfFlagsAreShortAndPlain) {
    for (const Explanation& one : flag_explanations()) {
        EXPECT_THAT(std::string(one.label), Not(IsEmpty())) << one.code;
        EXPECT_LE(one.label.size(), 60U) << one.code;
        EXPECT_TRUE(std::all_of(one.label.begin(), one.label.end(), [](char c) { return c >= ' ' && c <= '~'; }))
            << one.code;
        EXPECT_EQ(one.label.find('-'), std::string_view::npos) << one.code;
    }
}

TEST(Explanations, AnUnknownCodeStandsForItself) {
    EXPECT_EQ(explained("new-flag", flag_explanations()).sentence, "new-flag");
    EXPECT_EQ(explained("new-flag", flag_explanations()).label, "new-flag");
}

}  // namespace
}  // namespace kossa::report
