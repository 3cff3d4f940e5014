#include "kossa/measure/clinical_case.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace kossa {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Analyte& named_analyte(std::string_view key) {
    return *std::find_if(analytes().begin(), analytes().end(), [key](const Analyte& one) { return one.key == key; });
}

double converted(std::string_view key, double value, const std::string& from, std::string_view to) {
    return in_unit(named_analyte(key), {value, from}, to);
}

/// Values of a published case of metastatic calcification: calcium 15 and phosphate 7.3 mg/dL.
ClinicalCase index_case() {
    ClinicalCase clinical_case;
    clinical_case.calcium = {15.0, "mg/dL"};
    clinical_case.phosphate = {7.3, "mg/dL"};
    return clinical_case;
}

TEST(ClinicalCase, ConvertsCalcium) {
    // 40.078 g/mol: 1 mmol/L = 40.078 mg/L = 4.0078 mg/dL. 15 / 4.0078 = 3.742702; 2.5 * 4.0078 = 10.0195.
    EXPECT_NEAR(converted("calcium", 15.0, "mg/dL", "mmol/L"), 3.742702, 1e-6);
    EXPECT_NEAR(converted("calcium", 2.5, "mmol/L", "mg/dL"), 10.0195, 1e-9);
}

TEST(ClinicalCase, ConvertsPhosphateAsPhosphorus) {
    // 30.974 g/mol: 1 mmol/L = 3.0974 mg/dL. 7.3 / 3.0974 = 2.356815; 1.2 * 3.0974 = 3.71688.
    EXPECT_NEAR(converted("phosphate", 7.3, "mg/dL", "mmol/L"), 2.356815, 1e-6);
    EXPECT_NEAR(converted("phosphate", 1.2, "mmol/L", "mg/dL"), 3.71688, 1e-9);
}

TEST(ClinicalCase, ConvertsAlbumin) {
    // 1 dL = 0.1 L: 28 g/L = 2.8 g/dL.
    EXPECT_NEAR(converted("albumin", 28.0, "g/L", "g/dL"), 2.8, 1e-12);
    EXPECT_NEAR(converted("albumin", 4.1, "g/dL", "g/L"), 41.0, 1e-12);
}

TEST(ClinicalCase, ConvertsParathyroidHormone) {
    // 9425 g/mol: 1 pmol/L = 9425 pg/L = 9.425 pg/mL; 1 ng/L = 1000 pg / 1000 mL = 1 pg/mL. 65 / 9.425 = 6.896552.
    EXPECT_NEAR(converted("pth", 65.0, "pg/mL", "pmol/L"), 6.896552, 1e-6);
    EXPECT_NEAR(converted("pth", 2.0, "pmol/L", "ng/L"), 18.85, 1e-9);
    EXPECT_NEAR(converted("pth", 33.0, "ng/L", "pg/mL"), 33.0, 1e-12);
}

TEST(ClinicalCase, KnowsUnitsInAnyCaseAndNoOthers) {
    EXPECT_EQ(unit_of(named_analyte("calcium"), "MMOL/l")->name, "mmol/L");
    for (const std::string_view other : {"mEq/L", "g/L", "mmol", "mmol/L ", ""}) {
        EXPECT_EQ(unit_of(named_analyte("calcium"), other), nullptr) << other;
    }
}

TEST(ClinicalCase, CorrectsCalciumForAlbumin) {
    ClinicalCase clinical_case;
    clinical_case.calcium = {2.0, "mmol/L"};
    clinical_case.albumin = {25.0, "g/L"};
    // 2.0 * 4.0078 = 8.0156 mg/dL; + 0.8 * (4.0 - 2.5) = + 1.2: 9.2156 mg/dL; / 4.0078 = 2.299416 mmol/L.
    const CaseFigures figures = figures_of(clinical_case);
    EXPECT_NEAR(figures.corrected_calcium->mass, 9.2156, 1e-9);
    EXPECT_NEAR(figures.corrected_calcium->molar, 2.299416, 1e-6);
    EXPECT_FALSE(figures.product.has_value());
    EXPECT_FALSE(figures.corrected_product.has_value());
}

TEST(ClinicalCase, GivesNoCorrectedCalciumBelowNothing) {
    ClinicalCase clinical_case = index_case();
    clinical_case.calcium = {3.0, "mg/dL"};
    clinical_case.albumin = {8.0, "g/dL"};
    const CaseFigures figures = figures_of(clinical_case);
    EXPECT_FALSE(figures.corrected_calcium.has_value());
    EXPECT_FALSE(figures.corrected_product.has_value());
    EXPECT_TRUE(figures.product.has_value());
}

TEST(ClinicalCase, MultipliesCalciumAndPhosphate) {
    // 15 * 7.3 = 109.5 mg2/dL2; 3.742702 * 2.356815 = 8.820856 mmol2/L2.
    const CaseFigures figures = figures_of(index_case());
    EXPECT_NEAR(figures.product->mass, 109.5, 1e-9);
    EXPECT_NEAR(figures.product->molar, 8.820856, 1e-5);
    EXPECT_FALSE(figures.corrected_calcium.has_value());
}

TEST(ClinicalCase, MultipliesTheCorrectedCalciumToo) {
    ClinicalCase clinical_case = index_case();
    clinical_case.albumin = {3.0, "g/dL"};
    // (15 + 0.8 * (4.0 - 3.0)) * 7.3 = 15.8 * 7.3 = 115.34 mg2/dL2.
    EXPECT_NEAR(figures_of(clinical_case).corrected_product->mass, 115.34, 1e-9);
    EXPECT_NEAR(figures_of(clinical_case).product->mass, 109.5, 1e-9);
}

TEST(ClinicalCase, BoundsOfTheProductAreThoseOfTheLiterature) {
    // 4.0078 * 3.0974 = 12.413760; 55 / 12.413760 = 4.430567, 70 / 12.413760 = 5.638904 mmol2/L2.
    ASSERT_EQ(product_bounds().size(), 2U);
    EXPECT_EQ(product_bounds()[0].at.mass, 55.0);
    EXPECT_NEAR(product_bounds()[0].at.molar, 4.430567, 1e-5);
    EXPECT_EQ(product_bounds()[1].at.mass, 70.0);
    EXPECT_NEAR(product_bounds()[1].at.molar, 5.638904, 1e-5);
}

TEST(ClinicalCase, SaysWhatWasGivenAndWhatFollowsWithItsCaveat) {
    ClinicalCase clinical_case = index_case();
    clinical_case.age_years = 63.0;
    clinical_case.site = "left thigh";
    clinical_case.albumin = {30.0, "g/L"};
    clinical_case.pth = {20.0, "ng/L"};
    EXPECT_EQ(given_sentence(clinical_case),
              "Clinical context as given, not measured by kossa: age 63 years, site left thigh, calcium 15 mg/dL "
              "(3.74 mmol/L), phosphate 7.3 mg/dL (2.36 mmol/L), albumin 30 g/L (3 g/dL), parathyroid hormone 20 "
              "ng/L (2.12 pmol/L).");
    EXPECT_THAT(
        case_conclusions(clinical_case, "superficial"),
        ElementsAre(AllOf(StartsWith("Calcium corrected for albumin: 15.8 mg/dL (3.94 mmol/L), "),
                          HasSubstr("unreliable where albumin is low")),
                    AllOf(StartsWith("Calcium times phosphate: 109.5 mg2/dL2 (8.82 mmol2/L2), 115.3 mg2/dL2 (9.29 "
                                     "mmol2/L2) with the corrected calcium; at or above 55 mg2/dL2 (4.4 mmol2/L2), "),
                          HasSubstr("(KDOQI 2003); at or above 70 mg2/dL2 (5.6 mmol2/L2), "), HasSubstr("no proof")),
                    HasSubstr("pattern by depth of this section: superficial;")));
}

TEST(ClinicalCase, SaysNothingOfWhatWasNotGiven) {
    ClinicalCase clinical_case;
    clinical_case.pth = {10.0, "pmol/L"};
    EXPECT_EQ(given_sentence(clinical_case),
              "Clinical context as given, not measured by kossa: parathyroid hormone 10 pmol/L (94.2 pg/mL).");
    EXPECT_THAT(case_conclusions(clinical_case, "deep"), ElementsAre(HasSubstr("deep")));
    clinical_case.pth = {150.0, "pmol/L"};
    EXPECT_THAT(given_sentence(clinical_case), HasSubstr("150 pmol/L (1414 pg/mL)"));
}

TEST(ClinicalCase, SaysWhereTheCorrectedCalciumIsOnTheOtherSideOfABound) {
    ClinicalCase clinical_case;
    clinical_case.calcium = {10.0, "mg/dL"};
    clinical_case.phosphate = {5.0, "mg/dL"};  // product 50
    clinical_case.albumin = {2.0, "g/dL"};     // (10 + 0.8 * 2) * 5 = 58
    EXPECT_THAT(case_conclusions(clinical_case, "mixed").at(1),
                HasSubstr("; below (with the corrected calcium at or above) 55 mg2/dL2 (4.4 mmol2/L2), "));
}

TEST(ClinicalCase, ComparesTheProductWithEachBound) {
    ClinicalCase clinical_case = index_case();
    clinical_case.phosphate = {4.0, "mg/dL"};  // product 60
    const std::string sentence = case_conclusions(clinical_case, "mixed").at(0);
    EXPECT_THAT(sentence, AllOf(HasSubstr("at or above 55"), HasSubstr("; below 70")));
    EXPECT_THAT(sentence, Not(HasSubstr("corrected")));
}

}  // namespace
}  // namespace kossa
