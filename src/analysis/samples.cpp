#include "kossa/analysis/samples.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <functional>
#include <iterator>
#include <numeric>

#include "kossa/analysis/working_reader.hpp"
#include "kossa/core/error.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

/// The place in Z-order: the bits of column and row by turns (Morton 1966).
std::uint64_t z_order(std::uint32_t column, std::uint32_t row) {
    std::uint64_t place = 0;
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
        place |= std::uint64_t{(column >> bit) & 1U} << (2 * bit);
        place |= std::uint64_t{(row >> bit) & 1U} << (2 * bit + 1);
    }
    return place;
}

/// Those at least half of which is tissue, or that hold at least half as much as the richest: narrow tissue fills none.
SampleSquares squares_of_tissue(const WorkingGrid& grid, const MaskSheet& tissue,
                                const Scaling<Survey, Working>& survey_from_working, const SurveyOptions& options) {
    const SampleSquares squares = tile_grid(grid.size, options.sample_px);
    std::vector<std::int64_t> pixels(squares.size());
    std::ranges::transform(squares, pixels.begin(),
                           [&](const Box<Working>& box) { return pixels_in(box, tissue, survey_from_working); });
    const std::int64_t most = pixels.empty() ? 0 : std::ranges::max(pixels);
    SampleSquares result;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        if (pixels[i] > 0 && 2 * pixels[i] >= std::min(most, squares[i].width * squares[i].height)) {
            result.push_back(squares[i]);
        }
    }
    return result;
}

}  // namespace

SampleSquares evenly_spread_samples(const WorkingGrid& grid, const MaskSheet& tissue,
                                    const Scaling<Survey, Working>& survey_from_working, const SurveyOptions& options) {
    SampleSquares squares = squares_of_tissue(grid, tissue, survey_from_working, options);
    // Row by row, each n-th of them may lie in the same few columns all over the slide.
    std::ranges::sort(squares, {}, [&](const Box<Working>& box) {
        return z_order(static_cast<std::uint32_t>(box.x / options.sample_px),
                       static_cast<std::uint32_t>(box.y / options.sample_px));
    });
    const std::size_t count = std::min(squares.size(), static_cast<std::size_t>(options.most_samples));
    SampleSquares chosen(count);
    for (std::size_t i = 0; i < count; ++i) {
        chosen[i] = squares[i * squares.size() / count];
    }
    return chosen;
}

SampleSquares blackest_samples(const WorkingGrid& grid, const MaskSheet& tissue, const PackedPicture& darkest,
                               const OpticalDensity& density, const Scaling<Survey, Working>& survey_from_working,
                               const SurveyOptions& options) {
    const SampleSquares squares = tile_grid(grid.size, options.sample_px);
    const auto square_at = [&](int survey, double scale, std::int64_t size) {
        const auto working = static_cast<std::int64_t>((survey + 0.5) / scale);
        return static_cast<std::size_t>(std::clamp<std::int64_t>(working, 0, size - 1) / options.sample_px);
    };
    const std::size_t across = square_at(tissue.cols, survey_from_working.x, grid.size.width) + 1;
    std::vector<int> blackness(squares.size(), 0);
    for (int y = 0; y < tissue.rows; ++y) {
        const std::size_t row = square_at(y, survey_from_working.y, grid.size.height) * across;
        const RgbImage pixels = darkest.rows(y, y + 1);
        for (int x = 0; x < tissue.cols; ++x) {
            if (tissue(y, x) != 0) {
                const cv::Vec3w od = density.milli(pixels(0, x));
                int& blackest = blackness[row + square_at(x, survey_from_working.x, grid.size.width)];
                blackest = std::max<int>(blackest, std::min({od[0], od[1], od[2]}));
            }
        }
    }
    std::vector<std::size_t> order(squares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return blackness[i] == 0; });
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return blackness[i]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(options.most_samples)));
    SampleSquares chosen;
    std::ranges::transform(order, std::back_inserter(chosen), [&](std::size_t i) { return squares[i]; });
    return chosen;
}

std::vector<MilliOd> read_samples(const SlideSource& slide, const WorkingGrid& grid, const SampleSquares& squares,
                                  const OpticalDensity& density, const ExecutionOptions& execution) {
    std::vector<MilliOd> samples(squares.size());
    std::vector<std::exception_ptr> failures(squares.size());
    run_jobs(squares.size(), execution, [&](std::size_t i) {
        try {
            samples[i] = density.milli(read_working(slide, grid, squares[i]));
        } catch (const SlideError&) {
            failures[i] = std::current_exception();
        }
    });
    std::erase_if(samples, [](const MilliOd& sample) { return sample.empty(); });
    std::erase(failures, nullptr);
    if (samples.empty() && !failures.empty()) {
        std::rethrow_exception(failures.back());
    }
    return samples;
}

}  // namespace kossa
