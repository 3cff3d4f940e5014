#include <algorithm>
#include <array>

#include "kossa/core/rasterise.hpp"
#include "kossa/evaluate/evaluation.hpp"
#include "kossa/evaluate/run_algebra.hpp"

namespace kossa {

namespace {

constexpr std::array edges{0.1, 0.3, 0.5, 0.7, 0.9, 1.0};

std::vector<ReliabilityBin> empty_bins() {
    std::vector<ReliabilityBin> bins;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        bins.push_back({edges.at(i), edges.at(i + 1), 0, 0});
    }
    return bins;
}

/// The bin of that confidence; nothing below the first.
ReliabilityBin* bin_of(std::vector<ReliabilityBin>& bins, double confidence) {
    const auto above = std::ranges::find_if(bins, [=](const ReliabilityBin& bin) { return confidence < bin.to; });
    ReliabilityBin& bin = above == bins.end() ? bins.back() : *above;
    return confidence < bin.from ? nullptr : &bin;
}

}  // namespace

std::vector<ReliabilityBin> reliability_of(const MarkedSlide& marked, const PixelSet& all_true) {
    const Scaling<Level0, Level0> same;
    std::vector<ReliabilityBin> bins = empty_bins();
    for (const auto* objects : {&marked.deposits, &marked.uncertain}) {
        for (const MarkedDeposit& object : *objects) {
            if (ReliabilityBin* bin = object.confidence ? bin_of(bins, *object.confidence) : nullptr) {
                const PixelSet pixels = covered(object.outline, marked.size, same);
                ++bin->objects;
                const std::int64_t count = pixel_count(pixels);
                bin->calcium += count > 0 && 2 * common_pixels(pixels, all_true) >= count ? 1 : 0;
            }
        }
    }
    return bins;
}

}  // namespace kossa
