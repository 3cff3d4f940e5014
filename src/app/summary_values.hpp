#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kossa::app {

/// The summary.json of a result; throws as read_json_text.
std::string read_summary(const std::filesystem::path& folder);

/// Whether the summary has a value there, and not null; a place is one of those below.
bool has_value(std::string_view summary, const std::string& place);

/// What a table says of values of a summary.json, in the order of `places`: words as they are, lists joined by spaces,
/// numbers as the summary writes them. A place is a JSON pointer, in which "[zone=subcutis]" is the object of a list
/// whose member `zone` has that value. Empty where the summary, or a text that is none, has nothing there; "0" where a
/// list does not name what a count or an area is asked of.
std::vector<std::string> summary_values(std::string_view summary, const std::vector<std::string>& places);

}  // namespace kossa::app
