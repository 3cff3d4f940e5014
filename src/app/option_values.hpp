#pragma once

#include <optional>
#include <string>

#include "kossa/core/pixel_size.hpp"
#include "kossa/stain/stain_recognition.hpp"
#include "requests.hpp"

namespace kossa::app {

/// A number. Throws UsageError naming the option.
double parse_real(const std::string& option, const std::string& text);

/// "0.5", or "0.5,0.48" for width and height, in um. Throws UsageError.
PixelSize parse_mpp(const std::string& text);

/// "auto" (nothing), "he" or "von-kossa". Throws UsageError.
std::optional<Stain> parse_stain(const std::string& text);

/// "" (not asked for), "true" (without a value) or "outlines", "labels" or "both". Throws UsageError.
TiffChoice parse_overlay_tiff(const std::string& text);

/// A whole number from 1 to `most_threads`. Throws UsageError.
int parse_threads(const std::string& text);
inline constexpr int most_threads = 1024;

}  // namespace kossa::app
