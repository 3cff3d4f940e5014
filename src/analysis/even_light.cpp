#include "kossa/analysis/even_light.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr std::size_t fewest_for_planes = 6;  // twice what a plane has

/// Whether the squares reach into both outer thirds along one axis.
template <class Along>
bool on_both_sides(const std::vector<GlassSquare>& squares, int length, const Along& along) {
    const auto [first, last] = std::ranges::minmax(squares, {}, along);
    return along(first) < length / 3.0 && along(last) > 2.0 * length / 3.0;
}

/// Optical density of the plane, over that of the image's brightest corner.
struct Plane {
    double right;
    double down;
    double least;

    Plane(const LightFall& light, std::size_t channel, const cv::Size& size)
        : right(light.to_the_right.at(channel)),
          down(light.down.at(channel)),
          least(std::min(0.0, right * size.width) + std::min(0.0, down * size.height)) {}
    double at(double x, double y) const { return right * x + down * y - least; }
};

}  // namespace

std::optional<LightFall> fit_light(const std::vector<GlassSquare>& squares, const cv::Size& size) {
    if (squares.size() < fewest_for_planes ||
        !on_both_sides(squares, size.width, [](const GlassSquare& square) { return square.centre.x; }) ||
        !on_both_sides(squares, size.height, [](const GlassSquare& square) { return square.centre.y; })) {
        return std::nullopt;
    }
    const int count = static_cast<int>(squares.size());
    cv::Mat_<double> places(count, 3);
    cv::Mat_<double> densities(count, 3);
    for (int i = 0; i < count; ++i) {
        const GlassSquare& square = squares[static_cast<std::size_t>(i)];
        places(i, 0) = square.centre.x;
        places(i, 1) = square.centre.y;
        places(i, 2) = 1.0;
        for (int c = 0; c < 3; ++c) {
            densities(i, c) = -std::log10(square.median[c]);
        }
    }
    cv::Mat_<double> planes;
    cv::solve(places, densities, planes, cv::DECOMP_SVD);
    LightFall light;
    for (int c = 0; c < 3; ++c) {
        light.to_the_right.at(static_cast<std::size_t>(c)) = planes(0, c);
        light.down.at(static_cast<std::size_t>(c)) = planes(1, c);
    }
    return light;
}

std::vector<GlassSquare> without_fall(std::vector<GlassSquare> squares, const LightFall& light) {
    for (GlassSquare& square : squares) {
        for (int c = 0; c < 3; ++c) {
            const auto channel = static_cast<std::size_t>(c);
            square.median[c] *= std::pow(
                10.0, light.to_the_right.at(channel) * square.centre.x + light.down.at(channel) * square.centre.y);
        }
    }
    return squares;
}

void make_even(PackedPicture& image, const LightFall& light) {
    constexpr int band = 2 * PackedPicture::side;
    const int height = image.size().height;
    const std::array<Plane, 3> planes{Plane(light, 0, image.size()), Plane(light, 1, image.size()),
                                      Plane(light, 2, image.size())};
    over_stretches((height + band - 1) / band, 1, [&](int first, int last) {
        for (int begin = first * band; begin < std::min(height, last * band); begin += band) {
            RgbImage rows = image.rows(begin, std::min(height, begin + band));
            for (int y = 0; y < rows.rows; ++y) {
                for (int x = 0; x < rows.cols; ++x) {
                    for (int c = 0; c < 3; ++c) {
                        const double brighter = std::pow(10.0, planes.at(static_cast<std::size_t>(c)).at(x, begin + y));
                        rows(y, x)[c] = cv::saturate_cast<std::uint8_t>(rows(y, x)[c] * brighter);
                    }
                }
            }
            image.put({0, begin}, rows);
        }
    });
}

EvenedLight even_out(Overview& overview, const WhitePoint& white, Microns pixel, int fewest_pixels,
                     double most_uneven_od) {
    const std::vector<GlassSquare> squares =
        glass_squares(overview.image, smooth_glass(overview.image, white), pixel, fewest_pixels);
    EvenedLight result{glass_spread_od(squares), false, ""};
    if (result.spread_od.value_or(0.0) <= most_uneven_od) {
        return result;
    }
    const std::optional<LightFall> light = fit_light(squares, overview.image.size());
    if (!light || glass_spread_od(without_fall(squares, *light)).value_or(*result.spread_od) > most_uneven_od) {
        result.unexplained = fmt::format(
            "the light is uneven: the glass differs by an optical density of {:.3f}, and not as if the light fell off "
            "evenly over the slide",
            *result.spread_od);
        return result;
    }
    make_even(overview.image, *light);
    make_even(overview.darkest, *light);
    result.changed = true;
    return result;
}

void distrust_epidermis(FoundSkin& skin, const std::string& reason) {
    if (reason.empty()) {
        return;
    }
    const cv::Rect all({0, 0}, skin.epidermis.size());
    for (MaskSheet* sheet : {&skin.epidermis, &skin.horny, &skin.adnexa}) {
        sheet->fill(all, 0);
    }
    skin.border_od.reset();
    skin.reason = skin.reason.empty() ? reason : skin.reason;
}

}  // namespace kossa
