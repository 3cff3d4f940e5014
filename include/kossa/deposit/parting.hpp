#pragma once

#include <vector>

#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

/// Adds a component to an object, as a granule where it is as small as one.
void add_member(DepositObject& object, const Component& component, const Judgement& by);

/// Parts an object that is no calcium as a whole: a mass stays one whatever lies beside it. The members that are masses
/// by themselves, larger than nuclei, and as unlike those of the slide as grains must be, each an object of its own,
/// and then the others together. The object itself where there is none, or where the look of the nuclei is not known or
/// a nucleus is a blurred dot.
std::vector<DepositObject> with_masses_apart(const DepositObject& object, const Judgement& by);

}  // namespace kossa
