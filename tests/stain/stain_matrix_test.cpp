#include "kossa/stain/stain_matrix.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kossa/core/error.hpp"

namespace kossa {
namespace {

constexpr double rounding = 1e-12;

TEST(Normalised, HasLengthOneAndTheSameDirection) {
    const OdVector v = normalised({3.0, 0.0, 4.0});
    EXPECT_NEAR(v[0], 0.6, rounding);
    EXPECT_NEAR(v[1], 0.0, rounding);
    EXPECT_NEAR(v[2], 0.8, rounding);
}

TEST(Normalised, TakesAStainThatOneChannelGainsFrom) {
    EXPECT_NEAR(cv::norm(normalised({0.65, -0.05, 0.3})), 1.0, rounding);
}

TEST(Normalised, RefusesWhatIsNoStain) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const OdVector& v : {OdVector(0, 0, 0), OdVector(-1, -1, -1), OdVector(nan, 1, 1), OdVector(1, infinity, 1)}) {
        EXPECT_THROW(normalised(v), UsageError) << v;
    }
}

TEST(AngleDegrees, MatchesKnownAnglesWhateverTheLengths) {
    EXPECT_NEAR(angle_degrees({1, 0, 0}, {0, 2, 0}), 90.0, 1e-9);
    EXPECT_NEAR(angle_degrees({1, 1, 0}, {5, 0, 0}), 45.0, 1e-9);
    EXPECT_NEAR(angle_degrees({1, 2, 3}, {-1, -2, -3}), 180.0, 1e-5);
    EXPECT_NEAR(angle_degrees({0.3, 0.3, 0.3}, {0.7, 0.7, 0.7}), 0.0, 1e-5) << "no NaN from a cosine above 1";
}

/// Haematoxylin and eosin to two digits, as most programs have them; with the cross product as the third vector.
StainMatrix two_digits() {
    return {OdVector(0.65, 0.70, 0.29), OdVector(0.07, 0.99, 0.11)};
}

TEST(StainMatrix, InverseOfHaematoxylinAndEosinIsThePublishedOne) {
    const cv::Matx33d expected(1.4822, -1.0754, -0.3321, -0.1615, 1.1162, -0.0809, 0.5099, -0.2839, 0.9398);
    for (int channel = 0; channel < 3; ++channel) {
        cv::Vec3d od(0, 0, 0);
        od[channel] = 1.0;
        EXPECT_LT(cv::norm(two_digits().unmix(od) - cv::Vec3d(expected.row(channel).val)), 2e-4) << channel;
    }
}

TEST(StainMatrix, NeutralBlackLooksLikeMuchHaematoxylinAndNegativeEosin) {
    const cv::Vec3d stains = two_digits().unmix({1.0, 1.0, 1.0});
    EXPECT_NEAR(stains[0], 1.83, 0.005);
    EXPECT_NEAR(stains[1], -0.24, 0.005);
}

TEST(StainMatrix, UnmixesWhatBeerAndLambertMixed) {
    for (const StainMatrix& matrix : {two_digits(), default_haematoxylin_eosin()}) {
        for (const cv::Vec3d& amounts : {cv::Vec3d(0.7, 0.2, 0), cv::Vec3d(0, 1.1, 0.1), cv::Vec3d(0, 0, 0)}) {
            const cv::Vec3d od = matrix.row(0) * amounts[0] + matrix.row(1) * amounts[1] + matrix.row(2) * amounts[2];
            EXPECT_LT(cv::norm(matrix.unmix(od) - amounts), rounding);
        }
    }
}

TEST(StainMatrix, RowsAreUnitVectorsAndTheThirdStandsOnBoth) {
    const StainMatrix matrix(OdVector(1.30, 1.408, 0.572), OdVector(0.2159, 0.8012, 0.5581));
    for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(cv::norm(matrix.row(i)), 1.0, rounding);
    }
    EXPECT_NEAR(matrix.row(2).dot(matrix.row(0)), 0.0, rounding);
    EXPECT_NEAR(matrix.row(2).dot(matrix.row(1)), 0.0, rounding);
    EXPECT_NEAR(angle_degrees(matrix.row(0), {0.650, 0.704, 0.286}), 0.0, 1e-5);
}

TEST(StainMatrix, RefusesStainsThatCannotBeUnmixed) {
    const OdVector h(0.650, 0.704, 0.286);
    EXPECT_THROW(StainMatrix(h, h), UsageError);
    EXPECT_THROW(StainMatrix(h, h * 2.0 + OdVector(0.005, 0, 0)), UsageError) << "less than a degree apart";
    EXPECT_THROW(StainMatrix(h, OdVector(0, 0, 0)), UsageError);
    EXPECT_THROW(StainMatrix(h, OdVector(1, 0, 0), h * 0.5 + OdVector(0.5, 0, 0)), UsageError) << "in one plane";
    EXPECT_NO_THROW(StainMatrix(h, h + OdVector(0.05, 0, 0)));
}

struct SkimageRow {
    cv::Vec3b rgb;
    cv::Vec3d hed;
};

/// From scikit-image 0.19.3:
///   python3 -c "import numpy as np; from skimage.color import rgb2hed; print(rgb2hed(np.array([[[255,255,255],
///   [200,150,210], [120,80,160], [235,120,160], [60,50,70], [1,1,1], [0,128,255]]], np.uint8)))"
constexpr int skimage_rows = 7;
const SkimageRow skimage_table[skimage_rows]{
    {{255, 255, 255}, {0.0, 0.0, 0.0}},
    {{200, 150, 210}, {0.022034084, 0.019111346, 0.007129934}},
    {{120, 80, 160}, {0.076625799, 0.024027012, 0.011374675}},
    {{235, 120, 160}, {0.0, 0.039745649, 0.042405837}},
    {{60, 50, 70}, {0.132588804, 0.0, 0.073021741}},
    {{1, 1, 1}, {0.485386043, 0.0, 0.353741535}},
    {{0, 128, 255}, {1.874694691, 0.0, 0.0}},
};

/// scikit-image divides densities by 6 (its logarithm has base 1e-6), takes 255 for white, leaves its vectors at their
/// own lengths and clips at 0.
TEST(StainMatrix, ReproducesScikitImagesRgb2hed) {
    const OdVector vectors[3]{{0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}, {0.27, 0.57, 0.78}};
    const StainMatrix matrix(vectors[0], vectors[1], vectors[2]);
    for (const SkimageRow& row : skimage_table) {
        cv::Vec3d od;
        for (int c = 0; c < 3; ++c) {
            od[c] = -std::log10(std::max(row.rgb[c] / 255.0, 1e-6));
        }
        const cv::Vec3d stains = matrix.unmix(od);
        for (int i = 0; i < 3; ++i) {
            EXPECT_NEAR(std::max(0.0, stains[i] / cv::norm(vectors[i]) / 6.0), row.hed[i], 1e-6) << row.rgb;
        }
    }
}

TEST(MedianDirection, TakesTheMiddleOfEveryChannelWhateverTheLength) {
    const OdVector a(0.6, 0.7, 0.4);
    EXPECT_LT(cv::norm(median_direction({a * 3.0}) - normalised(a)), 1e-12);
    EXPECT_LT(cv::norm(median_direction({a, {1.0, 0.0, 0.0}, a * 0.1}) - normalised(a)), 1e-12);
    const OdVector even = median_direction({{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}});
    EXPECT_LT(cv::norm(even - normalised({1.0, 1.0, 0.0})), 1e-12);
}

}  // namespace
}  // namespace kossa
