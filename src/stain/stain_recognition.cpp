#include "kossa/stain/stain_recognition.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "kossa/core/hsd.hpp"
#include "smoothed_samples.hpp"

namespace kossa {

namespace {

constexpr double pink_below_cx = -0.3;
constexpr double green_from_cx = 0.15;
constexpr double warm_above_cy = 0.2;
// Melanin and DAB absorb red light, too; nuclear fast red, which may absorb as much blue as green, and eosin do not.
constexpr double red_below_cx = -0.6;
constexpr double red_above_cy = -0.1;
constexpr double grey_saturation = 0.2;

struct Counts {
    std::int64_t all = 0;
    std::int64_t coloured = 0;
    std::int64_t pink = 0;
    std::int64_t violet = 0;
    std::int64_t green = 0;
    std::int64_t brown = 0;
    std::int64_t grey = 0;
    std::int64_t black = 0;

    Counts operator+(const Counts& other) const {
        return {all + other.all,     coloured + other.coloured, pink + other.pink, violet + other.violet,
                green + other.green, brown + other.brown,       grey + other.grey, black + other.black};
    }
};

bool is_brown(const Hsd& colour) {
    const bool red = colour.cx < red_below_cx && colour.cy > red_above_cy;
    return colour.cy <= warm_above_cy && !red;
}

void count(Counts& counts, const Hsd& colour, const StainRecognitionOptions& options) {
    ++counts.all;
    if (colour.density < options.least_od) {
        return;
    }
    ++counts.coloured;
    counts.black +=
        colour.density >= options.black_od && colour.saturation_against(options.black_saturation) <= 0 ? 1 : 0;
    if (colour.saturation_against(grey_saturation) < 0) {
        ++counts.grey;
    } else if (colour.cx >= green_from_cx) {
        ++counts.green;
    } else if (is_brown(colour)) {
        ++counts.brown;
    } else {
        ++(colour.cx < pink_below_cx ? counts.pink : counts.violet);
    }
}

}  // namespace

std::string_view name(Stain stain) {
    return stain == Stain::haematoxylin_eosin ? "he" : "von-kossa";
}

StainColours measure_colours(const std::vector<MilliOd>& samples, const StainRecognitionOptions& options) {
    std::vector<Counts> parts(samples.size());
    over_smoothed(samples, [&](std::size_t i, const MilliOd& smooth) {
        for (const cv::Vec3w& od : smooth) {
            count(parts[i], hsd(od[0] * 1e-3, od[1] * 1e-3, od[2] * 1e-3), options);
        }
    });
    const Counts counts = std::accumulate(parts.begin(), parts.end(), Counts{});
    const auto share = [](std::int64_t part, std::int64_t of) {
        return of == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(of);
    };
    return {share(counts.pink, counts.coloured),  share(counts.violet, counts.coloured),
            share(counts.green, counts.coloured), share(counts.brown, counts.coloured),
            share(counts.grey, counts.coloured),  share(counts.black, counts.all)};
}

std::optional<Stain> recognise_stain(const StainColours& colours, const StainRecognitionOptions& options) {
    const double melanin = colours.pink > colours.violet + colours.green ? colours.brown : 0.0;
    if (colours.pink + colours.violet + colours.grey + melanin < options.least_known_share) {
        return std::nullopt;
    }
    if (colours.violet >= std::max(options.least_violet_share, options.violet_of_grey * colours.grey)) {
        return Stain::haematoxylin_eosin;
    }
    const double least_pink =
        std::max(options.least_pink_share * (1.0 - colours.grey - colours.brown), options.least_pink_of_all);
    if (colours.pink >= least_pink && colours.black >= options.least_black_share) {
        return Stain::von_kossa;
    }
    return std::nullopt;
}

}  // namespace kossa
