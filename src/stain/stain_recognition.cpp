#include "kossa/stain/stain_recognition.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "kossa/core/hsd.hpp"
#include "smoothed_samples.hpp"

namespace kossa {

namespace {

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

bool is_brown(const Hsd& colour, const StainRecognitionOptions& options) {
    const bool red = colour.cx < options.red_below_cx && colour.cy > options.red_above_cy;
    return colour.cy <= options.brown_up_to_cy && !red;
}

enum Hue : std::uint8_t { uncoloured, dark_grey, grey, green, brown, pink, violet };

Hue hue_of(const Hsd& colour, const StainRecognitionOptions& options) {
    if (colour.density < options.least_od) {
        return uncoloured;
    }
    if (colour.saturation_against(options.grey_saturation) < 0) {
        return colour.density < options.border_od ? grey : dark_grey;
    }
    if (colour.density >= options.opaque_od) {
        return uncoloured;
    }
    if (colour.cx >= options.green_from_cx) {
        return green;
    }
    if (is_brown(colour, options)) {
        return brown;
    }
    return colour.cx < options.pink_below_cx ? pink : violet;
}

bool is_black(const Hsd& colour, const StainRecognitionOptions& options) {
    return colour.density >= options.black_od && colour.saturation_against(options.black_saturation) <= 0;
}

/// The hues of a sample; violet beside dark grey is its border.
Counts counted(const MilliOd& smooth, const StainRecognitionOptions& options) {
    Counts counts;
    cv::Mat_<std::uint8_t> hues(smooth.size());
    std::transform(smooth.begin(), smooth.end(), hues.begin(), [&](const cv::Vec3w& od) {
        const Hsd colour = hsd(od);
        counts.black += is_black(colour, options) ? 1 : 0;
        return static_cast<std::uint8_t>(hue_of(colour, options));
    });
    cv::Mat_<std::uint8_t> border;
    cv::dilate(hues == dark_grey, border, cv::Mat::ones(2 * options.border_px + 1, 2 * options.border_px + 1, CV_8U));
    hues.setTo(dark_grey, (hues == violet) & border);
    const auto pixels = [&hues](Hue hue) { return static_cast<std::int64_t>(cv::countNonZero(hues == hue)); };
    counts.all = static_cast<std::int64_t>(hues.total());
    counts.coloured = counts.all - pixels(uncoloured);
    counts.grey = pixels(grey) + pixels(dark_grey);
    counts.green = pixels(green);
    counts.brown = pixels(brown);
    counts.pink = pixels(pink);
    counts.violet = pixels(violet);
    return counts;
}

}  // namespace

std::string_view name(Stain stain) {
    return stain == Stain::haematoxylin_eosin ? "he" : "von-kossa";
}

StainColours measure_colours(const std::vector<MilliOd>& samples, const StainRecognitionOptions& options) {
    std::vector<Counts> parts(samples.size());
    over_smoothed(samples, [&](std::size_t i, const MilliOd& smooth) { parts[i] = counted(smooth, options); });
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
    if (colours.violet >= options.least_violet_share) {
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
