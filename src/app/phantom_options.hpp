#pragma once

#include <optional>
#include <string>

#include "kossa/phantom/options.hpp"

namespace kossa::app {

/// The options of `kossa phantom` as they were written; absent: the default.
struct PhantomWords {
    std::optional<std::string> preset;
    std::optional<std::string> stain;
    std::optional<std::string> seed;
    std::optional<std::string> width_mm;
    std::optional<std::string> height_mm;
    std::optional<std::string> mpp;
    std::optional<std::string> rotation;
    std::optional<std::string> confusers;  ///< names with commas between
};

/// What the words mean. Throws UsageError for unknown names and values that are no numbers or out of range.
phantom::PhantomOptions phantom_options(const PhantomWords& words);

}  // namespace kossa::app
