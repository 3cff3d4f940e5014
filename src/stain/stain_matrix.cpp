#include "kossa/stain/stain_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

constexpr double least_angle_degrees = 1.0;
constexpr double least_determinant = 1e-3;

cv::Matx33d from_rows(const OdVector& a, const OdVector& b, const OdVector& c) {
    return {a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2]};
}

OdVector residual(const OdVector& first, const OdVector& second) {
    if (angle_degrees(first, second) < least_angle_degrees) {
        throw UsageError(fmt::format("the two stain vectors are less than {} degree apart and cannot be unmixed",
                                     least_angle_degrees));
    }
    return first.cross(second);
}

}  // namespace

OdVector normalised(const OdVector& vector) {
    const double length = cv::norm(vector);
    if (!std::isfinite(length) || length <= 0.0 || vector[0] + vector[1] + vector[2] < -length) {
        throw UsageError(
            fmt::format("({}, {}, {}) is not a stain vector; expected optical densities of red, green, blue", vector[0],
                        vector[1], vector[2]));
    }
    return vector / length;
}

double angle_degrees(const OdVector& a, const OdVector& b) {
    const double cosine = a.dot(b) / (cv::norm(a) * cv::norm(b));
    return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180.0 / std::numbers::pi;
}

OdVector median_direction(const std::vector<OdVector>& vectors) {
    OdVector medians;
    for (int channel = 0; channel < 3; ++channel) {
        std::vector<double> values;
        values.reserve(vectors.size());
        for (const OdVector& vector : vectors) {
            values.push_back(normalised(vector)[channel]);
        }
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        medians[channel] =
            values.size() % 2 == 1 ? *middle : (*middle + *std::max_element(values.begin(), middle)) / 2.0;
    }
    return normalised(medians);
}

StainMatrix::StainMatrix(const OdVector& first, const OdVector& second)
    : StainMatrix(first, second, residual(first, second)) {}

StainMatrix::StainMatrix(const OdVector& first, const OdVector& second, const OdVector& third)
    : rows_(from_rows(normalised(first), normalised(second), third / cv::norm(third))) {
    if (!(std::abs(cv::determinant(rows_)) >= least_determinant)) {  // NaN where two are one
        throw UsageError("the three stain vectors lie in one plane and cannot be unmixed");
    }
    inverse_ = rows_.inv();
}

cv::Vec3d StainMatrix::unmix(const cv::Vec3d& od) const {
    return inverse_.t() * od;
}

StainMatrix default_haematoxylin_eosin() {
    return {OdVector(0.65111, 0.70119, 0.29049), OdVector(0.2159, 0.8012, 0.5581)};
}

}  // namespace kossa
