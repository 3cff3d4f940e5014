#include "kossa/stain/nuclear_density.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <numbers>
#include <numeric>
#include <tuple>
#include <utility>

#include "kossa/core/hsd.hpp"
#include "kossa/core/median.hpp"
#include "smoothed_samples.hpp"

namespace kossa {

namespace {

constexpr double quartile_z = 0.6745;  // of the normal distribution
constexpr double five_in_six_z = 0.9674;
constexpr double least_stained_od = 0.03;
constexpr double least_coloured = 0.15;  // saturation: what is greyer has no hue to speak of

bool nuclear(const Hsd& colour, const NuclearDensityOptions& options) {
    if (colour.cy < options.least_cy || colour.cx < options.least_cx || colour.cx > options.largest_cx) {
        return false;
    }
    return colour.saturation_against(options.least_saturation) >= 0 &&
           colour.saturation_against(options.largest_saturation) <= 0;
}

/// How far a nucleus is looked round, and how narrow it may be.
struct Surroundings {
    cv::Size square;
    cv::Mat narrowest;

    Surroundings(const NuclearDensityOptions& options, const PixelSize& working) {
        const auto reach = [&](double um) { return working.whole_pixels(Microns(um / 2.0)); };
        const int round = 2 * reach(options.surroundings_um) + 1;
        const int narrow = 2 * reach(options.narrowest_um) + 1;
        square = {round, round};
        narrowest = cv::getStructuringElement(cv::MORPH_ELLIPSE, {narrow, narrow});
    }
};

/// Mean density of the stained pixels round each.
cv::Mat_<float> density_round(const cv::Mat_<float>& density, const cv::Size& square) {
    cv::Mat_<float> stained;
    cv::Mat_<float> share;
    cv::Mat_<float> sum;
    cv::Mat(density > least_stained_od).convertTo(stained, CV_32F, 1.0 / 255.0);
    cv::blur(density.mul(stained), sum, square);
    cv::blur(stained, share, square);
    share = cv::max(share, 1.0F / static_cast<float>(square.area()));
    cv::divide(sum, share, sum);
    return sum;
}

/// Whether a colour has the hue of nuclei.
class NuclearHue {
  public:
    explicit NuclearHue(const NuclearDensityOptions& options)
        : cx_over_cy_least_(1.0 / std::tan(radians(options.largest_hue))),
          cx_over_cy_most_(1.0 / std::tan(radians(options.least_hue))) {}

    bool operator()(const Hsd& colour) const {
        return colour.cy > 0.0 && colour.cx >= cx_over_cy_least_ * colour.cy &&
               colour.cx <= cx_over_cy_most_ * colour.cy && colour.saturation_against(least_coloured) >= 0;
    }

  private:
    static double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

    double cx_over_cy_least_;
    double cx_over_cy_most_;
};

Hsd colour_at(const MilliOd& od, int y, int x) {
    const cv::Vec3w& value = od(y, x);
    return hsd(value);
}

/// The pixels of nuclei in a sample: those of a colour that `is_nuclear`.
template <class IsNuclear>
cv::Mat_<std::uint8_t> pixels_of_nuclei(const MilliOd& smooth, const NuclearDensityOptions& options,
                                        const Surroundings& surroundings, const IsNuclear& is_nuclear) {
    cv::Mat_<float> density(smooth.size());
    cv::Mat_<std::uint8_t> chosen(smooth.size());
    for (int y = 0; y < smooth.rows; ++y) {
        for (int x = 0; x < smooth.cols; ++x) {
            const Hsd colour = colour_at(smooth, y, x);
            density(y, x) = static_cast<float>(colour.density);
            chosen(y, x) = colour.density >= options.least_od && is_nuclear(colour) ? 255 : 0;
        }
    }
    chosen &= density > options.contrast * density_round(density, surroundings.square);
    cv::morphologyEx(chosen, chosen, cv::MORPH_OPEN, surroundings.narrowest);
    return chosen;
}

using Colours = std::vector<Hsd>;

/// Their colours in a part of the sample.
Colours colours_of_nuclei(const MilliOd& smooth, const cv::Mat_<std::uint8_t>& chosen, const cv::Rect& part) {
    Colours colours;
    for (int y = part.y; y < part.y + part.height; ++y) {
        for (int x = part.x; x < part.x + part.width; ++x) {
            if (chosen(y, x) != 0) {
                colours.push_back(colour_at(smooth, y, x));
            }
        }
    }
    return colours;
}

/// The colours of nuclei in squares of `square_um`, sample by sample.
template <class IsNuclear>
std::vector<Colours> colours_in_squares(const std::vector<MilliOd>& samples, const NuclearDensityOptions& options,
                                        const PixelSize& working, const IsNuclear& is_nuclear) {
    const Surroundings surroundings(options, working);
    const int side = working.whole_pixels(Microns(options.square_um));
    std::vector<std::vector<Colours>> parts(samples.size());
    over_smoothed(samples, [&](std::size_t i, const MilliOd& smooth) {
        const cv::Rect all({0, 0}, smooth.size());
        const cv::Mat_<std::uint8_t> chosen = pixels_of_nuclei(smooth, options, surroundings, is_nuclear);
        for (int y = 0; y < all.height; y += side) {
            for (int x = 0; x < all.width; x += side) {
                parts[i].push_back(colours_of_nuclei(smooth, chosen, cv::Rect(x, y, side, side) & all));
            }
        }
    });
    std::vector<Colours> squares;
    for (std::vector<Colours>& part : parts) {
        std::ranges::move(part, std::back_inserter(squares));
    }
    return squares;
}

/// All colours of a square, or as many as `most` at even ranks of their density.
Colours no_more_than(std::size_t most, Colours colours) {
    if (colours.size() <= most) {
        return colours;
    }
    std::ranges::sort(colours, {}, [](const Hsd& colour) { return std::tuple(colour.density, colour.cx, colour.cy); });
    Colours some(most);
    for (std::size_t i = 0; i < most; ++i) {
        some[i] = colours[(2 * i + 1) * colours.size() / (2 * most)];
    }
    return some;
}

double median_saturation(const Colours& colours) {
    std::vector<double> saturations;
    std::ranges::transform(colours, std::back_inserter(saturations), &Hsd::saturation);
    return quantile(saturations, 0.50);
}

bool enough(const std::vector<Colours>& squares, const NuclearDensityOptions& options, const PixelSize& working) {
    const auto pixels =
        std::transform_reduce(squares.begin(), squares.end(), std::int64_t{0}, std::plus(),
                              [](const Colours& colours) { return static_cast<std::int64_t>(colours.size()); });
    return working.area(pixels).value() >= options.fewest_um2;
}

}  // namespace

std::optional<double> saturation_of_nuclear_hue(const std::vector<MilliOd>& samples,
                                                const NuclearDensityOptions& options, const PixelSize& working) {
    const std::vector<Colours> squares = colours_in_squares(samples, options, working, NuclearHue(options));
    if (!enough(squares, options, working)) {
        return std::nullopt;
    }
    std::vector<double> saturations;
    for (const Colours& colours : squares) {
        const double area = working.area(static_cast<std::int64_t>(colours.size())).value();
        if (!colours.empty() && area >= options.least_in_square_um2) {
            saturations.push_back(median_saturation(colours));
        }
    }
    return saturations.empty() ? std::nullopt : std::optional(median_of(saturations));
}

std::optional<NuclearColour> nuclear_colour_of(const std::vector<MilliOd>& samples,
                                               const NuclearDensityOptions& options, const PixelSize& working) {
    std::vector<Colours> squares = colours_in_squares(
        samples, options, working, [&options](const Hsd& colour) { return nuclear(colour, options); });
    if (!enough(squares, options, working)) {
        return std::nullopt;
    }
    const auto most = static_cast<std::size_t>(std::ceil(options.most_in_square_um2 / working.area(1).value()));
    Colours colours;
    for (Colours& square : squares) {
        std::ranges::move(no_more_than(most, std::move(square)), std::back_inserter(colours));
    }
    std::vector<double> densities;
    std::ranges::transform(colours, std::back_inserter(densities), &Hsd::density);
    const double middle = quantile(densities, 0.50);
    const double spread = (quantile(densities, 0.75) - middle) / quartile_z;
    return NuclearColour{middle + five_in_six_z * std::min(spread, options.widest_spread * middle),
                         median_saturation(colours)};
}

}  // namespace kossa
