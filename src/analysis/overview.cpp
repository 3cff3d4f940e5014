#include "kossa/analysis/overview.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace kossa {

namespace {

constexpr int block_rows = 64;
constexpr int block_columns = 1024;

/// A stretch of input pixels along one axis.
struct Span {
    int begin = 0;
    int end = 0;
    int length() const { return end - begin; }
};

/// How one output pixel is made of input pixels along one axis.
struct Share {
    int first = 0;
    std::vector<double> weights;  ///< sum 1
};

/// Shares of output pixels [begin, end) when `scale` input pixels make one, among the input pixels of `input`;
/// positions are relative to its begin.
std::vector<Share> shares(int begin, int end, double scale, const Span& input) {
    std::vector<Share> result;
    for (int i = begin; i < end; ++i) {
        const double from = i * scale;
        const double to = (i + 1) * scale;
        Share share;
        share.first = std::clamp(static_cast<int>(std::floor(from)), input.begin, input.end - 1);
        const int last = std::clamp(static_cast<int>(std::ceil(to)), share.first + 1, input.end);
        double total = 0.0;
        for (int p = share.first; p < last; ++p) {
            const double overlap = std::max(0.0, std::min<double>(to, p + 1) - std::max<double>(from, p));
            share.weights.push_back(overlap);
            total += overlap;
        }
        if (total <= 0.0) {
            share.weights.assign(1, 1.0);
            total = 1.0;
        }
        for (double& weight : share.weights) {
            weight /= total;
        }
        share.first -= input.begin;
        result.push_back(std::move(share));
    }
    return result;
}

RgbImage averaged(const RgbImage& image, const std::vector<Share>& rows, const std::vector<Share>& columns) {
    RgbImage result(static_cast<int>(rows.size()), static_cast<int>(columns.size()));
    cv::Mat_<cv::Vec3d> narrow(image.rows, result.cols);
    for (int y = 0; y < image.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            const Share& share = columns[static_cast<std::size_t>(x)];
            cv::Vec3d sum(0, 0, 0);
            for (std::size_t k = 0; k < share.weights.size(); ++k) {
                sum += cv::Vec3d(image(y, share.first + static_cast<int>(k))) * share.weights[k];
            }
            narrow(y, x) = sum;
        }
    }
    for (int y = 0; y < result.rows; ++y) {
        const Share& share = rows[static_cast<std::size_t>(y)];
        for (int x = 0; x < result.cols; ++x) {
            cv::Vec3d sum(0, 0, 0);
            for (std::size_t k = 0; k < share.weights.size(); ++k) {
                sum += narrow(share.first + static_cast<int>(k), x) * share.weights[k];
            }
            for (int c = 0; c < 3; ++c) {
                result(y, x)[c] = static_cast<std::uint8_t>(std::lround(std::clamp(sum[c], 0.0, 255.0)));
            }
        }
    }
    return result;
}

std::size_t coarsest_sufficient_level(const SlideInfo& slide, double downsample) {
    constexpr double rounding = 1.001;
    std::size_t best = 0;
    for (std::size_t i = 1; i < slide.levels.size(); ++i) {
        const double d = std::max(slide.levels[i].downsample_x, slide.levels[i].downsample_y);
        if (d <= downsample * rounding && d > slide.levels[best].downsample_x) {
            best = i;
        }
    }
    return best;
}

Span source_span(int begin, int end, double scale, std::int64_t input_length) {
    const auto length = static_cast<int>(input_length);
    const int first = std::clamp(static_cast<int>(std::floor(begin * scale)), 0, length - 1);
    return {first, std::clamp(static_cast<int>(std::ceil(end * scale)), first + 1, length)};
}

std::vector<cv::Rect> blocks_of(cv::Size size) {
    std::vector<cv::Rect> blocks;
    for (int y = 0; y < size.height; y += block_rows) {
        for (int x = 0; x < size.width; x += block_columns) {
            blocks.emplace_back(x, y, std::min(block_columns, size.width - x), std::min(block_rows, size.height - y));
        }
    }
    return blocks;
}

}  // namespace

Overview read_overview(const SlideSource& slide, double downsample_x, double downsample_y,
                       const ExecutionOptions& execution, Progress& progress) {
    const SlideInfo& info = slide.info();
    const std::size_t index = coarsest_sufficient_level(info, std::min(downsample_x, downsample_y));
    const SlideLevel& level = info.levels[index];
    const Size<LevelPixels>& full = info.levels.front().size;
    const int width = std::max(1, static_cast<int>(std::ceil(static_cast<double>(full.width) / downsample_x)));
    const int height = std::max(1, static_cast<int>(std::ceil(static_cast<double>(full.height) / downsample_y)));
    const double scale_x = downsample_x / level.downsample_x;
    const double scale_y = downsample_y / level.downsample_y;
    Overview overview{RgbImage(height, width), {downsample_x, downsample_y}};
    const std::vector<cv::Rect> blocks = blocks_of({width, height});
    progress.begin("survey", static_cast<std::int64_t>(blocks.size()));
    run_jobs(blocks.size(), execution, [&](std::size_t i) {
        const cv::Rect& block = blocks[i];
        const Span across = source_span(block.x, block.x + block.width, scale_x, level.size.width);
        const Span down = source_span(block.y, block.y + block.height, scale_y, level.size.height);
        const RgbImage pixels =
            slide.read(static_cast<int>(index), {across.begin, down.begin, across.length(), down.length()});
        averaged(pixels, shares(block.y, block.y + block.height, scale_y, down),
                 shares(block.x, block.x + block.width, scale_x, across))
            .copyTo(overview.image(block));
        progress.advance();
    });
    progress.end();
    return overview;
}

}  // namespace kossa
