#pragma once

#include <vector>

#include "kossa/core/hsd.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

/// How an object is read, and the verdict on it.
struct Reading {
    Verdict verdict;
    Morphology morphology = Morphology::amorphous;
};

/// An object with what was said of it when it was judged. What is gathered afterwards changes its members, no more.
struct ReadObject {
    DepositObject object;
    Reading reading;
    Hsd colour;  ///< mean of the seeds
};

/// Whether a component is smaller than the smallest nucleus and not quite unlike a grain. What is no wider than half of
/// that need have no dark core.
bool may_be_small_grain(const Component& component, const Judgement& by);

/// Adds to sure granular deposits those of `rest` that lie among their grains, are smaller than a nucleus and not quite
/// unlike a grain: blur leaves them no dark core to be known by alone. Returns the others, each an object of its own.
/// `rest` must outlive both.
std::vector<DepositObject> gather_small_grains(std::vector<ReadObject>& objects, const std::vector<Component>& rest,
                                               const Judgement& by);

/// Whether the object is grains that are doubted for how little they are, not for how they look.
bool may_be_satellite(const ReadObject& read, const Judgement& by);

/// Adds to sure granular deposits the grains near them that look as calcium must and are only too few or too small to
/// count alone. Those are taken out of `objects`, whose order is kept.
void gather_satellites(std::vector<ReadObject>& objects, const Judgement& by);

}  // namespace kossa
