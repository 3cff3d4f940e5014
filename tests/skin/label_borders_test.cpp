#include "kossa/skin/label_borders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <random>
#include <utility>
#include <vector>

#include "kossa/core/rasterise.hpp"
#include "support/masks.hpp"
#include "support/polygons.hpp"

namespace kossa::label_borders_test {
namespace {

using Labels = cv::Mat_<std::uint8_t>;

/// Blotches of three labels, down to single pixels, cut by the edge of the image.
Labels blotches(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    cv::Mat_<float> noise(60, 80);
    std::ranges::generate(noise, [&] { return static_cast<float>(support::uniform(random)); });
    cv::GaussianBlur(noise, noise, {0, 0}, 1.2);
    Labels labels(noise.size());
    std::ranges::transform(noise, labels.begin(), [](float v) -> std::uint8_t {
        return v < 0.46F ? 0 : v < 0.53F ? 1 : 2;
    });
    return labels;
}

MultiPolygon<Level0> in_level0(const MultiPolygon<Survey>& polygons) {
    const auto moved = [](const Ring<Survey>& ring) {
        Ring<Level0> result;
        for (const Point<Survey>& p : ring) {
            result.push_back({p.x, p.y});
        }
        return result;
    };
    MultiPolygon<Level0> result;
    for (const Polygon<Survey>& polygon : polygons) {
        result.push_back({moved(polygon.shell), {}});
        for (const Ring<Survey>& hole : polygon.holes) {
            result.back().holes.push_back(moved(hole));
        }
    }
    return result;
}

TEST(LabelBorders, HoldExactlyTheCentresOfTheirPixels) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Labels labels = blotches(seed);
        const LabelBorders borders(labels);
        for (std::uint8_t label = 0; label < 3; ++label) {
            const MultiPolygon<Level0> around = in_level0(borders.around({label}));
            const Mask inside = rasterised(around, Size<Survey>{labels.cols, labels.rows}, Scaling<Survey, Level0>{});
            EXPECT_EQ(cv::countNonZero(inside != Mask(labels == label)), 0) << "label " << int{label};
        }
    }
}

TEST(LabelBorders, LeaveNoGapAndNoOverlapBetweenNeighbours) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Labels labels = blotches(seed);
        const LabelBorders borders(labels);
        double total = 0.0;
        for (std::uint8_t label = 0; label < 3; ++label) {
            total += support::area(borders.around({label}));
        }
        EXPECT_NEAR(total, labels.cols * labels.rows, 1e-6);
        EXPECT_NEAR(support::area(borders.around({0, 1})),
                    support::area(borders.around({0})) + support::area(borders.around({1})), 1e-6);
    }
}

double turn(const Point<Survey>& a, const Point<Survey>& b, const Point<Survey>& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool cross(const Point<Survey>& a, const Point<Survey>& b, const Point<Survey>& c, const Point<Survey>& d) {
    return turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0;
}

TEST(LabelBorders, AreRingsThatDoNotCrossThemselves) {
    const auto polygons = LabelBorders(blotches(7)).around({1});
    ASSERT_FALSE(polygons.empty());
    for (const Polygon<Survey>& polygon : polygons) {
        const Ring<Survey>& ring = polygon.shell;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            for (std::size_t j = i + 2; j < ring.size(); ++j) {
                EXPECT_FALSE(cross(ring[i], ring[i + 1], ring[j], ring[(j + 1) % ring.size()]));
            }
        }
    }
}

Labels where(const std::function<bool(double, double)>& inside) {
    Labels labels(100, 200);
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            labels(y, x) = inside(x + 0.5, y + 0.5) ? 1 : 0;
        }
    }
    return labels;
}

TEST(LabelBorders, TakeTheStepsOfThePixelsOutOfASlantedLine) {
    const LabelBorders borders(where([](double x, double y) { return y > 20.0 + x / 8.0; }));
    const std::vector<Polyline<Survey>> lines = borders.between(1, 0);
    ASSERT_EQ(lines.size(), 1U);
    for (const Point<Survey>& p : lines.front()) {
        if (p.x > 4.0 && p.x < 196.0) {
            EXPECT_NEAR(p.y, 20.0 + p.x / 8.0, 0.3) << "pixel edges are off by up to half a pixel";
        }
    }
    EXPECT_LT(lines.front().size(), 100U) << "along pixel edges it would have 50 vertices, and here 225 crossings";
}

TEST(LabelBorders, MakeADiscOfADisc) {
    const LabelBorders borders(where([](double x, double y) { return std::hypot(x - 60.3, y - 50.2) < 30.0; }));
    const MultiPolygon<Survey> disc = borders.around({1});
    ASSERT_EQ(disc.size(), 1U);
    EXPECT_TRUE(disc.front().holes.empty());
    EXPECT_NEAR(support::area(disc), CV_PI * 30.0 * 30.0, 0.01 * CV_PI * 30.0 * 30.0);
    double longest = 0.0;
    for (const Point<Survey>& p : disc.front().shell) {
        longest = std::max(longest, std::abs(std::hypot(p.x - 60.3, p.y - 50.2) - 30.0));
    }
    EXPECT_LT(longest, 0.5);
    const std::vector<Polyline<Survey>> lines = borders.between(0, 1);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines.front().front(), lines.front().back());
}

TEST(LabelBorders, LieWhereTheyAreToldTo) {
    const Labels halves = where([](double, double y) { return y > 50.0; });
    for (const auto& [told, lies] : {std::pair(0.3, 49.8), std::pair(0.0, 49.75), std::pair(1.0, 50.25)}) {
        const LabelBorders borders(halves, [told = told](const cv::Point&, const cv::Point&) { return told; });
        const std::vector<Polyline<Survey>> lines = borders.between(0, 1);
        ASSERT_EQ(lines.size(), 1U);
        for (const Point<Survey>& p : lines.front()) {
            EXPECT_TRUE(std::abs(p.y - lies) < 1e-9 || p.x == 0.0 || p.x == 200.0) << p.x << ", " << p.y;
        }
    }
}

TEST(LabelBorders, OfOneLabelFollowTheEdgeOfTheImage) {
    const MultiPolygon<Survey> all = LabelBorders(Labels(30, 40, std::uint8_t{5})).around({5});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().shell.size(), 4U);
    EXPECT_DOUBLE_EQ(support::area(all), 1200.0);
    EXPECT_TRUE(LabelBorders(Labels(30, 40, std::uint8_t{5})).around({4}).empty());
    EXPECT_TRUE(LabelBorders(Labels(30, 40, std::uint8_t{5})).between(5, 4).empty());
}

}  // namespace
}  // namespace kossa::label_borders_test
