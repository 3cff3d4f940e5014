#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace kossa {

/// Pixels in a word of a BitMask.
inline constexpr int word_px = 64;

/// A raster of yes and no, 64 pixels of a row to a word, the leftmost in the lowest bit. Bits beyond the last column
/// are 0.
class BitMask {
  public:
    using Word = std::uint64_t;

    BitMask() = default;
    /// All 0.
    explicit BitMask(const cv::Size& size);

    int rows() const { return rows_; }
    int cols() const { return cols_; }
    int words() const { return words_; }  ///< of a row
    Word* operator[](int y) { return &bits_[static_cast<std::size_t>(y) * static_cast<std::size_t>(words_)]; }
    const Word* operator[](int y) const {
        return &bits_[static_cast<std::size_t>(y) * static_cast<std::size_t>(words_)];
    }
    bool operator()(int y, int x) const { return ((*this)[y][x / word_px] >> (x % word_px) & 1) != 0; }

    BitMask& operator|=(const BitMask& other);
    BitMask& operator&=(const BitMask& other);
    BitMask operator~() const;
    /// What of this is not in the other.
    BitMask without(const BitMask& other) const;
    bool operator==(const BitMask&) const = default;

  private:
    Word last_word() const { return cols_ % word_px == 0 ? ~Word{0} : (Word{1} << (cols_ % word_px)) - 1; }

    int rows_ = 0;
    int cols_ = 0;
    int words_ = 0;
    std::vector<Word> bits_;
};

/// A box of 2 x across + 1 columns and 2 x down + 1 rows round a pixel.
struct BoxRound {
    int across = 0;
    int down = 0;
};

/// The disc of cv::getStructuringElement (MORPH_ELLIPSE) as boxes whose union it is, from the widest on.
std::vector<BoxRound> boxes_of_disc(int radius);

/// Pixels within a box, or one of several, of a pixel of the mask.
BitMask dilated(const BitMask& mask, const BoxRound& box);
BitMask dilated(const BitMask& mask, const std::vector<BoxRound>& boxes);
/// Pixels round which the box, as far as it lies in the raster, is all mask.
BitMask eroded(const BitMask& mask, const BoxRound& box);

/// The tight rectangle round the pixels of the mask; empty without any.
cv::Rect bounding_rect(const BitMask& mask);
/// The mask within a rectangle, which may reach beyond the raster.
BitMask within(BitMask mask, const cv::Rect& rect);

/// Calls visit(index, bits) for the words of row pixels [begin, end), where `bits` are those of that range.
template <class Visit>
void visit_words(int begin, int end, const Visit& visit) {
    for (int x = begin; x < end;) {
        const int index = x / word_px;
        const int next = std::min(end, (index + 1) * word_px);
        const BitMask::Word bits = (~BitMask::Word{0} >> (word_px - (next - x))) << (x % word_px);
        visit(index, bits);
        x = next;
    }
}

/// Calls visit(x) for every bit of a word whose lowest is pixel `x0`.
template <class Visit>
void visit_bits(BitMask::Word word, int x0, const Visit& visit) {
    for (; word != 0; word &= word - 1) {
        visit(x0 + std::countr_zero(word));
    }
}

/// The first pixel of a row in [begin, end) that is set, or not set; `end` without one.
int first_set(const BitMask::Word* row, int begin, int end);
int first_clear(const BitMask::Word* row, int begin, int end);

/// Those pixels of the mask for which is_kept(x, y) holds.
template <class IsKept>
BitMask kept_where(BitMask mask, const IsKept& is_kept) {
    for (int y = 0; y < mask.rows(); ++y) {
        for (int i = 0; i < mask.words(); ++i) {
            BitMask::Word& word = mask[y][i];
            visit_bits(word, i * word_px, [&](int x) {
                if (!is_kept(x, y)) {
                    word &= ~(BitMask::Word{1} << (x % word_px));
                }
            });
        }
    }
    return mask;
}

}  // namespace kossa
