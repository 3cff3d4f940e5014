#include "kossa/geojson/gzip_text.hpp"

#include <fmt/format.h>
#define ZLIB_CONST  // zlib does not write to its input
#include <zlib.h>

#include <array>
#include <limits>
#include <new>

#include "kossa/core/error.hpp"

namespace kossa {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view gzip_begins = "\x1f\x8b";
constexpr int only_gzip = MAX_WBITS + 16;  // zlib.h: 16 more accepts gzip and nothing else
constexpr std::size_t piece_bytes = std::size_t{256} << 10U;
constexpr std::size_t most_at_once = std::numeric_limits<uInt>::max();

[[noreturn]] void refuse_packed(const fs::path& file, std::string_view reason) {
    throw UsageError(fmt::format("{} cannot be read: {}", file.string(), reason));
}

class Inflation {
  public:
    explicit Inflation(std::string_view packed) : rest_(packed) {
        if (inflateInit2(&stream_, only_gzip) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    ~Inflation() { inflateEnd(&stream_); }
    Inflation(const Inflation&) = delete;
    Inflation& operator=(const Inflation&) = delete;

    bool finished() const { return result_ == Z_STREAM_END && rest_.empty() && stream_.avail_in == 0; }
    bool damaged() const { return result_ != Z_OK && result_ != Z_STREAM_END; }
    /// The input is used up before its end.
    bool breaks_off() const { return result_ == Z_BUF_ERROR; }

    /// What comes next; of a further member, when one has ended.
    std::string_view next() {
        if (result_ == Z_STREAM_END) {
            inflateReset(&stream_);
        }
        if (stream_.avail_in == 0) {
            const std::string_view part = rest_.substr(0, most_at_once);
            stream_.next_in = reinterpret_cast<const Bytef*>(part.data());
            stream_.avail_in = static_cast<uInt>(part.size());
            rest_.remove_prefix(part.size());
        }
        stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
        stream_.avail_out = static_cast<uInt>(piece_.size());
        result_ = inflate(&stream_, Z_NO_FLUSH);
        if (result_ == Z_MEM_ERROR) {
            throw std::bad_alloc();
        }
        return {piece_.data(), piece_.size() - stream_.avail_out};
    }

  private:
    std::string_view rest_;
    z_stream stream_{};
    int result_ = Z_OK;
    std::array<char, piece_bytes> piece_{};
};

}  // namespace

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with(gzip_begins);
}

std::string unpacked(std::string_view bytes, const fs::path& file, std::uintmax_t most_bytes) {
    Inflation inflation(bytes);
    std::string text;
    while (!inflation.finished()) {
        const std::string_view piece = inflation.next();
        if (inflation.damaged()) {
            refuse_packed(file, inflation.breaks_off() ? "the gzip file breaks off" : "the gzip file is damaged");
        }
        if (piece.size() > most_bytes - text.size()) {
            refuse_packed(file,
                          fmt::format("it unpacks to more than the {} bytes that kossa reads; split it", most_bytes));
        }
        text += piece;
    }
    return text;
}

}  // namespace kossa
