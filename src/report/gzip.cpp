#include "kossa/report/gzip.hpp"

#define ZLIB_CONST  // zlib does not write to its input
#include <zlib.h>

#include <array>
#include <limits>
#include <new>
#include <string_view>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/core/rows.hpp"

namespace kossa::report {

namespace {

constexpr int gzip_window_bits = MAX_WBITS + 16;  // zlib.h: 16 more asks for gzip
constexpr int usual_memory = 8;                   // zlib.h: the default
constexpr std::size_t piece_bytes = std::size_t{64} << 10U;
constexpr std::size_t most_at_once = std::numeric_limits<uInt>::max();

void require_packed(bool done) {
    if (!done) {
        throw OutputError("zlib could not pack it");
    }
}

class Deflation {
  public:
    explicit Deflation(const TextSink& sink) : sink_(sink) {
        if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, usual_memory,
                         Z_DEFAULT_STRATEGY) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    ~Deflation() { deflateEnd(&stream_); }
    Deflation(const Deflation&) = delete;
    Deflation& operator=(const Deflation&) = delete;

    void add(std::string_view text) {
        while (!text.empty()) {
            const std::string_view part = text.substr(0, most_at_once);
            stream_.next_in = reinterpret_cast<const Bytef*>(part.data());
            stream_.avail_in = static_cast<uInt>(part.size());
            pass_on(Z_NO_FLUSH);
            text.remove_prefix(part.size());
        }
    }
    void finish() { pass_on(Z_FINISH); }

  private:
    void pass_on(int flush) {
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
            stream_.avail_out = static_cast<uInt>(piece_.size());
            require_packed(deflate(&stream_, flush) != Z_STREAM_ERROR);
            const std::size_t packed = piece_.size() - stream_.avail_out;
            if (packed > 0) {
                sink_(std::string_view(piece_.data(), packed));
            }
        } while (stream_.avail_out == 0);
    }

    const TextSink& sink_;
    z_stream stream_{};
    std::array<char, piece_bytes> piece_{};
};

/// A part of a stream without its header and sum.
struct Packed {
    std::string bytes;
    uLong sum = 0;  ///< Adler-32 of what was packed
    z_off_t length = 0;
};

Packed packed_runs(std::string_view bytes, bool last) {
    constexpr int raw = -MAX_WBITS;  // zlib.h
    constexpr std::size_t end_of_part = 16;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw, usual_memory, Z_RLE) != Z_OK) {
        throw std::bad_alloc();
    }
    Packed part;
    part.bytes.resize(deflateBound(&stream, bytes.size()) + end_of_part);
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    stream.next_in = data;
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(part.bytes.data());
    stream.avail_out = static_cast<uInt>(part.bytes.size());
    const int status = deflate(&stream, last ? Z_FINISH : Z_SYNC_FLUSH);
    const bool all = last ? status == Z_STREAM_END : status == Z_OK && stream.avail_in == 0 && stream.avail_out > 0;
    part.bytes.resize(stream.total_out);
    part.bytes.shrink_to_fit();
    deflateEnd(&stream);
    require_packed(all);
    part.sum = adler32_z(adler32(0, nullptr, 0), data, bytes.size());
    part.length = static_cast<z_off_t>(bytes.size());
    return part;
}

}  // namespace

void write_gzip(const TextSink& sink, const std::function<void(const TextSink&)>& writer) {
    Deflation deflation(sink);
    writer([&deflation](std::string_view text) { deflation.add(text); });
    deflation.finish();
}

std::string zlib_of_runs(std::size_t count, const std::function<std::string(std::size_t)>& part) {
    std::vector<Packed> parts(count);
    over_stretches(static_cast<int>(count), 1, [&](int begin, int end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            parts[i] = packed_runs(part(i), i + 1 == count);
        }
    });
    std::string stream = "\x78\x9c";
    uLong sum = adler32(0, nullptr, 0);
    for (const Packed& packed : parts) {
        stream += packed.bytes;
        sum = adler32_combine(sum, packed.sum, packed.length);
    }
    for (const int shift : {24, 16, 8, 0}) {
        stream += static_cast<char>(sum >> shift & 0xffU);
    }
    return stream;
}

std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before) {
    return static_cast<std::uint32_t>(crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace kossa::report
