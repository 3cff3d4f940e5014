#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "kossa/stain/stain_profile.hpp"

namespace kossa {

/// Reads a stain profile: TOML as stain_profile_toml() writes it, or the string of QuPath's stain vectors, which begins
/// with a brace. Of QuPath's string only Hematoxylin and Eosin are used; its background, which belongs to a scan, and a
/// third stain that is the residual are checked and left. Nothing of the text is believed unchecked; what is not known
/// is refused. Throws UsageError naming the file, the key and what to do.
StainProfile read_stain_profile(const std::filesystem::path& file);

/// The same from text in memory; `file` stands for it in messages and in the profile.
StainProfile stain_profile_of(std::string_view text, const std::string& file);

/// The profile as TOML. `comment` stands above it, each of its lines behind a number sign; its lines hold no control
/// characters. Reading it gives the same vectors to six digits.
std::string stain_profile_toml(const StainProfile& profile, std::string_view comment);

/// The profile as the string of QuPath's stain vectors, with a white background, on one line. Throws UsageError on von
/// Kossa: QuPath wants two stains.
std::string stain_profile_qupath(const StainProfile& profile);

}  // namespace kossa
