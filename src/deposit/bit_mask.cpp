#include "kossa/deposit/bit_mask.hpp"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "kossa/core/raster.hpp"
#include "kossa/core/widest_vectors.hpp"

namespace kossa {

namespace {

using Word = BitMask::Word;

bool any(const Word* row, int words) {
    return std::any_of(row, row + words, [](Word word) { return word != 0; });
}

/// A number of pixels as words and the pixels left over.
struct WordShift {
    std::size_t whole = 0;
    int rest = 0;
};

WordShift shift_by(int pixels) {
    return {static_cast<std::size_t>(pixels / word_px), pixels % word_px};
}

/// Unites each of `count` words with what lies `by` further on; one word more than that must exist.
KOSSA_WIDEST_VECTORS void unite_shifted(Word* __restrict to, const Word* __restrict from, std::size_t count,
                                        const WordShift& by) {
    const Word* far = from + by.whole;
    const int rest = by.rest;
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = from[i] | far[i] >> rest | far[i + 1] << 1 << (word_px - 1 - rest);
    }
}

KOSSA_WIDEST_VECTORS void unite_words(Word* __restrict to, const Word* __restrict a, const Word* __restrict b,
                                      std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = a[i] | b[i];
    }
}

/// Calls step(n) with the steps by which windows of one become windows of `width`: each adds to all so far.
template <class Step>
void in_doubling_steps(int width, const Step& step) {
    for (int done = 1; done < width;) {
        const int next = std::min(done, width - done);
        step(next);
        done += next;
    }
}

/// The rows lie behind one another, with words of 0 in front of each for the windows that begin there.
BitMask widened(const BitMask& mask, int across) {
    const auto words = static_cast<std::size_t>(mask.words());
    const std::size_t stride = words + static_cast<std::size_t>((2 * across + word_px - 1) / word_px);
    const std::size_t lead = stride - words;
    const std::size_t count = stride * static_cast<std::size_t>(mask.rows());
    std::vector<Word> rows(count + lead + 1, 0);
    std::vector<Word> next(rows.size(), 0);
    for (int y = 0; y < mask.rows(); ++y) {
        std::copy_n(mask[y], words, &rows[static_cast<std::size_t>(y) * stride + lead]);
    }
    in_doubling_steps(2 * across + 1, [&](int step) {
        unite_shifted(next.data(), rows.data(), count, shift_by(step));
        rows.swap(next);
    });
    BitMask result({mask.cols(), mask.rows()});
    const int from = static_cast<int>(lead) * word_px - across;
    const WordShift first = shift_by(from);
    const Word last = mask.cols() % word_px == 0 ? ~Word{0} : (Word{1} << (mask.cols() % word_px)) - 1;
    for (int y = 0; y < mask.rows() && words > 0; ++y) {
        const Word* row = &rows[static_cast<std::size_t>(y) * stride + first.whole];
        for (std::size_t i = 0; i < words; ++i) {
            result[y][i] = row[i] >> first.rest | row[i + 1] << 1 << (word_px - 1 - first.rest);
        }
        result[y][words - 1] &= last;
    }
    return result;
}

BitMask heightened(const BitMask& mask, int down) {
    const auto words = static_cast<std::size_t>(mask.words());
    std::size_t rows = static_cast<std::size_t>(mask.rows()) + 2 * static_cast<std::size_t>(down);
    std::vector<Word> windows(rows * words, 0);
    std::vector<Word> next(windows.size());
    const auto own = static_cast<std::size_t>(mask.rows()) * words;
    std::copy_n(mask[0], own, windows.begin() + static_cast<std::ptrdiff_t>(words) * down);
    in_doubling_steps(2 * down + 1, [&](int step) {
        const std::size_t further = static_cast<std::size_t>(step) * words;
        rows -= static_cast<std::size_t>(step);
        unite_words(next.data(), windows.data(), windows.data() + further, rows * words);
        windows.swap(next);
    });
    BitMask result({mask.cols(), mask.rows()});
    std::copy_n(windows.begin(), own, result[0]);
    return result;
}

void add_row(Word* to, const Word* from, int words) {
    std::transform(to, to + words, from, to, std::bit_or<>());
}

}  // namespace

BitMask::BitMask(const cv::Size& size)
    : rows_(size.height),
      cols_(size.width),
      words_((size.width + word_px - 1) / word_px),
      bits_(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(words_), 0) {}

BitMask& BitMask::operator|=(const BitMask& other) {
    std::ranges::transform(bits_, other.bits_, bits_.begin(), std::bit_or<>());
    return *this;
}

BitMask& BitMask::operator&=(const BitMask& other) {
    std::ranges::transform(bits_, other.bits_, bits_.begin(), std::bit_and<>());
    return *this;
}

BitMask BitMask::operator~() const {
    BitMask result = *this;
    std::ranges::transform(bits_, result.bits_.begin(), std::bit_not<>());
    for (int y = 0; words_ > 0 && y < rows_; ++y) {
        result[y][words_ - 1] &= last_word();
    }
    return result;
}

BitMask BitMask::without(const BitMask& other) const {
    BitMask result = *this;
    std::ranges::transform(bits_, other.bits_, result.bits_.begin(), [](Word a, Word b) { return a & ~b; });
    return result;
}

std::vector<BoxRound> boxes_of_disc(int radius) {
    const int side = 2 * radius + 1;
    const Mask disc(cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    std::vector<BoxRound> boxes;
    for (int down = 0; down <= radius; ++down) {
        const int across = cv::countNonZero(disc.row(radius + down)) / 2;
        if (!boxes.empty() && boxes.back().across == across) {
            boxes.back().down = down;
        } else {
            boxes.push_back({across, down});
        }
    }
    return boxes;
}

BitMask dilated(const BitMask& mask, const BoxRound& box) {
    const BitMask wide = box.across > 0 ? widened(mask, box.across) : mask;
    return box.down > 0 ? heightened(wide, box.down) : wide;
}

BitMask dilated(const BitMask& mask, const std::vector<BoxRound>& boxes) {
    BitMask result = mask;
    for (const BoxRound& box : boxes) {
        result |= dilated(mask, box);
    }
    return result;
}

BitMask eroded(const BitMask& mask, const BoxRound& box) {
    return ~dilated(~mask, box);
}

cv::Rect bounding_rect(const BitMask& mask) {
    std::vector<Word> columns(static_cast<std::size_t>(mask.words()), 0);
    int top = mask.rows();
    int bottom = 0;
    for (int y = 0; y < mask.rows(); ++y) {
        if (any(mask[y], mask.words())) {
            top = std::min(top, y);
            bottom = y + 1;
            add_row(columns.data(), mask[y], mask.words());
        }
    }
    if (bottom == 0) {
        return {};
    }
    const int left = first_set(columns.data(), 0, mask.cols());
    int right = mask.cols();
    while ((columns[static_cast<std::size_t>((right - 1) / word_px)] >> ((right - 1) % word_px) & 1) == 0) {
        --right;
    }
    return {left, top, right - left, bottom - top};
}

BitMask within(BitMask mask, const cv::Rect& rect) {
    const cv::Rect inside = rect & cv::Rect(0, 0, mask.cols(), mask.rows());
    std::vector<Word> columns(static_cast<std::size_t>(mask.words()), 0);
    visit_words(inside.x, inside.x + inside.width,
                [&](int index, Word bits) { columns[static_cast<std::size_t>(index)] = bits; });
    for (int y = 0; y < mask.rows(); ++y) {
        const bool in_rows = y >= inside.y && y < inside.y + inside.height;
        std::transform(columns.begin(), columns.end(), mask[y], mask[y],
                       [in_rows](Word column, Word word) { return in_rows ? column & word : 0; });
    }
    return mask;
}

int first_set(const Word* row, int begin, int end) {
    for (int x = begin; x < end;) {
        const Word rest = row[x / word_px] >> (x % word_px);
        if (rest != 0) {
            return std::min(end, x + std::countr_zero(rest));
        }
        x = (x / word_px + 1) * word_px;
    }
    return end;
}

int first_clear(const Word* row, int begin, int end) {
    for (int x = begin; x < end;) {
        const Word rest = ~row[x / word_px] >> (x % word_px);
        if (rest != 0) {
            return std::min(end, x + std::countr_zero(rest));
        }
        x = (x / word_px + 1) * word_px;
    }
    return end;
}

}  // namespace kossa
