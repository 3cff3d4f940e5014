#pragma once

#include <functional>
#include <vector>

#include "kossa/deposit/component.hpp"

namespace kossa {

/// A component, and what hung on it.
struct Parted {
    Component rest;
    std::vector<ThinPart> taken;  ///< in the component's order
};

/// Takes off those thin parts of a component that `belongs_elsewhere` names. Sums and runs of the rest and of what is
/// taken add up to those of the component.
Parted take_off(const Component& component, const std::function<bool(const PixelSums&)>& belongs_elsewhere);

/// The sums of a component's wide parts; of all of it where it has none.
PixelSums wide_sums(const Component& component);

}  // namespace kossa
