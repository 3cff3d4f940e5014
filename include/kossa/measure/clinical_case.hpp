#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kossa {

/// A value as the laboratory gave it, in a unit that unit_of() knows.
struct LabValue {
    double value = 0.0;
    std::string unit;
};

/// What is known of a patient from elsewhere. It is set beside the measurements and changes none.
struct ClinicalCase {
    std::optional<double> age_years;
    std::string site;                   ///< of the biopsy; any text, empty when not given
    std::optional<LabValue> calcium;    ///< total, serum
    std::optional<LabValue> phosphate;  ///< serum, as phosphorus where it is a mass
    std::optional<LabValue> albumin;    ///< serum
    std::optional<LabValue> pth;        ///< intact parathyroid hormone, 1-84
};

/// How much of the first unit of an analyte one of this is.
struct LabUnit {
    std::string_view name;
    double in_first = 1.0;
};

/// What can be given of a blood sample: its units and, in the first of them, the range that is taken for possible.
struct Analyte {
    std::string_view key;
    std::string_view shown;
    std::optional<LabValue> ClinicalCase::*member;
    std::span<const LabUnit> units;
    double least = 0.0;
    double most = 0.0;
};

/// Calcium, phosphate, albumin, parathyroid hormone. Molar masses: calcium 40.078, phosphorus 30.974, albumin none,
/// parathyroid hormone 9425 g/mol.
std::span<const Analyte> analytes();

/// The unit of that name in any case ("mmol/l"); nullptr where the analyte has none such.
const LabUnit* unit_of(const Analyte& analyte, std::string_view name);

/// The value in the unit `name`, which the analyte knows.
double in_unit(const Analyte& analyte, const LabValue& value, std::string_view name);

/// A quantity in the two usual systems of units.
struct TwoUnits {
    double mass = 0.0;   ///< mg/dL, or mg2/dL2
    double molar = 0.0;  ///< mmol/L, or mmol2/L2
};

/// What follows from the values, where they were given.
struct CaseFigures {
    /// Calcium + 0.8 (4.0 - albumin) in mg/dL and g/dL: the common form of the correction of Payne et al., BMJ
    /// 1973;4:643-6, who had 1 in place of 0.8. Unreliable where albumin is low, in critical illness and renal failure.
    std::optional<TwoUnits> corrected_calcium;
    std::optional<TwoUnits> product;            ///< calcium as measured times phosphate
    std::optional<TwoUnits> corrected_product;  ///< corrected calcium times phosphate
};

CaseFigures figures_of(const ClinicalCase& clinical_case);

/// A product of calcium and phosphate that the literature names as a bound.
struct ProductBound {
    TwoUnits at;
    std::string_view source;
    std::string_view meaning;
};

/// 55 mg2/dL2 (KDOQI 2003, guideline 6.5) and 70 mg2/dL2 (as reviewed by CARI 2005), in this order.
std::span<const ProductBound> product_bounds();

/// The values in a sentence, as they were given and in the other system of units. In ASCII but for the site.
std::string given_sentence(const ClinicalCase& clinical_case);

/// What follows from the values in sentences, each figure with its caveat, beside the pattern by depth; never a
/// diagnosis. In ASCII.
std::vector<std::string> case_conclusions(const ClinicalCase& clinical_case, std::string_view pattern);

}  // namespace kossa
