#include "kossa/measure/clinical_case.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "kossa/core/three_digits.hpp"

namespace kossa {

namespace {

// Grams per mole, and so mg/dL per mmol/L when divided by ten.
constexpr double calcium_mg_dl_per_mmol_l = 40.078 / 10.0;
constexpr double phosphorus_mg_dl_per_mmol_l = 30.974 / 10.0;
constexpr double pth_pg_ml_per_pmol_l = 9425.0 / 1000.0;

constexpr std::array calcium_units{LabUnit{"mg/dL", 1.0}, LabUnit{"mmol/L", calcium_mg_dl_per_mmol_l}};
constexpr std::array phosphate_units{LabUnit{"mg/dL", 1.0}, LabUnit{"mmol/L", phosphorus_mg_dl_per_mmol_l}};
constexpr std::array albumin_units{LabUnit{"g/dL", 1.0}, LabUnit{"g/L", 0.1}};
constexpr std::array pth_units{LabUnit{"pg/mL", 1.0}, LabUnit{"ng/L", 1.0}, LabUnit{"pmol/L", pth_pg_ml_per_pmol_l}};

// Wide enough for the sickest, narrow enough that a usual value in the wrong unit falls outside wherever it can.
constexpr std::array analyte_table{
    Analyte{"calcium", "calcium", &ClinicalCase::calcium, calcium_units, 3.0, 30.0},
    Analyte{"phosphate", "phosphate", &ClinicalCase::phosphate, phosphate_units, 0.3, 40.0},
    Analyte{"albumin", "albumin", &ClinicalCase::albumin, albumin_units, 0.5, 8.0},
    Analyte{"pth", "parathyroid hormone", &ClinicalCase::pth, pth_units, 0.0, 20000.0},
};

constexpr TwoUnits product_of_mass(double mg2_dl2) {
    return {mg2_dl2, mg2_dl2 / (calcium_mg_dl_per_mmol_l * phosphorus_mg_dl_per_mmol_l)};
}

constexpr std::array bound_table{
    ProductBound{product_of_mass(55.0), "KDOQI 2003", "below which it is to be kept in chronic kidney disease"},
    ProductBound{product_of_mass(70.0), "CARI 2005", "which it should not exceed by an old consensus"},
};

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::optional<double> in_first_unit(const Analyte& analyte, const ClinicalCase& clinical_case) {
    const std::optional<LabValue>& value = clinical_case.*analyte.member;
    return value ? std::optional(in_unit(analyte, *value, analyte.units.front().name)) : std::nullopt;
}

const Analyte& analyte_at(std::optional<LabValue> ClinicalCase::*member) {
    return *std::find_if(analyte_table.begin(), analyte_table.end(),
                         [member](const Analyte& analyte) { return analyte.member == member; });
}

std::string lab_value_text(const Analyte& analyte, const LabValue& given) {
    const double own = unit_of(analyte, given.unit)->in_first;
    const auto other = std::find_if(analyte.units.begin(), analyte.units.end(),
                                    [own](const LabUnit& unit) { return unit.in_first != own; });
    const std::string converted =
        other == analyte.units.end()
            ? ""
            : fmt::format(" ({} {})", three_digits(in_unit(analyte, given, other->name)), other->name);
    return fmt::format("{:g} {}{}", given.value, given.unit, converted);
}

std::string corrected_sentence(const TwoUnits& calcium) {
    return fmt::format(
        "Calcium corrected for albumin: {:.1f} mg/dL ({:.2f} mmol/L), by calcium + 0.8 (4.0 - albumin in g/dL), the "
        "common form of the correction of Payne et al. 1973; unreliable where albumin is low, in critical illness and "
        "in renal failure, where ionised "
        "calcium should be measured.",
        calcium.mass, calcium.molar);
}

std::string_view side(const TwoUnits& product, const ProductBound& bound) {
    return product.mass >= bound.at.mass ? "at or above" : "below";
}

/// "at or above", or where they differ of the calcium as given and as corrected "below (with the corrected calcium at
/// or above)".
std::string sides(const CaseFigures& figures, const ProductBound& bound) {
    const std::string_view own = side(*figures.product, bound);
    const std::string_view corrected = side(figures.corrected_product.value_or(*figures.product), bound);
    return own == corrected ? std::string(own) : fmt::format("{} (with the corrected calcium {})", own, corrected);
}

std::string bound_text(const CaseFigures& figures, const ProductBound& bound) {
    return fmt::format("{} {:.0f} mg2/dL2 ({:.1f} mmol2/L2), {} ({})", sides(figures, bound), bound.at.mass,
                       bound.at.molar, bound.meaning, bound.source);
}

std::string product_text(const TwoUnits& product) {
    return fmt::format("{:.1f} mg2/dL2 ({:.2f} mmol2/L2)", product.mass, product.molar);
}

std::string product_sentence(const CaseFigures& figures) {
    std::vector<std::string> bounds;
    for (const ProductBound& bound : product_bounds()) {
        bounds.push_back(bound_text(figures, bound));
    }
    const std::string corrected = figures.corrected_product ? fmt::format(", {} with the corrected calcium",
                                                                          product_text(*figures.corrected_product))
                                                            : "";
    return fmt::format(
        "Calcium times phosphate: {}{}; {}. A high product is a risk and no proof of calcification, and a low one does "
        "not exclude it.",
        product_text(*figures.product), corrected, fmt::join(bounds, "; "));
}

}  // namespace

std::span<const Analyte> analytes() {
    return analyte_table;
}

std::span<const ProductBound> product_bounds() {
    return bound_table;
}

const LabUnit* unit_of(const Analyte& analyte, std::string_view name) {
    const auto found = std::find_if(analyte.units.begin(), analyte.units.end(),
                                    [name](const LabUnit& unit) { return same_letters(unit.name, name); });
    return found == analyte.units.end() ? nullptr : &*found;
}

double in_unit(const Analyte& analyte, const LabValue& value, std::string_view name) {
    return value.value * unit_of(analyte, value.unit)->in_first / unit_of(analyte, name)->in_first;
}

CaseFigures figures_of(const ClinicalCase& clinical_case) {
    constexpr double per_g_dl = 0.8;
    constexpr double usual_albumin_g_dl = 4.0;
    const std::optional<double> calcium = in_first_unit(analyte_at(&ClinicalCase::calcium), clinical_case);
    const std::optional<double> phosphate = in_first_unit(analyte_at(&ClinicalCase::phosphate), clinical_case);
    const std::optional<double> albumin = in_first_unit(analyte_at(&ClinicalCase::albumin), clinical_case);
    CaseFigures figures;
    if (calcium && phosphate) {
        figures.product = product_of_mass(*calcium * *phosphate);
    }
    if (calcium && albumin) {
        const double corrected = *calcium + per_g_dl * (usual_albumin_g_dl - *albumin);
        if (corrected > 0.0) {
            figures.corrected_calcium = {corrected, corrected / calcium_mg_dl_per_mmol_l};
        }
    }
    if (figures.corrected_calcium && phosphate) {
        figures.corrected_product = product_of_mass(figures.corrected_calcium->mass * *phosphate);
    }
    return figures;
}

std::string given_sentence(const ClinicalCase& clinical_case) {
    std::vector<std::string> parts;
    if (clinical_case.age_years) {
        parts.push_back(fmt::format("age {:g} years", *clinical_case.age_years));
    }
    if (!clinical_case.site.empty()) {
        parts.push_back("site " + clinical_case.site);
    }
    for (const Analyte& analyte : analytes()) {
        if (const std::optional<LabValue>& value = clinical_case.*analyte.member) {
            parts.push_back(fmt::format("{} {}", analyte.shown, lab_value_text(analyte, *value)));
        }
    }
    return fmt::format("Clinical context as given, not measured by kossa: {}.", fmt::join(parts, ", "));
}

std::vector<std::string> case_conclusions(const ClinicalCase& clinical_case, std::string_view pattern) {
    const CaseFigures figures = figures_of(clinical_case);
    std::vector<std::string> sentences;
    if (figures.corrected_calcium) {
        sentences.push_back(corrected_sentence(*figures.corrected_calcium));
    }
    if (figures.product) {
        sentences.push_back(product_sentence(figures));
    }
    sentences.push_back(
        fmt::format("Beside it stands the pattern by depth of this section: {}; neither alone nor together do they "
                    "name a cause.",
                    pattern));
    return sentences;
}

}  // namespace kossa
