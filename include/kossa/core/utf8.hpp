#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kossa {

/// What a text begins with.
struct CodePoint {
    std::size_t length = 1;             ///< bytes
    std::optional<std::uint32_t> code;  ///< of Unicode; none where the first byte begins no character
};

/// The first character of a text that is not empty, in UTF-8 (RFC 3629): what is cut off, longer than needed, a
/// surrogate or beyond U+10FFFF is none.
CodePoint first_code_point(std::string_view text);

/// The text with the replacement character U+FFFD for each byte that begins no character.
std::string valid_utf8(std::string_view text);

}  // namespace kossa
