#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "kossa/report/output_file.hpp"

namespace kossa::report {

/// Runs `writer`, and passes what it writes on to `sink` as a gzip file (RFC 1952), piece by piece. The header holds
/// neither name nor time, so that equal text gives equal bytes. Throws what `writer` and `sink` throw, and
/// std::bad_alloc.
void write_gzip(const TextSink& sink, const std::function<void(const TextSink&)>& writer);

/// The checksum of gzip (RFC 1952): finds damage, and withstands no attack.
std::uint32_t crc32_of(std::string_view bytes);

}  // namespace kossa::report
