#include "kossa/deposit/deposit_masks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <utility>

#include "kossa/core/widest_vectors.hpp"
#include "kossa/deposit/pixel_rows.hpp"

namespace kossa {

namespace {

using Word = BitMask::Word;
constexpr int least_surroundings_divisor = 50;  // 2 % of the window must be surroundings to speak for them
constexpr int crack_reach_px = 2;               // a line thinner than this is not resolved

using Looks = cv::Mat_<cv::Vec4w>;

KOSSA_WIDEST_VECTORS void add_channels(std::uint16_t* sums, const cv::Vec4w* looks, std::size_t count) {
    for (std::size_t x = 0; x < count; ++x) {
        std::uint64_t look = 0;
        std::memcpy(&look, looks[x].val, sizeof(look));
        sums[x] = static_cast<std::uint16_t>(look + (look >> 16) + (look >> 32));
    }
}

KOSSA_WIDEST_VECTORS void take_light(std::uint16_t* light, const cv::Vec4w* looks, std::size_t count) {
    for (std::size_t x = 0; x < count; ++x) {
        light[x] = looks[x].val[3];
    }
}

cv::Mat_<std::uint16_t> density_of(const Looks& looks, int words) {
    cv::Mat_<std::uint16_t> density(looks.rows, words * word_px);
    for (int y = 0; y < density.rows; ++y) {
        add_channels(density[y], looks[y], static_cast<std::size_t>(looks.cols));
        std::fill(density[y] + looks.cols, density[y] + density.cols, std::uint16_t{0});
    }
    return density;
}

/// With a margin of the brightest on every side, and on the right up to a whole word.
cv::Mat_<std::uint16_t> light_of(const Looks& looks, int words, int margin) {
    constexpr std::uint16_t brightest = std::numeric_limits<std::uint16_t>::max();
    cv::Mat_<std::uint16_t> light(looks.rows + 2 * margin, words * word_px + 2 * margin);
    for (int y = 0; y < light.rows; ++y) {
        const int within = y >= margin && y < margin + looks.rows ? looks.cols : 0;
        if (within > 0) {
            take_light(light[y] + margin, looks[y - margin], static_cast<std::size_t>(within));
        }
        std::fill(light[y], light[y] + margin, brightest);
        std::fill(light[y] + margin + within, light[y] + light.cols, brightest);
    }
    return light;
}

BitMask packed(const Mask& mask) {
    BitMask bits(mask.size());
    std::vector<std::uint8_t> flags(static_cast<std::size_t>(bits.words()) * word_px, 0);
    for (int y = 0; y < mask.rows; ++y) {
        std::transform(mask[y], mask[y] + mask.cols, flags.begin(),
                       [](std::uint8_t pixel) { return static_cast<std::uint8_t>(pixel & 1); });
        for (int i = 0; i < bits.words(); ++i) {
            bits[y][i] = bits_of(&flags[static_cast<std::size_t>(i) * word_px]);
        }
    }
    return bits;
}

/// Words that follow on one another in a row.
struct WordSpan {
    int begin = 0;
    int end = 0;
    int first_pixel() const { return begin * word_px; }
    int pixels() const { return (end - begin) * word_px; }
};

/// Calls visit(span) for the longest stretches of words of the row that are not 0.
template <class Visit>
void visit_spans(const Word* row, int words, const Visit& visit) {
    const auto is_set = [](Word word) { return word != 0; };
    for (const Word* begin = std::find_if(row, row + words, is_set); begin != row + words;) {
        const Word* end = std::find_if_not(begin, row + words, is_set);
        visit(WordSpan{static_cast<int>(begin - row), static_cast<int>(end - row)});
        begin = std::find_if(end, row + words, is_set);
    }
}

/// The columns whose sums are wanted: those of the words of `wanted`, and half a square to both sides.
struct Columns {
    int first = 0;  ///< may lie before the raster ...
    int count = 0;  ///< ... and reach beyond it
    int begin = 0;  ///< the part within it
    int end = 0;

    Columns(const cv::Rect& wanted, int half, int raster_columns)
        : first(wanted.x / word_px * word_px - half),
          count((wanted.x + wanted.width + word_px - 1) / word_px * word_px - first + half),
          begin(std::max(0, first)),
          end(std::min(raster_columns, first + count)) {}
    std::size_t inside() const { return static_cast<std::size_t>(end - begin); }
};

/// Calls visit(y, sums) for the rows of `wanted`, where `sums` are those of the columns of all squares round pixels of
/// that row. `add(sums, y)` adds the pixels of a row to the sums of their columns, `move(sums, y, gone)` those of row y
/// in place of those of row `gone`.
template <class Sum, class Add, class Move, class Visit>
void visit_square_sums(const cv::Rect& wanted, int half, const Columns& columns, const Add& add, const Move& move,
                       const Visit& visit) {
    PixelRow<Sum> sums(static_cast<std::size_t>(columns.count), 0);
    Sum* inside = sums.data() + (columns.begin - columns.first);
    for (int y = wanted.y - half; y <= wanted.y + half; ++y) {
        add(inside, y);
    }
    visit(wanted.y, sums);
    for (int y = wanted.y + 1; y < wanted.y + wanted.height; ++y) {
        move(inside, y + half, y - half - 1);
        visit(y, sums);
    }
}

/// The sums over the squares round the pixels of the span.
template <class Sum>
void sum_squares(PixelRow<Sum>& squares, const PixelRow<Sum>& sums, const Columns& columns, const WordSpan& span,
                 int half) {
    const Sum* first = sums.data() + (span.first_pixel() - half - columns.first);
    window_sums(squares, first, static_cast<std::size_t>(span.pixels()), 2 * half + 1);
}

/// Whether the pixel is no darker than both its neighbours along the step, and brighter than the darkest pixels within
/// reach on both sides by the share of what usual surroundings are brighter.
bool is_ridge(const std::uint16_t* here, std::ptrdiff_t step, int reach, const MaskLimits& limits) {
    if (here[0] < here[step] || here[0] < here[-step]) {
        return false;
    }
    int before = here[-step];
    int after = here[step];
    for (std::ptrdiff_t i = 2; i <= reach; ++i) {
        before = std::min<int>(before, here[-i * step]);
        after = std::min<int>(after, here[i * step]);
    }
    const int dark = std::max(before, after);
    return dark < limits.usual_light &&
           (here[0] - dark) * clear_light >= limits.crack_light * (limits.usual_light - dark);
}

/// The smallest light within the boxes round the pixels of a row.
class DarkestNear {
  public:
    /// `light` is padded by `margin` on every side. Both must outlive this.
    DarkestNear(const cv::Mat_<std::uint16_t>& light, int margin, const std::vector<BoxRound>& boxes)
        : light_(light), margin_(margin), boxes_(boxes) {}

    const PixelRow<std::uint16_t>& of(int y, const WordSpan& span) {
        constexpr std::uint16_t brightest = std::numeric_limits<std::uint16_t>::max();
        const auto pixels = static_cast<std::size_t>(span.pixels());
        const int widest = boxes_.front().across;
        darkest_.assign(pixels, brightest);
        lowest_.assign(pixels + 2 * static_cast<std::size_t>(widest), brightest);
        int done = -1;  // rows above and below that are in `lowest_`
        for (const BoxRound& box : boxes_) {
            while (done < box.down) {
                ++done;
                for (const int row : {y - done, y + done}) {
                    lower(lowest_.data(), light_[row + margin_] + span.first_pixel() + margin_ - widest,
                          lowest_.size());
                }
            }
            minima_ = lowest_;
            take_window_minima(minima_, spare_, 2 * box.across + 1);
            lower(darkest_.data(), minima_.data() + (widest - box.across), pixels);
        }
        return darkest_;
    }

  private:
    const cv::Mat_<std::uint16_t>& light_;
    int margin_;
    const std::vector<BoxRound>& boxes_;
    PixelRow<std::uint16_t> darkest_;
    PixelRow<std::uint16_t> lowest_;
    PixelRow<std::uint16_t> minima_;
    PixelRow<std::uint16_t> spare_;
};

}  // namespace

DepositGround::DepositGround(const DensityTile& tile, const MaskLimits& limits, int palest_seed_sum)
    : tile_(tile),
      limits_(limits),
      reach_(boxes_of_disc(limits.reach_px)),
      square_{limits.surroundings_px, limits.surroundings_px},
      eligible_(packed(tile.eligible)) {
    density_ = density_of(tile.looks, eligible_.words());
    light_ = light_of(tile.looks, eligible_.words(), limits_.reach_px);
    in_body_ = in_bodies();
    dark_ = dark_near(seeds(palest_seed_sum));
}

DepositGround DepositGround::read_again(const MaskLimits& limits, BitMask eligible, int seed_sum) const {
    DepositGround again = *this;
    again.limits_ = limits;
    again.eligible_ = std::move(eligible);
    if (limits.body_sum != limits_.body_sum || limits.gapless_sum != limits_.gapless_sum ||
        again.eligible_ != eligible_) {
        again.in_body_ = again.in_bodies();
    }
    if (limits.surroundings_sum != limits_.surroundings_sum) {
        again.dark_ = again.dark_near(again.seeds(seed_sum));
    }
    return again;
}

BitMask DepositGround::in_bodies() const {
    const BitMask bodies = eligible_at_least(limits_.body_sum);
    BitMask result = dilated(dark_squares(bodies), square_);
    result &= bodies;
    result |= gapless();
    return result;
}

cv::Rect DepositGround::inner(int margin) const {
    return {margin, margin, std::max(0, eligible_.cols() - 2 * margin), std::max(0, eligible_.rows() - 2 * margin)};
}

BitMask DepositGround::eligible_at_least(int sum) const {
    BitMask result = eligible_;
    for (int y = 0; y < result.rows(); ++y) {
        for (int i = 0; i < result.words(); ++i) {
            if (Word& word = result[y][i]; word != 0) {
                word &= bits_at_least(density_[y] + static_cast<std::ptrdiff_t>(i) * word_px,
                                      static_cast<std::uint16_t>(sum));
            }
        }
    }
    return result;
}

BitMask DepositGround::seeds(int seed_sum) const {
    BitMask seeds = eligible_at_least(seed_sum);
    seeds |= in_body_;
    return seeds;
}

BitMask DepositGround::dark_squares(const BitMask& bodies) const {
    BitMask dark({bodies.cols(), bodies.rows()});
    const BitMask near = within(dilated(bodies, square_), inner(limits_.surroundings_px));
    const cv::Rect wanted = bounding_rect(near);
    if (wanted.empty()) {
        return dark;
    }
    const int half = limits_.surroundings_px;
    const auto side = static_cast<std::uint32_t>(2 * half + 1);
    const std::uint32_t least = static_cast<std::uint32_t>(limits_.body_sum) * side * side;
    const Columns columns(wanted, half, density_.cols);
    const auto add = [&](std::uint32_t* sums, int y) {
        add_values(sums, density_[y] + columns.begin, columns.inside());
    };
    const auto move = [&](std::uint32_t* sums, int y, int gone) {
        move_values(sums, density_[y] + columns.begin, density_[gone] + columns.begin, columns.inside());
    };
    PixelRow<std::uint32_t> squares;
    visit_square_sums<std::uint32_t>(wanted, half, columns, add, move, [&](int y, const PixelRow<std::uint32_t>& sums) {
        visit_spans(near[y], near.words(), [&](const WordSpan& span) {
            sum_squares(squares, sums, columns, span, half);
            for (int i = span.begin; i < span.end; ++i) {
                const auto at = static_cast<std::size_t>(i * word_px - span.first_pixel());
                dark[y][i] = near[y][i] & bits_at_least(&squares[at], least);
            }
        });
    });
    return dark;
}

BitMask DepositGround::gapless() const {
    BitMask dark = eligible_at_least(limits_.gapless_sum);
    if (bounding_rect(dark).empty()) {
        return dark;
    }
    const BoxRound gap{limits_.half_gap_px, limits_.half_gap_px};
    const int margin = limits_.surroundings_px + 2 * limits_.half_gap_px;
    const BitMask squares = within(eroded(eroded(dilated(dark, gap), gap), square_), inner(margin));
    dark &= dilated(squares, {square_.across + limits_.reach_px, square_.down + limits_.reach_px});
    return dark;
}

BitMask DepositGround::dark_near(const BitMask& seeds) const {
    BitMask dark({seeds.cols(), seeds.rows()});
    const BitMask near = within(dilated(dilated(seeds, reach_), boxes_of_disc(1)),
                                inner(std::max(limits_.surroundings_px, limits_.margin_px)));
    const cv::Rect wanted = bounding_rect(near);
    if (wanted.empty()) {
        return dark;
    }
    const int half = limits_.surroundings_px;
    const int margin = limits_.reach_px;
    const Columns columns(wanted, half, seeds.cols());
    const auto row_at = [&](int y) {
        return LightRow{density_[y] + columns.begin, light_[y + margin] + margin + columns.begin, columns.inside()};
    };
    const auto below = static_cast<std::uint16_t>(limits_.surroundings_sum);
    const int pixels = (2 * half + 1) * (2 * half + 1);
    const Surroundings surroundings{
        static_cast<std::uint32_t>((pixels + least_surroundings_divisor - 1) / least_surroundings_divisor),
        limits_.usual_light};
    PixelRow<std::uint64_t> squares;
    DarkestNear darkest(light_, margin, reach_);
    visit_square_sums<std::uint64_t>(
        wanted, half, columns, [&](std::uint64_t* sums, int y) { add_pale(sums, row_at(y), below); },
        [&](std::uint64_t* sums, int y, int gone) { move_pale(sums, row_at(y), row_at(gone), below); },
        [&](int y, const PixelRow<std::uint64_t>& sums) {
            visit_spans(near[y], near.words(), [&](const WordSpan& span) {
                sum_squares(squares, sums, columns, span, half);
                const PixelRow<std::uint16_t>& core = darkest.of(y, span);
                for (int i = span.begin; i < span.end; ++i) {
                    const int x = i * word_px;
                    const auto at = static_cast<std::size_t>(x - span.first_pixel());
                    dark[y][i] = near[y][i] & bits_below_half_way(light_[y + margin] + x + margin, &core[at],
                                                                  &squares[at], surroundings);
                }
            });
        });
    return dark;
}

BitMask DepositGround::cracks_among(const BitMask& pixels) const {
    const int margin = limits_.reach_px;  // of the light: beyond it nothing is looked at
    const int reach = std::min(crack_reach_px, margin);
    const int least = limits_.crack_light * limits_.usual_light / clear_light;  // beside what lets no light through
    const std::ptrdiff_t row = light_[1] - light_[0];
    return kept_where(pixels, [&](int x, int y) {
        const std::uint16_t* here = light_[y + margin] + x + margin;
        return *here >= least &&
               std::ranges::any_of(std::array{std::ptrdiff_t{1}, row, row + 1, row - 1},
                                   [&](std::ptrdiff_t step) { return is_ridge(here, step, reach, limits_); });
    });
}

DepositMasks DepositGround::masks(int seed_sum) const {
    DepositMasks masks;
    masks.seeds = seeds(seed_sum);
    masks.kept = dilated(masks.seeds, reach_);
    masks.kept &= dark_;
    masks.kept |= masks.seeds;
    masks.beyond = dark_.without(masks.kept);
    const int half = limits_.half_width_px;
    BitMask wide = eroded(masks.kept, {half, half});
    masks.has_wide = !bounding_rect(wide).empty();
    masks.thin = masks.has_wide ? masks.kept.without(dilated(wide, {half + limits_.reach_px, half + limits_.reach_px}))
                                : masks.kept;
    if (limits_.crack_light > 0) {
        const BitMask cracks = cracks_among(masks.kept);
        masks.kept = masks.kept.without(cracks);
        masks.thin = masks.thin.without(cracks);
    }
    return masks;
}

}  // namespace kossa
