#include "kossa/slide/pixel_size_finding.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace kossa {

namespace {

using Properties = std::map<std::string, std::string>;

constexpr double um_per_m = 1e6;
constexpr double um_per_cm = 1e4;
constexpr double um_per_inch = 25400.0;
constexpr double largest_rounding = 1.1;  // 0.23 um is called 0.25
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// Tags that any image program writes are believed only where they look like a microscope's.
constexpr Microns smallest_of_tags{0.05};
constexpr Microns largest_of_tags{5.0};

/// Objective power times pixel size of common scanners: 20 x 0.5 um, 40 x 0.25 um.
constexpr double usual_power_times_um = 10.0;
constexpr double largest_departure = 1.6;

struct Claim {
    PixelSizeSource source;
    Microns x;
    Microns y;
    bool from_tags;
};

std::string text_property(const Properties& properties, const std::string& name) {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
}

/// The number under name_x, and the one under name_y or else the same again. Not a number where it is none.
std::optional<std::pair<double, double>> number_pair(const Properties& properties, const std::string& name_x,
                                                     const std::string& name_y) {
    if (!properties.contains(name_x)) {
        return std::nullopt;
    }
    const double x = number_property(properties, name_x).value_or(no_number);
    const double y = properties.contains(name_y) ? number_property(properties, name_y).value_or(no_number) : x;
    return std::pair(x, y);
}

std::optional<double> microns_of_unit(const std::string& unit) {
    if (unit == "centimeter") {
        return um_per_cm;
    }
    return unit == "inch" ? std::optional(um_per_inch) : std::nullopt;
}

std::optional<Claim> claim_by_density(PixelSizeSource source, std::optional<std::pair<double, double>> density,
                                      std::optional<double> microns) {
    if (!density || !microns) {
        return std::nullopt;
    }
    return Claim{source, Microns(*microns / density->first), Microns(*microns / density->second), true};
}

std::optional<Claim> claim_of_vendor(const Properties& properties) {
    const auto um = number_pair(properties, "openslide.mpp-x", "openslide.mpp-y");
    if (!um) {
        return std::nullopt;
    }
    const bool from_tags = text_property(properties, "openslide.vendor") == "generic-tiff";
    return Claim{PixelSizeSource::openslide_mpp, Microns(um->first), Microns(um->second), from_tags};
}

std::optional<Claim> claim_of_tiff(const Properties& properties) {
    return claim_by_density(PixelSizeSource::tiff_resolution,
                            number_pair(properties, "tiff.XResolution", "tiff.YResolution"),
                            microns_of_unit(text_property(properties, "tiff.ResolutionUnit")));
}

std::optional<Claim> claim_of_png(const Properties& properties) {
    return claim_by_density(PixelSizeSource::png_density, number_pair(properties, "png.pHYs-x", "png.pHYs-y"),
                            um_per_m);
}

std::optional<Claim> claim_of_jpeg(const Properties& properties) {
    return claim_by_density(PixelSizeSource::jpeg_density, number_pair(properties, "jpeg.JFIF-x", "jpeg.JFIF-y"),
                            microns_of_unit(text_property(properties, "jpeg.JFIF-unit")));
}

bool believable(const Claim& claim) {
    const auto like_a_microscope = [](Microns side) { return side >= smallest_of_tags && side <= largest_of_tags; };
    return PixelSize::plausible(claim.x, claim.y) &&
           (!claim.from_tags || (like_a_microscope(claim.x) && like_a_microscope(claim.y)));
}

std::string described(const Claim& claim) {
    return fmt::format("{} says {:.4g} x {:.4g} um per pixel", to_string(claim.source), claim.x.value(),
                       claim.y.value());
}

std::string joined(const std::string& note, const std::string& sentence) {
    return note.empty() ? sentence : note + "; " + sentence;
}

PixelSizeFinding find_in_file(const Properties& properties) {
    PixelSizeFinding finding;
    for (const auto& claim : {claim_of_vendor(properties), claim_of_tiff(properties), claim_of_png(properties),
                              claim_of_jpeg(properties)}) {
        if (claim && believable(*claim)) {
            finding.size = PixelSize(claim->x, claim->y);
            finding.source = claim->source;
            return finding;
        }
        if (claim) {
            finding.note = joined(finding.note, described(*claim) + ", which is no microscope's and was not believed");
        }
    }
    return finding;
}

bool differ(Microns a, Microns b) {
    const double ratio = a / b;
    return ratio > largest_rounding || ratio < 1.0 / largest_rounding;
}

void go_by(PixelSizeFinding& finding, const PixelSize& user) {
    if (finding.size) {
        const Claim claim{*finding.source, finding.size->x(), finding.size->y(), false};
        finding.note = joined(finding.note, described(claim) + ", which the value given overrides");
        if (differ(user.x(), finding.size->x()) || differ(user.y(), finding.size->y())) {
            finding.flags.emplace_back("pixel-size-overridden");
        }
    }
    finding.size = user;
    finding.source = PixelSizeSource::user;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return std::nullopt;
    }
    text = text.substr(first, text.find_last_not_of(blanks) + 1 - first);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole_text = error == std::errc() && end == text.data() + text.size();
    return whole_text && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> number_property(const Properties& properties, const std::string& name) {
    const auto found = properties.find(name);
    return found == properties.end() ? std::nullopt : parse_number(found->second);
}

PixelSizeFinding find_pixel_size(const Properties& properties, std::optional<PixelSize> user) {
    PixelSizeFinding finding = find_in_file(properties);
    if (user) {
        go_by(finding, *user);
    }
    if (finding.size && differ(finding.size->x(), finding.size->y())) {
        finding.flags.emplace_back("pixels-not-square");
    }
    return finding;
}

std::vector<std::string> cross_check(std::optional<PixelSize> size, std::optional<double> objective_power) {
    if (!size || !objective_power || *objective_power <= 0.0) {
        return {};
    }
    const double departure = size->mean().value() * *objective_power / usual_power_times_um;
    if (departure > largest_departure || departure < 1.0 / largest_departure) {
        return {"objective-power-contradicts-pixel-size"};
    }
    return {};
}

}  // namespace kossa
