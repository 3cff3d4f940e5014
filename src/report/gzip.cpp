#include "kossa/report/gzip.hpp"

#define ZLIB_CONST  // zlib does not write to its input
#include <zlib.h>

#include <array>
#include <limits>
#include <new>
#include <string_view>

namespace kossa::report {

namespace {

constexpr int gzip_window_bits = MAX_WBITS + 16;  // zlib.h: 16 more asks for gzip
constexpr int usual_memory = 8;                   // zlib.h: the default
constexpr std::size_t piece_bytes = std::size_t{64} << 10U;
constexpr std::size_t most_at_once = std::numeric_limits<uInt>::max();

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
            deflate(&stream_, flush);
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

}  // namespace

void write_gzip(const TextSink& sink, const std::function<void(const TextSink&)>& writer) {
    Deflation deflation(sink);
    writer([&deflation](std::string_view text) { deflation.add(text); });
    deflation.finish();
}

std::uint32_t crc32_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace kossa::report
