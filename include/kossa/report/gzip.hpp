#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "kossa/report/output_file.hpp"

namespace kossa::report {

/// Runs `writer`, and passes what it writes on to `sink` as a gzip file (RFC 1952), piece by piece. The header holds
/// neither name nor time, so that equal text gives equal bytes. Throws what `writer` and `sink` throw, and
/// std::bad_alloc.
void write_gzip(const TextSink& sink, const std::function<void(const TextSink&)>& writer);

/// A zlib stream (RFC 1950) of `count` parts, none longer than 4 GB, of which only runs of equal bytes are looked for.
/// Each is made and packed by itself, in parallel (core/rows.hpp); the bytes are the same on any number of threads.
std::string zlib_of_runs(std::size_t count, const std::function<std::string(std::size_t)>& part);

/// The checksum of gzip (RFC 1952): finds damage, and withstands no attack. Of bytes that follow others, given theirs.
std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before = 0);

}  // namespace kossa::report
