#pragma once

#include <cmath>
#include <compare>
#include <numbers>

namespace kossa {

/// A number with a meaning: quantities of different kinds do not add, compare or convert silently.
template <class Kind>
class Quantity {
  public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(double value) : value_(value) {}

    constexpr double value() const { return value_; }

    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator-() const { return Quantity(-value_); }
    constexpr Quantity& operator+=(Quantity other) {
        value_ += other.value_;
        return *this;
    }

    friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value_ + b.value_); }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value_ - b.value_); }
    friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.value_ * k); }
    friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(a.value_ * k); }
    friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value_ / k); }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }

  private:
    double value_ = 0.0;
};

/// A length on the glass, in micrometres.
using Microns = Quantity<struct MicronsKind>;
/// An area on the glass, in square micrometres.
using SquareMicrons = Quantity<struct SquareMicronsKind>;
/// A length on a pixel grid, in pixels of that grid.
using Pixels = Quantity<struct PixelsKind>;

inline constexpr double um_per_mm = 1000.0;
inline constexpr double um2_per_mm2 = um_per_mm * um_per_mm;

constexpr SquareMicrons operator*(Microns a, Microns b) {
    return SquareMicrons(a.value() * b.value());
}

namespace literals {
constexpr Microns operator""_um(long double value) {
    return Microns(static_cast<double>(value));
}
constexpr Microns operator""_um(unsigned long long value) {
    return Microns(static_cast<double>(value));
}
}  // namespace literals

/// Diameter of the disc of that area.
inline Microns equivalent_diameter(SquareMicrons area) {
    return Microns(2.0 * std::sqrt(area.value() / std::numbers::pi));
}

}  // namespace kossa
