#pragma once

#include <optional>
#include <string>
#include <vector>

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

/// Throws UsageError where that is given without a value and a slide that does not exist has the name of one.
void require_no_stray_tiff_word(const std::string& overlay_tiff, const std::vector<std::string>& slides);

/// A whole number from 1 to `most_threads`. Throws UsageError.
int parse_threads(const std::string& text);
inline constexpr int most_threads = 1024;

}  // namespace kossa::app
