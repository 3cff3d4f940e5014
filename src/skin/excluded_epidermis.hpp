#pragma once

#include <optional>

#include "kossa/core/raster.hpp"
#include "skin_part.hpp"

namespace kossa {

/// What outlines exclude of the epidermis, by the stretches of it that lie there. A whole stretch that is excluded is
/// none: so a person takes out what was taken for epidermis.
struct ExcludedEpidermis {
    Mask bridged;  ///< between epidermis that stays on both sides: the junction goes on through it, as it was
    Mask ending;   ///< beside epidermis that stays on one: it may be the junction, or have been taken for it
};

/// `hidden` is the excluded epidermis, `left` what stays.
ExcludedEpidermis excluded_epidermis(const Mask& hidden, const Mask& left);

/// The skin with excluded epidermis that the junction goes on through, or may.
struct ThroughExcluded {
    ComposedSkin skin;                    ///< with what is bridged
    std::optional<ComposedSkin> at_most;  ///< with what ends there as well
};

/// Nothing where none is excluded.
std::optional<ThroughExcluded> through_excluded(const ComposedSkin& skin);

}  // namespace kossa
