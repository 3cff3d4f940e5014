#include "kossa/stain/stain_profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

/// Longer than any vector of optical density that 8 bits can show (2.4 a channel), shorter than numbers that overflow.
constexpr double longest_vector = 100.0;
constexpr double shortest_vector = 1e-3;
/// A real dye's estimate falls a little below zero where it absorbs nothing; more is a sign that was mistyped.
constexpr double least_component = -0.1;
/// Silver is black; from here on a vector is a colour.
constexpr double most_silver_from_grey_degrees = 20.0;

void require_possible(const OdVector& vector, const std::string& name) {
    const double length = cv::norm(vector);
    if (!std::isfinite(length) || length < shortest_vector || length > longest_vector) {
        throw UsageError(
            fmt::format("{} is ({}, {}, {}), which is no stain vector: give the optical densities of red, "
                        "green and blue, such as 0.65, 0.70, 0.29",
                        name, vector[0], vector[1], vector[2]));
    }
    if (std::min({vector[0], vector[1], vector[2]}) < least_component * length) {
        throw UsageError(fmt::format("{} has an optical density below 0 ({}, {}, {}): no dye adds light; correct it",
                                     name, vector[0], vector[1], vector[2]));
    }
}

void require_unmixable(const OdVector& haematoxylin, const OdVector& eosin) {
    try {
        const StainMatrix possible(haematoxylin, eosin);
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("haematoxylin and eosin: {}; correct one of them", error.what()));
    }
    if (haematoxylin[0] <= eosin[0]) {
        throw UsageError(
            "haematoxylin absorbs less red than eosin, so the two seem to be exchanged; exchange them or correct them");
    }
}

void require_grey(const OdVector& silver) {
    const double degrees = angle_degrees(silver, OdVector(1.0, 1.0, 1.0));
    if (degrees > most_silver_from_grey_degrees) {
        throw UsageError(fmt::format("silver lies {:.1f} degrees from grey, but it is black: at most {} degrees",
                                     degrees, most_silver_from_grey_degrees));
    }
}

}  // namespace

std::vector<std::string> profile_vector_names(Stain stain) {
    return stain == Stain::haematoxylin_eosin ? std::vector<std::string>{"haematoxylin", "eosin"}
                                              : std::vector<std::string>{"silver"};
}

StainProfile checked_profile(Stain stain, const std::vector<OdVector>& vectors) {
    const std::vector<std::string> names = profile_vector_names(stain);
    if (vectors.size() != names.size()) {
        throw UsageError(
            fmt::format("a profile of {} has {} vectors, not {}", name(stain), names.size(), vectors.size()));
    }
    StainProfile profile{stain, {}, {}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        require_possible(vectors[i], names[i]);
        profile.vectors.push_back(normalised(vectors[i]));
    }
    if (stain == Stain::haematoxylin_eosin) {
        require_unmixable(profile.vectors[0], profile.vectors[1]);
    } else {
        require_grey(profile.vectors[0]);
    }
    return profile;
}

StainProfile median_profile(const std::vector<StainProfile>& profiles) {
    std::vector<OdVector> medians;
    for (std::size_t i = 0; i < profiles.front().vectors.size(); ++i) {
        std::vector<OdVector> directions;
        std::transform(profiles.begin(), profiles.end(), std::back_inserter(directions),
                       [i](const StainProfile& profile) { return profile.vectors.at(i); });
        medians.push_back(median_direction(directions));
    }
    return checked_profile(profiles.front().stain, medians);
}

}  // namespace kossa
