#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kossa {

/// A universally unique identifier, most significant byte first (RFC 9562).
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    bool operator==(const Uuid&) const = default;
};

/// Version 5: the same name space and name always give the same identifier (RFC 9562, section 5.5).
Uuid uuid_v5(const Uuid& name_space, std::string_view name);

/// 36 characters, lower case: "2ed6657d-e927-568b-95e1-2665a8aea6a2".
std::string text(const Uuid& uuid);

/// The identifier of `name` within everything that shares `seed` (a slide with its parameters, say): version 5 in a
/// name space that is itself the version 5 identifier of `seed` in a name space of kossa's own.
std::string uuid_v5(std::string_view name_space_seed, std::string_view name);

/// The name space of that: whoever needs many identifiers of one seed makes it once.
Uuid name_space_of(std::string_view seed);

/// The digest that version 5 is built on (RFC 3174). For identifiers only: it withstands no attack.
std::array<std::uint8_t, 20> sha1(std::string_view message);

}  // namespace kossa
