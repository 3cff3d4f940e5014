#include "kossa/core/units.hpp"

#include <gtest/gtest.h>

#include <concepts>

namespace kossa {
namespace {

using namespace literals;

template <class A, class B>
concept Adds = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Subtracts = requires(A a, B b) {
    a - b;
};
template <class A, class B>
concept Compares = requires(A a, B b) {
    a < b;
};
template <class A, class B>
concept Accumulates = requires(A a, B b) {
    a += b;
};
template <class A, class B>
concept Divides = requires(A a, B b) {
    a / b;
};
template <class A, class B>
concept Multiplies = requires(A a, B b) {
    a* b;
};

template <class A, class B>
constexpr bool strangers = !Adds<A, B> && !Subtracts<A, B> && !Compares<A, B> && !Accumulates<A, B> && !Divides<A, B> &&
                           !std::convertible_to<A, B> && !std::constructible_from<A, B>;

static_assert(Adds<Microns, Microns> && Subtracts<Microns, Microns> && Compares<Microns, Microns>);
static_assert(Accumulates<Microns, Microns> && Divides<Microns, Microns> && Divides<Microns, double>);
static_assert(strangers<Microns, Pixels> && strangers<Pixels, Microns>);
static_assert(strangers<Microns, SquareMicrons> && strangers<SquareMicrons, Microns>);
static_assert(!Adds<Microns, double> && !Adds<double, Microns> && !Compares<Microns, double>);
static_assert(!std::convertible_to<double, Microns> && !std::convertible_to<Microns, double>);
static_assert(!Multiplies<Microns, Pixels> && !Multiplies<Pixels, Pixels> && !Multiplies<SquareMicrons, Microns>);
static_assert(std::same_as<decltype(2_um * 3_um), SquareMicrons>);
static_assert(std::same_as<decltype(2_um / 3_um), double>);
static_assert(std::same_as<decltype(2_um / 3.0), Microns>);

TEST(Quantity, IsZeroUnlessToldOtherwise) {
    EXPECT_EQ(Microns().value(), 0.0);
}

TEST(Quantity, AddsSubtractsAndNegates) {
    EXPECT_EQ(2.5_um + 4_um, 6.5_um);
    EXPECT_EQ(2_um - 5_um, -(3_um));
    Microns sum = 1_um;
    sum += 2_um;
    EXPECT_EQ(sum, 3_um);
}

TEST(Quantity, ScalesFromBothSides) {
    EXPECT_EQ(2_um * 3.0, 6_um);
    EXPECT_EQ(3.0 * 2_um, 6_um);
    EXPECT_EQ(6_um / 4.0, 1.5_um);
}

TEST(Quantity, DividesToAPlainNumber) {
    EXPECT_EQ(6_um / 4_um, 1.5);
}

TEST(Quantity, ComparesByValue) {
    EXPECT_LT(1_um, 2_um);
    EXPECT_GE(2_um, 2_um);
    EXPECT_NE(1_um, 2_um);
}

TEST(Quantity, TwoLengthsMakeAnArea) {
    EXPECT_EQ(2_um * 3.5_um, SquareMicrons(7.0));
}

TEST(Quantity, AnAreaHasTheDiameterOfItsDisc) {
    EXPECT_NEAR(equivalent_diameter(SquareMicrons(314.159265358979)).value(), 20.0, 1e-9);
    EXPECT_EQ(equivalent_diameter(SquareMicrons(0.0)).value(), 0.0);
}

}  // namespace
}  // namespace kossa
