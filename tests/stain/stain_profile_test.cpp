#include "kossa/stain/stain_profile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "kossa/core/error.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

const OdVector profile_violet(0.65, 0.70, 0.29);
const OdVector profile_pink(0.22, 0.80, 0.56);

StainProfile he_profile(const OdVector& haematoxylin, const OdVector& eosin) {
    return checked_profile(Stain::haematoxylin_eosin, {haematoxylin, eosin});
}

std::string profile_refusal(Stain stain, const std::vector<OdVector>& vectors) {
    try {
        checked_profile(stain, vectors);
        return "not refused";
    } catch (const UsageError& error) {
        return error.what();
    }
}

std::string he_refusal(const OdVector& haematoxylin, const OdVector& eosin) {
    return profile_refusal(Stain::haematoxylin_eosin, {haematoxylin, eosin});
}

TEST(StainProfile, VectorsOfAnyLengthBecomeUnitVectors) {
    const StainProfile profile = he_profile(profile_violet * 30.0, profile_pink * 0.01);
    EXPECT_NEAR(cv::norm(profile.vectors[0]), 1.0, 1e-12);
    EXPECT_NEAR(cv::norm(profile.vectors[1]), 1.0, 1e-12);
    EXPECT_LT(angle_degrees(profile.vectors[0], profile_violet), 1e-4);
    EXPECT_LT(cv::norm(profile.matrix().row(1) - profile.vectors[1]), 1e-12);
}

TEST(StainProfile, WhatIsNoVectorIsRefusedByName) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    for (const OdVector& bad : {OdVector(0, 0, 0), OdVector(infinity, 1, 1), OdVector(nan, 1, 1),
                                OdVector(1e300, 1e300, 1e300), OdVector(1e-300, 0, 0)}) {
        EXPECT_THAT(he_refusal(bad, profile_pink), HasSubstr("haematoxylin is ("));
        EXPECT_THAT(he_refusal(profile_violet, bad), HasSubstr("eosin is ("));
        EXPECT_THAT(profile_refusal(Stain::von_kossa, {bad}), HasSubstr("silver is ("));
    }
}

TEST(StainProfile, LittleBelowZeroPassesAndMoreDoesNot) {
    EXPECT_NO_THROW(he_profile(profile_violet, {-0.02, 0.9, 0.4}));
    EXPECT_THAT(he_refusal(profile_violet, {-0.4, 0.9, 0.4}), HasSubstr("eosin has an optical density below 0"));
}

TEST(StainProfile, StainsThatCannotBeToldApartAreRefused) {
    EXPECT_THAT(he_refusal(profile_violet, profile_violet * 2.0),
                HasSubstr("haematoxylin and eosin: the two stain vectors are less"));
    EXPECT_THAT(he_refusal(profile_pink, profile_violet), HasSubstr("exchanged"));
}

TEST(StainProfile, SilverIsGrey) {
    EXPECT_NO_THROW(checked_profile(Stain::von_kossa, {{0.9, 1.0, 0.85}}));
    EXPECT_THAT(profile_refusal(Stain::von_kossa, {profile_pink}), HasSubstr("degrees from grey"));
}

TEST(StainProfile, EachStainHasItsVectors) {
    EXPECT_THAT(profile_vector_names(Stain::haematoxylin_eosin), ::testing::ElementsAre("haematoxylin", "eosin"));
    EXPECT_THAT(profile_vector_names(Stain::von_kossa), ::testing::ElementsAre("silver"));
    EXPECT_THAT(profile_refusal(Stain::von_kossa, {profile_violet, profile_pink}), HasSubstr("1 vectors, not 2"));
    EXPECT_THAT(profile_refusal(Stain::haematoxylin_eosin, {profile_violet}), HasSubstr("2 vectors, not 1"));
}

TEST(StainProfile, TheMedianIsNotDrawnByOneOddSlide) {
    const StainProfile odd = he_profile({0.9, 0.3, 0.3}, {0.1, 0.5, 0.85});
    const StainProfile median =
        median_profile({odd, he_profile(profile_violet, profile_pink), he_profile(profile_violet * 0.3, profile_pink)});
    EXPECT_LT(angle_degrees(median.vectors[0], profile_violet), 1e-4);
    EXPECT_LT(angle_degrees(median.vectors[1], profile_pink), 1e-4);
    EXPECT_GT(angle_degrees(odd.vectors[0], profile_violet), 20.0);
}

TEST(StainProfile, TheMedianIsTheSameInAnyOrder) {
    const StainProfile a = he_profile(profile_violet, profile_pink);
    const StainProfile b = he_profile({0.60, 0.72, 0.35}, {0.20, 0.85, 0.45});
    EXPECT_EQ(median_profile({a, b}).vectors, median_profile({b, a}).vectors);
    EXPECT_EQ(median_profile({a}).vectors[1], normalised(a.vectors[1]));
}

}  // namespace
}  // namespace kossa
