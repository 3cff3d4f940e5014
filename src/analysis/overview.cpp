#include "kossa/analysis/overview.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "kossa/core/widest_vectors.hpp"
#include "kossa/slide/reduced.hpp"

namespace kossa {

namespace {

/// What is read at once, overview pixels, and the most level pixels under them.
constexpr int widest_block = 1024;
constexpr int highest_block = 64;
constexpr double most_read_pixels = 1U << 24U;
static_assert(widest_block % PackedPicture::side == 0 && highest_block % PackedPicture::side == 0);

/// A stretch of input pixels along one axis.
struct Span {
    int begin = 0;
    int end = 0;
    int length() const { return end - begin; }
};

/// How output pixels are made of input pixels along one axis.
struct Shares {
    struct Share {
        int first = 0;           ///< input pixel
        std::size_t weight = 0;  ///< its place among the weights
        std::size_t count = 0;
    };
    std::vector<Share> shares;    ///< one for each output pixel
    std::vector<double> weights;  ///< sum 1 for each share
};

void add_share(Shares& shares, double from, double to, const Span& input) {
    const int first = std::clamp(static_cast<int>(std::floor(from)), input.begin, input.end - 1);
    const int last = std::clamp(static_cast<int>(std::ceil(to)), first + 1, input.end);
    std::vector<double> overlaps;
    double total = 0.0;
    for (int p = first; p < last; ++p) {
        overlaps.push_back(std::max(0.0, std::min<double>(to, p + 1) - std::max<double>(from, p)));
        total += overlaps.back();
    }
    if (total <= 0.0) {
        overlaps.assign(1, 1.0);
        total = 1.0;
    }
    shares.shares.push_back({first - input.begin, shares.weights.size(), overlaps.size()});
    std::transform(overlaps.begin(), overlaps.end(), std::back_inserter(shares.weights),
                   [total](double overlap) { return overlap / total; });
}

/// Shares of output pixels [begin, end) when `scale` input pixels make one, among the input pixels of `input`;
/// positions are relative to its begin.
Shares shares_of(int begin, int end, double scale, const Span& input) {
    Shares shares;
    for (int i = begin; i < end; ++i) {
        add_share(shares, i * scale, (i + 1) * scale, input);
    }
    return shares;
}

KOSSA_WIDEST_VECTORS void widen(double* __restrict values, const std::uint8_t* __restrict levels, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = levels[i];
    }
}

/// A row averaged along itself: three channels per input and per output pixel.
void narrow(const std::vector<double>& row, const Shares& columns, std::vector<double>& result) {
    double* out = result.data();
    for (const Shares::Share& share : columns.shares) {
        double red = 0.0;
        double green = 0.0;
        double blue = 0.0;
        const double* pixel = row.data() + 3 * static_cast<std::size_t>(share.first);
        const double* weights = columns.weights.data() + share.weight;
        for (std::size_t k = 0; k < share.count; ++k, pixel += 3) {
            red += pixel[0] * weights[k];
            green += pixel[1] * weights[k];
            blue += pixel[2] * weights[k];
        }
        *out++ = red;
        *out++ = green;
        *out++ = blue;
    }
}

KOSSA_WIDEST_VECTORS void add_weighted(double* __restrict sums, const double* __restrict values, double weight,
                                       std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        sums[i] += values[i] * weight;
    }
}

/// Half goes up.
std::uint8_t rounded(double value) {
    const double level = std::clamp(value, 0.0, 255.0);
    const int whole = static_cast<int>(level);
    return static_cast<std::uint8_t>(whole + (level - whole >= 0.5 ? 1 : 0));
}

RgbImage averaged_by_shares(const RgbImage& image, const Shares& rows, const Shares& columns) {
    RgbImage result(static_cast<int>(rows.shares.size()), static_cast<int>(columns.shares.size()));
    std::vector<double> wide(static_cast<std::size_t>(image.cols) * 3);
    std::vector<double> narrowed(columns.shares.size() * 3);
    std::vector<double> sum(narrowed.size());
    int at = -1;  // the row that is narrowed: the last of one output row may be the first of the next
    for (int y = 0; y < result.rows; ++y) {
        const Shares::Share& share = rows.shares[static_cast<std::size_t>(y)];
        std::ranges::fill(sum, 0.0);
        for (std::size_t k = 0; k < share.count; ++k) {
            if (const int row = share.first + static_cast<int>(k); row != at) {
                widen(wide.data(), image.ptr(row), wide.size());
                narrow(wide, columns, narrowed);
                at = row;
            }
            add_weighted(sum.data(), narrowed.data(), rows.weights[share.weight + k], sum.size());
        }
        std::transform(sum.begin(), sum.end(), result.ptr(y), rounded);
    }
    return result;
}

/// How many whole input pixels make an output pixel, one stretch after the other: a power of two, or 0 where it is not
/// so simple.
int whole_pixels(const Shares& shares) {
    const std::size_t count = shares.shares.front().count;
    const bool even = std::has_single_bit(count) && std::ranges::all_of(shares.weights, [count](double weight) {
                          return weight == 1.0 / static_cast<double>(count);
                      });
    for (std::size_t i = 0; i < shares.shares.size(); ++i) {
        const Shares::Share& share = shares.shares[i];
        if (!even || share.count != count || share.first != static_cast<int>(i * count)) {
            return 0;
        }
    }
    return static_cast<int>(count);
}

int sum_of(const cv::Vec3b& rgb) {
    return rgb[0] + rgb[1] + rgb[2];
}

/// Where squares of whole pixels are asked for all numbers are exact, so that whole numbers do.
RgbImage averaged(const RgbImage& image, const Shares& rows, const Shares& columns) {
    const int down = whole_pixels(rows);
    const int across = whole_pixels(columns);
    if (down > 0 && down == across && down <= largest_reduction) {
        const cv::Size covered(static_cast<int>(columns.shares.size()) * across,
                               static_cast<int>(rows.shares.size()) * down);
        return reduced(image({{0, 0}, covered}), down);
    }
    return averaged_by_shares(image, rows, columns);
}

/// Of each two by two pixels the darkest, the first of equals.
RgbImage darkest_of(const RgbImage& quarters) {
    RgbImage darkest(quarters.rows / 2, quarters.cols / 2);
    for (int y = 0; y < darkest.rows; ++y) {
        const cv::Vec3b* upper = quarters[2 * y];
        const cv::Vec3b* lower = quarters[2 * y + 1];
        for (int x = 0; x < darkest.cols; ++x, upper += 2, lower += 2) {
            const std::array<cv::Vec3b, 4> four{upper[0], upper[1], lower[0], lower[1]};
            darkest(y, x) = *std::ranges::min_element(four, {}, sum_of);
        }
    }
    return darkest;
}

Span source_span(int begin, int end, double scale, std::int64_t input_length) {
    const auto length = static_cast<int>(input_length);
    const int first = std::clamp(static_cast<int>(std::floor(begin * scale)), 0, length - 1);
    return {first, std::clamp(static_cast<int>(std::ceil(end * scale)), first + 1, length)};
}

/// The block with so many level pixels per overview pixel: halved while it has too many, but never smaller than the
/// squares of a packed picture.
cv::Size block_of(double level_pixels) {
    cv::Size block(widest_block, highest_block);
    for (int* side : {&block.width, &block.height}) {
        while (block.area() * level_pixels > most_read_pixels && *side > PackedPicture::side) {
            *side /= 2;
        }
    }
    return block;
}

std::vector<cv::Rect> blocks_of(const cv::Size& size, const cv::Size& block) {
    std::vector<cv::Rect> blocks;
    for (int y = 0; y < size.height; y += block.height) {
        for (int x = 0; x < size.width; x += block.width) {
            blocks.emplace_back(x, y, std::min(block.width, size.width - x), std::min(block.height, size.height - y));
        }
    }
    return blocks;
}

enum class Read { means, means_and_darkest };

Overview read(const SlideSource& slide, double downsample_x, double downsample_y, const ExecutionOptions& execution,
              Progress& progress, Read what) {
    const bool darkest = what == Read::means_and_darkest;
    const SlideInfo& info = slide.info();
    const int index = sufficient_level(info, std::min(downsample_x, downsample_y) / (darkest ? 2.0 : 1.0));
    const SlideLevel& level = info.levels[static_cast<std::size_t>(index)];
    const Size<LevelPixels>& full = info.levels.front().size;
    const int width = std::max(1, static_cast<int>(std::ceil(static_cast<double>(full.width) / downsample_x)));
    const int height = std::max(1, static_cast<int>(std::ceil(static_cast<double>(full.height) / downsample_y)));
    const double scale_x = downsample_x / level.downsample_x;
    const double scale_y = downsample_y / level.downsample_y;
    const cv::Size size(width, height);
    Overview overview{
        PackedPicture(size), darkest ? PackedPicture(size) : PackedPicture(), {downsample_x, downsample_y}, index};
    const std::vector<cv::Rect> blocks = blocks_of(size, block_of(scale_x * scale_y));
    progress.begin("survey", static_cast<std::int64_t>(blocks.size()));
    run_jobs(blocks.size(), execution, [&](std::size_t i) {
        const cv::Rect& block = blocks[i];
        const cv::Point end = block.br();
        const Span across = source_span(block.x, end.x, scale_x, level.size.width);
        const Span down = source_span(block.y, end.y, scale_y, level.size.height);
        const RgbImage pixels = slide.read(index, {across.begin, down.begin, across.length(), down.length()});
        overview.image.put(block.tl(), averaged(pixels, shares_of(block.y, end.y, scale_y, down),
                                                shares_of(block.x, end.x, scale_x, across)));
        if (darkest) {
            overview.darkest.put(block.tl(),
                                 darkest_of(averaged(pixels, shares_of(2 * block.y, 2 * end.y, scale_y / 2.0, down),
                                                     shares_of(2 * block.x, 2 * end.x, scale_x / 2.0, across))));
        }
        progress.advance();
    });
    progress.end();
    return overview;
}

}  // namespace

Overview read_overview(const SlideSource& slide, double downsample_x, double downsample_y,
                       const ExecutionOptions& execution, Progress& progress) {
    return read(slide, downsample_x, downsample_y, execution, progress, Read::means);
}

Overview read_overview_with_darkest(const SlideSource& slide, double downsample_x, double downsample_y,
                                    const ExecutionOptions& execution, Progress& progress) {
    return read(slide, downsample_x, downsample_y, execution, progress, Read::means_and_darkest);
}

}  // namespace kossa
