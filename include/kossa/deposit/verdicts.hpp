#pragma once

#include <optional>
#include <string>

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/deposit/criterion.hpp"
#include "kossa/deposit/deposit_object.hpp"

namespace kossa {

/// One criterion applied to one object.
struct Verdict {
    Criterion criterion;
    double value = 0.0;
    double certainty = 0.0;                         ///< that the object is calcium, by this criterion alone, 0..1
    FindingClass otherwise = FindingClass::nuclei;  ///< what the object is when this criterion fails
    bool of_amount = false;                         ///< says how much there is, not how it looks
    double look = 1.0;                              ///< of all criteria together: certainty but for those of amount
    Ramp ramp{};                                    ///< by which the value was judged, and what is enough
};

/// What decided, in words (reason_text).
std::string reason_of(const Verdict& verdict);

/// Takes what a verdict leaves in doubt from the confidence of a finding, which is named anew and gives it as its
/// reason. A verdict without doubt changes nothing.
void lower_confidence(Finding& finding, const Verdict& verdict, const ClassificationOptions& options);

/// What all objects of a slide are judged by.
struct Judgement {
    const DepositRules& rules;
    const ClassificationOptions& options;
    const PixelSize& working;
    const std::optional<NuclearLook>& nuclei;
};

/// Share of dark core times share of sharp outline, 0..1: 0.7 to 1 in calcium of any size, 0.05 to 0.4 in most nuclei,
/// 0.4 to 0.8 in packed carbon, as measured.
double definition(const DepositObject& object);

/// Whether a nucleus is seen as more than a blurred dot, so that grains can be told from nuclei.
bool resolves_nuclei(const Judgement& by);

/// How certainly one component is a grain and no nucleus, by its own look.
double grain_certainty(const DepositObject& alone, const Judgement& by);
/// The same as a number of grains: up to twice where it is clearly greyer than nuclei and larger than grains of
/// pigment.
double grain_weight(const Component& component, const Judgement& by);

/// Whether one component has a sharp outline in pale tissue, and no colour that speaks against a grain.
bool stands_out(const DepositObject& alone, const Judgement& by);

/// All criteria on an object read as a mass, as one: the product of their certainties, with the weakest as the reason.
Verdict verdict_as_mass(const DepositObject& object, const Judgement& by);
/// What neither certainty nor look of that exceed: by the criterion that tells most from calcium at least cost.
double most_certain_as_mass(const DepositObject& object, const Judgement& by);
/// The same read as grains.
Verdict verdict_as_grains(const DepositObject& object, const Judgement& by);
/// The same read as a grey core: calcium that touches what is as dark and is told from it by being grey.
Verdict verdict_as_grey_core(const DepositObject& object, const Judgement& by);
/// The same read as a plate: calcium that is wider than any nucleus and even.
Verdict verdict_as_plate(const DepositObject& object, const Judgement& by);

}  // namespace kossa
