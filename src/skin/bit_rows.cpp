#include "bit_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr int word_bits = 64;
constexpr int least_rows_of_bits = 64;  // of a stretch

static_assert(std::endian::native == std::endian::little, "eight pixels are taken as one word, the first lowest");

/// A bit for each of eight pixels, the first lowest.
std::uint64_t packed_eight(const std::uint8_t* pixels) {
    constexpr std::uint64_t low_seven = 0x7f7f7f7f7f7f7f7f;
    constexpr std::uint64_t gather = 0x0102040810204080;  // brings bit 8 i to 56 + i
    std::uint64_t v = 0;
    std::memcpy(&v, pixels, sizeof v);
    const std::uint64_t highest_where_set = ((v & low_seven) + low_seven) | v;
    return (highest_where_set >> 7U & 0x0101010101010101) * gather >> 56U;
}

constexpr std::array<std::uint64_t, 256> eight_pixels = [] {
    std::array<std::uint64_t, 256> pixels{};
    for (std::size_t bits = 0; bits < pixels.size(); ++bits) {
        for (unsigned i = 0; i < 8; ++i) {
            pixels[bits] |= (bits >> i & 1U) != 0 ? std::uint64_t{0xff} << (8 * i) : 0;
        }
    }
    return pixels;
}();

/// For each number of rows, up to `most_rows`, how many columns away the disc still reaches.
std::vector<int> columns_reached(int largest, int most_rows) {
    std::vector<int> reached;
    for (int row = 0; row <= most_rows && row * row <= largest; ++row) {
        int columns = static_cast<int>(std::sqrt(static_cast<double>(largest - row * row))) + 1;
        while (columns * columns > largest - row * row) {
            --columns;
        }
        reached.push_back(columns);
    }
    return reached;
}

/// One row that grows to both sides. Words of 0 on either side of it take what is looked up beyond its ends.
class WideningRow {
  public:
    WideningRow(std::size_t words, int most_columns)
        : words_(words),
          guard_(static_cast<std::size_t>(most_columns / word_bits) + 2),
          bits_(words + 2 * guard_),
          before_(words + 2 * guard_) {}

    const std::uint64_t* bits() const { return &bits_[guard_]; }

    void start(const std::uint64_t* row) {
        std::copy_n(row, words_, &bits_[guard_]);
        reach_ = 0;
    }

    /// What is cut off at the ends leaves a run of more than `reach_` pixels, and no step goes further.
    void widen_to(int reach) {
        while (reach_ < reach) {
            const int step = std::min(reach - reach_, reach_ + 1);
            widen(static_cast<std::size_t>(step));
            reach_ += step;
        }
    }

  private:
    void widen(std::size_t step) {
        std::swap(bits_, before_);
        const std::size_t whole = step / word_bits;
        const std::size_t part = step % word_bits;
        const std::size_t rest = word_bits - 1 - part;  // and 1 more: a shift by a whole word is undefined
        const std::uint64_t* here = &before_[guard_];
        const std::uint64_t* left = here - whole;
        const std::uint64_t* right = here + whole;
        std::uint64_t* wider = &bits_[guard_];
        for (std::size_t i = 0; i < words_; ++i) {
            const std::uint64_t from_left = left[i] << part | left[static_cast<std::ptrdiff_t>(i) - 1] >> 1U >> rest;
            const std::uint64_t from_right = right[i] >> part | right[i + 1] << 1U << rest;
            wider[i] = here[i] | from_left | from_right;
        }
    }

    std::size_t words_;
    std::size_t guard_;
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint64_t> before_;
    int reach_ = 0;
};

void add_bits(std::uint64_t* to, const std::uint64_t* from, std::size_t words) {
    for (std::size_t i = 0; i < words; ++i) {
        to[i] |= from[i];
    }
}

}  // namespace

BitRows::BitRows(int rows, int columns)
    : rows_(rows),
      columns_(columns),
      words_((static_cast<std::size_t>(columns) + word_bits - 1) / word_bits),
      bits_(static_cast<std::size_t>(rows) * words_) {}

BitRows::BitRows(const Mask& mask, int margin) : BitRows(mask.rows + 2 * margin, mask.cols + 2 * margin) {
    over_stretches(rows_, least_rows_of_bits, [&](int begin, int end) {
        std::vector<std::uint8_t> pixels(words_ * word_bits, 0);
        const auto first = pixels.begin() + margin;
        for (int y = begin; y < end; ++y) {
            const std::uint8_t* source = mask[std::clamp(y - margin, 0, mask.rows - 1)];
            std::fill_n(pixels.begin(), margin, source[0]);
            std::copy_n(source, mask.cols, first);
            std::fill_n(first + mask.cols, margin, source[mask.cols - 1]);
            for (std::size_t i = 0; i < pixels.size(); i += 8) {
                row(y)[i / word_bits] |= packed_eight(&pixels[i]) << i % word_bits;
            }
        }
    });
}

Mask BitRows::inner(int margin) const {
    Mask mask(rows_ - 2 * margin, columns_ - 2 * margin);
    over_stretches(mask.rows, least_rows_of_bits, [&](int begin, int end) {
        std::vector<std::uint64_t> pixels(words_ * word_bits / 8);
        for (int y = begin; y < end; ++y) {
            const std::uint64_t* bits = row(y + margin);
            for (std::size_t i = 0; i < pixels.size(); ++i) {
                pixels[i] = eight_pixels[bits[i / 8] >> i % 8 * 8 & 0xffU];  // NOLINT(*-constant-array-index)
            }
            std::memcpy(mask[y], reinterpret_cast<const std::uint8_t*>(pixels.data()) + margin,
                        static_cast<std::size_t>(mask.cols));
        }
    });
    return mask;
}

BitRows BitRows::inverted() const {
    BitRows result(rows_, columns_);
    std::ranges::transform(bits_, result.bits_.begin(), [](std::uint64_t bits) { return ~bits; });
    for (int y = 0; y < rows_; ++y) {
        result.clear_beyond(y);
    }
    return result;
}

BitRows BitRows::grown(int square) const {
    const std::vector<int> reached = columns_reached(square, rows_ - 1);
    const int rows_up = static_cast<int>(reached.size()) - 1;
    BitRows result(rows_, columns_);
    over_stretches(rows_, std::max(least_rows_of_bits, 4 * rows_up), [&](int begin, int end) {
        WideningRow wide(words_, reached.front());
        for (int y = std::max(0, begin - rows_up); y < std::min(rows_, end + rows_up); ++y) {
            if (is_empty(y)) {
                continue;
            }
            wide.start(row(y));
            for (int away = rows_up; away >= 0; --away) {
                wide.widen_to(reached[static_cast<std::size_t>(away)]);
                for (const int to : {y - away, y + away}) {
                    if (to >= begin && to < end) {
                        add_bits(result.row(to), wide.bits(), words_);
                    }
                }
            }
        }
        for (int y = begin; y < end; ++y) {
            result.clear_beyond(y);
        }
    });
    return result;
}

bool BitRows::is_empty(int y) const {
    return std::all_of(row(y), row(y) + words_, [](std::uint64_t bits) { return bits == 0; });
}

void BitRows::clear_beyond(int y) {
    const auto used = static_cast<unsigned>(columns_ % word_bits);
    row(y)[words_ - 1] &= used == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << used) - 1;
}

}  // namespace kossa
