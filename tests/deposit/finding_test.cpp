#include "kossa/deposit/finding.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <utility>

namespace kossa {
namespace {

constexpr std::array<std::pair<FindingClass, std::string_view>, 12> names_in_files{
    {{FindingClass::calcium, "Calcium"},
     {FindingClass::uncertain, "Uncertain"},
     {FindingClass::nuclei, "Nuclei"},
     {FindingClass::pigment, "Pigment"},
     {FindingClass::carbon, "Carbon"},
     {FindingClass::ink, "Ink"},
     {FindingClass::fold, "Fold"},
     {FindingClass::keratin, "Keratin"},
     {FindingClass::dust, "Dust"},
     {FindingClass::blood, "Blood"},
     {FindingClass::precipitate, "Precipitate"},
     {FindingClass::bacteria, "Bacteria"}}};

TEST(FindingName, IsTheOneOfTheFiles) {
    for (const auto& [finding, expected] : names_in_files) {
        EXPECT_EQ(name(finding), expected);
    }
}

TEST(Finding, MayBeCalciumWhereItIsOrIsUncertain) {
    for (const FindingClass finding : all_finding_classes) {
        const bool expected = finding == FindingClass::calcium || finding == FindingClass::uncertain;
        EXPECT_EQ(may_be_calcium(finding), expected) << name(finding);
    }
}

TEST(MorphologyName, IsTheOneOfTheFiles) {
    EXPECT_EQ(name(Morphology::granular), "granular");
    EXPECT_EQ(name(Morphology::amorphous), "amorphous");
    EXPECT_EQ(all_morphologies.size(), 2U);
}

}  // namespace
}  // namespace kossa
