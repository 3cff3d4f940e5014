#include "kossa/deposit/bit_mask.hpp"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "kossa/core/raster.hpp"

namespace kossa {

namespace {

using Word = BitMask::Word;

bool any(const Word* row, int words) {
    return std::any_of(row, row + words, [](Word word) { return word != 0; });
}

/// Adds what the row is when moved to the right, within its words.
void add_moved_right(Word* row, int words, int pixels) {
    const int whole = pixels / word_px;
    const int rest = pixels % word_px;
    for (int i = words - 1; i >= whole; --i) {
        const Word carried = rest != 0 && i > whole ? row[i - whole - 1] >> (word_px - rest) : 0;
        row[i] |= row[i - whole] << rest | carried;
    }
}

void add_moved_left(Word* row, int words, int pixels) {
    const int whole = pixels / word_px;
    const int rest = pixels % word_px;
    for (int i = 0; i + whole < words; ++i) {
        const Word carried = rest != 0 && i + whole + 1 < words ? row[i + whole + 1] << (word_px - rest) : 0;
        row[i] |= row[i + whole] >> rest | carried;
    }
}

/// Steps that, each added to all so far, reach every distance up to `reach`.
std::vector<int> doubling_steps(int reach) {
    std::vector<int> steps;
    for (int done = 0; done < reach;) {
        steps.push_back(std::min(done + 1, reach - done));
        done += steps.back();
    }
    return steps;
}

void widen(BitMask& mask, int across) {
    const std::vector<int> steps = doubling_steps(across);
    const Word last = mask.cols() % word_px == 0 ? ~Word{0} : (Word{1} << (mask.cols() % word_px)) - 1;
    for (int y = 0; y < mask.rows(); ++y) {
        Word* row = mask[y];
        if (!any(row, mask.words())) {
            continue;
        }
        for (const int step : steps) {
            add_moved_right(row, mask.words(), step);
        }
        for (const int step : steps) {
            add_moved_left(row, mask.words(), step);
        }
        row[mask.words() - 1] &= last;
    }
}

void add_row(Word* to, const Word* from, int words) {
    std::transform(to, to + words, from, to, std::bit_or<>());
}

void heighten(BitMask& mask, int down) {
    for (const int step : doubling_steps(down)) {
        for (int y = 0; y + step < mask.rows(); ++y) {
            add_row(mask[y], mask[y + step], mask.words());
        }
    }
    for (const int step : doubling_steps(down)) {
        for (int y = mask.rows() - 1; y >= step; --y) {
            add_row(mask[y], mask[y - step], mask.words());
        }
    }
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
    BitMask result = mask;
    widen(result, box.across);
    heighten(result, box.down);
    return result;
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
