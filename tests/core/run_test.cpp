#include "kossa/core/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "support/masks.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using SurveyRun = Run<Survey>;
using SurveyRuns = std::vector<SurveyRun>;
using WorkingRuns = std::vector<Run<Working>>;

Mask painted(const SurveyRuns& runs, cv::Size size) {
    Mask mask(size, 0);
    for (const SurveyRun& run : runs) {
        for (int x = run.x_begin; x < run.x_end; ++x) {
            mask(run.y, x) = 255;
        }
    }
    return mask;
}

void flood(const Mask& mask, LabelRaster& labels, cv::Point from, int label, Connectivity connectivity) {
    std::vector<cv::Point> open{from};
    labels(from) = label;
    while (!open.empty()) {
        const cv::Point at = open.back();
        open.pop_back();
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                const cv::Point to = at + cv::Point(dx, dy);
                const bool neighbour = connectivity == Connectivity::eight || dx == 0 || dy == 0;
                if (neighbour && cv::Rect({}, mask.size()).contains(to) && mask(to) != 0 && labels(to) < 0) {
                    labels(to) = label;
                    open.push_back(to);
                }
            }
        }
    }
}

/// The slow way: sets numbered 0.. in reading order of their first pixel; -1 outside.
LabelRaster flooded(const Mask& mask, Connectivity connectivity) {
    LabelRaster labels(mask.size(), -1);
    int next = 0;
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            if (mask(y, x) != 0 && labels(y, x) < 0) {
                flood(mask, labels, {x, y}, next++, connectivity);
            }
        }
    }
    return labels;
}

/// The same pixels in runs cut at every third column: neighbours in a row then touch end to end.
SurveyRuns chopped(const SurveyRuns& runs) {
    SurveyRuns pieces;
    for (const SurveyRun& run : runs) {
        for (std::int32_t x = run.x_begin; x < run.x_end;) {
            const std::int32_t end = std::min(run.x_end, (x / 3 + 1) * 3);
            pieces.push_back({run.y, x, end});
            x = end;
        }
    }
    return pieces;
}

class ConnectedSets : public ::testing::TestWithParam<Connectivity> {};

TEST_P(ConnectedSets, EqualAFloodFill) {
    for (const double density : {0.1, 0.4, 0.55, 0.7, 0.95}) {
        for (std::uint64_t seed = 0; seed < 8; ++seed) {
            const Mask mask = support::random_mask({23, 17}, density, seed);
            const LabelRaster expected = flooded(mask, GetParam());
            for (const SurveyRuns& runs : {runs_of(mask), chopped(runs_of(mask))}) {
                const std::vector<std::int32_t> sets = connected_sets(runs, GetParam());
                ASSERT_EQ(sets.size(), runs.size());
                for (std::size_t i = 0; i < runs.size(); ++i) {
                    ASSERT_EQ(sets[i], expected(runs[i].y, runs[i].x_begin)) << support::drawing(mask);
                }
            }
        }
    }
}

TEST_P(ConnectedSets, OfNothingAreNone) {
    EXPECT_THAT(connected_sets(SurveyRuns{}, GetParam()), IsEmpty());
}

TEST_P(ConnectedSets, DoNotReachAcrossAnEmptyRow) {
    EXPECT_THAT(connected_sets(SurveyRuns{{0, 0, 9}, {2, 0, 9}}, GetParam()), ElementsAre(0, 1));
}

TEST_P(ConnectedSets, MeetLateInASpiral) {
    const Mask spiral = support::drawn({"#.###", "#.#.#", "#...#", "#####"});
    const std::vector<std::int32_t> sets = connected_sets(runs_of(spiral), GetParam());
    EXPECT_THAT(sets, ::testing::Each(0));
}

INSTANTIATE_TEST_SUITE_P(BothConnectivities, ConnectedSets, ::testing::Values(Connectivity::four, Connectivity::eight),
                         [](const auto& tested) { return tested.param == Connectivity::four ? "Four" : "Eight"; });

TEST(Connectivity, CornersJoinOnlyUnderEight) {
    const SurveyRuns corners{{0, 0, 2}, {1, 2, 4}};
    const SurveyRuns other_way{{0, 2, 4}, {1, 0, 2}};
    for (const SurveyRuns& runs : {corners, other_way}) {
        EXPECT_THAT(connected_sets(runs, Connectivity::four), ElementsAre(0, 1));
        EXPECT_THAT(connected_sets(runs, Connectivity::eight), ElementsAre(0, 0));
    }
}

TEST(Connectivity, WorksOnTheWorkingFrameFarFromTheOrigin) {
    const WorkingRuns runs{{2'000'000'000, 2'100'000'000, 2'147'483'600},
                           {2'000'000'001, 2'100'000'000, 2'100'000'001}};
    EXPECT_THAT(connected_sets(runs, Connectivity::four), ElementsAre(0, 0));
}

TEST(RunsOf, PaintBackToTheMask) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Mask mask = support::random_mask({31, 9}, 0.5, seed);
        const SurveyRuns runs = runs_of(mask);
        EXPECT_THAT(painted(runs, mask.size()), support::SameMask(mask));
        EXPECT_TRUE(std::is_sorted(runs.begin(), runs.end()));
        EXPECT_EQ(merged(runs), runs) << "runs are as long as they can be";
    }
}

TEST(RunsOf, TakesAnyValueButZeroForInside) {
    Mask mask(1, 3, std::uint8_t{1});
    mask(0, 1) = 0;
    EXPECT_THAT(runs_of(mask), ElementsAre(SurveyRun{0, 0, 1}, SurveyRun{0, 2, 3}));
}

TEST(RunsOf, HandlesFullEmptyAndSinglePixelMasks) {
    EXPECT_THAT(runs_of(Mask()), IsEmpty());
    EXPECT_THAT(runs_of(Mask(4, 4, std::uint8_t{0})), IsEmpty());
    EXPECT_THAT(runs_of(Mask(1, 1, std::uint8_t{255})), ElementsAre(SurveyRun{0, 0, 1}));
    EXPECT_THAT(runs_of(Mask(2, 3, std::uint8_t{255})), ElementsAre(SurveyRun{0, 0, 3}, SurveyRun{1, 0, 3}));
}

TEST(Merged, JoinsWhatTouchesEndToEnd) {
    const SurveyRuns pieces{{0, 0, 2}, {0, 2, 5}, {0, 5, 6}, {0, 7, 8}, {1, 8, 9}};
    EXPECT_THAT(merged(pieces), ElementsAre(SurveyRun{0, 0, 6}, SurveyRun{0, 7, 8}, SurveyRun{1, 8, 9}));
    EXPECT_THAT(merged(SurveyRuns{}), IsEmpty());
}

TEST(Merged, TakesRunsInAnyOrderAndOverlapping) {
    const SurveyRuns pieces{{1, 4, 9}, {0, 3, 8}, {0, 0, 4}, {0, 5, 6}, {1, 9, 10}};
    EXPECT_THAT(merged(pieces), ElementsAre(SurveyRun{0, 0, 8}, SurveyRun{1, 4, 10}));
}

TEST(Merged, UndoesEveryChopping) {
    const SurveyRuns runs = runs_of(support::random_mask({40, 20}, 0.8, 3));
    EXPECT_EQ(merged(chopped(runs)), runs);
}

TEST(Without, LeavesThePixelsThatAreInTheOneAlone) {
    for (std::uint64_t seed = 1; seed < 9; ++seed) {
        const Mask one = support::random_mask({70, 12}, 0.7, seed);
        const Mask other = support::random_mask({70, 12}, 0.4, seed + 100);
        const SurveyRuns rest = without(runs_of(one), chopped(runs_of(other)));
        EXPECT_EQ(rest, runs_of(Mask(one & ~other)));
        EXPECT_EQ(merged(without(chopped(runs_of(one)), runs_of(other))), rest);
    }
    const SurveyRuns run{{2, 3, 9}};
    EXPECT_EQ(without(run, {}), run);
    EXPECT_THAT(without(run, {{2, 0, 20}}), IsEmpty());
    EXPECT_THAT(without({}, run), IsEmpty());
}

TEST(Run, OrdersByRowThenColumn) {
    EXPECT_LT((SurveyRun{0, 9, 10}), (SurveyRun{1, 0, 1}));
    EXPECT_LT((SurveyRun{1, 0, 9}), (SurveyRun{1, 1, 2}));
    EXPECT_EQ((SurveyRun{1, 3, 9}.length()), 6);
}

TEST(DisjointSets, AreRepresentedByTheirSmallestWhateverTheOrder) {
    const std::vector<std::vector<std::pair<int, int>>> orders{
        {{5, 3}, {3, 1}, {4, 5}}, {{4, 5}, {1, 3}, {5, 3}}, {{3, 5}, {5, 4}, {4, 1}}, {{1, 4}, {1, 5}, {1, 3}}};
    for (const auto& joins : orders) {
        DisjointSets sets(7);
        for (const auto& [a, b] : joins) {
            sets.join(static_cast<std::size_t>(a), static_cast<std::size_t>(b));
        }
        for (const std::size_t member : {1U, 3U, 4U, 5U}) {
            EXPECT_EQ(sets.find(member), 1U);
        }
        for (const std::size_t alone : {0U, 2U, 6U}) {
            EXPECT_EQ(sets.find(alone), alone);
        }
    }
}

/// The slow way: each pixel of the one is looked for in the other.
std::int64_t common_one_by_one(const WorkingRuns& runs, const WorkingRuns& others) {
    std::int64_t common = 0;
    for (const Run<Working>& run : runs) {
        for (std::int32_t x = run.x_begin; x < run.x_end; ++x) {
            for (const Run<Working>& other : others) {
                common += other.y == run.y && other.x_begin <= x && x < other.x_end ? 1 : 0;
            }
        }
    }
    return common;
}

TEST(CommonPixels, AreThoseOfBoth) {
    const WorkingRuns runs{{2, 4, 9}, {3, 0, 2}, {3, 5, 30}, {7, 1, 2}};
    const WorkingRuns others{{1, 0, 50},  {2, 8, 9},   {3, 2, 5}, {3, 6, 8},
                             {3, 12, 13}, {3, 29, 40}, {7, 0, 1}, {8, 0, 9}};
    EXPECT_EQ(common_pixels(runs, others), 1 + 2 + 1 + 1);
    EXPECT_EQ(common_pixels(runs, others), common_one_by_one(runs, others));
    EXPECT_EQ(common_pixels(others, runs), common_one_by_one(runs, others));
    EXPECT_EQ(common_pixels(runs, runs), 5 + 2 + 25 + 1);
    EXPECT_EQ(common_pixels(runs, WorkingRuns{}), 0);
    EXPECT_EQ(common_pixels(WorkingRuns{}, runs), 0);
}

TEST(BoundingBox, TouchesTheOutermostPixels) {
    EXPECT_EQ(bounding_box(WorkingRuns{{3, 5, 9}, {4, 2, 3}, {4, 7, 12}, {8, 6, 7}}), (Box<Working>{2, 3, 10, 6}));
    EXPECT_EQ(bounding_box(WorkingRuns{{-4, -7, -6}}), (Box<Working>{-7, -4, 1, 1}));
    EXPECT_TRUE(bounding_box(WorkingRuns{}).empty());
}

TEST(PixelCount, IsThatOfAllRuns) {
    EXPECT_EQ(pixel_count(WorkingRuns{{3, 5, 9}, {4, 2, 3}}), 5);
    EXPECT_EQ(pixel_count(WorkingRuns{{0, 0, INT32_MAX}, {1, 0, INT32_MAX}}), 2 * std::int64_t{INT32_MAX});
}

}  // namespace
}  // namespace kossa
