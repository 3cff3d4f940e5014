#pragma once

#include <cstdint>

/// The masks in rescore.png.
namespace kossa::report::bit {

inline constexpr std::uint8_t tissue = 1;
inline constexpr std::uint8_t solid = 2;
inline constexpr std::uint8_t epidermis = 4;
inline constexpr std::uint8_t subcutis = 8;
inline constexpr std::uint8_t searched = 16;
inline constexpr std::uint8_t also_searched = 32;
inline constexpr std::uint8_t firm = 64;
/// In the epidermis its horny layer, else within `solid` adnexa, outside it scraps.
inline constexpr std::uint8_t beside_epidermis = 128;

}  // namespace kossa::report::bit
